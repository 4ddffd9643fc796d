// SPDX-License-Identifier: GPL-3.0-or-later
#include "pbxpage.h"

#include "dialogs/certificatedialog.h"
#include "dialogs/confirmdialog.h"
#include "dialogs/signindialog.h"
#include "overviewpage.h"
#include "remotemanagementpage.h"
#include "remotemanagementwords.h"
#include "sessionwords.h"
#include "support/metrics.h"
#include "widgets/actionbar.h"
#include "widgets/emptypane.h"
#include "widgets/pbxhead.h"

#include <session/pbxsession.h>
#include <session/remotemanagementmodel.h>

#include <QHBoxLayout>
#include <QPushButton>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

namespace lw {

namespace {

using namespace std::chrono_literals;
using State = PbxSession::State;
using Activity = RemoteManagementModel::Activity;

} // namespace

PbxPage::PbxPage(PbxSession &session, const Clock &clock, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_model(new RemoteManagementModel(session, this))
    , m_head(new PbxHead(session, *m_model, clock, this))
    , m_tabs(new QTabBar(this))
    , m_pages(new QStackedWidget(this))
    , m_overview(new OverviewPage(session))
    , m_remote(new RemoteManagementPage(session, *m_model))
    , m_pane(new EmptyPane)
    , m_foot(new ActionBar(this))
{
    buildTabs();
    buildLayout();
    connectFoot();
    connect(m_head, &PbxHead::signInRequested, this, &PbxPage::signIn);
    connect(m_head, &PbxHead::signOutRequested, this, &PbxPage::signOut);
    connect(m_pane, &EmptyPane::actionTriggered, this, &PbxPage::triggerPaneAction);
    connect(&session, &PbxSession::stateChanged, this, &PbxPage::followSession);
    connect(&session, &PbxSession::factsChanged, this, &PbxPage::refresh);
    connect(m_model, &RemoteManagementModel::changed, this, &PbxPage::refresh);
    m_countDown.setInterval(1s);
    connect(&m_countDown, &QTimer::timeout, this, &PbxPage::refreshFoot);
    m_wasConnected = session.state() == State::Connected;
    if (m_wasConnected)
        m_model->load();
    refresh();
}

PbxPage::~PbxPage() = default;

void PbxPage::buildTabs()
{
    m_tabs->addTab(tr("Overv&iew"));
    m_tabs->addTab(tr("Re&mote Management"));
    m_tabs->setAccessibleName(tr("Pages of the PBX"));
    m_tabs->setDocumentMode(true);
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    connect(m_tabs, &QTabBar::currentChanged, this, &PbxPage::changeTab);
}

void PbxPage::buildLayout()
{
    m_pages->addWidget(m_overview);
    m_pages->addWidget(m_remote);
    m_pages->addWidget(m_pane);
    auto *tabRow = new QHBoxLayout;
    tabRow->setContentsMargins(metrics::kPageMargin, metrics::kInsideGroup, metrics::kPageMargin,
                               0);
    tabRow->addWidget(m_tabs);
    tabRow->addStretch(1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_head);
    column->addLayout(tabRow);
    column->addWidget(m_pages, 1);
    column->addWidget(m_foot);
}

void PbxPage::connectFoot()
{
    connect(m_foot, &ActionBar::saveRequested, m_remote, &RemoteManagementPage::save);
    connect(m_foot, &ActionBar::revertRequested, m_model, &RemoteManagementModel::revert);
    connect(m_foot, &ActionBar::cancelRequested, this, [this] {
        if (m_model->isBusy())
            m_model->cancel();
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
        askForTrust();
}

void PbxPage::signIn()
{
    if (m_dialog)
        return;
    auto *dialog = new SignInDialog(m_session, m_practice, this);
    m_dialog = dialog;
    dialog->open();
}

void PbxPage::signOut()
{
    leave([this] { m_session.signOut(); });
}

void PbxPage::reload()
{
    if (m_session.state() == State::Connected)
        m_model->load();
    else
        connectToPbx();
}

void PbxPage::showTab(Tab tab)
{
    m_tabs->setCurrentIndex(static_cast<int>(tab));
}

void PbxPage::setPracticeAccounts(const QList<PracticeAccount> &accounts)
{
    m_practice = accounts;
}

bool PbxPage::hasChanges() const
{
    return m_model->isDirty();
}

void PbxPage::leave(const std::function<void()> &proceed)
{
    if (!hasChanges()) {
        proceed();
        return;
    }
    if (m_dialog)
        return;
    //: %1 is the name of a PBX.
    auto *dialog = new ConfirmDialog(
        {.title = tr("Unsaved Changes"),
         .question = tr("Leave the changes to %1 unsaved?").arg(m_session.settings().name),
         .consequences = {tr("The page Remote Management has changes that are not saved. "
                             "Discarding them changes nothing on the PBX.")},
         .action = tr("&Discard Changes")},
        this);
    m_dialog = dialog;
    connect(dialog, &ConfirmDialog::accepted, this, [this, proceed] {
        m_model->revert();
        proceed();
    });
    dialog->open();
}

PbxPage::Tab PbxPage::tab() const
{
    return static_cast<Tab>(m_tabs->currentIndex());
}

void PbxPage::changeTab(int index)
{
    const bool leavesChanges = static_cast<Tab>(index) != Tab::RemoteManagement && hasChanges();
    if (!leavesChanges) {
        refresh();
        return;
    }
    {
        const QSignalBlocker blocker(m_tabs);
        m_tabs->setCurrentIndex(static_cast<int>(Tab::RemoteManagement));
    }
    leave([this, index] { m_tabs->setCurrentIndex(index); });
}

void PbxPage::followSession()
{
    const State state = m_session.state();
    const bool isConnected = state == State::Connected;
    if (isConnected && !m_wasConnected)
        m_model->load();
    m_wasConnected = isConnected;
    m_closedBanner.clear();
    refresh();
    if (!isVisible())
        return;
    if (state == State::NeedsTrust)
        askForTrust();
    else if (state == State::NeedsPassword && m_session.hasExpired())
        signIn();
}

void PbxPage::refresh()
{
    refreshPane();
    refreshFoot();
    updateWatching();
}

//! A page stays as long as it has something to show, whatever the session does meanwhile.
void PbxPage::refreshPane()
{
    const bool isOverview = tab() == Tab::Overview;
    const bool hasPage = isOverview ? m_session.product().has_value()
                                    : m_model->isLoaded() && !m_session.lacksRemoteManagement();
    if (hasPage) {
        m_pages->setCurrentWidget(isOverview ? static_cast<QWidget *>(m_overview) : m_remote);
        return;
    }
    const SessionPane pane = sessionPane(m_session, *m_model);
    m_pane->setText(pane.text, pane.action);
    m_pages->setCurrentWidget(m_pane);
}

bool PbxPage::isSessionInTheWay() const
{
    return m_session.state() != State::Connected && m_pages->currentWidget() != m_pane;
}

void PbxPage::refreshFoot()
{
    const bool isRemote = m_pages->currentWidget() == m_remote;
    const bool isIdle = !m_model->isBusy();
    m_foot->setButtons(isRemote ? ActionBar::Buttons::RevertAndSave : ActionBar::Buttons::None);
    m_foot->setChanged(isRemote && isIdle && m_model->isDirty() &&
                       m_session.state() == State::Connected);
    QString busy = m_session.isBusy() ? tr("Connecting\u2026") : QString();
    if (!isIdle)
        busy = busyText(*m_model);
    m_foot->setBusy(busy);
    m_countDown.stop();
    if (m_model->activity() == Activity::WaitingForConnection && isVisible())
        m_countDown.start();

    BannerText banner;
    if (isSessionInTheWay())
        banner = sessionBanner(m_session);
    else if (isRemote)
        banner = bannerOf(*m_model).banner;
    if (banner.text.sentence == m_closedBanner)
        banner = {};
    m_foot->setBanner(banner);
}

void PbxPage::triggerPaneAction()
{
    switch (m_session.state()) {
    case State::NeedsTrust:
        askForTrust();
        break;
    case State::NeedsPassword:
    case State::Locked:
    case State::NeedsSecondFactor:
        signIn();
        break;
    case State::Connected:
        m_model->load();
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
    else
        m_remote->triggerBannerAction(index);
}

void PbxPage::closeBanner()
{
    m_closedBanner = m_foot->banner().text().text.sentence;
    refreshFoot();
}

void PbxPage::askForTrust()
{
    const auto &error = m_session.error();
    if (m_dialog || !error || !error->certificate)
        return;
    const QString name = m_session.settings().name;
    const QString address = m_session.settings().address.displayText();
    QDialog *dialog = nullptr;
    if (error->kind == ApiError::Kind::TlsChanged)
        dialog = new ChangedCertificateDialog(name, address, *error->certificate,
                                              error->pinnedSha256, this);
    else
        dialog = new CertificateDialog(name, address, *error->certificate, this);
    m_dialog = dialog;
    connect(dialog, &QDialog::accepted, &m_session, &PbxSession::trustCertificate);
    dialog->open();
}

void PbxPage::updateWatching()
{
    const bool isSeen = isVisible() && m_session.state() == State::Connected;
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
