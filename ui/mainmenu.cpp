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
    buildViewMenu();
    buildHelpMenu();
    setContext({});
}

void MainMenu::buildPbxMenu()
{
    QMenu *menu = m_bar.addMenu(tr("&PBX"));
    m_forPbx.append(menu->addAction(tr("&Connect"), this, &MainMenu::connectRequested));
    m_signIn = menu->addAction(tr("Sign &In\u2026"), this, &MainMenu::signInRequested);
    m_signIn->setShortcut(Qt::CTRL | Qt::Key_I);
    m_signOut = menu->addAction(tr("Sign &Out"), this, &MainMenu::signOutRequested);
    m_forget = menu->addAction(tr("&Forget the Saved Sign-In"), this, &MainMenu::forgetRequested);
    menu->addSeparator();
    m_forSaved.append(menu->addAction(tr("&Edit\u2026"), this, &MainMenu::editRequested));
    m_forSaved.append(
        menu->addAction(tr("&Remove from the List\u2026"), this, &MainMenu::removeRequested));
}

void MainMenu::buildViewMenu()
{
    m_view = m_bar.addMenu(tr("&View"));
    const QList<QAction *> pages{
        m_view->addAction(tr("&Overview"), this, &MainMenu::overviewRequested),
        m_view->addAction(tr("Remote &Management"), this, &MainMenu::remoteManagementRequested),
        m_view->addAction(tr("Se&curity Settings"), this, &MainMenu::securitySettingsRequested),
        m_view->addAction(tr("&Extensions"), this, &MainMenu::extensionsRequested),
        m_view->addAction(tr("&Activity"), this, &MainMenu::activityRequested)};
    for (int page = 0; page < pages.size(); ++page)
        pages.at(page)->setShortcut(
            QKeySequence(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_1 + page)));
    m_view->addSeparator();
    QAction *reload = m_view->addAction(tr("&Read Again"), this, &MainMenu::reloadRequested);
    reload->setShortcut(QKeySequence::Refresh);
    QAction *search = m_view->addAction(tr("&Search the List"), this, &MainMenu::searchRequested);
    search->setShortcut(QKeySequence::Find);
    m_forPbx.append(pages);
    m_forPbx.append(reload);
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

void MainMenu::setContext(const Context &context)
{
    for (QAction *action : std::as_const(m_forPbx))
        action->setEnabled(context.hasPbx);
    for (QAction *action : std::as_const(m_forSaved))
        action->setEnabled(context.hasPbx && !context.isPractice);
    m_signIn->setEnabled(context.hasPbx && !context.isSignedIn);
    m_signOut->setEnabled(context.hasPbx && context.isSignedIn);
    m_forget->setEnabled(context.hasPbx && context.keepsSignIn);
}

} // namespace lw
