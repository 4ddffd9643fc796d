// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/practicecontrol.h>

#include <QPointer>
#include <QTimer>
#include <QWidget>

#include <functional>

class QDialog;
class QStackedWidget;
class QTabBar;

namespace lw {

class ActionBar;
class Clock;
class EmptyPane;
class OverviewPage;
class PbxHead;
class PbxSession;
class RemoteManagementModel;
class RemoteManagementPage;

/*!
 * Everything the window shows of one PBX: head, tabs, the page, the foot with banner, Revert and
 * Save. Owns the page models. Made when the PBX is first chosen, and kept, so that a draft stays.
 *
 * It leads a person to what the session needs next: certificate, password, or trying again.
 */
class PbxPage final : public QWidget
{
    Q_OBJECT
public:
    enum class Tab { Overview, RemoteManagement };

    PbxPage(PbxSession &session, const Clock &clock, QWidget *parent = nullptr);
    ~PbxPage() override;

    //! Asks the PBX who it is unless that is known already.
    void connectToPbx();
    void signIn();
    //! After asking where a draft would be lost.
    void signOut();
    void reload();
    void showTab(Tab tab);
    void setPracticeAccounts(const QList<PracticeAccount> &accounts);

    [[nodiscard]] PbxSession &session() const { return m_session; }
    [[nodiscard]] RemoteManagementModel &remoteManagement() const { return *m_model; }
    [[nodiscard]] bool hasChanges() const;
    //! Calls \a proceed at once, or when a person has decided what happens to the changes.
    void leave(const std::function<void()> &proceed);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void buildTabs();
    void buildLayout();
    void connectFoot();
    void changeTab(int index);
    void followSession();
    void refresh();
    void refreshPane();
    void refreshFoot();
    void triggerPaneAction();
    void triggerBannerAction(int index);
    void closeBanner();
    void askForTrust();
    void updateWatching();
    //! The banner about the session; a null sentence where the session is well.
    [[nodiscard]] bool isSessionInTheWay() const;
    [[nodiscard]] Tab tab() const;

    PbxSession &m_session;
    RemoteManagementModel *m_model;
    PbxHead *m_head;
    QTabBar *m_tabs;
    QStackedWidget *m_pages;
    OverviewPage *m_overview;
    RemoteManagementPage *m_remote;
    EmptyPane *m_pane;
    ActionBar *m_foot;
    QList<PracticeAccount> m_practice;
    QPointer<QDialog> m_dialog; //!< the one about session or leaving; never two at once
    QTimer m_countDown;         //!< runs while a Save waits, to tell how long
    QString m_closedBanner;     //!< its sentence; a new one shows again
    bool m_wasConnected = false;
};

} // namespace lw
