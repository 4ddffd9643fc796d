// SPDX-License-Identifier: GPL-3.0-or-later
#include "world.h"

#include "runtime.h"
#include "smtpclient.h"

#include <core/edition.h>

#include <QFile>
#include <QJsonDocument>
#include <QSaveFile>

#include <algorithm>

namespace lw::Sandbox {

using namespace Qt::StringLiterals;

namespace {

constexpr int kKeptFormat = 1;
//! One write for all requests that come together.
constexpr std::chrono::milliseconds kKeepDelay{200};

PbxAddress addressOf(const HttpServer &server)
{
    return PbxAddress::parse(u"127.0.0.1:%1"_s.arg(server.port())).value_or(PbxAddress());
}

} // namespace

World::World(Runtime &runtime, const Scenario &scenario, const WireProfile &wire,
             PracticeClock &clock, const MailPlan &mail)
    : m_runtime(runtime)
    , m_scenario(scenario)
    , m_wire(wire)
    , m_clock(clock)
    , m_client(runtime.io())
    , m_mailroom(
          {.folder = mail.folder,
           .deliver = mail.server ? smtpDelivery(runtime.io(), *mail.server) : Mailroom::Deliver(),
           .clock = &clock,
           .random = systemRandom()})
{}

World::~World()
{
    if (m_mustKeep)
        keep();
}

std::optional<QString> World::listen()
{
    for (const PlatformPlan &plan : std::as_const(m_scenario.platforms)) {
        m_platforms.push_back(std::make_unique<PlatformService>(plan, m_clock, systemRandom()));
        if (const auto problem =
                listenAs(plan.name, m_platforms.back().get(), PlatformService::calls()))
            return problem;
        m_client.trust(m_hosts.back()->server->certificatePem());
    }
    const PbxAddress defaultServer = addressOf(*m_hosts.front()->server);
    for (const PbxPlan &plan : std::as_const(m_scenario.pbxs)) {
        m_pbxs.push_back(
            std::make_unique<PbxService>(plan, m_wire,
                                         PbxService::Setup{.platforms = &m_client,
                                                           .scheduler = &m_runtime,
                                                           .clock = &m_clock,
                                                           .random = systemRandom(),
                                                           .defaultServer = defaultServer,
                                                           .postman = &m_mailroom,
                                                           .changed = [this] { keepSoon(); }}));
        if (const auto problem = listenAs(plan.name, m_pbxs.back().get(),
                                          m_wire.callIds() + PbxService::furtherCalls()))
            return problem;
        m_pbxs.back()->listensAt(m_hosts.back()->server->port());
    }
    return std::nullopt;
}

std::optional<QString> World::listenAs(const QString &name, WebService *service,
                                       const QStringList &calls)
{
    auto host = std::make_unique<Host>(Host{.name = name, .calls = calls});
    host->server = std::make_unique<HttpServer>(
        m_runtime.io(),
        HttpServer::Setup{
            .name = name, .service = service, .faults = &host->faults, .clock = &m_clock});
    m_hosts.push_back(std::move(host));
    return m_hosts.back()->server->listen();
}

QList<PracticePbx> World::pbxs() const
{
    QList<PracticePbx> result;
    for (const auto &pbx : m_pbxs) {
        const PbxPlan &plan = pbx->plan();
        const HttpServer &server = *host(plan.name)->server;
        QList<PracticeAccount> accounts;
        const QList<AccountPlan> plans = pbx->accounts();
        for (const AccountPlan &account : plans)
            accounts.append({account.userName, account.password, account.role});
        const bool hasApi = plan.openApi.isEnabled;
        result.append({.name = plan.name,
                       .address = addressOf(server),
                       .sha256 = server.sha256(),
                       .edition = editionWord(editionOf(plan.firmware)),
                       .firmware = plan.firmware.text(),
                       .accounts = accounts,
                       .openApiId = hasApi ? plan.openApi.clientId : QString(),
                       .openApiSecret = hasApi ? plan.openApi.clientSecret : QString()});
    }
    return result;
}

QList<PracticePlatform> World::platforms() const
{
    QList<PracticePlatform> result;
    for (const auto &platform : m_platforms) {
        const PlatformPlan &plan = platform->plan();
        const HttpServer &server = *host(plan.name)->server;
        result.append({.name = plan.name,
                       .address = addressOf(server),
                       .sha256 = server.sha256(),
                       .yeastarId = plan.yeastarId,
                       .email = plan.email,
                       .providerPassword = plan.providerPassword,
                       .codes = platform->freshCodes(),
                       .clientId = plan.clientId,
                       .clientSecret = plan.clientSecret});
    }
    return result;
}

QStringList World::faultCalls() const
{
    return QStringList{u"*"_s} + m_wire.callIds() + PbxService::furtherCalls() +
           PlatformService::calls();
}

World::Host *World::host(const QString &name) const
{
    const auto found =
        std::ranges::find(m_hosts, name, [](const auto &host) { return host->name; });
    return found == m_hosts.end() ? nullptr : found->get();
}

ServerCounters World::counters(const QString &name) const
{
    const Host *found = host(name);
    return found ? found->server->counters() : ServerCounters{};
}

QJsonObject World::state() const
{
    QJsonObject result;
    for (const auto &pbx : m_pbxs)
        result.insert(pbx->plan().name, stateOf(*host(pbx->plan().name), pbx->state()));
    for (const auto &platform : m_platforms)
        result.insert(platform->plan().name,
                      stateOf(*host(platform->plan().name), platform->state()));
    result.insert(u"mail"_s, m_mailroom.state());
    return result;
}

QJsonObject World::stateOf(const Host &host, const QJsonObject &own) const
{
    const ServerCounters &counters = host.server->counters();
    QJsonObject requests;
    for (auto it = counters.requests.begin(); it != counters.requests.end(); ++it)
        requests.insert(it.key(), it.value());
    QJsonObject result = own;
    result.insert(u"requests"_s, requests);
    result.insert(u"connections"_s, counters.connections);
    result.insert(u"tls_handshakes"_s, counters.handshakes);
    result.insert(u"faults_waiting"_s, host.faults.waiting());
    return result;
}

std::optional<QString> World::inject(const PracticeFault &fault)
{
    Host *target = host(fault.server);
    if (!target)
        return u"no server is called \"%1\""_s.arg(fault.server.left(100));
    if (fault.call != "*"_L1 && !target->calls.contains(fault.call))
        return u"\"%1\" has no call \"%2\""_s.arg(fault.server, fault.call.left(100));
    if (const auto problem = FaultPlan::whyImpossible(fault))
        return problem;
    target->faults.add(fault);
    if (FaultPlan::changesConnections(fault))
        target->server->closeKeptConnections();
    return std::nullopt;
}

std::optional<QString> World::setPasswordless(const QString &server, qint64 device,
                                              bool isPasswordless)
{
    const auto found = std::ranges::find(
        m_platforms, server, [](const auto &platform) { return platform->plan().name; });
    if (found == m_platforms.end())
        return u"no management server is called \"%1\""_s.arg(server.left(100));
    if (!(*found)->setPasswordless(device, isPasswordless))
        return u"\"%1\" has no device %2"_s.arg(server).arg(device);
    return std::nullopt;
}

void World::advanceClock(std::chrono::seconds by)
{
    m_clock.advance(by);
    for (const auto &pbx : m_pbxs)
        pbx->wake();
}

std::optional<QString> World::keepIn(const QString &path)
{
    QFile file(path);
    if (file.exists()) {
        if (!file.open(QIODevice::ReadOnly))
            return u"%1: %2"_s.arg(path, file.errorString());
        const QJsonObject json = QJsonDocument::fromJson(file.readAll()).object();
        if (json.value("format"_L1).toInt() != kKeptFormat)
            return u"%1 is not the state of a sandbox"_s.arg(path);
        const QJsonObject pbxs = json.value("pbxs"_L1).toObject();
        for (const auto &pbx : m_pbxs) {
            if (pbxs.contains(pbx->plan().name))
                pbx->restore(pbxs.value(pbx->plan().name).toObject());
        }
    }
    m_keptFile = path;
    return std::nullopt;
}

void World::keepSoon()
{
    if (m_keptFile.isEmpty() || m_mustKeep)
        return;
    m_mustKeep = true;
    m_runtime.after(kKeepDelay, [this] { keep(); });
}

void World::keep()
{
    m_mustKeep = false;
    QJsonObject pbxs;
    for (const auto &pbx : m_pbxs)
        pbxs.insert(pbx->plan().name, pbx->kept());
    QSaveFile file(m_keptFile);
    const bool isOpen = file.open(QIODevice::WriteOnly);
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner); // there are keys in it
    if (isOpen) {
        file.write(QJsonDocument({{u"format"_s, kKeptFormat}, {u"pbxs"_s, pbxs}}).toJson());
        file.commit();
    }
}

void World::reset()
{
    m_clock.reset();
    for (const auto &pbx : m_pbxs)
        pbx->reset();
    for (const auto &platform : m_platforms)
        platform->reset();
    m_mailroom.reset();
    keepSoon();
    for (const auto &host : m_hosts) {
        host->faults.clear();
        host->server->resetCounters();
    }
}

} // namespace lw::Sandbox
