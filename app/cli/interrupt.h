// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <memory>

namespace lw {

/*!
 * Turns Ctrl+C and SIGTERM into a signal of the event loop, so that a command can end in order. One
 * for the program; on Windows the console's own ending is kept.
 */
class Interrupt final : public QObject
{
    Q_OBJECT
public:
    explicit Interrupt(QObject *parent = nullptr);
    ~Interrupt() override;

signals:
    void interrupted();
};

} // namespace lw
