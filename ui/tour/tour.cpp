// SPDX-License-Identifier: GPL-3.0-or-later
#include "tour.h"

#include "mainwindow.h"
#include "tourscript.h"

#include <QCoreApplication>
#include <QDir>

#include <cstdio>

namespace lw {

namespace {

using namespace std::chrono_literals;

constexpr auto kBetweenLooks = 40ms;
constexpr std::chrono::milliseconds kPatience = 60s; //!< for one step

} // namespace

Tour::Tour(MainWindow &window, QString folder, QObject *parent)
    : QObject(parent), m_window(window), m_screen(window), m_folder(std::move(folder))
{
    m_look.setInterval(kBetweenLooks);
    connect(&m_look, &QTimer::timeout, this, &Tour::look);
}

Tour::~Tour() = default;

void Tour::start()
{
    if (!QDir().mkpath(m_folder)) {
        fail(tr("the folder %1 cannot be made").arg(m_folder));
        return;
    }
    m_steps = tourSteps(
        {.window = m_window, .screen = m_screen, .practice = [this] { return m_practice; }});
    m_time.start();
    m_look.start();
}

void Tour::setPractice(PracticeControl &practice)
{
    m_practice = &practice;
}

void Tour::look()
{
    const TourStep &step = m_steps.at(m_step);
    if (m_phase == Phase::Acting && step.act()) {
        m_phase = Phase::Seeing;
        return; // the window paints before it is looked at
    }
    if (m_phase == Phase::Seeing && (!step.isSeen || step.isSeen())) {
        m_phase = Phase::Settling;
        return; // what was seen is still to be laid out
    }
    if (m_phase == Phase::Settling) {
        if (!step.picture.isEmpty())
            takePicture(step.picture);
        nextStep();
        return;
    }
    if (m_time.hasExpired(kPatience.count()))
        fail(m_phase == Phase::Acting ? tr("it could not be done")
                                      : tr("what should follow was not seen"));
}

void Tour::nextStep()
{
    m_phase = Phase::Acting;
    m_time.start();
    if (++m_step < m_steps.size())
        return;
    m_look.stop();
    std::printf("%d pictures in %s\n", m_pictures, qUtf8Printable(m_folder));
    QCoreApplication::exit(0);
}

void Tour::takePicture(const QString &name)
{
    const QString file =
        QStringLiteral("%1-%2.png").arg(++m_pictures, 2, 10, QLatin1Char('0')).arg(name);
    if (!m_screen.picture().save(QDir(m_folder).filePath(file)))
        fail(tr("the picture %1 could not be written").arg(file));
}

void Tour::fail(const QString &reason)
{
    m_look.stop();
    const QString step = m_step < m_steps.size() ? m_steps.at(m_step).name : tr("start");
    std::fprintf(stderr, "linewarden: tour: %s: %s\n", qUtf8Printable(step),
                 qUtf8Printable(reason));
    QCoreApplication::exit(1);
}

} // namespace lw
