// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace lw::test {

//! Where \a path below tests/data is on this machine.
[[nodiscard]] QString testData(const QString &path);

} // namespace lw::test
