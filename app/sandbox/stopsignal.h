// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace lw::Sandbox {

/*!
 * Waits until the program is asked to end: SIGTERM, SIGINT, or the end of standard input where that
 * is a pipe, so that a program started by another one never outlives it. /dev/null and terminals do
 * not count. Create it before any other thread; wait in main().
 */
class StopSignal final
{
public:
    StopSignal();
    ~StopSignal();
    StopSignal(const StopSignal &) = delete;
    StopSignal &operator=(const StopSignal &) = delete;

    void wait();

private:
    struct Parts;
    Parts *m_parts; //!< outlives this object: the thread that reads standard input cannot be ended
};

} // namespace lw::Sandbox
