// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>
#include <QWidget>

class QPushButton;

namespace lw {

class CentralSession;
class NoteLabel;
class SectionHeading;
class StatusLabel;

/*!
 * The head above the pages of one management server: name, address, whether one is signed in, the
 * wait that the server asked for, and the account. Follows the session.
 */
class CentralHead final : public QWidget
{
    Q_OBJECT
public:
    explicit CentralHead(CentralSession &session, QWidget *parent = nullptr);

    //! Call when the settings of the server may have changed.
    void refresh();

signals:
    void signOutRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void build();
    void refreshWait();

    CentralSession &m_session;
    SectionHeading *m_name;
    NoteLabel *m_address;
    StatusLabel *m_state;
    NoteLabel *m_wait;
    QPushButton *m_accountButton;
    QTimer m_tick; //!< runs while the count-down is seen
};

} // namespace lw
