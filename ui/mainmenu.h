// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QAction;
class QMenu;
class QMenuBar;

namespace lw {

/*! The menu bar: which orders there are, their shortcuts, and when they can be given. */
class MainMenu final : public QObject
{
    Q_OBJECT
public:
    //! What the orders about the chosen server depend on.
    struct Context
    {
        enum class Server { None, Pbx, Platform };

        Server server = Server::None;
        bool isPractice = false;
        bool isSignedIn = false;
        bool keepsSignIn = false; //!< something of it is in the keychain
    };

    MainMenu(QMenuBar &bar, QObject *parent);

    void setContext(const Context &context);
    void addSandboxMenu();
    //! The panel's own action, which shows and hides it.
    void addPanelAction(QAction *action);
    //! The orders about what is chosen, for a menu at the pointer.
    [[nodiscard]] QList<QAction *> contextActions() const;

signals:
    void addRequested();
    void quitRequested();
    void connectRequested();
    void signInRequested();
    void signOutRequested();
    void forgetRequested();
    void editRequested();
    void removeRequested();
    void addPlatformRequested();
    void overviewRequested();
    void remoteManagementRequested();
    void securitySettingsRequested();
    void extensionsRequested();
    void activityRequested();
    void devicesRequested();
    void usersRequested();
    void cloudPbxsRequested();
    void reloadRequested();
    void searchRequested();
    void sandboxRequested();
    void faultsRequested();
    void clockAdvanced(int minutes);
    void clockRequested();
    void resetRequested();
    void aboutRequested();

private:
    void buildPbxMenu();
    void buildPlatformMenu();
    void buildViewMenu();
    void buildPageActions();
    void buildHelpMenu();

    QMenuBar &m_bar;
    QMenu *m_pbx = nullptr;
    QMenu *m_platform = nullptr;
    QMenu *m_view = nullptr;
    QMenu *m_help = nullptr;
    QMenu *m_sandbox = nullptr;
    //! The orders of one of the two kinds of servers.
    struct Orders
    {
        QList<QAction *> chosen; //!< need one that is chosen
        QList<QAction *> saved;  //!< need one that is not of the sandbox
        QAction *signIn = nullptr;
        QAction *signOut = nullptr;
        QAction *forget = nullptr;
    };
    void addSessionOrders(QMenu &menu, Orders &orders);
    static void enable(const Orders &orders, const Context &context, Context::Server kind);

    Orders m_pbxOrders;
    Orders m_platformOrders;
    QList<QAction *> m_pbxPages;
    QList<QAction *> m_platformPages;
    QAction *m_overview = nullptr;
    QAction *m_reload = nullptr;
    Context m_context;
    QAction *m_startSandbox = nullptr;
};

} // namespace lw
