// SPDX-License-Identifier: GPL-3.0-or-later
#include "practice.h"

#include "controlservice.h"
#include "runtime.h"
#include "world.h"

#include <resources/resources.h>

#include <QDir>
#include <QJsonArray>
#include <QTemporaryDir>

namespace lw::Sandbox {

using namespace Qt::StringLiterals;

namespace {

QString urlText(quint16 port)
{
    return u"https://127.0.0.1:%1"_s.arg(port);
}

QString hexText(const QByteArray &sha256)
{
    return QString::fromLatin1(sha256.toHex());
}

QJsonObject readyPbx(const PracticePbx &pbx)
{
    QJsonArray accounts;
    for (const PracticeAccount &account : pbx.accounts)
        accounts.append(QJsonObject{{u"username"_s, account.userName},
                                    {u"password"_s, account.password},
                                    {u"role"_s, account.role}});
    QJsonObject ready{{u"name"_s, pbx.name},
                      {u"url"_s, urlText(pbx.address.port())},
                      {u"sha256"_s, hexText(pbx.sha256)},
                      {u"edition"_s, pbx.edition},
                      {u"firmware"_s, pbx.firmware},
                      {u"accounts"_s, accounts}};
    if (!pbx.openApiId.isEmpty())
        ready.insert(u"openapi"_s, QJsonObject{{u"client_id"_s, pbx.openApiId},
                                               {u"client_secret"_s, pbx.openApiSecret}});
    return ready;
}

QJsonObject readyPlatform(const PracticePlatform &platform)
{
    return {{u"name"_s, platform.name},
            {u"url"_s, urlText(platform.address.port())},
            {u"sha256"_s, hexText(platform.sha256)},
            {u"client_id"_s, platform.clientId},
            {u"client_secret"_s, platform.clientSecret},
            {u"yeastar_id"_s, platform.yeastarId},
            {u"email"_s, platform.email},
            {u"provider_password"_s, platform.providerPassword},
            {u"codes"_s, QJsonArray::fromStringList(platform.codes)}};
}

} // namespace

QByteArray defaultScenario()
{
    return readResource(u"sandbox/default.json"_s);
}

/*! What a running sandbox consists of; the destructor of Practice takes it apart in its order. */
struct Practice::Parts
{
    Setup setup;
    PracticeClock clock;
    std::unique_ptr<QTemporaryDir> temporaryFolder;
    QString mailbox;
    std::unique_ptr<World> world;
    std::unique_ptr<ControlService> control;
    FaultPlan controlFaults; //!< stays empty
    std::unique_ptr<HttpServer> controlServer;
    std::unique_ptr<Runtime> runtime;

    std::optional<QString> makeFolders();

