// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tour.h"

namespace lw {

/*! What the steps work with; outlives them. */
struct TourStage
{
    MainWindow &window;
    Screen &screen;
    std::function<PracticeControl *()> practice; //!< null until the sandbox runs
};

//! The main flows, in the order in which a newcomer would meet them.
[[nodiscard]] std::vector<TourStep> tourSteps(const TourStage &stage);

} // namespace lw
