// SPDX-License-Identifier: GPL-3.0-or-later
#include "errornote.h"

#include "copytext.h"
#include "notelabel.h"
#include "support/metrics.h"

#include <QVBoxLayout>

namespace lw {

ErrorNote::ErrorNote(QWidget *parent)
    : QWidget(parent)
    , m_sentence(new NoteLabel(this))
    , m_requestId(new CopyText(tr("request ID"), this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::kInsideGroup);
    column->addWidget(m_sentence);
    column->addWidget(m_requestId);
    hide();
}

void ErrorNote::setText(const ErrorText &text, Tone tone)
{
    m_text = text;
    m_sentence->setTone(tone);
    m_sentence->setText(text.joined());
    m_requestId->setText(requestIdText(text.requestId), text.copied());
    m_requestId->setVisible(!text.requestId.isEmpty());
    setVisible(!text.sentence.isEmpty());
}

} // namespace lw
