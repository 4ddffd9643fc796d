// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/practicecontrol.h>

#include <QDialog>

class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;

namespace lw {

class FieldBlock;
class NoteLabel;
class PageForm;
class PbxSession;

/*!
 * Asks for user name and password and stays until the PBX has said yes. What was refused is said in
 * place; the password goes to the session at once and is never kept. Use open().
 */
class SignInDialog final : public QDialog
{
    Q_OBJECT
public:
    //! \a practice: the public accounts of a practice PBX; empty for a real one.
    SignInDialog(PbxSession &session, const QList<PracticeAccount> &practice,
                 QWidget *parent = nullptr);

    void reject() override;

private:
    void build(const QList<PracticeAccount> &practice);
    void addPracticeAccounts(const QList<PracticeAccount> &practice);
    void signIn();
    void followSession();
    void showAnswer();
    void refresh();

    PbxSession &m_session;
    PageForm *m_form;
    NoteLabel *m_intro;
    QLineEdit *m_userEdit;
    QLineEdit *m_passwordEdit;
    FieldBlock *m_passwordBlock = nullptr;
    QProgressBar *m_progress;
    QPushButton *m_signInButton = nullptr;
    bool m_hasAsked = false; //!< the answer that comes is to this dialog
};

} // namespace lw
