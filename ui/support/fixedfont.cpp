// SPDX-License-Identifier: GPL-3.0-or-later
#include "fixedfont.h"

#include <QApplication>
#include <QFontDatabase>

namespace lw {

QFont fixedFont()
{
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    if (const double size = QApplication::font().pointSizeF(); size > 0)
        font.setPointSizeF(size);
    return font;
}

} // namespace lw
