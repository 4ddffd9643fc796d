// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>

namespace lw {

class QrMatrix;

//! Modules on a side of \a matrix with its quiet zone.
[[nodiscard]] int modulesAcross(const QrMatrix &matrix);

//! The symbol with its quiet zone, black on white whatever the theme is: scanners want it so. Every
//! module is a square of \a pixels pixels.
[[nodiscard]] QImage qrImage(const QrMatrix &matrix, int pixels);

} // namespace lw
