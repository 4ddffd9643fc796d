// SPDX-License-Identifier: GPL-3.0-or-later
#include "notelabel.h"

#include "support/metrics.h"

#include <QApplication>
#include <QEvent>

namespace lw {

NoteLabel::NoteLabel(QWidget *parent) : NoteLabel(QString(), parent) {}

NoteLabel::NoteLabel(const QString &text, QWidget *parent) : QLabel(text, parent)
{
    setTextFormat(Qt::PlainText);
    setWordWrap(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    applyTone();
}

void NoteLabel::setTone(Tone tone)
{
    m_tone = tone;
    applyTone();
}

void NoteLabel::changeEvent(QEvent *event)
{
    QLabel::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange)
        applyTone();
}

void NoteLabel::applyTone()
{
    if (m_isApplying) // setPalette() comes back as a PaletteChange
        return;
    m_isApplying = true;
    QPalette own;
    own.setColor(QPalette::WindowText, toneColor(m_tone, QApplication::palette()));
    setPalette(own);
    m_isApplying = false;
}

ValueLabel::ValueLabel(QWidget *parent) : QLabel(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    setTextFormat(Qt::PlainText);
    setWordWrap(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse);
}

SectionHeading::SectionHeading(const QString &text, QWidget *parent) : QLabel(text, parent)
{
    setTextFormat(Qt::PlainText);
    applyFont();
}

void SectionHeading::changeEvent(QEvent *event)
{
    QLabel::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        applyFont();
}

void SectionHeading::applyFont()
{
    if (m_isApplying)
        return;
    m_isApplying = true;
    QFont heading;
    heading.setPointSizeF(QApplication::font().pointSizeF() * metrics::kHeadingScale);
    heading.setWeight(QFont::DemiBold);
    setFont(heading);
    m_isApplying = false;
}

} // namespace lw
