// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pagetabs.h"

#include <core/practicecontrol.h>

#include <QWidget>

#include <functional>

namespace lw {

class ActionBar;
class Clock;
class EmptyPane;
class OverviewPage;
class PbxHead;
class PbxSession;
class RemoteManagementModel;
class RemoteManagementPage;
class SecuritySettingsPage;
class SessionDialogs;
struct PbxNeighbours;
struct SignInWay;

/*!
 * Everything the window shows of one PBX: head, tabs, the page, the foot with banner, Revert and
 * Save. Made when the PBX is first chosen, and kept, so that a draft stays. What a page shows and
 * does is the page's own business.
 *
 * It leads a person to what the session needs next: certificate, password, or trying again.
 */
class PbxPage final : public QWidget
{
    Q_OBJECT
public:
    using Tab = PageTabs::Tab;

    PbxPage(PbxSession &session, const Clock &clock, QWidget *parent = nullptr);
    ~PbxPage() override;

    //! Asks the PBX who it is unless that is known already.
    void connectToPbx();
    void signIn();
    //! After asking where a draft would be lost.
    void signOut();
    void reload();
    //! Does nothing where the account may not see it.
    void showTab(Tab tab);
    void setPracticeAccounts(const QList<PracticeAccount> &accounts);
    //! How to sign in where the password may be kept; without it none is.
    void setSignIn(const SignInWay &way);
    //! Management servers and the OpenAPI, for the pages that use them.
    void setNeighbours(const PbxNeighbours &neighbours);
    //! Says something that is no page's own business, until it is closed or a page has news.
    void showNotice(const BannerText &notice);

    [[nodiscard]] PbxSession &session() const { return m_session; }
    [[nodiscard]] RemoteManagementModel &remoteManagement() const { return *m_model; }
    [[nodiscard]] SecuritySettingsPage &securitySettings() const { return *m_security; }
    [[nodiscard]] bool hasChanges() const;
    //! Calls \a proceed at once, or when a person has decided what happens to the changes.
    void leave(const std::function<void()> &proceed);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void buildPages();
    void buildLayout();
    void connectFoot();
    void followSession();
    void takeAccount();
    void startSession();
    void loadShown();
    void refresh();
    void refreshTabs();
    void refreshPane();
    void refreshFoot();
    void refreshBanner();
    void triggerPaneAction();
    void triggerBannerAction(int index);
    void closeBanner();
    void updateWatching();
    //! Asks whether the changes of \a pages may be lost, then calls \a proceed.
    void askToLeave(const QList<SessionPage *> &pages, const std::function<void()> &proceed);
    //! The session, not the page, is what the banner is about.
    [[nodiscard]] bool isSessionInTheWay() const;
    [[nodiscard]] bool isOffered(Tab tab) const;

    PbxSession &m_session;
    const Clock &m_clock;
    RemoteManagementModel *m_model;
    PbxHead *m_head;
    EmptyPane *m_pane;
    PageTabs *m_tabs;
    OverviewPage *m_overview;
    SecuritySettingsPage *m_security;
    RemoteManagementPage *m_remote;
    ActionBar *m_foot;
    SessionDialogs *m_dialogs;
    BannerText m_notice;
    QString m_closedBanner; //!< its sentence; a new one shows again
    QString m_account;      //!< whose pages these are
    bool m_wasConnected = false;
};

} // namespace lw
