// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "scenario.h"

namespace lw::Sandbox {

//! \a count made-up extensions, the same ones each time, with numbers that \a taken does not have:
//! names of many scripts and lengths, some without mail, some with a second factor. Nobody can sign
//! in to them.
[[nodiscard]] QList<AccountPlan> madeUpExtensions(int count, const QStringList &taken);

} // namespace lw::Sandbox
