// SPDX-License-Identifier: GPL-3.0-or-later
#include "pbxservice.h"

#include <core/edition.h>

#include <QJsonDocument>

namespace lw::Sandbox {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kLongestName = 255;

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

//! "websession=...; Secure; ..." with \a extra in front of the attributes.
QByteArray cookieHeader(const QByteArray &name, const QByteArray &value, const QByteArray &extra)
{
    return name + '=' + value + extra + "; Path=/; Secure; HttpOnly; SameSite=Strict";
}

} // namespace

PbxService::PbxService(PbxPlan plan, const WireProfile &wire, Setup setup)
    : m_plan(std::move(plan))
    , m_wire(wire)
    , m_setup(std::move(setup))
    , m_envelope(wire.call(u"envelope"_s))
    , m_cookieName(wire.call(u"session"_s).field(u"cookie"_s).toLatin1())
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
    m_accounts.clear();
    for (const AccountPlan &plan : m_plan.accounts)
        m_accounts.append(std::make_shared<Account>(
            Account{.plan = plan, .password = PasswordHash(portalPassword(plan.password))}));
    m_sessions = std::make_unique<SessionTable>(m_setup.random, m_plan.autoLogoutTime);
    m_guard = {};
    m_remote = std::make_unique<RemoteApi>(
        m_wire, RemoteApi::Setup{.link = {.platforms = m_setup.platforms,
                                          .scheduler = m_setup.scheduler,
                                          .clock = m_setup.clock,
                                          .device = {.serialNumber = m_plan.serialNumber,
                                                     .model = m_plan.model,
                                                     .firmware = m_plan.firmware.text()},
                                          .defaultServer = m_setup.defaultServer},
                                 .features = RemoteFeatures::of(m_plan.firmware),
                                 .reservedNames = reservedNames()});
}

QStringList PbxService::reservedNames() const
{
    QStringList names;
    for (const AccountPlan &account : m_plan.accounts) {
        if (account.role == "super_admin"_L1)
            names.append(account.userName);
        if (!account.email.isEmpty())
            names.append(account.email);
    }
    return names;
}

void PbxService::wake()
{
    m_remote->link().wake();
}

QString PbxService::callOf(const WebRequest &request) const
{
    const QString id = m_calls.value(QString::fromLatin1(request.verb) + u' ' + request.path);
    return id.isEmpty() ? u"unknown"_s : id;
}

void PbxService::handle(const WebRequest &request, WebReply reply)
{
    const QString call = callOf(request);
    const bool isRemote = call.startsWith("remotemanagement/"_L1);
    if (call == "pbx/getproduct"_L1)
        return reply(product());
    if (call == "login"_L1)
        return reply(signIn(request));
    if (call == "logout"_L1)
        return reply(signOut(cookieOf(request)));
    if (!isRemote || !RemoteFeatures::of(m_plan.firmware).hasPage)
        return reply(refused(RefusalCode::InterfaceNotExisted));
    if (const std::optional<Refusal> refusal = whyNotAllowed(request))
        return reply(m_envelope.refused(*refusal));
    m_remote->handle(call, request, std::move(reply));
}

void PbxService::expireSessionOf(const WebRequest &request)
{
    m_sessions->close(cookieOf(request));
}

WebAnswer PbxService::refused(RefusalCode code) const
{
    return m_envelope.refused({.code = code});
}

QByteArray PbxService::cookieOf(const WebRequest &request) const
{
    return request.cookie(m_cookieName);
}

