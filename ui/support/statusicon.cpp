// SPDX-License-Identifier: GPL-3.0-or-later
#include "statusicon.h"

#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPixmap>

#include <algorithm>

namespace lw {

namespace {

/*! Draws the shape whenever it is needed, in the colours of the palette of that moment. */
class ShapeEngine final : public QIconEngine
{
public:
    ShapeEngine(StatusShape shape, Tone tone) : m_shape(shape), m_tone(tone) {}

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State) override
    {
        const QPalette palette = QGuiApplication::palette();
        const int side = std::min(rect.width(), rect.height());
        QRect area(0, 0, side, side);
        area.moveCenter(rect.center());
        paintStatusShape(*painter, area, m_shape,
                         mode == QIcon::Selected ? palette.color(QPalette::HighlightedText)
                                                 : toneColor(m_tone, palette));
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap picture(size);
        picture.fill(Qt::transparent);
        QPainter painter(&picture);
        paint(&painter, QRect(QPoint(), size), mode, state);
        return picture;
    }

    [[nodiscard]] QIconEngine *clone() const override { return new ShapeEngine(m_shape, m_tone); }

private:
    StatusShape m_shape;
    Tone m_tone;
};

} // namespace

QIcon statusIcon(const StatusLook &look)
{
    return QIcon(new ShapeEngine(look.shape, look.tone));
}

} // namespace lw
