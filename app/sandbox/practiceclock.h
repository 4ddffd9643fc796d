// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/clock.h>

#include <atomic>
#include <chrono>

namespace lw::Sandbox {

/*! The sandbox's time: the machine's clock and an offset that people and tests move. Any thread. */
class PracticeClock final : public Clock
{
public:
    [[nodiscard]] QDateTime now() const override
    {
        return QDateTime::currentDateTimeUtc().addSecs(m_offset.load());
    }
    void advance(std::chrono::seconds by) { m_offset += by.count(); }
    void reset() { m_offset = 0; }

private:
    std::atomic<qint64> m_offset = 0;
};

} // namespace lw::Sandbox
