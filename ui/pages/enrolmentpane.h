// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointer>
#include <QWidget>

class QPushButton;
class QRadioButton;

namespace lw {

class CodeEdit;
class FieldBlock;
class KeyPane;
class MailCodePane;
class NoteLabel;
class PbxSession;
class TwoFactorEnrolment;

/*!
 * Choosing the method, getting key or e-mail, and typing the code, with advice on it while it is
 * typed. Shows one enrolment and gives it orders; Save is at the foot of the page. Owned by
 * TwoFactorPane.
 */
class EnrolmentPane final : public QWidget
{
    Q_OBJECT
public:
    explicit EnrolmentPane(PbxSession &session, QWidget *parent = nullptr);

    //! Null: there is no flow, or it is another pane's turn.
    void follow(TwoFactorEnrolment *flow);
    //! Enough is typed for a Save.
    [[nodiscard]] bool hasCode() const;
    void save();

signals:
    void changed();

private:
    void build();
    QWidget *buildMethods();
    void begin();
    void refresh();
    void refreshInForce();
    void refreshCode();
    void showAdvice();
    void showClocks();
    [[nodiscard]] bool isAwaitingCode() const;

    PbxSession &m_session;
    QPointer<TwoFactorEnrolment> m_flow;
    NoteLabel *m_inForce;
    QRadioButton *m_authenticatorRadio;
    QRadioButton *m_emailRadio;
    FieldBlock *m_emailBlock = nullptr;
    KeyPane *m_keyPane;
    MailCodePane *m_mailPane;
    QWidget *m_codeArea = nullptr;
    CodeEdit *m_codeEdit;
    FieldBlock *m_codeBlock = nullptr;
    NoteLabel *m_advice;
    QPushButton *m_clocksButton;
    NoteLabel *m_clocks;
    int m_refusedCodes = 0; //!< of the flow, when it was last looked at
};

} // namespace lw
