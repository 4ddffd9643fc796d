// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/clock.h>
#include <fleet/centralkeeper.h>
#include <fleet/centralpool.h>
#include <fleet/centralregistry.h>
#include <fleet/credentialstore.h>
#include <fleet/openapikeeper.h>
#include <fleet/pbxlistmodel.h>
#include <fleet/pbxregistry.h>
#include <fleet/sessionpool.h>
#include <fleet/signinkeeper.h>
#include <net/networktransportfactory.h>
#include <resources/resources.h>
#include <sandbox/practice.h>
#include <session/pbxsession.h>
#include <session/remotemanagementmodel.h>
#include <session/sessionenvironment.h>
#include <session/wireprofilefile.h>
#include <ui/mainwindow.h>
#include <ui/pages/pbxpage.h>
#include <ui/tour/screen.h>

#include <QTemporaryDir>
#include <QTest>

#include <memory>

namespace lw {

/*!
 * The real window on a real sandbox, with an empty list of its own, driven by keys. One a test
 * function, so that no test sees what another one did.
 */
class PracticeWindow final
{
public:
    //! \a scenario empty: the one that the program brings along.
    explicit PracticeWindow(const QByteArray &scenario = {})
        : m_transports(m_clock)
        , m_environment{.transports = m_transports,
                        .clock = m_clock,
                        .capabilities = Capabilities::parse(readResource(QStringLiteral(
                                                                "capabilities/p-series.json")))
                                            .value(),
                        .wire = builtInWireProfile(),
                        .times = {.afterSave = std::chrono::milliseconds(50),
                                  .waitLimit = std::chrono::milliseconds(8000),
                                  .whileShown = std::chrono::milliseconds(30'000),
                                  .readBack = std::chrono::milliseconds(50)},
                        .passwords = PasswordRules::parse(
                                         readResource(QStringLiteral("passwords/p-series.json")))
                                         .value(),
                        .deviceName = QStringLiteral("Test PC")}
        , practice({.scenario = scenario, .wire = builtInWireProfile(), .stateFolder = {}})
        , registry(m_folder.path())
        , centrals(m_folder.path())
        , sessions(registry, m_environment)
        , centralSessions(centrals, m_environment)
        , keeper(registry, sessions, credentials)
        , centralKeeper(centrals, centralSessions, credentials)
        , openApi(registry, m_environment, credentials)
        , list(registry, sessions)
        , window({.registry = registry,
                  .sessions = sessions,
                  .list = list,
                  .keeper = keeper,
                  .centrals = centrals,
                  .centralSessions = centralSessions,
                  .centralKeeper = centralKeeper,
                  .openApi = openApi,
                  .credentials = credentials,
                  .clock = m_clock,
                  .wire = m_environment.wire,
                  .profileFolder = m_folder.path()})
        , screen(window)
    {
        list.addPlatforms(centrals, centralSessions);
        window.show();
        window.activateWindow();
    }

    //! Nothing on success.
    [[nodiscard]] std::optional<QString> startPractice()
    {
        if (const auto problem = practice.start())
            return problem;
        QList<PbxSettings> settings;
        for (const PracticePbx &pbx : practice.pbxs()) {
            settings.append({.id = pbx.name,
                             .name = pbx.name,
                             .address = pbx.address,
                             .userName = QStringLiteral("admin"),
                             .trust = TrustChoice::pinned(pbx.sha256),
                             .proxy = {.way = ProxyChoice::Way::None}});
        }
        registry.setPractice(settings);
        QList<CentralSettings> platforms;
        for (const PracticePlatform &platform : practice.platforms()) {
            platforms.append({.id = platform.name,
                              .name = platform.name,
                              .address = platform.address,
                              .clientId = platform.clientId,
                              .trust = TrustChoice::pinned(platform.sha256),
                              .proxy = {.way = ProxyChoice::Way::None}});
        }
        centrals.setPractice(platforms);
        window.setPractice(practice);
        return std::nullopt;
    }

    [[nodiscard]] PbxPage &page() const { return *window.currentPage(); }
    [[nodiscard]] PbxSession &session() const { return page().session(); }
    [[nodiscard]] RemoteManagementModel &model() const { return page().remoteManagement(); }
    [[nodiscard]] QString freshCode(int platform) const
    {
        return practice.platforms().at(platform).codes.constFirst();
    }
    [[nodiscard]] const SessionEnvironment &environment() const { return m_environment; }
    [[nodiscard]] QString folder() const { return m_folder.path(); }

private:
    QTemporaryDir m_folder;
    SystemClock m_clock;
    NetworkTransportFactory m_transports;
    SessionEnvironment m_environment;

public:
    Sandbox::Practice practice;
    PbxRegistry registry;
    CentralRegistry centrals;
    SessionPool sessions;
    CentralPool centralSessions;
    CredentialStore credentials; //!< memory only
    SignInKeeper keeper;
    CentralKeeper centralKeeper;
    OpenApiKeeper openApi;
    PbxListModel list;
    MainWindow window;
    Screen screen;
};

} // namespace lw
