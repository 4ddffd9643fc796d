// SPDX-License-Identifier: GPL-3.0-or-later
#include "passworddialog.h"

#include "support/errortext.h"
#include "widgets/dialogcolumn.h"
#include "widgets/fieldblock.h"
#include "widgets/notelabel.h"
#include "widgets/pageform.h"
#include "widgets/revealbutton.h"

#include <session/twofactorenrolment.h>

#include <QDialogButtonBox>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace lw {

namespace {

using Step = TwoFactorEnrolment::Step;

constexpr int kWidth = 400;

} // namespace

PasswordDialog::PasswordDialog(TwoFactorEnrolment &flow, const QString &userName, QWidget *parent)
    : QDialog(parent), m_flow(flow), m_passwordEdit(new QLineEdit)
{
    setWindowTitle(tr("Password"));
    build(userName);
    connect(&flow, &TwoFactorEnrolment::changed, this, &PasswordDialog::follow);
    connect(&flow, &QObject::destroyed, this, &QDialog::deleteLater);
    if (flow.error()) // asked again in the middle of the flow
        m_passwordBlock->setError(passwordErrorText(*flow.error()).joined());
    m_passwordEdit->setFocus();
    refresh();
}

void PasswordDialog::build(const QString &userName)
{
    auto *form = new PageForm(this);
    auto *reveal = new RevealButton(*m_passwordEdit, tr("Password"));
    m_passwordBlock = form->addField(tr("&Password"), m_passwordEdit, reveal);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_confirmButton = buttons->addButton(tr("&Confirm"), QDialogButtonBox::AcceptRole);
    m_confirmButton->setDefault(true);
    connect(buttons, &QDialogButtonBox::accepted, this, &PasswordDialog::confirm);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_passwordEdit, &QLineEdit::textChanged, this, &PasswordDialog::refresh);
    QVBoxLayout *column = dialogColumn(*this, kWidth);
    //: %1 is a user name.
    column->addWidget(new NoteLabel(tr("Confirm the password of %1. Nothing changes before you "
                                       "save.")
                                        .arg(userName),
                                    this));
    column->addWidget(form);
    column->addStretch(1);
    column->addWidget(buttons);
}

void PasswordDialog::confirm()
{
    Secret password = Secret::fromText(m_passwordEdit->text());
    m_passwordEdit->clear();
    m_passwordBlock->setError({});
    m_flow.confirmPassword(std::move(password));
}

void PasswordDialog::follow()
{
    refresh();
    if (m_flow.step() == Step::CheckingPassword)
        return;
    if (m_flow.step() != Step::AskingPassword) {
        accept();
        return;
    }
    if (m_flow.error())
        m_passwordBlock->setError(passwordErrorText(*m_flow.error()).joined());
    m_passwordEdit->setFocus();
}

void PasswordDialog::refresh()
{
    const bool isBusy = m_flow.step() == Step::CheckingPassword;
    m_passwordEdit->setEnabled(!isBusy);
    m_confirmButton->setEnabled(!isBusy && !m_passwordEdit->text().isEmpty());
}

} // namespace lw
