// SPDX-License-Identifier: GPL-3.0-or-later
#include "mainwindow.h"

#include "dialogs/aboutdialog.h"
#include "dialogs/clockdialog.h"
#include "dialogs/confirmdialog.h"
#include "dialogs/faultsdialog.h"
#include "dialogs/pbxdialog.h"
#include "dialogs/signindialog.h"
#include "mainmenu.h"
#include "pages/pbxpage.h"
#include "pages/startpage.h"
#include "support/errortext.h"
#include "support/icons.h"
#include "support/metrics.h"
#include "widgets/pbxlist.h"
#include "widgets/practicepanel.h"

#include <fleet/credentialstore.h>
#include <fleet/pbxregistry.h>
#include <fleet/sessionpool.h>
#include <fleet/signinkeeper.h>
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
{
    setWindowTitle(QStringLiteral("Linewarden"));
    setWindowIcon(applicationIcon());
    setMinimumSize(kSmallest);
    resize(kFirst);
    buildLayout();
    connectMenu();
    connectList();
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
    const auto onPage = [this](auto &&order) {
        return [this, order] {
            if (PbxPage *page = currentPage())
                order(*page);
        };
    };
    connect(m_menu, &MainMenu::addRequested, this, &MainWindow::addPbx);
    connect(m_menu, &MainMenu::quitRequested, this, &QWidget::close);
    connect(m_menu, &MainMenu::editRequested, this, &MainWindow::editPbx);
    connect(m_menu, &MainMenu::removeRequested, this, &MainWindow::removePbx);
    connect(m_menu, &MainMenu::connectRequested, this,
            onPage([this](PbxPage &page) { connectPage(page); }));
    connect(m_menu, &MainMenu::signInRequested, this, onPage([](PbxPage &page) { page.signIn(); }));
    connect(m_menu, &MainMenu::signOutRequested, this,
            onPage([](PbxPage &page) { page.signOut(); }));
    connect(m_menu, &MainMenu::forgetRequested, this, &MainWindow::forgetSignIn);
    connect(m_menu, &MainMenu::reloadRequested, this, onPage([](PbxPage &page) { page.reload(); }));
    const auto onTab = [onPage](PbxPage::Tab tab) {
        return onPage([tab](PbxPage &page) { page.showTab(tab); });
    };
    connect(m_menu, &MainMenu::overviewRequested, this, onTab(PbxPage::Tab::Overview));
    connect(m_menu, &MainMenu::remoteManagementRequested, this,
            onTab(PbxPage::Tab::RemoteManagement));
    connect(m_menu, &MainMenu::securitySettingsRequested, this,
            onTab(PbxPage::Tab::SecuritySettings));
    connect(m_menu, &MainMenu::extensionsRequested, this, onTab(PbxPage::Tab::Extensions));
    connect(m_menu, &MainMenu::activityRequested, this, onTab(PbxPage::Tab::Activity));
    connect(m_menu, &MainMenu::searchRequested, m_list, &PbxList::focusSearch);
    connect(m_menu, &MainMenu::sandboxRequested, this, &MainWindow::requestPractice);
    connect(m_menu, &MainMenu::aboutRequested, this, [this] { (new AboutDialog(this))->open(); });
}

void MainWindow::connectList()
{
    connect(m_list, &PbxList::addRequested, this, &MainWindow::addPbx);
    connect(m_start, &StartPage::addRequested, this, &MainWindow::addPbx);
    connect(m_start, &StartPage::sandboxRequested, this, &MainWindow::requestPractice);
    connect(m_list, &PbxList::chosen, this, [this](const QString &id) {
        PbxPage *page = currentPage();
        if (page && page->hasChanges())
            m_list->setCurrentId(m_currentId); // until a person has decided
        leavePage([this, id] { choose(id); });
    });
    connect(m_list, &PbxList::menuRequested, this, [this](const QString &, const QPoint &position) {
        auto *menu = new QMenu(this);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        menu->addActions(menuBar()->actions().at(1)->menu()->actions());
        menu->popup(position);
    });
    connect(&m_parts.sessions, &SessionPool::sessionChanged, this, &MainWindow::refresh);
    connect(&m_parts.sessions, &SessionPool::sessionEnding, this, &MainWindow::dropPage);
    connectKeeping();
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
    for (auto it = m_pageOf.cbegin(); it != m_pageOf.cend(); ++it)
        (*it)->setPracticeAccounts(practiceAccounts(it.key()));
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
    if (PbxPage *page = currentPage())
        page->showNotice({.tone = Tone::Caution, .text = journalText(problem)});
}

void MainWindow::requestPractice()
{
    m_start->setSandbox(StartPage::Sandbox::Starting);
    emit practiceRequested();
}

void MainWindow::restoreChoice()
{
    const QString id = m_state.lastPbx();
    if (m_parts.registry.byId(id))
        choose(id);
}

PbxPage *MainWindow::currentPage() const
{
    return m_pageOf.value(m_currentId);
}

void MainWindow::choose(const QString &id)
{
    PbxPage *page = pageFor(id);
    if (!page)
        return;
    m_currentId = id;
    m_list->setCurrentId(id);
    m_pages->setCurrentWidget(page);
    if (!m_parts.registry.isPractice(id))
        m_state.setLastPbx(id);
    refresh();
    connectPage(*page);
}

