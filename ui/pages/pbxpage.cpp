// SPDX-License-Identifier: GPL-3.0-or-later
#include "pbxpage.h"

#include "activitypage.h"
#include "dialogs/confirmdialog.h"
#include "extensionspage.h"
#include "overviewpage.h"
#include "pbxneighbours.h"
#include "remotemanagementpage.h"
#include "securitysettingspage.h"
#include "sessiondialogs.h"
#include "sessionwords.h"
#include "support/metrics.h"
#include "widgets/actionbar.h"
#include "widgets/emptypane.h"
#include "widgets/pbxhead.h"

#include <session/pbxsession.h>
#include <session/remotemanagementmodel.h>

#include <QPushButton>
#include <QVBoxLayout>

namespace lw {

namespace {

using State = PbxSession::State;

} // namespace

PbxPage::PbxPage(PbxSession &session, const Clock &clock, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_clock(clock)
    , m_model(new RemoteManagementModel(session, this))
    , m_head(new PbxHead(session, *m_model, clock, this))
    , m_pane(new EmptyPane)
    , m_tabs(new PageTabs(m_pane, tr("Pages of the PBX"), this))
    , m_overview(new OverviewPage(session))
    , m_security(new SecuritySettingsPage(session))
    , m_remote(new RemoteManagementPage(session, *m_model))
    , m_foot(new ActionBar(this))
    , m_dialogs(new SessionDialogs(session, *this))
{
    buildPages();
    buildLayout();
    connectFoot();
    connect(m_head, &PbxHead::signInRequested, this, &PbxPage::signIn);
    connect(m_head, &PbxHead::signOutRequested, this, &PbxPage::signOut);
    connect(m_head, &PbxHead::accountRequested, this, [this] { showTab(Tab::SecuritySettings); });
    connect(m_pane, &EmptyPane::actionTriggered, this, &PbxPage::triggerPaneAction);
    connect(m_tabs, &PageTabs::pageChanged, this, &PbxPage::refresh);
    connect(m_tabs, &PageTabs::tabChanged, this, [this] {
        loadShown();
        refresh();
    });
    connect(m_tabs, &PageTabs::leaveRequested, this, [this](Tab tab) {
        askToLeave({m_tabs->shownPage()}, [this, tab] { m_tabs->show(tab); });
    });
    connect(&session, &PbxSession::stateChanged, this, &PbxPage::followSession);
    connect(&session, &PbxSession::factsChanged, this, &PbxPage::refresh);
    m_wasConnected = session.state() == State::Connected;
    if (m_wasConnected)
        startSession();
    refresh();
}

PbxPage::~PbxPage() = default;

//! The one place that knows which tabs there are; isOffered() says who may see them.
void PbxPage::buildPages()
{
    m_tabs->addPage(Tab::Overview, tr("Overv&iew"), m_overview);
    m_tabs->addPage(Tab::RemoteManagement, tr("Re&mote Management"), m_remote);
    m_tabs->addPage(Tab::SecuritySettings, tr("Security Settings"), m_security);
    m_tabs->addPage(Tab::Extensions, tr("Extensions"), new ExtensionsPage(m_session));
    m_tabs->addPage(Tab::Activity, tr("Activity"), new ActivityPage(m_session, m_clock));
}

void PbxPage::buildLayout()
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_head);
    column->addWidget(m_tabs, 1);
    column->addWidget(m_foot);
}

void PbxPage::connectFoot()
{
    connect(m_foot, &ActionBar::saveRequested, this, [this] {
        if (SessionPage *page = m_tabs->shownPage())
            page->save();
    });
    connect(m_foot, &ActionBar::revertRequested, this, [this] {
        if (SessionPage *page = m_tabs->shownPage())
            page->revert();
    });
    connect(m_foot, &ActionBar::cancelRequested, this, [this] {
        SessionPage *page = m_tabs->shownPage();
        if (page && !page->busyText().isEmpty())
            page->cancelWork();
        else
            m_session.cancel();
    });
    connect(&m_foot->banner(), &Banner::actionTriggered, this, &PbxPage::triggerBannerAction);
    connect(&m_foot->banner(), &Banner::closed, this, &PbxPage::closeBanner);
}

