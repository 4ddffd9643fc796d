// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectthroughform.h"

#include <QDialog>
#include <QTimer>

#include <memory>

class QLabel;
class QProgressBar;
class QPushButton;
class QStackedWidget;

namespace lw {

class ConnectThrough;
class NoteLabel;
class StatusLabel;
class StepList;

/*!
 * Connect through...: a PBX and a management server in one go. First what is to be done, then a
 * line for each leg with its state, time and what to do, in the end one sentence that says where it
 * stands. Closing it while it works cancels and waits for what is rolled back. Use open().
 *
 *   Form --Connect--> (question where something grave would change) --> Legs --Back--> Form
 */
class ConnectThroughDialog final : public QDialog
{
    Q_OBJECT
public:
    explicit ConnectThroughDialog(ConnectThroughSides sides, QWidget *parent = nullptr);
    ~ConnectThroughDialog() override;

    void reject() override;

signals:
    //! It is over, however it ended: both sides may have changed.
    void finishedOnce();

private:
    void buildLegs();
    void buildButtons();
    void askToStart();
    void start();
    void follow();
    void goBack();
    void loseSide();
    void refresh();
    void refreshLegs();
    void refreshHeading();
    [[nodiscard]] bool isBusy() const;

    ConnectThroughForm *m_form;
    std::unique_ptr<ConnectThrough> m_flow; //!< from the start on
    QLabel *m_heading;
    QStackedWidget *m_steps;
    StepList *m_legs;
    QProgressBar *m_progress;
    StatusLabel *m_end;
    NoteLabel *m_endNote;
    QPushButton *m_connectButton = nullptr;
    QPushButton *m_backButton = nullptr;
    QPushButton *m_closeButton = nullptr;
    QTimer m_tick; //!< runs while it follows both sides, for the count-down
    bool m_wasBusy = false;
};

} // namespace lw