    //! What \a work makes of the world on its thread; an empty value where there is none yet.
    template<typename Work>
    auto ask(Work work) -> std::invoke_result_t<Work, World &>
    {
        if (!world)
            return std::invoke_result_t<Work, World &>();
        return runtime->ask([this, &work] { return work(*world); });
    }
};

std::optional<QString> Practice::Parts::makeFolders()
{
    if (setup.stateFolder.isEmpty()) {
        temporaryFolder = std::make_unique<QTemporaryDir>();
        if (!temporaryFolder->isValid())
            return temporaryFolder->errorString();
        setup.stateFolder = temporaryFolder->path();
    }
    mailbox = QDir(setup.stateFolder).absoluteFilePath(u"mail"_s);
    if (!QDir().mkpath(mailbox))
        return u"the folder %1 cannot be made"_s.arg(mailbox);
    return std::nullopt;
}

Practice::Practice(Setup setup) : m_parts(std::make_unique<Parts>())
{
    m_parts->setup = std::move(setup);
}

Practice::~Practice()
{
    if (!m_parts->runtime)
        return;
    // Services still answer what waits for them, so they go while the event loop is there.
    m_parts->runtime->stop();
    m_parts->control.reset();
    m_parts->world.reset();
    m_parts->runtime.reset();
}

std::optional<QString> Practice::start()
{
    const QByteArray json =
        m_parts->setup.scenario.isEmpty() ? defaultScenario() : m_parts->setup.scenario;
    const auto scenario = Scenario::parse(json);
    if (!scenario)
        return u"The scenario is not valid: %1"_s.arg(scenario.error());
    if (const auto problem = m_parts->makeFolders())
        return problem;
    m_parts->runtime = std::make_unique<Runtime>();
    m_parts->world = std::make_unique<World>(
        *m_parts->runtime, *scenario, m_parts->setup.wire, m_parts->clock,
        World::MailPlan{.folder = m_parts->mailbox, .server = m_parts->setup.mailServer});
    if (const auto problem = m_parts->world->listen())
        return u"The practice servers cannot listen: %1"_s.arg(*problem);
    if (!m_parts->temporaryFolder) {
        const QDir folder(m_parts->setup.stateFolder);
        if (const auto problem = m_parts->world->keepIn(folder.filePath(u"state.json"_s)))
            return problem;
    }
    m_parts->runtime->start();
    return std::nullopt;
}

QList<PracticePbx> Practice::pbxs() const
{
    return m_parts->ask([](const World &world) { return world.pbxs(); });
}

QList<PracticePlatform> Practice::platforms() const
{
    return m_parts->ask([](const World &world) { return world.platforms(); });
}

QStringList Practice::faultKinds() const
{
    return FaultPlan::kindWords();
}

QStringList Practice::faultCalls() const
{
    return m_parts->ask([](const World &world) { return world.faultCalls(); });
}

std::optional<QString> Practice::inject(const PracticeFault &fault)
{
    if (!m_parts->world)
        return u"the sandbox is not running"_s;
    return m_parts->ask([&](World &world) { return world.inject(fault); });
}

QDateTime Practice::now() const
{
    return m_parts->clock.now();
}

void Practice::advanceClock(std::chrono::seconds by)
{
    m_parts->ask([by](World &world) { world.advanceClock(by); });
}

void Practice::reset()
{
    m_parts->ask([](World &world) { world.reset(); });
}

QString Practice::mailboxFolder() const
{
    return m_parts->mailbox;
}

int Practice::requestCount(const QString &server, const QString &call) const
{
    return m_parts->ask(
        [&](const World &world) { return world.counters(server).requests.value(call); });
}

int Practice::handshakeCount(const QString &server) const
{
    return m_parts->ask([&](const World &world) { return world.counters(server).handshakes; });
}

int Practice::connectionCount(const QString &server) const
{
    return m_parts->ask([&](const World &world) { return world.counters(server).connections; });
}

QJsonObject Practice::state() const
{
    return m_parts->ask([](const World &world) { return world.state(); });
}

std::optional<QString> Practice::openControl()
{
    if (!m_parts->world)
        return u"the sandbox is not running"_s;
    return m_parts->ask([this](World &world) {
        m_parts->control = std::make_unique<ControlService>(world);
        m_parts->controlServer = std::make_unique<HttpServer>(
            m_parts->runtime->io(), HttpServer::Setup{.name = u"Practice control"_s,
                                                      .service = m_parts->control.get(),
                                                      .faults = &m_parts->controlFaults,
                                                      .clock = &m_parts->clock});
        return m_parts->controlServer->listen();
    });
}

QJsonObject Practice::readyObject() const
{
    QJsonArray list;
    const QList<PracticePbx> described = pbxs();
    for (const PracticePbx &pbx : described)
        list.append(readyPbx(pbx));
    QJsonArray platforms;
    const QList<PracticePlatform> running = this->platforms();
    for (const PracticePlatform &platform : running)
        platforms.append(readyPlatform(platform));
    QJsonObject result{
        {u"mailbox"_s, m_parts->mailbox}, {u"pbxs"_s, list}, {u"platforms"_s, platforms}};
    if (m_parts->controlServer) {
        result.insert(u"control"_s, urlText(m_parts->controlServer->port()));
        result.insert(u"control_sha256"_s, hexText(m_parts->controlServer->sha256()));
    }
    return result;
}

} // namespace lw::Sandbox
