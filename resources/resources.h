// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace lw {

//! The bytes of a file compiled into the program, such as "wire/p-series.json"; empty: no such
//! file.
[[nodiscard]] QByteArray readResource(const QString &name);

} // namespace lw
