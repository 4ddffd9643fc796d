// SPDX-License-Identifier: GPL-3.0-or-later
#include "mainwindow.h"

#include "centralpages.h"
#include "dialogs/aboutdialog.h"
#include "mainmenu.h"
#include "pages/centralpage.h"
#include "pages/pbxpage.h"
#include "pbxpages.h"
#include "widgets/pbxlist.h"

namespace lw {

// What the orders of the menu do; the rest of the window is in mainwindow.cpp.

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

} // namespace lw
