// SPDX-License-Identifier: GPL-3.0-or-later
#include "faultsdialog.h"

#include "support/metrics.h"
#include "widgets/dialogcolumn.h"
#include "widgets/fieldblock.h"
#include "widgets/notelabel.h"
#include "widgets/pageform.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

namespace lw {

namespace {

constexpr int kWidth = 480;
constexpr int kMostTimes = 1000;

} // namespace

FaultsDialog::FaultsDialog(PracticeControl &practice, QWidget *parent)
    : QDialog(parent)
    , m_practice(practice)
    , m_form(new PageForm(this))
    , m_serverList(new QComboBox)
    , m_callList(new QComboBox)
    , m_kindList(new QComboBox)
    , m_valueEdit(new QLineEdit)
    , m_timesSpin(new QSpinBox)
    , m_done(new NoteLabel(this))
{
    setWindowTitle(tr("Sandbox Faults"));
    build();
    const QList<PracticePbx> pbxs = practice.pbxs();
    for (const PracticePbx &pbx : pbxs)
        m_serverList->addItem(pbx.name);
    const QList<PracticePlatform> platforms = practice.platforms();
    for (const PracticePlatform &platform : platforms)
        m_serverList->addItem(platform.name);
    m_callList->addItem(QStringLiteral("*"));
    m_callList->addItems(practice.faultCalls());
    m_kindList->addItems(practice.faultKinds());
}

void FaultsDialog::build()
{
    m_timesSpin->setRange(1, kMostTimes);
    m_timesSpin->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    m_form->addField(tr("&Server"), m_serverList);
    m_form->addField(tr("&Call"), m_callList)->setHelp(tr("* stands for any call."));
    m_kindBlock = m_form->addField(tr("&Fault"), m_kindList);
    m_form->addField(tr("&Value"), m_valueEdit)
        ->setHelp(tr("Seconds for a delay, a word for a status; else empty."));
    m_form->addField(tr("&Times"), m_timesSpin);
    m_done->setTone(Tone::Good);

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    QPushButton *inject = buttons->addButton(tr("&Inject"), QDialogButtonBox::ActionRole);
    inject->setDefault(true);
    connect(inject, &QPushButton::clicked, this, &FaultsDialog::inject);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    QVBoxLayout *column = dialogColumn(*this, kWidth);
    column->addWidget(new NoteLabel(tr("The practice server misbehaves at its next answers, so "
                                       "that you can see what happens then."),
                                    this));
    column->addWidget(m_form);
    column->addWidget(m_done);
    column->addStretch(1);
    column->addWidget(buttons);
}

void FaultsDialog::inject()
{
    const auto problem = m_practice.inject({.server = m_serverList->currentText(),
                                            .call = m_callList->currentText(),
                                            .kind = m_kindList->currentText(),
                                            .value = m_valueEdit->text().trimmed(),
                                            .times = m_timesSpin->value()});
    m_kindBlock->setError(problem.value_or(QString()));
    //: %1 is a fault, %2 a practice server.
    m_done->setText(problem ? QString()
                            : tr("%1 is waiting at %2.")
                                  .arg(m_kindList->currentText(), m_serverList->currentText()));
}

} // namespace lw
