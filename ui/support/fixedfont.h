// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>

namespace lw {

//! The system's fixed font, as large as the program's texts.
[[nodiscard]] QFont fixedFont();

} // namespace lw
