// SPDX-License-Identifier: GPL-3.0-or-later
#include "statuslabel.h"

#include "support/metrics.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>

namespace lw {

StatusLabel::StatusLabel(Form form, QWidget *parent) : QWidget(parent), m_words(new QLabel(this))
{
    m_words->setTextFormat(Qt::PlainText);
    m_words->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_words->setWordWrap(form == Form::Row);
    if (form == Form::Row)
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addSpacing(fontMetrics().height() + metrics::kInsideGroup);
    row->addWidget(m_words, 1);
}

void StatusLabel::setStatus(const StatusLook &look, const QString &sentence)
{
    m_look = look;
    m_words->setText(sentence.isEmpty() ? look.word : sentence);
    setAccessibleName(m_words->text());
    update();
}

QString StatusLabel::text() const
{
    return m_words->text();
}

QRectF StatusLabel::shapeArea() const
{
    const double side = fontMetrics().ascent() * 0.95;
    const double top = m_words->y() + (fontMetrics().height() - side) / 2.0;
    const double left = isRightToLeft() ? width() - side - 1 : 1;
    return {left, top, side, side};
}

void StatusLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintStatusShape(painter, shapeArea(), m_look.shape, toneColor(m_look.tone, palette()));
}

} // namespace lw
