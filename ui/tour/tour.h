// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "screen.h"

#include <core/practicecontrol.h>

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <functional>
#include <vector>

namespace lw {

class MainWindow;

/*! One step: what is done, what must be seen afterwards, and the picture that is taken then. */
struct TourStep
{
    QString name;                 //!< says what a person would do
    std::function<bool()> act;    //!< tried until it answers true
    std::function<bool()> isSeen; //!< empty: nothing to wait for
    QString picture;              //!< file name without ending; empty: none
};

/*!
 * Drives the real window through its main flows against the sandbox, by keys and mouse, and leaves
 * pictures. Ends the program: 0, or 1 at the first step that does not come true in time.
 *
 *   Acting --act() is true--> Seeing --isSeen() is true--> next step ... --> exit 0
 *      \------------------------\-- time is up --> exit 1
 */
class Tour final : public QObject
{
    Q_OBJECT
public:
    Tour(MainWindow &window, QString folder, QObject *parent = nullptr);
    ~Tour() override;

    void start();
    //! The sandbox that the tour has asked the window for.
    void setPractice(PracticeControl &practice);

private:
    enum class Phase { Acting, Seeing, Settling };

    void look();
    void nextStep();
    void takePicture(const QString &name);
    void fail(const QString &reason);

    MainWindow &m_window;
    Screen m_screen;
    QString m_folder;
    PracticeControl *m_practice = nullptr;
    std::vector<TourStep> m_steps;
    std::size_t m_step = 0;
    int m_pictures = 0;
    Phase m_phase = Phase::Acting;
    QTimer m_look;
    QElapsedTimer m_time; //!< since the step began
};

} // namespace lw
