// SPDX-License-Identifier: GPL-3.0-or-later
#include "mainmenu.h"

#include <QMenu>
#include <QMenuBar>

namespace lw {

namespace {

constexpr int kMinutesOfDay = 24 * 60;

} // namespace

MainMenu::MainMenu(QMenuBar &bar, QObject *parent) : QObject(parent), m_bar(bar)
{
    QMenu *file = bar.addMenu(tr("&File"));
    QAction *add = file->addAction(tr("&Add PBX\u2026"), this, &MainMenu::addRequested);
    add->setShortcut(QKeySequence::New);
    file->addSeparator();
    QAction *quit = file->addAction(tr("&Quit"), this, &MainMenu::quitRequested);
    quit->setShortcut(QKeySequence::Quit);
    quit->setMenuRole(QAction::QuitRole);
    buildPbxMenu();
    buildPlatformMenu();
    buildViewMenu();
    buildHelpMenu();
    setContext({});
}

void MainMenu::buildPbxMenu()
{
    m_pbx = m_bar.addMenu(tr("&PBX"));
    m_pbxOrders.chosen.append(m_pbx->addAction(tr("&Connect"), this, &MainMenu::connectRequested));
    addSessionOrders(*m_pbx, m_pbxOrders);
}

void MainMenu::buildPlatformMenu()
{
    // Without a mnemonic: pages use up all of its letters.
    m_platform = m_bar.addMenu(tr("Central Management"));
    m_platform->addAction(tr("&Add Management Server\u2026"), this,
                          &MainMenu::addPlatformRequested);
    m_platform->addSeparator();
    addSessionOrders(*m_platform, m_platformOrders);
    m_platform->addSeparator();
    m_platformOrders.chosen.append(
        m_platform->addAction(tr("Read A&gain"), this, &MainMenu::reloadRequested));
}

//! Both menus have them; only those of the kind that is chosen can be given.
void MainMenu::addSessionOrders(QMenu &menu, Orders &orders)
{
    orders.signIn = menu.addAction(tr("Sign &In\u2026"), this, &MainMenu::signInRequested);
    orders.signIn->setShortcut(Qt::CTRL | Qt::Key_I);
    orders.signOut = menu.addAction(tr("Sign &Out"), this, &MainMenu::signOutRequested);
    orders.forget =
        menu.addAction(tr("&Forget the Saved Sign-In"), this, &MainMenu::forgetRequested);
    menu.addSeparator();
    orders.saved.append(menu.addAction(tr("&Edit\u2026"), this, &MainMenu::editRequested));
    orders.saved.append(
        menu.addAction(tr("&Remove from the List\u2026"), this, &MainMenu::removeRequested));
}

void MainMenu::buildViewMenu()
{
    m_view = m_bar.addMenu(tr("&View"));
    m_overview = m_view->addAction(tr("&Overview"), this, &MainMenu::overviewRequested);
    m_overview->setShortcut(Qt::CTRL | Qt::Key_1);
    buildPageActions();
    m_view->addSeparator();
    m_reload = m_view->addAction(tr("&Read Again"), this, &MainMenu::reloadRequested);
    m_reload->setShortcut(QKeySequence::Refresh);
    QAction *search = m_view->addAction(tr("&Search the List"), this, &MainMenu::searchRequested);
    search->setShortcut(QKeySequence::Find);
}

//! The pages after the overview; a PBX and a platform share the numbers.
void MainMenu::buildPageActions()
{
    m_pbxPages = {
        m_view->addAction(tr("Remote &Management"), this, &MainMenu::remoteManagementRequested),
        m_view->addAction(tr("Se&curity Settings"), this, &MainMenu::securitySettingsRequested),
        m_view->addAction(tr("&Extensions"), this, &MainMenu::extensionsRequested),
        m_view->addAction(tr("&Activity"), this, &MainMenu::activityRequested)};
    m_platformPages = {m_view->addAction(tr("&Devices"), this, &MainMenu::devicesRequested),
                       m_view->addAction(tr("&Users"), this, &MainMenu::usersRequested),
                       m_view->addAction(tr("&Cloud PBXs"), this, &MainMenu::cloudPbxsRequested)};
    for (const QList<QAction *> &pages : {m_pbxPages, m_platformPages}) {
        for (int page = 0; page < pages.size(); ++page)
            pages.at(page)->setShortcut(
                QKeySequence(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_2 + page)));
    }
}

void MainMenu::buildHelpMenu()
{
    m_help = m_bar.addMenu(tr("&Help"));
    m_startSandbox = m_help->addAction(tr("&Try the Sandbox"), this, &MainMenu::sandboxRequested);
    m_help->addSeparator();
    QAction *about = m_help->addAction(tr("&About Linewarden"), this, &MainMenu::aboutRequested);
    about->setMenuRole(QAction::AboutRole);
}

void MainMenu::addSandboxMenu()
{
    if (m_sandbox)
        return;
    m_startSandbox->setVisible(false);
    m_sandbox = new QMenu(tr("Sand&box"), &m_bar);
    m_bar.insertMenu(m_help->menuAction(), m_sandbox);
    m_sandbox->addAction(tr("&Faults\u2026"), this, &MainMenu::faultsRequested);
    QMenu *clock = m_sandbox->addMenu(tr("&Move the Clock"));
    const auto advance = [this, clock](const QString &text, int minutes) {
        clock->addAction(text, this, [this, minutes] { emit clockAdvanced(minutes); });
    };
    advance(tr("&5 Minutes Ahead"), 5);
    advance(tr("&15 Minutes Ahead"), 15);
    advance(tr("1 &Day Ahead"), kMinutesOfDay);
    clock->addAction(tr("&Other\u2026"), this, &MainMenu::clockRequested);
    m_sandbox->addSeparator();
    m_sandbox->addAction(tr("&Reset"), this, &MainMenu::resetRequested);
}

void MainMenu::addPanelAction(QAction *action)
{
    m_sandbox->addSeparator();
    m_sandbox->addAction(action);
}

QList<QAction *> MainMenu::contextActions() const
{
    return (m_context.server == Context::Server::Platform ? m_platform : m_pbx)->actions();
}

void MainMenu::enable(const Orders &orders, const Context &context, Context::Server kind)
{
    const bool isChosen = context.server == kind;
    for (QAction *action : orders.chosen)
        action->setEnabled(isChosen);
    for (QAction *action : orders.saved)
        action->setEnabled(isChosen && !context.isPractice);
    orders.signIn->setEnabled(isChosen && !context.isSignedIn);
    orders.signOut->setEnabled(isChosen && context.isSignedIn);
    orders.forget->setEnabled(isChosen && context.keepsSignIn);
}

void MainMenu::setContext(const Context &context)
{
    m_context = context;
    enable(m_pbxOrders, context, Context::Server::Pbx);
    enable(m_platformOrders, context, Context::Server::Platform);
    const bool isPlatform = context.server == Context::Server::Platform;
    for (QAction *action : std::as_const(m_pbxPages)) {
        action->setVisible(!isPlatform);
        action->setEnabled(context.server == Context::Server::Pbx);
    }
    for (QAction *action : std::as_const(m_platformPages)) {
        action->setVisible(isPlatform);
        action->setEnabled(isPlatform);
    }
    for (QAction *action : {m_overview, m_reload})
        action->setEnabled(context.server != Context::Server::None);
}

} // namespace lw
