// SPDX-License-Identifier: GPL-3.0-or-later
#include "capacitybar.h"

#include "support/metrics.h"

#include <QLocale>
#include <QPainter>
#include <QStyle>

#include <algorithm>

namespace lw {

namespace {

constexpr int kHeight = 8;
constexpr int kWidth = 320;

} // namespace

CapacityBar::CapacityBar(const QString &name, QWidget *parent) : QWidget(parent), m_name(name)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setMaximumWidth(kWidth);
    setAccessibleName(name);
}

void CapacityBar::setUsed(qint64 used, qint64 capacity, Tone tone)
{
    const double whole = static_cast<double>(std::max<qint64>(capacity, 1));
    m_share = capacity <= 0 ? 1.0 : std::clamp(static_cast<double>(used) / whole, 0.0, 1.0);
    m_tone = tone;
    //: %1 is what is used, %2 and %3 are numbers.
    setAccessibleName(
        tr("%1: %2 of %3").arg(m_name, QLocale().toString(used), QLocale().toString(capacity)));
    update();
}

QSize CapacityBar::sizeHint() const
{
    return {kWidth, kHeight + 2 * metrics::kInsideGroup};
}

void CapacityBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF whole(0.5, (height() - kHeight) / 2.0, width() - 1.0, kHeight);
    painter.setPen(hairlineColor(palette()));
    painter.setBrush(palette().color(QPalette::Base));
    painter.drawRoundedRect(whole, kHeight / 2.0, kHeight / 2.0);
    if (m_share <= 0)
        return;
    QRectF used = whole;
    used.setWidth(std::max<double>(kHeight, whole.width() * m_share));
    if (isRightToLeft())
        used.moveRight(whole.right());
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_tone == Tone::Neutral ? palette().color(QPalette::Highlight)
                                             : toneColor(m_tone, palette()));
    painter.drawRoundedRect(used, kHeight / 2.0, kHeight / 2.0);
}

} // namespace lw
