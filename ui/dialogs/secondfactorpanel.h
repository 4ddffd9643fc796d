// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/clock.h>

#include <QTimer>
#include <QWidget>

class QCheckBox;
class QPushButton;

namespace lw {

class CodeEdit;
class FieldBlock;
class NoteLabel;
class PbxSession;

/*!
 * The second step of a sign-in: asks for the code that the PBX waits for, counts the time down, has
 * another e-mail sent, and says what was refused. Owned by SignInDialog; it shows what the session
 * says and decides nothing.
 */
class SecondFactorPanel final : public QWidget
{
    Q_OBJECT
public:
    explicit SecondFactorPanel(PbxSession &session, QWidget *parent = nullptr);

    //! A code may be sent now.
    [[nodiscard]] bool maySend() const;
    void send();
    //! Shows what the session says now. The code that was refused stays to be looked at.
    void follow();

signals:
    void changed();

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void build();
    void refreshTimes();
    [[nodiscard]] QString refusal() const;

    PbxSession &m_session;
    const Clock &m_clock;
    NoteLabel *m_intro;
    CodeEdit *m_codeEdit;
    FieldBlock *m_codeBlock = nullptr;
    NoteLabel *m_timeLeft;
    QPushButton *m_resendButton;
    QCheckBox *m_trustBox;
    QTimer m_tick; //!< runs while it is seen
};

} // namespace lw
