// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>
#include <QWidget>

class QLabel;
class QPushButton;

namespace lw {

class Clock;
class NoteLabel;
class PbxSession;
class RemoteManagementModel;
class StatusLabel;

/*!
 * The head above the pages of one PBX: name, edition and firmware, connection, clock, the session's
 * end, the badge of Passwordless Login, and the account menu. Follows session and model.
 */
class PbxHead final : public QWidget
{
    Q_OBJECT
public:
    PbxHead(PbxSession &session, RemoteManagementModel &model, const Clock &clock,
            QWidget *parent = nullptr);

    //! That a management server says something else of the connection; empty: none does.
    void setDisagreement(const QString &words);

signals:
    void signInRequested();
    void signOutRequested();
    //! Change Password & Security.
    void accountRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void build();
    void refresh();
    void refreshConnection();
    void refreshAccount();
    void refreshCountDown();
    void refreshClock();

    PbxSession &m_session;
    RemoteManagementModel &m_model;
    const Clock &m_clock;
    QLabel *m_name;
    NoteLabel *m_product;
    StatusLabel *m_connection;
    StatusLabel *m_disagreement;
    StatusLabel *m_passwordless;
    NoteLabel *m_clockNote;
    NoteLabel *m_sessionEnd;
    QPushButton *m_account;
    QTimer m_tick; //!< runs while the count-down is seen
};

} // namespace lw
