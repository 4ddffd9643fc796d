// SPDX-License-Identifier: GPL-3.0-or-later
// A PBX and a management server together: the second opinion, and both connected in one go.
#include "tourparts.h"

#include <QDialog>

namespace lw {

using namespace Qt::StringLiterals;

namespace {

using Steps = std::vector<TourStep>;

const QString kThrough = u"Connect Through a Management Server\u2026"_s;

void addSecondOpinion(Steps &steps, const TourStage &stage)
{
    const Screen &screen = stage.screen;
    steps.push_back({.name = u"go back to the connected PBX"_s,
                     .act = [=] { return choosePbx(stage, u"Lab 83.19"_s) && isLoaded(stage); }});
    steps.push_back({.name = u"see whom to ask for a second opinion"_s,
                     .act =
                         [&screen] {
                             return screen.click(u"Remote Management"_s) &&
                                    screen.reveal(u"Sign In\u2026"_s);
                         },
                     .isSeen = [&screen] { return screen.shows(u"to hear what it says"_s); },
                     .picture = u"second-opinion-sign-in"_s});
    steps.push_back({.name = u"sign in there"_s,
                     .act = [&screen] { return screen.click(u"Sign In\u2026"_s); },
                     .isSeen = [&screen] { return screen.find(u"Client Secret"_s) != nullptr; }});
    steps.push_back(
        {.name = u"hear the second opinion"_s,
         .act =
             [&screen] {
                 return screen.click(u"Use the Practice Secret"_s) && screen.click(u"Sign In"_s);
             },
         .isSeen =
             [&screen] {
                 return screen.shows(u"says Connected too"_s) && screen.reveal(u"Ask Again"_s);
             },
         .picture = u"second-opinion"_s});
    steps.push_back({.name = u"check the server"_s,
                     .act = [&screen] { return screen.click(u"Check This Server"_s); },
                     .isSeen = [&screen] { return screen.shows(u"answers like"_s); },
                     .picture = u"check-server"_s});
}

void addConnecting(Steps &steps, const TourStage &stage)
{
    const Screen &screen = stage.screen;
    steps.push_back({.name = u"open Connect Through"_s,
                     .act = [&screen] { return screen.click(kThrough); },
                     .isSeen = [&screen] { return screen.find(u"Connect"_s) != nullptr; },
                     .picture = u"connect-through"_s});
    steps.push_back({.name = u"see what connecting anew would end"_s,
                     .act = [&screen] { return screen.click(u"Connect"_s); },
                     .isSeen = [&screen] { return screen.shows(u"working connection"_s); },
                     .picture = u"connect-through-question"_s});
    steps.push_back({.name = u"connect all the same"_s,
                     .act = [&screen] { return screen.click(u"Connect"_s); },
                     .isSeen = [&screen] { return screen.shows(u"both say so"_s); },
                     .picture = u"connect-through-agreed"_s});
    steps.push_back({.name = u"close Connect Through"_s,
                     .act = [&screen] { return screen.click(u"Close"_s); },
                     .isSeen = [&screen] { return !screen.dialog(); }});
}

} // namespace

void addThrough(Steps &steps, const TourStage &stage)
{
    addSecondOpinion(steps, stage);
    addConnecting(steps, stage);
}

void addDarkThrough(Steps &steps, const TourStage &stage)
{
    const Screen &screen = stage.screen;
    steps.push_back({.name = u"open Connect Through in the dark"_s,
                     .act = [&screen] { return screen.click(kThrough); },
                     .isSeen = [&screen] { return screen.find(u"Connect"_s) != nullptr; },
                     .picture = u"dark-connect-through"_s});
    steps.push_back({.name = u"leave it"_s,
                     .act = [&screen] { return screen.click(u"Cancel"_s); },
                     .isSeen = [&screen] { return !screen.dialog(); }});
}

} // namespace lw
