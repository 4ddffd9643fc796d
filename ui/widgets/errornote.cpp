// SPDX-License-Identifier: GPL-3.0-or-later
#include "errornote.h"

#include "notelabel.h"
#include "support/metrics.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QPushButton>
#include <QVBoxLayout>

namespace lw {

ErrorNote::ErrorNote(QWidget *parent)
    : QWidget(parent)
    , m_sentence(new NoteLabel(this))
    , m_copyButton(new QPushButton(tr("Copy Message"), this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::kInsideGroup);
    column->addWidget(m_sentence);
    column->addWidget(m_copyButton, 0, Qt::AlignLeading);
    m_copyButton->setAutoDefault(false);
    connect(m_copyButton, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_text.joined()); });
    hide();
}

void ErrorNote::setText(const ErrorText &text, Tone tone)
{
    m_text = text;
    m_sentence->setTone(tone);
    m_sentence->setText(text.joined());
    m_copyButton->setVisible(!text.requestId.isEmpty());
    setVisible(!text.sentence.isEmpty());
}

} // namespace lw