void PbxPage::connectToPbx()
{
    const State state = m_session.state();
    if (state == State::Disconnected || state == State::Failed)
        m_session.open();
    else if (state == State::NeedsTrust)
        m_dialogs->askForTrust();
}

void PbxPage::signIn()
{
    m_dialogs->signIn();
}

void PbxPage::signOut()
{
    leave([this] { m_session.signOut(); });
}

void PbxPage::reload()
{
    if (m_session.state() == State::Connected)
        m_tabs->reload();
    else
        connectToPbx();
}

void PbxPage::showTab(Tab tab)
{
    m_tabs->show(tab);
}

void PbxPage::setPracticeAccounts(const QList<PracticeAccount> &accounts)
{
    m_dialogs->setPracticeAccounts(accounts);
}

void PbxPage::setSignIn(const SignInWay &way)
{
    m_dialogs->setSignIn(way);
}

void PbxPage::setNeighbours(const PbxNeighbours &neighbours)
{
    m_overview->setNeighbours(neighbours);
    m_remote->setNeighbours(neighbours);
}

void PbxPage::showNotice(const BannerText &notice)
{
    m_notice = notice;
    m_closedBanner.clear();
    refreshFoot();
}

bool PbxPage::hasChanges() const
{
    return !m_tabs->changedPages().isEmpty();
}

void PbxPage::leave(const std::function<void()> &proceed)
{
    askToLeave(m_tabs->changedPages(), proceed);
}

void PbxPage::askToLeave(const QList<SessionPage *> &pages, const std::function<void()> &proceed)
{
    if (pages.isEmpty()) {
        proceed();
        return;
    }
    QStringList consequences;
    for (const SessionPage *page : pages) {
        //: %1 is the title of a page.
        consequences.append(tr("The page %1 has changes that are not saved. Discarding them "
                               "changes nothing on the PBX.")
                                .arg(m_tabs->titleOf(page)));
    }
    m_dialogs->confirm(
        {.title = tr("Unsaved Changes"),
         //: %1 is the name of a PBX.
         .question = tr("Leave the changes to %1 unsaved?").arg(m_session.settings().name),
         .consequences = consequences,
         .action = tr("&Discard Changes")},
        [pages, proceed] {
            for (SessionPage *page : pages)
                page->revert();
            proceed();
        });
}

//! An extension's own account sees only itself.
bool PbxPage::isOffered(Tab tab) const
{
    const bool isUser = m_session.isSignedIn() && !m_session.mayAdminister();
    return !isUser || tab == Tab::Overview || tab == Tab::SecuritySettings;
}

void PbxPage::followSession()
{
    const State state = m_session.state();
    const bool isConnected = state == State::Connected;
    if (state == State::Disconnected)
        m_tabs->clear();
    if (state == State::NeedsNewPassword)
        takeAccount();
    if (isConnected && !m_wasConnected)
        startSession();
    m_wasConnected = isConnected;
    m_closedBanner.clear();
    if (state == State::NeedsNewPassword)
        showTab(Tab::SecuritySettings);
    refresh();
    if (!isVisible())
        return;
    if (state == State::NeedsTrust)
        m_dialogs->askForTrust();
    else if (state == State::NeedsPassword && m_session.hasExpired())
        signIn();
}

//! What was read as another account is not shown any more.
void PbxPage::takeAccount()
{
    if (m_account != m_session.userName())
        m_tabs->clear();
    m_account = m_session.userName();
}

void PbxPage::startSession()
{
    takeAccount();
    m_tabs->markStale(Tab::RemoteManagement);
    if (m_session.mayAdminister()) // the head shows its status whatever page is seen
        m_model->load();
    refreshTabs();
    loadShown();
}

