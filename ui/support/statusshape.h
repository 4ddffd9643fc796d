// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tones.h"

#include <QRectF>

class QPainter;

namespace lw {

/*! A status at a glance, told by its form: never by the colour alone. */
enum class StatusShape {
    Disc,    //!< Connected
    Ring,    //!< on the way
    Square,  //!< Disconnected
    Triangle //!< unknown, or something to look at
};

//! Draws \a shape into the square \a area.
void paintStatusShape(QPainter &painter, const QRectF &area, StatusShape shape,
                      const QColor &color);

} // namespace lw
