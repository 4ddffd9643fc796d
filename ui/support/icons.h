// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>
#include <QString>

namespace lw {

//! The icon \a name of ours, in its light or dark drawing by the palette of the program; null where
//! there is none, so that a button shows its text alone.
[[nodiscard]] QIcon icon(const QString &name);

//! The program's own icon in all its sizes.
[[nodiscard]] QIcon applicationIcon();

} // namespace lw
