// SPDX-License-Identifier: GPL-3.0-or-later
#include "emptypane.h"

#include "copytext.h"
#include "notelabel.h"
#include "support/metrics.h"

#include <QPushButton>
#include <QVBoxLayout>

namespace lw {

EmptyPane::EmptyPane(QWidget *parent)
    : QWidget(parent)
    , m_sentence(new SectionHeading(QString(), this))
    , m_advice(new NoteLabel(this))
    , m_requestId(new CopyText(tr("request ID"), this))
    , m_button(new QPushButton(this))
{
    m_sentence->setWordWrap(true);
    setMaximumWidth(metrics::kColumnWidth);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::kPageMargin, metrics::kBetweenSections,
                               metrics::kPageMargin, metrics::kPageMargin);
    column->setSpacing(metrics::kBetweenRows);
    column->addWidget(m_sentence);
    column->addWidget(m_advice);
    column->addWidget(m_requestId);
    column->addSpacing(metrics::kBetweenRows);
    column->addWidget(m_button, 0, Qt::AlignLeading);
    column->addStretch(1);
    connect(m_button, &QPushButton::clicked, this, &EmptyPane::actionTriggered);
}

void EmptyPane::setText(const ErrorText &text, const QString &action)
{
    m_sentence->setText(text.sentence);
    m_advice->setText(text.advice);
    m_advice->setVisible(!text.advice.isEmpty());
    m_requestId->setText(requestIdText(text.requestId), text.copied());
    m_requestId->setVisible(!text.requestId.isEmpty());
    m_button->setText(action);
    m_button->setVisible(!action.isEmpty());
    m_button->setDefault(!action.isEmpty());
    setAccessibleName(text.joined());
}

QString EmptyPane::sentence() const
{
    return m_sentence->text();
}

} // namespace lw
