// SPDX-License-Identifier: GPL-3.0-or-later
#include "emptypane.h"

#include "notelabel.h"
#include "support/metrics.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

namespace lw {

EmptyPane::EmptyPane(QWidget *parent)
    : QWidget(parent)
    , m_sentence(new SectionHeading(QString(), this))
    , m_advice(new NoteLabel(this))
    , m_button(new QPushButton(this))
    , m_copyButton(new QPushButton(tr("Copy Message"), this))
{
    m_sentence->setWordWrap(true);
    setMaximumWidth(metrics::kColumnWidth);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::kPageMargin, metrics::kBetweenSections,
                               metrics::kPageMargin, metrics::kPageMargin);
    column->setSpacing(metrics::kBetweenRows);
    column->addWidget(m_sentence);
    column->addWidget(m_advice);
    column->addSpacing(metrics::kBetweenRows);
    m_copyButton->setAutoDefault(false);
    auto *row = new QHBoxLayout;
    row->setSpacing(metrics::kBetweenRows);
    row->addWidget(m_button);
    row->addWidget(m_copyButton);
    row->addStretch(1);
    column->addLayout(row);
    column->addStretch(1);
    connect(m_button, &QPushButton::clicked, this, &EmptyPane::actionTriggered);
    connect(m_copyButton, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_text); });
}

void EmptyPane::setText(const ErrorText &text, const QString &action)
{
    m_sentence->setText(text.sentence);
    m_advice->setText(text.advice);
    m_advice->setVisible(!text.advice.isEmpty());
    m_text = text.joined();
    m_copyButton->setVisible(!text.requestId.isEmpty());
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
