// SPDX-License-Identifier: GPL-3.0-or-later
#include "application.h"

#include <fleet/keychain.h>
#include <resources/resources.h>
#include <sandbox/practice.h>
#include <session/wireprofilefile.h>
#include <ui/mainwindow.h>
#include <ui/tour/tour.h>

#include <QApplication>
#include <QEvent>
#include <QFile>
#include <QRandomGenerator>
#include <QStandardPaths>
#include <QSysInfo>
#include <QTimer>

namespace lw {

namespace {

using namespace Qt::StringLiterals;

//! Begins the ids of practice PBXs, which no saved PBX has.
const QString kPracticeId = u"practice:"_s;
const QString kPracticePlatformId = u"practice-platform:"_s;

Capabilities builtInCapabilities()
{
    return Capabilities::parse(readResource(u"capabilities/p-series.json"_s)).value();
}

PasswordRules builtInPasswordRules()
{
    return PasswordRules::parse(readResource(u"passwords/p-series.json"_s)).value();
}

QList<PbxSettings> settingsOf(const QList<PracticePbx> &pbxs)
{
    QList<PbxSettings> settings;
    for (const PracticePbx &pbx : pbxs) {
        settings.append(
            {.id = kPracticeId + pbx.name,
             .name = pbx.name,
             .address = pbx.address,
             .userName = pbx.accounts.isEmpty() ? QString() : pbx.accounts.first().userName,
             .trust = TrustChoice::pinned(pbx.sha256),
             .proxy = {.way = ProxyChoice::Way::None},
             .openApiClientId = pbx.openApiId});
    }
    return settings;
}

QList<CentralSettings> settingsOf(const QList<PracticePlatform> &platforms)
{
    QList<CentralSettings> settings;
    for (const PracticePlatform &platform : platforms) {
        settings.append({.id = kPracticePlatformId + platform.name,
                         .name = platform.name,
                         .address = platform.address,
                         .clientId = platform.clientId,
                         .trust = TrustChoice::pinned(platform.sha256),
                         .proxy = {.way = ProxyChoice::Way::None}});
    }
    return settings;
}

QString usualProfileFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppDataLocation);
}

WindowOptions withProfileFolder(WindowOptions options)
{
    if (options.profileFolder.isEmpty())
        options.profileFolder = usualProfileFolder();
    return options;
}

} // namespace

Application::Application(WindowOptions options)
    : m_options(withProfileFolder(std::move(options)))
    , m_transports(m_clock)
    , m_journal(m_options.profileFolder, m_clock,
                [this](const JournalProblem &problem) { m_window->showJournalProblem(problem); })
    , m_environment{.transports = m_transports,
                    .clock = m_clock,
                    .capabilities = builtInCapabilities(),
                    .wire = builtInWireProfile(),
                    .passwords = builtInPasswordRules(),
                    .deviceName = QSysInfo::machineHostName(),
                    .deeds = &m_journal,
                    .probe = &m_probe,
                    .random = [] { return QRandomGenerator::global()->generateDouble(); }}
    , m_registry(m_options.profileFolder)
    , m_centrals(m_options.profileFolder)
    , m_sessions(m_registry, m_environment)
    , m_centralSessions(m_centrals, m_environment)
    , m_credentials(systemKeychain(QStringLiteral("org.linewarden.Linewarden")),
                    [this](const QString &id) {
                        return m_registry.isPractice(id) || m_centrals.isPractice(id);
                    })
    , m_keeper(m_registry, m_sessions, m_credentials)
    , m_centralKeeper(m_centrals, m_centralSessions, m_credentials)
    , m_openApi(m_registry, m_environment, m_credentials)
    , m_list(m_registry, m_sessions)
{
    m_list.addPlatforms(m_centrals, m_centralSessions);
    m_window =
        std::make_unique<MainWindow>(MainWindowParts{.registry = m_registry,
                                                     .sessions = m_sessions,
                                                     .list = m_list,
                                                     .keeper = m_keeper,
                                                     .centrals = m_centrals,
                                                     .centralSessions = m_centralSessions,
                                                     .centralKeeper = m_centralKeeper,
                                                     .openApi = m_openApi,
                                                     .credentials = m_credentials,
                                                     .clock = m_clock,
                                                     .wire = m_environment.wire,
                                                     .profileFolder = m_options.profileFolder});
    connect(m_window.get(), &MainWindow::practiceRequested, this, &Application::startPractice);
}

Application::~Application() = default;

void Application::start()
{
    // The tokens of OpenAPIs are given back before the program ends; that takes a moment at most.
    QApplication::setQuitOnLastWindowClosed(false);
    connect(qApp, &QGuiApplication::lastWindowClosed, &m_openApi, &OpenApiKeeper::releaseAll);
    connect(&m_openApi, &OpenApiKeeper::allReleased, qApp, &QCoreApplication::quit);
    m_window->installEventFilter(this);
    m_window->show();
}

bool Application::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Paint) {
        watched->removeEventFilter(this);
        QTimer::singleShot(0, this, &Application::afterFirstPaint);
    }
    return QObject::eventFilter(watched, event);
}

void Application::afterFirstPaint()
{
    if (!m_options.tourFolder.isEmpty()) {
        m_tour = std::make_unique<Tour>(*m_window, m_options.tourFolder);
        m_tour->start();
        return;
    }
    if (m_options.startsSandbox)
        startPractice();
    m_openApi.releaseLeftOvers();
    m_window->restoreChoice();
}

void Application::startPractice()
{
    if (m_practice)
        return;
    m_practice = std::make_unique<Sandbox::Practice>(
        Sandbox::Practice::Setup{.scenario = scenario(), .wire = m_environment.wire});
    if (const auto problem = m_practice->start()) {
        m_practice.reset();
        m_window->showPracticeProblem(*problem);
        return;
    }
    m_registry.setPractice(settingsOf(m_practice->pbxs()));
    m_centrals.setPractice(settingsOf(m_practice->platforms()));
    m_window->setPractice(*m_practice);
    if (m_tour)
        m_tour->setPractice(*m_practice);
}

//! An unreadable file is no scenario: the sandbox says so.
QByteArray Application::scenario() const
{
    if (m_options.scenarioFile.isEmpty())
        return {};
    QFile file(m_options.scenarioFile);
    const QByteArray json = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    return json.isEmpty() ? QByteArray(" ") : json;
}

} // namespace lw
