// SPDX-License-Identifier: GPL-3.0-or-later
#include "tourparts.h"

#include "mainwindow.h"
#include "pages/centralpage.h"

#include <session/centralsession.h>

#include <QDialog>

namespace lw {

using namespace Qt::StringLiterals;

namespace {

using Steps = std::vector<TourStep>;

bool isSignedIn(const TourStage &stage)
{
    const CentralPage *page = stage.window.currentCentralPage();
    return page && page->session().isSignedIn();
}

void addSignInToPlatform(Steps &steps, const TourStage &stage)
{
    const Screen &screen = stage.screen;
    steps.push_back({.name = u"choose the management server"_s,
                     .act = [=] { return choosePbx(stage, u"Hosted"_s); },
                     .isSeen = [=] { return stage.window.currentCentralPage() != nullptr; },
                     .picture = u"platform"_s});
    steps.push_back({.name = u"open its sign-in"_s,
                     .act = [&screen] { return screen.order(u"Sign In\u2026"_s); },
                     .isSeen = [&screen] { return screen.find(u"Client Secret"_s) != nullptr; },
                     .picture = u"platform-sign-in"_s});
    steps.push_back(
        {.name = u"use the practice secret"_s,
         .act =
             [&screen] {
                 return screen.click(u"Use the Practice Secret"_s) && screen.click(u"Sign In"_s);
             },
         .isSeen =
             [=, &screen] { return isSignedIn(stage) && screen.shows(u"connections are used"_s); },
         .picture = u"platform-overview"_s});
}

void addNewDevice(Steps &steps, const TourStage &stage)
{
    const Screen &screen = stage.screen;
    steps.push_back({.name = u"open Add Device"_s,
                     .act = [&screen] { return screen.click(u"Add Device\u2026"_s); },
                     .isSeen = [&screen] { return screen.find(u"Device Name"_s) != nullptr; },
                     .picture = u"platform-add-device"_s});
    steps.push_back({.name = u"add a device and see its code"_s,
                     .act =
                         [&screen] {
                             return screen.type(u"Device Name"_s, u"Branch office"_s) &&
                                    screen.click(u"Add Device"_s);
                         },
                     .isSeen = [&screen] { return screen.shows(u"Valid until"_s); },
                     .picture = u"platform-code"_s});
    steps.push_back({.name = u"close the code"_s,
                     .act = [&screen] { return screen.click(u"Done"_s); },
                     .isSeen = [&screen] { return !screen.dialog(); }});
}

//! Its tabs, one after the other; \a prefix of the pictures.
void addPlatformPages(Steps &steps, const TourStage &stage, const QString &prefix)
{
    const Screen &screen = stage.screen;
    const auto show = [&](const QString &tab, const QString &part, const QString &picture) {
        steps.push_back({.name = u"look at "_s + tab,
                         .act = [=, &screen] { return screen.click(tab); },
                         .isSeen = [=, &screen] { return screen.shows(part); },
                         .picture = prefix + picture});
    };
    show(u"Devices"_s, u" devices"_s, u"platform-devices"_s);
    show(u"Users"_s, u" users"_s, u"platform-users"_s);
    show(u"Cloud PBXs"_s, u" Cloud PBXs"_s, u"platform-cloud-pbxs"_s);
}

} // namespace

void addPlatform(Steps &steps, const TourStage &stage)
{
    addSignInToPlatform(steps, stage);
    addPlatformPages(steps, stage, {});
    steps.push_back({.name = u"go back to the devices"_s,
                     .act = [stage] { return stage.screen.click(u"Devices"_s); }});
    addNewDevice(steps, stage);
}

void addDarkPlatform(Steps &steps, const TourStage &stage)
{
    steps.push_back(
        {.name = u"go back to the management server in the dark"_s,
         .act =
             [stage] { return choosePbx(stage, u"Hosted"_s) && stage.screen.click(u"Overview"_s); },
         .isSeen = [stage] { return stage.screen.shows(u"connections are used"_s); },
         .picture = u"dark-platform-overview"_s});
    addPlatformPages(steps, stage, u"dark-"_s);
}

} // namespace lw
