// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QLineEdit;
class QPushButton;

namespace lw {

class FieldBlock;
class TwoFactorEnrolment;

/*!
 * The window *Password*, in which the own password is confirmed before the second factor changes.
 * It stays while the password is wrong; closing it without an answer is rejected(). Use open().
 */
class PasswordDialog final : public QDialog
{
    Q_OBJECT
public:
    //! Closes itself when \a flow goes.
    PasswordDialog(TwoFactorEnrolment &flow, const QString &userName, QWidget *parent = nullptr);

private:
    void build(const QString &userName);
    void confirm();
    void follow();
    void refresh();

    TwoFactorEnrolment &m_flow;
    QLineEdit *m_passwordEdit;
    FieldBlock *m_passwordBlock = nullptr;
    QPushButton *m_confirmButton = nullptr;
};

} // namespace lw
