// SPDX-License-Identifier: GPL-3.0-or-later
#include "userfactordialog.h"

#include "widgets/dialogcolumn.h"
#include "widgets/fieldblock.h"
#include "widgets/notelabel.h"
#include "widgets/pageform.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace lw {

namespace {

constexpr int kWidth = 480;
constexpr int kLongestReason = 200;

} // namespace

UserFactorDialog::UserFactorDialog(const CentralUser &user, QWidget *parent)
    : QDialog(parent), m_reasonList(new QComboBox)
{
    setWindowTitle(tr("Switch Off Two-Factor Authentication"));
    //: %1 is the name of a user.
    auto *question = new SectionHeading(
        tr("Switch two-factor authentication off for %1?").arg(nameOf(user)), this);
    question->setWordWrap(true);
    auto *reminder =
        new NoteLabel(tr("Make sure first that it is really this person who asks: call "
                         "back by a number that you know, or see the person."),
                      this);
    reminder->setTone(Tone::Caution);
    m_reasonList->setEditable(true);
    m_reasonList->addItems({tr("Lost phone"), tr("New phone"), tr("Left the company")});
    m_reasonList->setCurrentIndex(-1);
    m_reasonList->lineEdit()->setMaxLength(kLongestReason);
    m_reasonList->lineEdit()->setPlaceholderText(tr("Why, for the books"));
    auto *form = new PageForm(this);
    form->addField(tr("&Reason"), m_reasonList)
        ->setHelp(tr("Written down with your Client ID, the user and the result."));
    auto *buttons = new QDialogButtonBox(this);
    m_cancelButton = buttons->addButton(QDialogButtonBox::Cancel);
    m_switchOffButton = buttons->addButton(tr("Switch &Off"), QDialogButtonBox::AcceptRole);
    m_switchOffButton->setAutoDefault(false);
    QVBoxLayout *column = dialogColumn(*this, kWidth);
    column->addWidget(question);
    column->addWidget(reminder);
    column->addWidget(new NoteLabel(tr("Until the user enrols again, the password alone opens the "
                                       "management server and every PBX that it can open. It "
                                       "cannot be switched on from here."),
                                    this));
    column->addWidget(form);
    column->addStretch(1);
    column->addWidget(buttons);
    connect(m_reasonList, &QComboBox::editTextChanged, this, &UserFactorDialog::refresh);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, [this] {
        emit confirmed(m_reasonList->currentText().trimmed());
        accept();
    });
    m_reasonList->setFocus();
    refresh();
}

//! Enter goes on only after somebody has typed why.
void UserFactorDialog::refresh()
{
    const bool hasReason = !m_reasonList->currentText().trimmed().isEmpty();
    m_switchOffButton->setEnabled(hasReason);
    (hasReason ? m_switchOffButton : m_cancelButton)->setDefault(true);
}

QString nameOf(const CentralUser &user)
{
    const QString name = QString(user.firstName + QLatin1Char(' ') + user.lastName).trimmed();
    return name.isEmpty() ? user.email : name;
}

} // namespace lw
