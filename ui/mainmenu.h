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
    //! What the orders about a PBX depend on.
    struct Context
    {
        bool hasPbx = false;
        bool isPractice = false;
        bool isSignedIn = false;
        bool keepsSignIn = false; //!< something of it is in the keychain
    };

    MainMenu(QMenuBar &bar, QObject *parent);

    void setContext(const Context &context);
    void addSandboxMenu();
    //! The panel's own action, which shows and hides it.
    void addPanelAction(QAction *action);

signals:
    void addRequested();
    void quitRequested();
    void connectRequested();
    void signInRequested();
    void signOutRequested();
    void forgetRequested();
    void editRequested();
    void removeRequested();
    void overviewRequested();
    void remoteManagementRequested();
    void securitySettingsRequested();
    void extensionsRequested();
    void activityRequested();
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
    void buildViewMenu();
    void buildHelpMenu();

    QMenuBar &m_bar;
    QMenu *m_view = nullptr;
    QMenu *m_help = nullptr;
    QMenu *m_sandbox = nullptr;
    QList<QAction *> m_forPbx;   //!< need a chosen PBX
    QList<QAction *> m_forSaved; //!< need one that is not of the sandbox
    QAction *m_signIn = nullptr;
    QAction *m_signOut = nullptr;
    QAction *m_forget = nullptr;
    QAction *m_startSandbox = nullptr;
};

} // namespace lw
