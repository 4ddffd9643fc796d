// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>
#include <QString>

class QAbstractButton;

namespace lw {

//! The icon \a name of ours, in its light or dark drawing by the palette of the program; null where
//! there is none, so that a button shows its text alone.
[[nodiscard]] QIcon icon(const QString &name);

//! Gives \a button the icon \a name, now and whenever the palette turns light or dark.
void keepIcon(QAbstractButton &button, const QString &name);

//! The program's own icon in all its sizes.
[[nodiscard]] QIcon applicationIcon();

} // namespace lw