//! With the password that is kept, where one is.
void MainWindow::connectPage(PbxPage &page)
{
    const PbxSession &session = page.session();
    const QString id = session.settings().id;
    const bool isFresh = session.state() == PbxSession::State::Disconnected;
    if (isFresh && m_parts.keeper.keepsPassword(id))
        m_parts.keeper.signInSaved(id);
    else
        page.connectToPbx();
}

void MainWindow::connectKeeping()
{
    const auto say = [this](const QString &id, const ErrorText &text) {
        if (PbxPage *page = m_pageOf.value(id))
            page->showNotice({.tone = Tone::Caution, .text = text});
    };
    connect(&m_parts.credentials, &CredentialStore::keychainMissing, this,
            [this, say] { say(m_currentId, keychainText(*m_parts.credentials.problem())); });
    connect(&m_parts.keeper, &SignInKeeper::savedPasswordRefused, this, [say](const QString &id) {
        say(id, {.sentence = tr("The password in the keychain is not right any more."),
                 .advice = tr("It was removed from the keychain. Sign in with the current one.")});
    });
    connect(&m_parts.keeper, &SignInKeeper::keptChanged, this, &MainWindow::refresh);
    connect(&m_parts.sessions, &SessionPool::settingsNotSaved, this, [say](const QString &id) {
        say(id, {.sentence = tr("What was decided for this PBX could not be saved."),
                 .advice = tr("It holds until the program ends. Is the disk full?")});
    });
}

void MainWindow::forgetSignIn()
{
    PbxPage *page = currentPage();
    if (!page)
        return;
    m_parts.keeper.forget(m_currentId);
    page->showNotice(
        {.tone = Tone::Neutral,
         .text = {.sentence = tr("The saved sign-in was removed from the keychain."),
                  .advice = tr("A trusted device stays in the list of the PBX until it is removed "
                               "there, under Security Settings.")}});
}

PbxPage *MainWindow::pageFor(const QString &id)
{
    if (PbxPage *page = m_pageOf.value(id))
        return page;
    PbxSession *session = m_parts.sessions.session(id);
    if (!session)
        return nullptr;
    auto *page = new PbxPage(*session, m_parts.clock);
    page->setPracticeAccounts(practiceAccounts(id));
    page->setSignIn(
        {.signIn = [this, id](const QString &userName, Secret password, RememberPassword remember) {
            m_parts.keeper.signIn(id, userName, std::move(password),
                                  remember == RememberPassword::Yes ? SignInKeeper::Remember::Yes
                                                                    : SignInKeeper::Remember::No);
        }});
    m_state.restoreColumns(*page);
    m_pageOf.insert(id, page);
    m_pages->addWidget(page);
    return page;
}

void MainWindow::dropPage(const QString &id)
{
    PbxPage *page = m_pageOf.take(id);
    if (!page)
        return;
    // At once: the page's model must not outlive the session that is about to go.
    delete page;
    if (id == m_currentId) {
        m_currentId.clear();
        m_list->setCurrentId({});
        m_pages->setCurrentWidget(m_start);
    }
    refresh();
}

void MainWindow::addPbx()
{
    openPbxDialog({});
}

void MainWindow::editPbx()
{
    if (const auto pbx = m_parts.registry.byId(m_currentId))
        openPbxDialog(*pbx);
}

void MainWindow::openPbxDialog(const PbxSettings &pbx)
{
    auto *dialog = new PbxDialog(m_parts.registry, m_parts.wire, pbx, this);
    connect(dialog, &PbxDialog::saved, this,
            [this](const QString &id) { leavePage([this, id] { choose(id); }); });
    dialog->open();
}

void MainWindow::removePbx()
{
    const auto pbx = m_parts.registry.byId(m_currentId);
    if (!pbx)
        return;
    auto *dialog = new ConfirmDialog(
        {.title = tr("Remove PBX"),
         //: %1 is the name of a PBX.
         .question = tr("Remove %1 from the list?").arg(pbx->name),
         .consequences = {tr("Its address, its trusted certificate and its notes are forgotten on "
                             "this PC. Nothing changes on the PBX.")},
         .action = tr("&Remove")},
        this);
    connect(dialog, &ConfirmDialog::accepted, this, [this, pbx] {
        if (const auto removed = m_parts.registry.remove(pbx->id); !removed) {
            m_start->setNotice(registryProblemText(removed.error()));
            m_pages->setCurrentWidget(m_start);
        }
    });
    dialog->open();
}

void MainWindow::refresh()
{
    const PbxPage *page = currentPage();
    m_menu->setContext(
        {.hasPbx = page != nullptr,
         .isPractice = m_parts.registry.isPractice(m_currentId),
         .isSignedIn = page && page->session().state() == PbxSession::State::Connected,
         .keepsSignIn = page && m_parts.keeper.keepsAnything(m_currentId)});
    const auto pbx = m_parts.registry.byId(m_currentId);
    setWindowTitle(page && pbx ? tr("%1 \u2013 Linewarden").arg(pbx->name)
                               : QStringLiteral("Linewarden"));
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

QList<PracticeAccount> MainWindow::practiceAccounts(const QString &id) const
{
    const auto saved = m_parts.registry.byId(id);
    if (!m_practice || !saved || !m_parts.registry.isPractice(id))
        return {};
    const QList<PracticePbx> pbxs = m_practice->pbxs();
    for (const PracticePbx &pbx : pbxs) {
        if (pbx.address == saved->address)
            return pbx.accounts;
    }
    return {};
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
    for (const PbxPage *shown : std::as_const(m_pageOf))
        m_state.saveColumns(*shown);
    event->accept();
}

} // namespace lw
