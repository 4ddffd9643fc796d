// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "windowoptions.h"

#include <core/clock.h>
#include <core/wireprofile.h>
#include <fleet/centralkeeper.h>
#include <fleet/centralpool.h>
#include <fleet/centralregistry.h>
#include <fleet/credentialstore.h>
#include <fleet/lazyjournal.h>
#include <fleet/openapikeeper.h>
#include <fleet/pbxlistmodel.h>
#include <fleet/pbxregistry.h>
#include <fleet/sessionpool.h>
#include <fleet/signinkeeper.h>
#include <net/networkprobe.h>
#include <net/networktransportfactory.h>
#include <session/sessionenvironment.h>

#include <QObject>

#include <memory>

namespace lw {

class MainWindow;
class Tour;

namespace Sandbox {
class Practice;
}

/*!
 * Everything the window program consists of, constructed once and passed in: nothing here decides
 * anything. Nothing of the network and no sandbox before the window was painted once.
 */
class Application final : public QObject
{
    Q_OBJECT
public:
    explicit Application(WindowOptions options);
    ~Application() override;

    void start();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void afterFirstPaint();
    void startPractice();
    [[nodiscard]] QByteArray scenario() const;

    WindowOptions m_options;
    SystemClock m_clock;
    NetworkTransportFactory m_transports;
    NetworkProbe m_probe;
    LazyJournal m_journal;
    SessionEnvironment m_environment;
    PbxRegistry m_registry;
    CentralRegistry m_centrals;
    std::unique_ptr<Sandbox::Practice> m_practice; //!< outlives the window
    SessionPool m_sessions;
    CentralPool m_centralSessions;
    CredentialStore m_credentials;
    SignInKeeper m_keeper;
    CentralKeeper m_centralKeeper;
    OpenApiKeeper m_openApi;
    PbxListModel m_list;
    std::unique_ptr<MainWindow> m_window;
    std::unique_ptr<Tour> m_tour;
};

} // namespace lw
