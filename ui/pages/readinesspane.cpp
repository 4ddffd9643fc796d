// SPDX-License-Identifier: GPL-3.0-or-later
#include "readinesspane.h"

#include "securitywords.h"
#include "support/metrics.h"
#include "widgets/notelabel.h"
#include "widgets/statuslabel.h"

#include <session/securitysettingsmodel.h>

#include <QCheckBox>
#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

namespace lw {

ReadinessPane::ReadinessPane(SecuritySettingsModel &model, QWidget *parent)
    : QWidget(parent)
    , m_model(model)
    , m_progress(new NoteLabel)
    , m_checkButton(new QPushButton(tr("Chec&k Again")))
    , m_continueButton(new QPushButton(tr("Co&ntinue")))
{
    build();
    connect(&model, &SecuritySettingsModel::changed, this, &ReadinessPane::refresh);
    connect(m_checkButton, &QPushButton::clicked, this, &ReadinessPane::start);
    connect(m_continueButton, &QPushButton::clicked, this, &ReadinessPane::continued);
    refresh();
}

void ReadinessPane::build()
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::kInsideGroup);
    column->addWidget(new SectionHeading(tr("Make sure you can come back")));
    column->addWidget(new NoteLabel(
        tr("You are the super administrator: if your phone is lost, nobody above you can switch "
           "the second factor off. Answer these once; the answers are kept with this PBX.")));
    for (const ReadinessItem item : readinessItems()) {
        auto *title = new QLabel(readinessTitle(item));
        auto *result = new StatusLabel(StatusLabel::Form::Row);
        auto *tick = new QCheckBox(readinessTick(item));
        column->addSpacing(metrics::kBetweenRows);
        column->addWidget(title);
        column->addWidget(result);
        column->addWidget(tick);
        m_results.insert(item, result);
        m_ticks.insert(item, tick);
        connect(tick, &QCheckBox::clicked, this, [this, item](bool isTicked) {
            m_model.answerReadiness(item, isTicked ? ReadinessAnswer::Affirmed
                                                   : ReadinessAnswer::Unknown);
        });
    }
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(metrics::kBetweenRows);
    for (QPushButton *button : {m_continueButton, m_checkButton}) {
        button->setAutoDefault(false);
        buttons->addWidget(button);
    }
    buttons->addWidget(m_progress, 1);
    column->addSpacing(metrics::kBetweenRows);
    column->addLayout(buttons);
}

void ReadinessPane::start()
{
    m_model.checkReadiness();
}

void ReadinessPane::refresh()
{
    const ReadinessRecord &record = m_model.readiness();
    for (const ReadinessItem item : readinessItems()) {
        const auto entry = record.of(item);
        const bool isMet = entry && entry->answer == ReadinessAnswer::Met;
        m_results.value(item)->setStatus(readinessLook(item, entry));
        // Where the PBX itself says yes, nobody's word is needed.
        m_ticks.value(item)->setVisible(!isMet);
        m_ticks.value(item)->setChecked(entry && entry->answer == ReadinessAnswer::Affirmed);
    }
    const bool isChecking = m_model.isCheckingReadiness();
    m_progress->setText(isChecking ? tr("Asking the PBX\u2026") : QString());
    m_checkButton->setEnabled(!isChecking);
    m_continueButton->setEnabled(!isChecking && record.isComplete());
}

} // namespace lw
