// SPDX-License-Identifier: GPL-3.0-or-later
#include "statusshape.h"

#include <QPainter>
#include <QPainterPath>

namespace lw {

void paintStatusShape(QPainter &painter, const QRectF &area, StatusShape shape, const QColor &color)
{
    const double side = area.width();
    const QPointF middle = area.center();
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    switch (shape) {
    case StatusShape::Disc:
        painter.drawEllipse(middle, side * 0.42, side * 0.42);
        break;
    case StatusShape::Ring:
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(color, side * 0.17));
        painter.drawEllipse(middle, side * 0.335, side * 0.335);
        break;
    case StatusShape::Square:
        painter.drawRoundedRect(
            QRectF(middle.x() - side * 0.37, middle.y() - side * 0.37, side * 0.74, side * 0.74),
            side * 0.08, side * 0.08);
        break;
    case StatusShape::Triangle: {
        QPainterPath path(QPointF(middle.x(), area.top() + side * 0.06));
        path.lineTo(area.right() - side * 0.02, area.bottom() - side * 0.1);
        path.lineTo(area.left() + side * 0.02, area.bottom() - side * 0.1);
        path.closeSubpath();
        painter.setPen(QPen(color, side * 0.1, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter.drawPath(path);
        break;
    }
    }
    painter.restore();
}

} // namespace lw
