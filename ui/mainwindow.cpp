// SPDX-License-Identifier: GPL-3.0-or-later
#include "mainwindow.h"

#include "centralpages.h"
#include "dialogs/aboutdialog.h"
#include "dialogs/clockdialog.h"
#include "dialogs/connectthroughdialog.h"
#include "dialogs/faultsdialog.h"
#include "mainmenu.h"
#include "pages/centralpage.h"
#include "pages/pbxpage.h"
#include "pages/startpage.h"
#include "pbxpages.h"
#include "support/errortext.h"
#include "support/icons.h"
#include "support/metrics.h"
#include "widgets/pbxlist.h"
#include "widgets/practicepanel.h"

#include <fleet/centralkeeper.h>
#include <fleet/centralpool.h>
#include <fleet/centralregistry.h>
#include <fleet/credentialstore.h>
#include <fleet/pbxregistry.h>
#include <fleet/sessionpool.h>
#include <fleet/signinkeeper.h>
#include <session/centralsession.h>
#include <session/pbxsession.h>

#include <QCloseEvent>
#include <QMenu>
#include <QMenuBar>
#include <QSplitter>
#include <QStackedWidget>

namespace lw {

namespace {

constexpr QSize kSmallest{900, 600};
constexpr QSize kFirst{1100, 760};
constexpr int kFirstListWidth = 280;

} // namespace

MainWindow::MainWindow(MainWindowParts parts, QWidget *parent)
    : QMainWindow(parent)
    , m_parts(std::move(parts))
    , m_state(m_parts.profileFolder)
    , m_menu(new MainMenu(*menuBar(), this))
    , m_list(new PbxList(m_parts.list))
    , m_pages(new QStackedWidget)
    , m_start(new StartPage)
    , m_pbxs(new PbxPages(m_parts, *m_pages, m_state, *this))
    , m_centrals(new CentralPages(m_parts, *m_pages, m_state, *this))
{
    setWindowTitle(QStringLiteral("Linewarden"));
    setWindowIcon(applicationIcon());
    setMinimumSize(kSmallest);
    resize(kFirst);
    buildLayout();
    connectMenu();
    connectList();
    connectPages();
    if (const auto &setAside = m_parts.registry.setAside())
        m_start->setNotice(setAsideText(*setAside).joined());
    m_start->setFocus();
    refresh();
}

MainWindow::~MainWindow() = default;

void MainWindow::buildLayout()
{
    m_pages->addWidget(m_start);
    auto *splitter = new QSplitter(this);
    splitter->setObjectName(QStringLiteral("splitter"));
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(m_list);
    splitter->addWidget(m_pages);
    splitter->setStretchFactor(0, 0);
    splitter->setStretchFactor(1, 1);
    splitter->setHandleWidth(1);
    m_list->setMinimumWidth(metrics::kListMinimum);
    m_list->setMaximumWidth(metrics::kListMaximum);
    splitter->setSizes({kFirstListWidth, kFirst.width() - kFirstListWidth});
    setCentralWidget(splitter);
    m_state.restore(*this, *splitter);
}

void MainWindow::connectMenu()
{
    connect(m_menu, &MainMenu::addRequested, m_pbxs, &PbxPages::add);
    connect(m_menu, &MainMenu::addPlatformRequested, m_centrals, &CentralPages::add);
    connect(m_menu, &MainMenu::quitRequested, this, &QWidget::close);
    connect(m_menu, &MainMenu::searchRequested, m_list, &PbxList::focusSearch);
    connect(m_menu, &MainMenu::sandboxRequested, this, &MainWindow::requestPractice);
    connect(m_menu, &MainMenu::aboutRequested, this, [this] { (new AboutDialog(this))->open(); });
    connectPbxMenu();
    connectViewMenu();
}

//! The orders that are about what is chosen, be it a PBX or a management server.
void MainWindow::connectPbxMenu()
{
    const auto onEither = [this](auto &&order) {
        return [this, order] {
            if (PbxPage *page = currentPage())
                order(*page);
            else if (CentralPage *central = currentCentralPage())
                order(*central);
        };
    };
    const auto byId = [this](auto &&order) {
        return [this, order] {
            if (currentPage())
                order(*m_pbxs);
            else
                order(*m_centrals);
        };
    };
    connect(m_menu, &MainMenu::connectRequested, this, [this] {
        if (PbxPage *page = currentPage())
            m_pbxs->connectPage(*page);
    });
    connect(m_menu, &MainMenu::signInRequested, this, onEither([](auto &page) { page.signIn(); }));
    connect(m_menu, &MainMenu::signOutRequested, this,
            onEither([](auto &page) { page.signOut(); }));
    connect(m_menu, &MainMenu::reloadRequested, this, onEither([](auto &page) { page.reload(); }));
    connect(m_menu, &MainMenu::forgetRequested, this,
            byId([this](auto &pages) { pages.forgetSignIn(m_currentId); }));
    connect(m_menu, &MainMenu::editRequested, this,
            byId([this](auto &pages) { pages.edit(m_currentId); }));
    connect(m_menu, &MainMenu::removeRequested, this,
            byId([this](auto &pages) { pages.remove(m_currentId); }));
}

void MainWindow::connectViewMenu()
{
    using Tab = PageTabs::Tab;
    const auto onTab = [this](Tab tab) {
        return [this, tab] {
            if (PbxPage *page = currentPage())
                page->showTab(tab);
            else if (CentralPage *central = currentCentralPage())
                central->showTab(tab);
        };
    };
    connect(m_menu, &MainMenu::overviewRequested, this, onTab(Tab::Overview));
    connect(m_menu, &MainMenu::remoteManagementRequested, this, onTab(Tab::RemoteManagement));
    connect(m_menu, &MainMenu::securitySettingsRequested, this, onTab(Tab::SecuritySettings));
    connect(m_menu, &MainMenu::extensionsRequested, this, onTab(Tab::Extensions));
    connect(m_menu, &MainMenu::activityRequested, this, onTab(Tab::Activity));
    connect(m_menu, &MainMenu::devicesRequested, this, onTab(Tab::Devices));
    connect(m_menu, &MainMenu::usersRequested, this, onTab(Tab::Users));
    connect(m_menu, &MainMenu::cloudPbxsRequested, this, onTab(Tab::CloudPbxs));
}

void MainWindow::connectList()
{
    connect(m_list, &PbxList::addRequested, m_pbxs, &PbxPages::add);
    connect(m_start, &StartPage::addRequested, m_pbxs, &PbxPages::add);
    connect(m_start, &StartPage::sandboxRequested, this, &MainWindow::requestPractice);
    connect(m_list, &PbxList::chosen, this, [this](const QString &id) {
        const PbxPage *page = currentPage();
        if (page && page->hasChanges())
            m_list->setCurrentId(m_currentId); // until a person has decided
        leaveFor(id);
    });
    connect(m_list, &PbxList::menuRequested, this, [this](const QString &, const QPoint &position) {
        auto *menu = new QMenu(this);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        menu->addActions(m_menu->contextActions());
        menu->popup(position);
    });
}

void MainWindow::connectPages()
{
    connect(m_pbxs, &PbxPages::saved, this, &MainWindow::leaveFor);
    connect(m_pbxs, &PbxPages::changed, this, &MainWindow::refresh);
    connect(m_pbxs, &PbxPages::dropped, this, &MainWindow::drop);
    connect(m_pbxs, &PbxPages::removalFailed, this, &MainWindow::showProblem);
    connect(m_centrals, &CentralPages::saved, this, &MainWindow::leaveFor);
    connect(m_centrals, &CentralPages::changed, this, &MainWindow::refresh);
    connect(m_centrals, &CentralPages::dropped, this, &MainWindow::drop);
    connect(m_centrals, &CentralPages::removalFailed, this, &MainWindow::showProblem);
    connect(m_centrals, &CentralPages::connectThroughRequested, this,
            &MainWindow::connectThroughRequested);
    connect(m_centrals, &CentralPages::connectThroughRequested, this,
            &MainWindow::openConnectThrough);
    connect(m_pbxs, &PbxPages::platformSignInRequested, m_centrals, &CentralPages::signIn);
    connect(&m_parts.credentials, &CredentialStore::keychainMissing, this, [this] {
        const ErrorText text = keychainText(*m_parts.credentials.problem());
        m_pbxs->say(m_currentId, text);
        m_centrals->say(m_currentId, text);
    });
}

//! The same dialog as on the page of the PBX, with the device that was described here.
void MainWindow::openConnectThrough(const ConnectThroughWish &wish)
{
    const auto pbx = m_parts.registry.byId(wish.pbxId);
    const auto central = m_parts.centrals.byId(wish.centralId);
    if (!pbx || !central)
        return;
    auto *dialog = new ConnectThroughDialog(
        {.pbxs = {{.id = pbx->id, .name = pbx->name}},
         .platforms = {{.id = central->id, .name = central->name}},
         .pbx = [this](const QString &id) { return m_parts.sessions.session(id); },
         .platform = [this](const QString &id) { return m_parts.centralSessions.session(id); },
         .signInPbx =
             [this](const QString &id) {
                 if (PbxPage *page = m_pbxs->page(id))
                     page->signIn();
             },
         .signInPlatform = [this](const QString &id) { m_centrals->signIn(id); },
         .plan = wish.plan},
        this);
    connect(dialog, &ConnectThroughDialog::finishedOnce, this, [this] {
        if (CentralPage *page = currentCentralPage())
            page->reload();
    });
    dialog->open();
}

void MainWindow::setPractice(PracticeControl &practice)
{
    m_practice = &practice;
    m_start->setSandbox(StartPage::Sandbox::Running);
    m_menu->addSandboxMenu();
    if (!m_panel) {
        m_panel = new PracticePanel(practice, this);
        addDockWidget(Qt::RightDockWidgetArea, m_panel);
        m_panel->hide();
        m_menu->addPanelAction(m_panel->toggleViewAction());
        connect(m_menu, &MainMenu::faultsRequested, this, &MainWindow::showFaults);
        connect(m_menu, &MainMenu::clockRequested, this, &MainWindow::showClockDialog);
        connect(m_menu, &MainMenu::clockAdvanced, this, [this](int minutes) {
            m_practice->advanceClock(std::chrono::minutes(minutes));
            m_panel->refresh();
        });
        connect(m_menu, &MainMenu::resetRequested, this, [this] {
            m_practice->reset();
            m_panel->refresh();
        });
    }
    m_pbxs->setPractice(practice);
    m_centrals->setPractice(practice);
    refresh();
}

void MainWindow::showPracticeProblem(const QString &reason)
{
    m_start->setSandbox(StartPage::Sandbox::Off);
    //: %1 says in English why.
    m_start->setNotice(tr("The sandbox could not be started: %1").arg(reason));
}

void MainWindow::showJournalProblem(const JournalProblem &problem)
{
    m_pbxs->say(m_currentId, journalText(problem));
    m_centrals->say(m_currentId, journalText(problem));
}

void MainWindow::requestPractice()
{
    m_start->setSandbox(StartPage::Sandbox::Starting);
    emit practiceRequested();
}

void MainWindow::restoreChoice()
{
    choose(m_state.lastPbx());
}

PbxPage *MainWindow::currentPage() const
{
    return m_pbxs->existing(m_currentId);
}

CentralPage *MainWindow::currentCentralPage() const
{
    return m_centrals->existing(m_currentId);
}

void MainWindow::choose(const QString &id)
{
    if (m_parts.registry.byId(id))
        choosePbx(id);
    else if (m_parts.centrals.byId(id))
        chooseCentral(id);
}

void MainWindow::choosePbx(const QString &id)
{
    PbxPage *page = m_pbxs->page(id);
    if (!page)
        return;
    showPage(id, *page);
    if (!m_parts.registry.isPractice(id))
        m_state.setLastPbx(id);
    m_pbxs->connectPage(*page);
}

void MainWindow::chooseCentral(const QString &id)
{
    CentralPage *page = m_centrals->page(id);
    if (!page)
        return;
    showPage(id, *page);
    if (!m_parts.centrals.isPractice(id))
        m_state.setLastPbx(id);
    m_centrals->connectPage(*page);
}

void MainWindow::showPage(const QString &id, QWidget &page)
{
    m_currentId = id;
    m_list->setCurrentId(id);
    m_pages->setCurrentWidget(&page);
    refresh();
}

void MainWindow::leaveFor(const QString &id)
{
    leavePage([this, id] { choose(id); });
}

void MainWindow::drop(const QString &id)
{
    if (id == m_currentId) {
        m_currentId.clear();
        m_list->setCurrentId({});
        m_pages->setCurrentWidget(m_start);
    }
    refresh();
}

void MainWindow::showProblem(const QString &text)
{
    m_start->setNotice(text);
    m_pages->setCurrentWidget(m_start);
}

void MainWindow::refresh()
{
    using Server = MainMenu::Context::Server;
    MainMenu::Context context;
    QString name;
    if (const PbxPage *page = currentPage()) {
        context = {.server = Server::Pbx,
                   .isPractice = m_parts.registry.isPractice(m_currentId),
                   .isSignedIn = page->session().state() == PbxSession::State::Connected,
                   .keepsSignIn = m_parts.keeper.keepsAnything(m_currentId)};
        name = page->session().settings().name;
    } else if (const CentralPage *central = currentCentralPage()) {
        context = {.server = Server::Platform,
                   .isPractice = m_parts.centrals.isPractice(m_currentId),
                   .isSignedIn = central->session().isSignedIn(),
                   .keepsSignIn = m_parts.centralKeeper.keepsSecret(m_currentId)};
        name = central->session().settings().name;
    }
    m_menu->setContext(context);
    setWindowTitle(name.isEmpty() ? QStringLiteral("Linewarden")
                                  : tr("%1 \u2013 Linewarden").arg(name));
}

void MainWindow::showFaults()
{
    (new FaultsDialog(*m_practice, this))->open();
}

void MainWindow::showClockDialog()
{
    auto *dialog = new ClockDialog(*m_practice, this);
    connect(dialog, &QDialog::accepted, m_panel, &PracticePanel::refresh);
    dialog->open();
}

void MainWindow::leavePage(const std::function<void()> &proceed)
{
    if (PbxPage *page = currentPage())
        page->leave(proceed);
    else
        proceed();
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    const PbxPage *page = currentPage();
    if (!m_mayClose && page && page->hasChanges()) {
        event->ignore();
        leavePage([this] {
            m_mayClose = true;
            close();
        });
        return;
    }
    m_state.save(*this, *qobject_cast<QSplitter *>(centralWidget()));
    m_pbxs->saveColumns();
    m_centrals->saveColumns();
    event->accept();
}

} // namespace lw
