// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/banner.h"
#include "widgets/steplist.h"

#include <session/connectthrough.h>

#include <QString>

namespace lw {

/*! What the two sides are called. */
struct ConnectThroughNames
{
    QString pbx;
    QString platform;
};

//! A line for each leg, in their order.
[[nodiscard]] QList<StepLine> legLines(const ConnectThrough &flow);

//! Where it stands now that it is over, what was rolled back and what could not be. Empty while it
//! is under way.
[[nodiscard]] BannerText connectThroughEnd(const ConnectThrough &flow,
                                           const ConnectThroughNames &names);

//! What became of the device on the platform, one or two sentences; empty: nothing to tell.
[[nodiscard]] QString rollbackText(const ConnectThrough &flow, const ConnectThroughNames &names);

} // namespace lw
