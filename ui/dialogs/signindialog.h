// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/practicecontrol.h>
#include <core/secret.h>

#include <QDialog>

#include <functional>

class QCheckBox;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QStackedWidget;

namespace lw {

class FieldBlock;
class NoteLabel;
class PageForm;
class PbxSession;
class SecondFactorPanel;

//! Whether the keychain of this computer shall keep the password.
enum class RememberPassword { No, Yes };

/*! How a sign-in goes out where the password may be kept. */
struct SignInWay
{
    //! Empty: straight to the session, and nothing is kept.
    std::function<void(const QString &userName, Secret password, RememberPassword remember)> signIn;
};

/*! What the sign-in dialog is told beside the session. */
struct SignInOptions
{
    QList<PracticeAccount> practice; //!< the public accounts of a practice PBX
    SignInWay way;
};

/*!
 * Asks for user name and password, then for the second factor where the PBX wants one, and stays
 * until it has said yes. What was refused is said in place; secrets go to the session at once and
 * are never kept here. Use open().
 *
 *   password --70601--> code --> closed (signed in, or a new password is wanted)
 *       \<--challenge over, address blocked--/
 */
class SignInDialog final : public QDialog
{
    Q_OBJECT
public:
    SignInDialog(PbxSession &session, const SignInOptions &options, QWidget *parent = nullptr);

    void reject() override;

private:
    void build(const SignInOptions &options);
    QWidget *buildPasswordStep(const SignInOptions &options);
    void addPracticeAccounts(const QList<PracticeAccount> &practice);
    void proceed();
    void signIn();
    void followSession();
    void showStep();
    void showAnswer();
    void refresh();
    [[nodiscard]] bool isAskingForCode() const;
    [[nodiscard]] QString introText() const;
    [[nodiscard]] QString refusalText() const;

    PbxSession &m_session;
    SignInWay m_way;
    PageForm *m_form;
    NoteLabel *m_intro;
    QLineEdit *m_userEdit;
    QLineEdit *m_passwordEdit;
    QCheckBox *m_rememberBox;
    FieldBlock *m_passwordBlock = nullptr;
    QStackedWidget *m_steps;
    SecondFactorPanel *m_codePanel;
    QProgressBar *m_progress;
    QPushButton *m_signInButton = nullptr;
    bool m_hasAsked = false; //!< the answer that comes is to this dialog
};

} // namespace lw
