// SPDX-License-Identifier: GPL-3.0-or-later
#include "fieldblock.h"

#include "notelabel.h"
#include "support/metrics.h"
#include "support/statusshape.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>

namespace lw {

namespace {

constexpr int kFrame = 2; //!< room around the field for the mark of an error

} // namespace

FieldBlock::FieldBlock(QWidget *field, QWidget *beside, QWidget *parent)
    : QWidget(parent), m_field(field), m_note(new NoteLabel(this))
{
    auto *row = new QHBoxLayout;
    row->setContentsMargins(kFrame, kFrame, kFrame, kFrame);
    row->setSpacing(metrics::kBetweenRows);
    row->addWidget(field, 1);
    if (beside)
        row->addWidget(beside);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::kInsideGroup - kFrame);
    column->addLayout(row);
    column->addWidget(m_note);
    setFocusProxy(field);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    m_note->hide();
}

void FieldBlock::setHelp(const QString &text)
{
    if (m_help == text)
        return;
    m_help = text;
    showNote();
}

void FieldBlock::setError(const QString &text)
{
    if (m_error == text)
        return;
    m_error = text;
    showNote();
    update();
}

QString FieldBlock::noteText() const
{
    return hasError() ? m_error : m_help;
}

void FieldBlock::showNote()
{
    m_note->setText(noteText());
    m_note->setTone(hasError() ? Tone::Danger : Tone::Neutral);
    const int mark = m_note->fontMetrics().height() + metrics::kInsideGroup;
    m_note->setContentsMargins(0, 0, 0, 0);
    m_note->setIndent(0);
    // The mark is drawn by this widget, at the side where reading starts.
    const int left = hasError() && !isRightToLeft() ? mark : kFrame;
    const int right = hasError() && isRightToLeft() ? mark : kFrame;
    m_note->setContentsMargins(left, 0, right, 0);
    m_note->setVisible(!noteText().isEmpty());
    m_field->setAccessibleDescription(noteText());
}

void FieldBlock::paintEvent(QPaintEvent *)
{
    if (!hasError())
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor color = toneColor(Tone::Danger, palette());
    painter.setPen(QPen(color, kFrame));
    painter.drawRoundedRect(QRectF(m_field->geometry()).adjusted(-1, -1, 1, 1), 3, 3);
    const double side = m_note->fontMetrics().ascent();
    const double left = isRightToLeft() ? m_note->geometry().right() - side - kFrame
                                        : m_note->geometry().left() + kFrame;
    const double top = m_note->y() + (m_note->fontMetrics().height() - side) / 2.0;
    paintStatusShape(painter, {left, top, side, side}, StatusShape::Triangle, color);
}

} // namespace lw
