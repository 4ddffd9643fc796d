// SPDX-License-Identifier: GPL-3.0-or-later
#include "tourscript.h"

#include "mainwindow.h"
#include "pages/pbxpage.h"
#include "support/tones.h"
#include "tourparts.h"

#include <fleet/pbxlistmodel.h>
#include <session/pbxsession.h>
#include <session/remotemanagementmodel.h>

#include <QApplication>
#include <QDialog>
#include <QTreeView>

namespace lw {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

using Steps = std::vector<TourStep>;

namespace {

//! By the arrow key; false: the end of the list came first.
bool goDownTo(const TourStage &stage, QTreeView &list, const QString &name)
{
    for (int row = 0; row < 40; ++row) {
        if (list.currentIndex().data(Qt::DisplayRole).toString() == name)
            return true;
        stage.screen.key(list, Qt::Key_Down);
    }
    return false;
}

} // namespace

bool choosePbx(const TourStage &stage, const QString &name)
{
    auto *list = qobject_cast<QTreeView *>(stage.screen.find(u"PBXs"_s));
    if (!list)
        return false;
    list->setFocus(Qt::TabFocusReason);
    // From where one is: what is passed is chosen for a moment, and may ask something.
    if (goDownTo(stage, *list, name))
        return true;
    stage.screen.key(*list, Qt::Key_Home);
    return goDownTo(stage, *list, name);
}

PbxSession::State stateOf(const TourStage &stage)
{
    const PbxPage *page = stage.window.currentPage();
    return page ? page->session().state() : PbxSession::State::Disconnected;
}

bool isLoaded(const TourStage &stage)
{
    const PbxPage *page = stage.window.currentPage();
    return page && page->remoteManagement().isLoaded() && page->remoteManagement().status() &&
           !page->remoteManagement().isBusy();
}

void addSignIn(Steps &steps, const TourStage &stage, const QString &pbx, const QString &picture)
{
    const Screen &screen = stage.screen;
    steps.push_back({.name = u"choose "_s + pbx,
                     .act = [=] { return choosePbx(stage, pbx); },
                     .isSeen = [=] { return stateOf(stage) == PbxSession::State::NeedsPassword; }});
    steps.push_back({.name = u"open the sign-in of "_s + pbx,
                     .act = [=, &screen] { return screen.order(u"Sign In\u2026"_s); },
                     .isSeen = [=, &screen] { return screen.find(u"Password"_s) != nullptr; },
                     .picture = picture});
    steps.push_back({.name = u"type the password of "_s + pbx,
                     .act =
                         [=, &screen] {
                             return screen.type(u"User name"_s, u"admin"_s) &&
                                    screen.type(u"Password"_s, u"Practice-Admin-1"_s) &&
                                    screen.click(u"Sign In"_s);
                         },
                     .isSeen = [=] { return isLoaded(stage); }});
}

namespace {

bool isConnected(const TourStage &stage)
{
    const PbxPage *page = stage.window.currentPage();
    return page && page->remoteManagement().isConnected() && !page->remoteManagement().isBusy();
}

//! A fresh code of the platform number \a index.
QString freshCode(const TourStage &stage, int index)
{
    const QList<PracticePlatform> platforms = stage.practice()->platforms();
    return index < platforms.size() && !platforms.at(index).codes.isEmpty()
               ? platforms.at(index).codes.constFirst()
               : QString();
}

bool inject(const TourStage &stage, const QString &server, const QString &call, const QString &kind)
{
    return !stage.practice()->inject({.server = server, .call = call, .kind = kind}).has_value();
}

void add(Steps &steps, TourStep step)
{
    steps.push_back(std::move(step));
}

void addStart(Steps &steps, const TourStage &stage)
{
    const Screen &screen = stage.screen;
    add(steps, {.name = u"look at the start page"_s,
                .act = [&screen] { return screen.find(u"Try the Sandbox"_s) != nullptr; },
                .picture = u"start"_s});
    add(steps, {.name = u"open Add PBX"_s,
                .act = [&screen] { return screen.click(u"Add PBX\u2026"_s); },
                .isSeen = [&screen] { return screen.find(u"Address"_s) != nullptr; },
                .picture = u"add-pbx"_s});
    add(steps, {.name = u"close Add PBX"_s,
                .act =
                    [&screen] {
                        QDialog *dialog = screen.dialog();
                        if (dialog)
                            screen.key(*dialog, Qt::Key_Escape);
                        return dialog != nullptr;
                    },
                .isSeen = [&screen] { return !screen.dialog(); }});
    add(steps, {.name = u"try the sandbox"_s,
                .act = [&screen] { return screen.click(u"Try the Sandbox"_s); },
                .isSeen = [stage] { return stage.practice() != nullptr; },
                .picture = u"practice-list"_s});
}

void addNewLayout(Steps &steps, const TourStage &stage)
{
    const Screen &screen = stage.screen;
    addSignIn(steps, stage, u"Lab 83.19"_s, u"sign-in"_s);
    add(steps, {.name = u"look at the overview"_s,
                .act = [&screen] { return screen.click(u"Overview"_s); },
                .isSeen = [&screen] { return screen.shows(u"What this PBX can do"_s); },
                .picture = u"overview"_s});
    add(steps, {.name = u"open Remote Management"_s,
                .act = [&screen] { return screen.click(u"Remote Management"_s); },
                .isSeen = [&screen] { return screen.find(u"Activation Method"_s) != nullptr; },
                .picture = u"remote-management"_s});
    add(steps, {.name = u"save without an address"_s,
                .act =
                    [&screen] {
                        return screen.choose(u"Remote Connection Server Type"_s, u"Custom"_s) &&
                               screen.type(u"Server Address"_s, u"https://rm.example.com/x"_s) &&
                               screen.click(u"Save"_s);
                    },
                .isSeen = [&screen] { return screen.shows(u"A value is needed here"_s); },
                .picture = u"field-errors"_s});
    add(steps, {.name = u"type the address and a wrong code"_s,
                .act =
                    [stage, &screen] {
                        const auto platforms = stage.practice()->platforms();
                        return platforms.size() > 1 &&
                               screen.type(u"Server Address"_s,
                                           platforms.at(1).address.displayText()) &&
                               screen.type(u"Authentication Code"_s, u"AAAABBBBCCCCDDDD"_s) &&
                               screen.click(u"Save"_s);
                    },
                .isSeen = [&screen] { return screen.shows(u"not known to the server"_s); },
                .picture = u"refused"_s});
    add(steps, {.name = u"type a good code and save"_s,
                .act =
                    [stage, &screen] {
                        return screen.type(u"Authentication Code"_s, freshCode(stage, 1)) &&
                               screen.click(u"Save"_s);
                    },
                .isSeen = [stage] { return isConnected(stage); },
                .picture = u"connected"_s});
    add(steps,
        {.name = u"switch Passwordless Login on"_s,
         .act =
             [&screen] { return screen.click(u"Passwordless Login"_s) && screen.click(u"Save"_s); },
         .isSeen = [&screen] { return screen.dialog() != nullptr; },
         .picture = u"passwordless-question"_s});
    add(steps, {.name = u"confirm Passwordless Login"_s,
                .act = [&screen] { return screen.click(u"Save"_s); },
                .isSeen =
                    [stage, &screen] {
                        return isConnected(stage) && screen.shows(u"Passwordless Login is on"_s);
                    },
                .picture = u"passwordless-on"_s});
}

void addExpiry(Steps &steps, const TourStage &stage)
{
    const Screen &screen = stage.screen;
    add(steps, {.name = u"change something while the session ends"_s,
                .act =
                    [stage, &screen] {
                        return screen.click(u"Let the provider sign in"_s) &&
                               screen.type(u"Username"_s, u"provider"_s) &&
                               screen.type(u"Password"_s, u"Practice-Login-1"_s) &&
                               inject(stage, u"Lab 83.19"_s, u"*"_s, u"expire-session"_s) &&
                               screen.click(u"Save"_s);
                    },
                .isSeen =
                    [&screen] {
                        return screen.shows(u"session has ended"_s) && screen.dialog() != nullptr;
                    },
                .picture = u"session-ended"_s});
    add(steps,
        {.name = u"sign in again"_s,
         .act =
             [&screen] {
                 return screen.type(u"Password"_s, u"Practice-Admin-1"_s) &&
                        screen.click(u"Sign In"_s);
             },
         .isSeen =
             [stage] { return isLoaded(stage) && stage.window.currentPage()->hasChanges(); }});
    add(steps, {.name = u"save what was kept"_s,
                .act = [&screen] { return screen.click(u"Save"_s); },
                .isSeen =
                    [stage, &screen] {
                        return isConnected(stage) && screen.shows(u"Edited successfully"_s);
                    },
                .picture = u"saved-after-session-end"_s});
}

void addOldLayout(Steps &steps, const TourStage &stage)
{
    const Screen &screen = stage.screen;
    addSignIn(steps, stage, u"Lab 83.5"_s, {});
    add(steps, {.name = u"look at the old layout"_s,
                .act = [&screen] { return screen.click(u"Remote Management"_s); },
                .isSeen = [&screen] { return screen.shows(u"needs 83.17.0.16 or later"_s); },
                .picture = u"old-layout"_s});
}

void addCertificates(Steps &steps, const TourStage &stage)
{
    const Screen &screen = stage.screen;
    add(steps, {.name = u"add a PBX by its address"_s,
                .act = [&screen] { return screen.click(u"Add PBX\u2026"_s); },
                .isSeen = [&screen] { return screen.find(u"Address"_s) != nullptr; }});
    add(steps, {.name = u"see its unknown certificate"_s,
                .act =
                    [stage, &screen] {
                        const QString address =
                            stage.practice()->pbxs().constLast().address.displayText();
                        return screen.type(u"Name"_s, u"Head office"_s) &&
                               screen.type(u"Address"_s, address) && screen.click(u"Save"_s);
                    },
                .isSeen =
                    [stage, &screen] {
                        return stateOf(stage) == PbxSession::State::NeedsTrust &&
                               screen.shows(u"Is this really"_s);
                    },
                .picture = u"certificate"_s});
    add(steps, {.name = u"trust it"_s,
                .act = [&screen] { return screen.click(u"Trust This Certificate for This PBX"_s); },
                .isSeen = [stage] { return stateOf(stage) == PbxSession::State::NeedsPassword; }});
    add(steps, {.name = u"let the certificate change"_s, .act = [stage] {
                    return inject(stage, stage.practice()->pbxs().constLast().name, u"*"_s,
                                  u"new-certificate"_s);
                }});
    add(steps, {.name = u"see the changed certificate"_s,
                .act =
                    [stage] {
                        PbxPage *page = stage.window.currentPage();
                        page->session().signOut();
                        page->session().open();
                        return true;
                    },
                .isSeen = [&screen] { return screen.shows(u"has changed"_s); },
                .picture = u"certificate-changed"_s});
    add(steps, {.name = u"do not trust the changed certificate"_s,
                .act = [&screen] { return screen.click(u"Do Not Trust"_s); },
                .isSeen = [&screen] { return !screen.dialog(); }});
}

void addDark(Steps &steps, const TourStage &stage)
{
    const Screen &screen = stage.screen;
    add(steps, {.name = u"go back to the connected PBX in the dark"_s,
                .act =
                    [stage] {
                        QApplication::setPalette(darkPalette());
                        return choosePbx(stage, u"Lab 83.19"_s);
                    },
                .isSeen = [stage] { return isConnected(stage); },
                .picture = u"dark-remote-management"_s});
    addDarkThrough(steps, stage);
    add(steps, {.name = u"look at the overview in the dark"_s,
                .act = [&screen] { return screen.click(u"Overview"_s); },
                .isSeen = [&screen] { return screen.shows(u"What this PBX can do"_s); },
                .picture = u"dark-overview"_s});
    add(steps,
        {.name = u"look at the Security Settings in the dark"_s,
         .act = [&screen] { return screen.click(u"Security Settings"_s); },
         .isSeen = [&screen] { return screen.find(u"Two-Factor Authentication"_s) != nullptr; },
         .picture = u"dark-security"_s});
    addAdministration(steps, stage, u"dark-"_s);
    addDarkPlatform(steps, stage);
    add(steps, {.name = u"open the faults"_s,
                .act = [&screen] { return screen.order(u"Faults\u2026"_s); },
                .isSeen = [&screen] { return screen.find(u"Fault"_s) != nullptr; },
                .picture = u"dark-faults"_s});
}

} // namespace

std::vector<TourStep> tourSteps(const TourStage &stage)
{
    Steps steps;
    addStart(steps, stage);
    addNewLayout(steps, stage);
    addExpiry(steps, stage);
    addSecurity(steps, stage);
    addOldLayout(steps, stage);
    addThrough(steps, stage);
    addPlatform(steps, stage);
    addCertificates(steps, stage);
    addDark(steps, stage);
    return steps;
}

} // namespace lw
