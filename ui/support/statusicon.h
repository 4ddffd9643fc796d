// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "statuswords.h"

#include <QIcon>

namespace lw {

//! The shape of \a look in its tone for rows of a table; sharp at any size and scale. In a row that
//! is chosen it has the colour of the text there.
[[nodiscard]] QIcon statusIcon(const StatusLook &look);

} // namespace lw
