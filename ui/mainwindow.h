// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/windowstate.h"

#include <core/practicecontrol.h>
#include <core/wireprofile.h>

#include <QMainWindow>

#include <functional>

class QStackedWidget;

namespace lw {

class CentralKeeper;
class CentralPage;
class CentralPages;
class CentralPool;
class CentralRegistry;
class Clock;
class CredentialStore;
class MainMenu;
class OpenApiKeeper;
class PbxList;
class PbxListModel;
class PbxPage;
class PbxPages;
class PbxRegistry;
class PracticePanel;
class SessionPool;
class SignInKeeper;
class StartPage;
struct ConnectThroughWish;
struct JournalProblem;

/*! What the window shows and none of which it owns; all of it outlives the window. */
struct MainWindowParts
{
    PbxRegistry &registry;
    SessionPool &sessions;
    PbxListModel &list;
    SignInKeeper &keeper;
    CentralRegistry &centrals;
    CentralPool &centralSessions;
    CentralKeeper &centralKeeper;
    CredentialStore &credentials;
    const Clock &clock;
    WireProfile wire;
    QString profileFolder;
    OpenApiKeeper *openApi = nullptr; //!< null: no OpenAPI is used
};

/*!
 * Navigation: the list at the left, the page of the chosen PBX or management server, the menus. It
 * asks before changes are left behind and otherwise leaves the work to the pages. It knows the
 * sandbox only as a PracticeControl.
 */
class MainWindow final : public QMainWindow
{
    Q_OBJECT
public:
    explicit MainWindow(MainWindowParts parts, QWidget *parent = nullptr);
    ~MainWindow() override;

    //! The sandbox runs: its menu and its PBXs' accounts become available. It outlives the window.
    void setPractice(PracticeControl &practice);
    //! Why the sandbox did not start.
    void showPracticeProblem(const QString &reason);
    //! A change of a PBX could not be written down as it should.
    void showJournalProblem(const JournalProblem &problem);
    //! What was chosen when the window was closed; asks the PBX, so not before the first paint.
    void restoreChoice();

    void choose(const QString &id);
    //! The page of the chosen PBX; null: none is chosen.
    [[nodiscard]] PbxPage *currentPage() const;
    //! The page of the chosen management server; null: none is chosen.
    [[nodiscard]] CentralPage *currentCentralPage() const;

signals:
    //! A person wants the sandbox; whoever can start it answers with setPractice().
    void practiceRequested();
    //! A new device of a management server shall be used on a saved PBX.
    void connectThroughRequested(const lw::ConnectThroughWish &wish);

protected:
    void closeEvent(QCloseEvent *event) override;

private:
    void buildLayout();
    void connectMenu();
    void connectPbxMenu();
    void connectViewMenu();
    void connectList();
    void connectPages();
    void openConnectThrough(const ConnectThroughWish &wish);
    void choosePbx(const QString &id);
    void chooseCentral(const QString &id);
    void showPage(const QString &id, QWidget &page);
    void leaveFor(const QString &id);
    void drop(const QString &id);
    void showProblem(const QString &text);
    void refresh();
    void requestPractice();
    void showFaults();
    void showClockDialog();
    //! Calls \a proceed when the page that is shown may be left.
    void leavePage(const std::function<void()> &proceed);

    MainWindowParts m_parts;
    WindowState m_state;
    PracticeControl *m_practice = nullptr;
    MainMenu *m_menu;
    PbxList *m_list;
    QStackedWidget *m_pages;
    StartPage *m_start;
    PbxPages *m_pbxs;
    CentralPages *m_centrals;
    PracticePanel *m_panel = nullptr; //!< made with the sandbox
    QString m_currentId;              //!< of a PBX or a management server
    bool m_mayClose = false;          //!< a person has decided what happens to the changes
};

} // namespace lw
