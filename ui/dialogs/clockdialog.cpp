// SPDX-License-Identifier: GPL-3.0-or-later
#include "clockdialog.h"

#include "support/format.h"
#include "support/metrics.h"
#include "widgets/dialogcolumn.h"
#include "widgets/notelabel.h"
#include "widgets/pageform.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

namespace lw {

namespace {

constexpr int kWidth = 360;
constexpr int kMostUnits = 10'000;
constexpr int kMinute = 60;
constexpr int kHour = 60 * kMinute;
constexpr int kDay = 24 * kHour;

} // namespace

ClockDialog::ClockDialog(PracticeControl &practice, QWidget *parent)
    : QDialog(parent), m_practice(practice), m_amountSpin(new QSpinBox), m_unitList(new QComboBox)
{
    setWindowTitle(tr("Move the Sandbox's Clock"));
    m_amountSpin->setRange(1, kMostUnits);
    m_unitList->addItem(tr("minutes"), kMinute);
    m_unitList->addItem(tr("hours"), kHour);
    m_unitList->addItem(tr("days"), kDay);
    m_unitList->setAccessibleName(tr("Unit of time"));
    auto *form = new PageForm(this);
    form->addField(tr("&Ahead by"), m_amountSpin, m_unitList);

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    buttons->addButton(tr("&Move"), QDialogButtonBox::AcceptRole)->setDefault(true);
    connect(buttons, &QDialogButtonBox::accepted, this, &ClockDialog::advance);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    QVBoxLayout *column = dialogColumn(*this, kWidth);
    //: %1 is date and time.
    column->addWidget(new NoteLabel(tr("Now it is %1 in the sandbox. Its clock never goes back.")
                                        .arg(localTime(practice.now())),
                                    this));
    column->addWidget(form);
    column->addWidget(buttons);
}

void ClockDialog::advance()
{
    const qint64 seconds = qint64(m_amountSpin->value()) * m_unitList->currentData().toInt();
    m_practice.advanceClock(std::chrono::seconds(seconds));
    accept();
}

} // namespace lw
