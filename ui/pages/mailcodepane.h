// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointer>
#include <QTimer>
#include <QWidget>

class QPushButton;

namespace lw {

class Clock;
class NoteLabel;
class TwoFactorEnrolment;

/*! Has the code of an enrolment sent by e-mail, and counts its life and the wait for another one.
 * Owned by EnrolmentPane. */
class MailCodePane final : public QWidget
{
    Q_OBJECT
public:
    explicit MailCodePane(const Clock &clock, QWidget *parent = nullptr);

    //! Null: there is no flow.
    void follow(TwoFactorEnrolment *flow);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void refresh();

    const Clock &m_clock;
    QPointer<TwoFactorEnrolment> m_flow;
    NoteLabel *m_where;
    NoteLabel *m_timeLeft;
    QPushButton *m_sendButton;
    QTimer m_tick; //!< runs while it is seen
};

} // namespace lw
