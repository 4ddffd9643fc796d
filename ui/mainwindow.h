// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/windowstate.h"

#include <core/practicecontrol.h>
#include <core/wireprofile.h>

#include <QHash>
#include <QMainWindow>
#include <QPointer>

#include <functional>

class QStackedWidget;

namespace lw {

class Clock;
class CredentialStore;
class MainMenu;
class PbxList;
class PbxListModel;
class PbxPage;
class PbxRegistry;
class PracticePanel;
class SessionPool;
class SignInKeeper;
class StartPage;
struct JournalProblem;

/*! What the window shows and none of which it owns; all of it outlives the window. */
struct MainWindowParts
{
    PbxRegistry &registry;
    SessionPool &sessions;
    PbxListModel &list;
    SignInKeeper &keeper;
    CredentialStore &credentials;
    const Clock &clock;
    WireProfile wire;
    QString profileFolder;
};

/*!
 * Navigation: the list at the left, the page of the chosen PBX, the menus. It asks before changes
 * are left behind and otherwise leaves the work to the pages. It knows the sandbox only as a
 * PracticeControl.
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

signals:
    //! A person wants the sandbox; whoever can start it answers with setPractice().
    void practiceRequested();

protected:
    void closeEvent(QCloseEvent *event) override;

private:
    void buildLayout();
    void connectMenu();
    void connectList();
    void connectKeeping();
    void forgetSignIn();
    void connectPage(PbxPage &page);
    void showPage(const QString &id);
    PbxPage *pageFor(const QString &id);
    void dropPage(const QString &id);
    void addPbx();
    void editPbx();
    void removePbx();
    void openPbxDialog(const struct PbxSettings &pbx);
    void refresh();
    void requestPractice();
    void showFaults();
    void showClockDialog();
    [[nodiscard]] QList<PracticeAccount> practiceAccounts(const QString &id) const;
    //! Calls \a proceed when the page that is shown may be left.
    void leavePage(const std::function<void()> &proceed);

    MainWindowParts m_parts;
    WindowState m_state;
    PracticeControl *m_practice = nullptr;
    MainMenu *m_menu;
    PbxList *m_list;
    QStackedWidget *m_pages;
    StartPage *m_start;
    PracticePanel *m_panel = nullptr; //!< made with the sandbox
    QHash<QString, PbxPage *> m_pageOf;
    QString m_currentId;
    bool m_mayClose = false; //!< a person has decided what happens to the changes
};

} // namespace lw