void PbxPage::loadShown()
{
    if (m_session.state() == State::Connected)
        m_tabs->load();
}

void PbxPage::refresh()
{
    refreshTabs();
    refreshPane();
    refreshFoot();
    m_head->setDisagreement(m_remote->disagreement());
    updateWatching();
}

void PbxPage::refreshTabs()
{
    if (!isOffered(m_tabs->current()))
        m_tabs->show(Tab::SecuritySettings);
    m_tabs->offer([this](Tab tab) { return isOffered(tab); });
}

//! A page stays as long as it has something to show, whatever the session does meanwhile.
void PbxPage::refreshPane()
{
    const SessionPage *page = m_tabs->currentPage();
    if (page ? page->hasContent() : m_session.product().has_value()) {
        m_tabs->showPage();
        return;
    }
    const bool isMissing = m_tabs->current() == Tab::RemoteManagement &&
                           m_session.state() == State::Connected &&
                           m_session.lacksRemoteManagement();
    const SessionPane pane = isMissing
                                 ? noRemoteManagementPane(m_session)
                                 : sessionPane(m_session, page ? page->loadError() : std::nullopt);
    m_pane->setText(pane.text, pane.action);
    m_tabs->showPane();
}

bool PbxPage::isSessionInTheWay() const
{
    const State state = m_session.state();
    const bool isAnswered = state == State::NeedsNewPassword && m_tabs->shownPage() == m_security;
    return state != State::Connected && !isAnswered && !m_tabs->isPaneShown();
}

void PbxPage::refreshFoot()
{
    const SessionPage *page = m_tabs->shownPage();
    const QString work = page ? page->busyText() : QString();
    m_foot->setButtons(page && page->hasSave() ? ActionBar::Buttons::RevertAndSave
                                               : ActionBar::Buttons::None);
    auto changes = ActionBar::Changes::None;
    if (page && work.isEmpty() && !isSessionInTheWay() && page->hasChanges())
        changes = page->maySave() ? ActionBar::Changes::Ready : ActionBar::Changes::NotReady;
    m_foot->setChanges(changes);
    m_foot->setBusy(work.isEmpty() && m_session.isBusy() ? tr("Connecting\u2026") : work);
    refreshBanner();
}

void PbxPage::refreshBanner()
{
    BannerText banner;
    if (isSessionInTheWay())
        banner = sessionBanner(m_session);
    else if (const SessionPage *page = m_tabs->shownPage())
        banner = page->bannerText();
    if (banner.text.sentence == m_closedBanner)
        banner = {};
    m_foot->setBanner(banner.isEmpty() ? m_notice : banner);
}

void PbxPage::triggerPaneAction()
{
    switch (m_session.state()) {
    case State::NeedsTrust:
        m_dialogs->askForTrust();
        break;
    case State::NeedsPassword:
    case State::Locked:
    case State::NeedsSecondFactor:
        signIn();
        break;
    case State::NeedsNewPassword:
        showTab(Tab::SecuritySettings);
        break;
    case State::Connected:
        reload();
        break;
    default:
        m_session.open();
        break;
    }
}

void PbxPage::triggerBannerAction(int index)
{
    if (isSessionInTheWay())
        triggerPaneAction();
    else if (SessionPage *page = m_tabs->shownPage())
        page->triggerBannerAction(index);
}

void PbxPage::closeBanner()
{
    m_closedBanner = m_foot->banner().text().text.sentence;
    if (m_closedBanner == m_notice.text.sentence)
        m_notice = {};
    refreshFoot();
}

void PbxPage::updateWatching()
{
    const bool isSeen =
        isVisible() && m_session.state() == State::Connected && m_session.mayAdminister();
    m_model->setWatching(isSeen ? RemoteManagementModel::Watching::On
                                : RemoteManagementModel::Watching::Off);
}

void PbxPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    refresh();
}

void PbxPage::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    updateWatching();
}

} // namespace lw
