// SPDX-License-Identifier: GPL-3.0-or-later
#include "pbxservice.h"

#include "keptstate.h"

#include <core/edition.h>

namespace lw::Sandbox {

using namespace Qt::StringLiterals;

namespace {

QString stateWord(RemoteLink::State state)
{
    switch (state) {
    case RemoteLink::State::Disconnected:
        return u"Disconnected"_s;
    case RemoteLink::State::Connecting:
        return u"Connecting"_s;
    case RemoteLink::State::Connected:
        return u"Connected"_s;
    }
    return {};
}

QString platformWord(Edition edition, const WireCall &call)
{
    switch (edition) {
    case Edition::Cloud:
        return call.word(u"platform"_s, u"cloud"_s);
    case Edition::Appliance:
        return u"p_appliance"_s;
    default:
        return u"p_software"_s;
    }
}

//! What may not be the name of the provider's account.
QStringList reservedNames(const PbxPlan &plan)
{
    QStringList names;
    for (const AccountPlan &account : plan.accounts) {
        if (account.role == "super_admin"_L1)
            names.append(account.userName);
        if (account.isExtension() && !account.email.isEmpty())
            names.append(account.email);
    }
    return names;
}

RemoteApi::Setup remoteSetup(const PbxPlan &plan, const PbxService::Setup &setup)
{
    return {.link = {.platforms = setup.platforms,
                     .scheduler = setup.scheduler,
                     .clock = setup.clock,
                     .device = {.serialNumber = plan.serialNumber,
                                .model = plan.model,
                                .firmware = plan.firmware.text()},
                     .defaultServer = setup.defaultServer},
            .features = RemoteFeatures::of(plan.firmware),
            .reservedNames = reservedNames(plan)};
}

bool isCloud(const PbxPlan &plan)
{
    return editionOf(plan.firmware) == Edition::Cloud;
}

//! What everybody may do about the own account.
bool isSelfCall(const QString &call)
{
    return call.startsWith("twofactor/"_L1) || call.startsWith("trusteddevice/"_L1) ||
           call == "user/updatepassword"_L1;
}

} // namespace

PbxService::Parts::Parts(const PbxPlan &plan, const WireProfile &wire, const Setup &setup)
    : memory(plan, {.clock = setup.clock, .random = setup.random, .postman = setup.postman})
    , remote(wire, remoteSetup(plan, setup))
    , signIn(wire, memory,
             [this, hasOption = isCloud(plan)] {
                 return hasOption ? memory.options.isPasswordless
                                  : remote.link().settings().isPasswordless;
             })
    , twoFactor(wire, memory)
    , ownAccount(wire, memory)
    , security(wire, memory,
               isCloud(plan) ? SecurityApi::Options::WithPasswordless
                             : SecurityApi::Options::WithoutPasswordless)
    , extensions(wire, memory)
    , addresses(wire, memory)
    , openApi(plan, memory)
    , pages(plan, {.memory = memory, .link = remote.link(), .signIn = signIn})
{}

PbxService::PbxService(PbxPlan plan, const WireProfile &wire, Setup setup)
    : m_plan(std::move(plan))
    , m_wire(wire)
    , m_setup(std::move(setup))
    , m_envelope(wire.call(u"envelope"_s))
    , m_activityHeader(wire.call(u"session"_s).field(u"activityHeader"_s).toLatin1())
{
    const QStringList ids = m_wire.callIds();
    for (const QString &id : ids) {
        const WireCall &call = m_wire.call(id);
        m_calls.insert(QString::fromLatin1(call.verb()) + u' ' + call.path(), id);
    }
    reset();
}

void PbxService::reset()
{
    m_parts.reset(); // first: it answers what waits
    m_parts = std::make_unique<Parts>(m_plan, m_wire, m_setup);
    tellPort();
}

void PbxService::listensAt(quint16 port)
{
    m_port = port;
    tellPort();
}

void PbxService::tellPort()
{
    m_parts->memory.port = m_port;
    m_parts->remote.link().portalIsAt(u"https://127.0.0.1:%1"_s.arg(m_port));
}

QJsonObject PbxService::kept() const
{
    return keptState(m_parts->memory);
}

void PbxService::restore(const QJsonObject &kept)
{
    restoreState(m_parts->memory, kept);
}

QList<AccountPlan> PbxService::accounts() const
{
    QList<AccountPlan> plans;
    for (const Account &account : m_parts->memory.accounts) {
        if (!account.password.isSet())
            continue;
        plans.append(account.plan);
        if (account.hasOwnPassword)
            plans.last().password.clear();
    }
    return plans;
}

void PbxService::wake()
{
    m_parts->remote.link().wake();
}

QString PbxService::callOf(const WebRequest &request) const
{
    for (const QString &further : {OpenApi::callOf(request), PortalPages::callOf(request)}) {
        if (!further.isEmpty())
            return further;
    }
    const QString id = m_calls.value(QString::fromLatin1(request.verb) + u' ' + request.path);
    return id.isEmpty() ? u"unknown"_s : id;
}

void PbxService::handle(const WebRequest &request, WebReply reply)
{
    answer(request, std::move(reply));
    if (request.verb != "GET" && m_setup.changed)
        m_setup.changed();
}

void PbxService::answer(const WebRequest &request, WebReply reply)
{
    if (OpenApi::handles(request))
        return reply(m_parts->openApi.handle(request));
    if (!PortalPages::callOf(request).isEmpty())
        return reply(m_parts->pages.handle(request));
    const QString call = callOf(request);
    const bool isRemote = call.startsWith("remotemanagement/"_L1);
    if (call == "pbx/getproduct"_L1)
        return reply(product());
    if (SignInApi::handles(call))
        return reply(m_parts->signIn.handle(call, request));
    if (call == "unknown"_L1 || (isRemote && !RemoteFeatures::of(m_plan.firmware).hasPage))
        return reply(m_envelope.refused(RefusalCode::InterfaceNotExisted));
    const auto owner = visitor(request);
    if (!owner)
        return reply(m_envelope.refused(RefusalCode::TokenExpired));
    if (!mayAsk(*owner, call))
        return reply(m_envelope.refused(RefusalCode::AccessDenied));
    const Visit visit{
        .request = request, .owner = *owner, .cookie = m_parts->signIn.cookieOf(request)};
    if (isRemote)
        return handleRemote(call, visit, std::move(reply));
    reply(answerOf(call, visit).value_or(m_envelope.refused(RefusalCode::InterfaceNotExisted)));
}

std::optional<WebAnswer> PbxService::answerOf(const QString &call, const Visit &visit)
{
    const QString family = call.section(u'/', 0, 0);
    if (family == "twofactor"_L1)
        return m_parts->twoFactor.handle(call, visit);
    if (isSelfCall(call))
        return m_parts->ownAccount.handle(call, visit);
    if (family == "securityoption"_L1 || family == "webserver"_L1 || family == "operationlog"_L1)
        return m_parts->security.handle(call, visit);
    if (family == "extension"_L1)
        return m_parts->extensions.handle(call, visit);
    if (family == "blockedip"_L1 || family == "allowedip"_L1)
        return m_parts->addresses.handle(call, visit);
    return std::nullopt;
}

void PbxService::handleRemote(const QString &call, const Visit &visit, WebReply reply)
{
    const bool isSave = call == "remotemanagement/update"_L1;
    if (!isSave && call != "remotemanagement/disconnect"_L1)
        return m_parts->remote.handle(call, visit.request, std::move(reply));
    const QString user = m_parts->memory.account(visit.owner.account).plan.userName;
    const QString operation = isSave ? u"Edit"_s : u"Disconnect"_s;
    m_parts->remote.handle(call, visit.request,
                           [this, user, operation, peer = visit.request.peer,
                            reply = std::move(reply)](WebAnswer answer) {
                               if (m_envelope.isDone(answer)) {
                                   m_parts->memory.note(user, peer, u"Remote Management"_s,
                                                        operation);
                                   endPasswordlessSessions();
                               }
                               reply(std::move(answer));
                           });
}

//! Whoever came without a password goes when nobody may any more.
void PbxService::endPasswordlessSessions()
{
    const RemoteLink &link = m_parts->remote.link();
    if (!link.settings().isPasswordless || !link.isBound())
        m_parts->memory.sessions.closeOthers(m_parts->memory.passwordlessAccount, {});
}

void PbxService::expireSessionOf(const WebRequest &request)
{
    if (OpenApi::handles(request))
        m_parts->openApi.expireTokenOf(request);
    else
        m_parts->memory.sessions.close(m_parts->signIn.cookieOf(request));
}

std::optional<SessionTable::Owner> PbxService::visitor(const WebRequest &request)
{
    const auto cause = request.header(m_activityHeader) == "1" ? SessionTable::Cause::Person
                                                               : SessionTable::Cause::Polling;
    return m_parts->memory.sessions.use(m_parts->signIn.cookieOf(request), cause,
                                        m_setup.clock->now());
}

bool PbxService::mayAsk(const SessionTable::Owner &owner, const QString &call) const
{
    const Account &account = m_parts->memory.account(owner.account);
    if (account.mustChangePassword)
        return call == "user/updatepassword"_L1;
    return account.plan.role != "user"_L1 || isSelfCall(call);
}

WebAnswer PbxService::product() const
{
    const WireCall &call = m_wire.call(u"pbx/getproduct"_s);
    return m_envelope.done(
        call, {{call.field(u"name"_s), m_plan.model},
               {call.field(u"type"_s), u"P-Series"_s},
               {call.field(u"platform"_s), platformWord(editionOf(m_plan.firmware), call)},
               {call.field(u"version"_s), m_plan.firmware.text()},
               {call.field(u"serialNumber"_s), m_plan.serialNumber},
               {call.field(u"displayName"_s), m_plan.name}});
}

QJsonObject PbxService::state() const
{
    const RemoteLink &link = m_parts->remote.link();
    const RemoteSettings &settings = link.settings();
    const RemoteLink::Status &status = link.status();
    return {{u"kind"_s, u"pbx"_s},
            {u"firmware"_s, m_plan.firmware.text()},
            {u"security"_s, m_parts->memory.state()},
            {u"sessions"_s, m_parts->memory.sessions.openAt(m_setup.clock->now())},
            {u"openapi_tokens"_s, m_parts->openApi.liveTokens()},
            {u"blocked_addresses"_s, m_parts->memory.guard.blockedAt(m_setup.clock->now()).size()},
            {u"remote_management"_s,
             QJsonObject{{u"server"_s,
                          settings.server == RemoteServerType::Custom ? u"custom"_s : u"default"_s},
                         {u"server_address"_s, settings.serverAddress},
                         {u"method"_s,
                          settings.method == ActivationMethod::AuthenticationCode ? u"auth_code"_s
                          : settings.method == ActivationMethod::YeastarId        ? u"yeastar_id"_s
                                                                                  : u"email"_s},
                         {u"yeastar_id"_s, settings.yeastarId},
                         {u"email"_s, settings.email},
                         {u"account_enabled"_s, settings.isAccountEnabled},
                         {u"account_username"_s, settings.accountUserName},
                         {u"account_password_set"_s, settings.isAccountPasswordSet},
                         {u"passwordless"_s, settings.isPasswordless},
                         {u"bound"_s, link.isBound()}}},
            {u"status"_s, QJsonObject{{u"state"_s, stateWord(status.state)},
                                      {u"since"_s, status.since},
                                      {u"server"_s, status.server},
                                      {u"last_error"_s, status.lastError}}}};
}

} // namespace lw::Sandbox