std::optional<Refusal> PbxService::whyNotAllowed(const WebRequest &request)
{
    const auto cause = request.header(m_activityHeader) == "1" ? SessionTable::Cause::Person
                                                               : SessionTable::Cause::Polling;
    const auto account = m_sessions->use(cookieOf(request), cause, m_setup.clock->now());
    if (!account)
        return Refusal{.code = RefusalCode::TokenExpired};
    if (m_accounts.at(*account)->plan.role == "user"_L1)
        return Refusal{.code = RefusalCode::AccessDenied};
    return std::nullopt;
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

WebAnswer PbxService::signIn(const WebRequest &request)
{
    const WireCall &call = m_wire.call(u"login"_s);
    const QDateTime now = m_setup.clock->now();
    if (const auto block = m_guard.blockOf(request.peer, now))
        return m_envelope.refused(
            {.code = RefusalCode::AddressBlocked,
             .blockExpireTime = block->until ? block->until->toSecsSinceEpoch() : 0});
    const QJsonDocument body = QJsonDocument::fromJson(request.body);
    if (!body.isObject())
        return refused(RefusalCode::ParameterSyntax);
    QList<Refusal::InvalidField> invalid;
    for (const QString &name : {call.field(u"userName"_s), call.field(u"password"_s)}) {
        const QJsonValue value = body.object().value(name);
        if (!value.isString() || value.toString().isEmpty())
            invalid.append(
                {name, value.isString() || value.isUndefined() ? u"required"_s : u"type"_s});
        else if (value.toString().size() > kLongestName)
            invalid.append({name, u"length"_s});
    }
    if (!invalid.isEmpty())
        return m_envelope.refused({.code = RefusalCode::Parameter, .invalid = invalid});

    const auto account = accountNamed(body.object().value(call.field(u"userName"_s)).toString());
    const QByteArray password = body.object().value(call.field(u"password"_s)).toString().toUtf8();
    if (!account || !m_accounts.at(*account)->password.matches(password, m_setup.random)) {
        m_guard.countFailure(request.peer, now);
        return refused(RefusalCode::Failure);
    }
    m_guard.countSuccess(request.peer);
    return welcome(*account);
}

WebAnswer PbxService::welcome(qsizetype account)
{
    const WireCall &call = m_wire.call(u"login"_s);
    const AccountPlan &plan = m_accounts.at(account)->plan;
    const QString role = plan.role == "super_admin"_L1     ? u"superAdministrator"_s
                         : plan.role == "administrator"_L1 ? u"administrator"_s
                                                           : u"user"_s;
    const bool isPasswordless = m_remote->link().settings().isPasswordless;
    WebAnswer answer = m_envelope.done(
        call,
        {{call.field(u"userName"_s), plan.userName},
         {call.field(u"role"_s), call.word(u"role"_s, role)},
         {call.field(u"autoLogoutTime"_s), static_cast<int>(m_sessions->autoLogoutTime().count())},
         {call.field(u"mustChangePassword"_s), 0},
         {call.field(u"passwordlessEnabled"_s), isPasswordless ? 1 : 0}});
    const QByteArray cookie = m_sessions->open(account, m_setup.clock->now());
    answer.headers.append({"Set-Cookie", cookieHeader(m_cookieName, cookie, {})});
    return answer;
}

WebAnswer PbxService::signOut(const QByteArray &cookie)
{
    if (!m_sessions->use(cookie, SessionTable::Cause::Polling, m_setup.clock->now()))
        return refused(RefusalCode::TokenExpired);
    m_sessions->close(cookie);
    WebAnswer answer = m_envelope.done();
    answer.headers.append({"Set-Cookie", cookieHeader(m_cookieName, {}, "; Max-Age=0")});
    return answer;
}

std::optional<qsizetype> PbxService::accountNamed(const QString &name) const
{
    for (qsizetype i = 0; i < m_accounts.size(); ++i) {
        const AccountPlan &plan = m_accounts.at(i)->plan;
        const bool isEmail =
            !plan.email.isEmpty() && plan.email.compare(name, Qt::CaseInsensitive) == 0;
        if (plan.userName == name || isEmail)
            return i;
    }
    return std::nullopt;
}

QJsonObject PbxService::state() const
{
    const RemoteLink &link = m_remote->link();
    const RemoteSettings &settings = link.settings();
    const RemoteLink::Status &status = link.status();
    const QDateTime now = m_setup.clock->now();
    return {{u"kind"_s, u"pbx"_s},
            {u"firmware"_s, m_plan.firmware.text()},
            {u"sessions"_s, m_sessions->openAt(now)},
            {u"blocked_addresses"_s, m_guard.blockedAt(now)},
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
