// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pagetabs.h"

#include <session/connectthrough.h>

#include <QWidget>

namespace lw {

class ActionBar;
class CentralDialogs;
class CentralHead;
class CentralSession;
class DevicesPage;
struct CentralSignInOptions;

/*!
 * Everything the window shows of one management server: head, tabs, the page, and the foot with the
 * banner. Made when the server is first chosen. It leads a person to what the session needs next:
 * certificate, Client Secret, starting over. What a page shows and does is the page's own business.
 */
class CentralPage final : public QWidget
{
    Q_OBJECT
public:
    using Tab = PageTabs::Tab;

    explicit CentralPage(CentralSession &session, QWidget *parent = nullptr);
    ~CentralPage() override;

    void signIn();
    void signOut();
    void reload();
    void showTab(Tab tab);
    //! How to sign in.
    void setSignIn(const CentralSignInOptions &options);
    //! Says something that is no page's own business, until it is closed or a page has news.
    void showNotice(const BannerText &notice);
    //! The settings of the server may have changed.
    void refreshHead() const;

    [[nodiscard]] CentralSession &session() const { return m_session; }
    [[nodiscard]] DevicesPage &devices() const { return *m_devices; }
    [[nodiscard]] PageTabs &tabs() const { return *m_tabs; }

protected:
    void showEvent(QShowEvent *event) override;

private:
    void buildPages();
    void buildLayout();
    void followSession();
    void loadShown();
    void refresh();
    void refreshPane();
    void refreshFoot();
    void triggerPaneAction();
    void triggerBannerAction(int index);
    void closeBanner();
    //! The session, not the page, is what the banner is about.
    [[nodiscard]] bool isSessionInTheWay() const;
    //! The devices are shown and the server has no calls for them.
    [[nodiscard]] bool lacksDevices() const;

    CentralSession &m_session;
    CentralHead *m_head;
    EmptyPane *m_pane;
    PageTabs *m_tabs;
    DevicesPage *m_devices;
    ActionBar *m_foot;
    CentralDialogs *m_dialogs;
    BannerText m_notice;
    QString m_closedBanner; //!< its sentence; a new one shows again
    QString m_clientId;     //!< whose pages these are
    bool m_wasConnected = false;
};

} // namespace lw
