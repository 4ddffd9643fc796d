// SPDX-License-Identifier: GPL-3.0-or-later
#include "centralpage.h"

#include "centraldialogs.h"
#include "centraloverviewpage.h"
#include "centraluserspage.h"
#include "centralwords.h"
#include "cloudpbxspage.h"
#include "devicespage.h"
#include "widgets/actionbar.h"
#include "widgets/centralhead.h"
#include "widgets/emptypane.h"

#include <session/centralsession.h>

#include <QVBoxLayout>

namespace lw {

namespace {

using State = CentralSession::State;

} // namespace

CentralPage::CentralPage(CentralSession &session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_head(new CentralHead(session, this))
    , m_pane(new EmptyPane)
    , m_tabs(new PageTabs(m_pane, tr("Pages of the management server"), this))
    , m_devices(new DevicesPage(session))
    , m_foot(new ActionBar(this))
    , m_dialogs(new CentralDialogs(session, *this))
    , m_clientId(session.settings().clientId)
{
    buildPages();
    buildLayout();
    m_foot->setButtons(ActionBar::Buttons::None);
    connect(m_head, &CentralHead::signOutRequested, this, &CentralPage::signOut);
    connect(m_pane, &EmptyPane::actionTriggered, this, &CentralPage::triggerPaneAction);
    connect(m_tabs, &PageTabs::pageChanged, this, &CentralPage::refresh);
    connect(m_tabs, &PageTabs::tabChanged, this, [this] {
        loadShown();
        refresh();
    });
    connect(m_foot, &ActionBar::cancelRequested, &session, &CentralSession::cancel);
    connect(&m_foot->banner(), &Banner::actionTriggered, this, &CentralPage::triggerBannerAction);
    connect(&m_foot->banner(), &Banner::closed, this, &CentralPage::closeBanner);
    connect(&session, &CentralSession::stateChanged, this, &CentralPage::followSession);
    m_wasConnected = session.isSignedIn();
    refresh();
    loadShown();
}

CentralPage::~CentralPage() = default;

void CentralPage::buildPages()
{
    m_tabs->addPage(Tab::Overview, tr("Overv&iew"), new CentralOverviewPage(m_session));
    m_tabs->addPage(Tab::Devices, tr("D&evices"), m_devices);
    m_tabs->addPage(Tab::Users, tr("&Users"), new CentralUsersPage(m_session));
    m_tabs->addPage(Tab::CloudPbxs, tr("Cl&oud PBXs"), new CloudPbxsPage(m_session));
}

void CentralPage::buildLayout()
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_head);
    column->addWidget(m_tabs, 1);
    column->addWidget(m_foot);
}

void CentralPage::signIn()
{
    const State state = m_session.state();
    const bool mayUseSaved = state == State::Disconnected || state == State::Failed;
    const CentralSignInOptions &options = m_dialogs->options();
    if (state == State::NeedsTrust)
        m_dialogs->askForTrust();
    else if (mayUseSaved && options.keepsSecret && options.keepsSecret())
        options.useSaved();
    else
        m_dialogs->signIn();
}

void CentralPage::signOut()
{
    m_session.signOut();
}

void CentralPage::reload()
{
    if (m_session.isSignedIn())
        m_tabs->reload();
    else
        signIn();
}

void CentralPage::showTab(Tab tab)
{
    m_tabs->show(tab);
}

void CentralPage::setSignIn(const CentralSignInOptions &options)
{
    m_dialogs->setOptions(options);
}

void CentralPage::showNotice(const BannerText &notice)
{
    m_notice = notice;
    m_closedBanner.clear();
    refreshFoot();
}

void CentralPage::refreshHead() const
{
    m_head->refresh();
}

void CentralPage::followSession()
{
    const State state = m_session.state();
    const bool isConnected = m_session.isSignedIn();
    const QString clientId = m_session.settings().clientId;
    // What was read with another Client ID, or before a sign-out, is not shown any more.
    if (state == State::Disconnected || clientId != m_clientId)
        m_tabs->clear();
    m_clientId = clientId;
    if (isConnected && !m_wasConnected)
        m_tabs->markAllStale();
    m_wasConnected = isConnected;
    m_closedBanner.clear();
    refresh();
    loadShown();
    if (isVisible() && state == State::NeedsTrust)
        m_dialogs->askForTrust();
}

void CentralPage::loadShown()
{
    if (m_session.isSignedIn())
        m_tabs->load();
}

void CentralPage::refresh()
{
    refreshPane();
    refreshFoot();
}

bool CentralPage::lacksDevices() const
{
    return m_tabs->current() == Tab::Devices && m_devices->isUnsupported();
}

//! A page stays as long as it has something to show, whatever the session does meanwhile.
void CentralPage::refreshPane()
{
    const SessionPage *page = m_tabs->currentPage();
    if (lacksDevices()) {
        m_pane->setText(
            {tr("This management server does not let other programs manage its devices."),
             tr("Devices are added in its own web portal. The sheet has the steps for whoever does "
                "that, to print, to save as PDF or to copy; the authentication code that comes of "
                "it is entered on the PBX under Remote Management.")},
            tr("Hand-Over Sheet\u2026"));
        m_tabs->showPane();
        return;
    }
    if (page->hasContent()) {
        m_tabs->showPage();
        return;
    }
    const SessionPane pane = centralPane(m_session, page->loadError());
    m_pane->setText(pane.text, pane.action);
    m_tabs->showPane();
}

bool CentralPage::isSessionInTheWay() const
{
    return !m_session.isSignedIn() && !m_tabs->isPaneShown();
}

void CentralPage::refreshFoot()
{
    const SessionPage *page = m_tabs->shownPage();
    const QString work = page ? page->busyText() : QString();
    m_foot->setBusy(work.isEmpty() && m_session.isBusy() ? tr("Connecting\u2026") : work);
    BannerText banner;
    if (isSessionInTheWay())
        banner = centralBanner(m_session);
    else if (page)
        banner = page->bannerText();
    if (banner.text.sentence == m_closedBanner)
        banner = {};
    m_foot->setBanner(banner.isEmpty() ? m_notice : banner);
}

void CentralPage::triggerPaneAction()
{
    if (lacksDevices())
        m_devices->showHandOverSheet();
    else
        reload();
}

void CentralPage::triggerBannerAction(int index)
{
    if (isSessionInTheWay())
        signIn();
    else if (SessionPage *page = m_tabs->shownPage())
        page->triggerBannerAction(index);
}

void CentralPage::closeBanner()
{
    m_closedBanner = m_foot->banner().text().text.sentence;
    if (m_closedBanner == m_notice.text.sentence)
        m_notice = {};
    refreshFoot();
}

void CentralPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    refresh();
}

} // namespace lw
