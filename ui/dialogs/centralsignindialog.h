// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "centraldialog.h"

#include <core/practicecontrol.h>

#include <QDialog>

class QCheckBox;
class QLineEdit;
class QProgressBar;
class QPushButton;

namespace lw {

class CentralSession;
class ErrorNote;
class NoteLabel;
class PageForm;

/*! What the sign-in dialog is told beside the session. */
struct CentralSignInOptions
{
    QString practiceSecret; //!< of a practice server, public by design; empty: it is a real one
    SecretWay way;
    std::function<bool()> keepsSecret; //!< whether the keychain has one; empty: it has none
    std::function<void()> useSaved;    //!< signs in with that one
};

/*!
 * Asks for the Client Secret of a management server and stays until the server has taken it. What
 * was refused is said in place; after the second refusal in a row it closes, since the page then
 * explains why nothing more is sent. Use open().
 */
class CentralSignInDialog final : public QDialog
{
    Q_OBJECT
public:
    CentralSignInDialog(CentralSession &session, const CentralSignInOptions &options,
                        QWidget *parent = nullptr);

    void reject() override;

private:
    void build(const CentralSignInOptions &options);
    void addPracticeButton(const QString &secret);
    void proceed();
    void followSession();
    void refresh();

    CentralSession &m_session;
    SecretWay m_way;
    PageForm *m_form;
    NoteLabel *m_intro;
    QLineEdit *m_secretEdit;
    QCheckBox *m_rememberBox;
    ErrorNote *m_error;
    NoteLabel *m_warning;
    QProgressBar *m_progress;
    QPushButton *m_signInButton = nullptr;
    bool m_hasAsked = false; //!< the answer that comes is to this dialog
};

} // namespace lw
