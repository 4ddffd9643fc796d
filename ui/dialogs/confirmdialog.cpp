// SPDX-License-Identifier: GPL-3.0-or-later
#include "confirmdialog.h"

#include "support/format.h"
#include "support/metrics.h"
#include "widgets/dialogcolumn.h"
#include "widgets/notelabel.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace lw {

namespace {

constexpr int kTextWidth = 440;

} // namespace

ConfirmDialog::ConfirmDialog(const Confirmation &confirmation, QWidget *parent) : QDialog(parent)
{
    setWindowTitle(confirmation.title);
    QVBoxLayout *column = dialogColumn(*this, kTextWidth);
    auto *question = new SectionHeading(confirmation.question, this);
    question->setWordWrap(true);
    column->addWidget(question);
    for (const QString &consequence : confirmation.consequences) {
        auto *line = new ValueLabel(this);
        line->setText(consequence);
        column->addWidget(line);
    }

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    QPushButton *action = buttons->addButton(confirmation.action, QDialogButtonBox::AcceptRole);
    action->setAutoDefault(false);
    if (!confirmation.alternative.isEmpty()) {
        QPushButton *other =
            buttons->addButton(confirmation.alternative, QDialogButtonBox::DestructiveRole);
        other->setAutoDefault(false);
        connect(other, &QPushButton::clicked, this, [this] {
            emit alternativeChosen();
            done(QDialog::Rejected);
        });
    }
    QPushButton *cancel = buttons->button(QDialogButtonBox::Cancel);
    cancel->setDefault(true);
    cancel->setFocus();

    if (!confirmation.typedWord.isEmpty()) {
        auto *edit = new QLineEdit(this);
        //: %1 is the name of a PBX.
        auto *label = new QLabel(tr("Type &the name of the PBX to go on: %1")
                                     .arg(withoutMnemonic(confirmation.typedWord)),
                                 this);
        label->setTextFormat(Qt::PlainText);
        label->setBuddy(edit);
        edit->setAccessibleName(tr("Name of the PBX"));
        column->addSpacing(metrics::kInsideGroup);
        column->addWidget(label);
        column->addWidget(edit);
        action->setEnabled(false);
        connect(edit, &QLineEdit::textChanged, action,
                [action, word = confirmation.typedWord](const QString &text) {
                    action->setEnabled(text.trimmed() == word.trimmed());
                });
        edit->setFocus();
    }
    column->addSpacing(metrics::kBetweenRows);
    column->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

} // namespace lw
