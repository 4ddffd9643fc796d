// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/clock.h>

#include <chrono>

namespace lw::test {

/*! A clock that stands still until a test moves it. */
class FakeClock final : public Clock
{
public:
    [[nodiscard]] QDateTime now() const override { return m_now; }
    void advance(std::chrono::seconds by) { m_now = m_now.addSecs(by.count()); }

private:
    QDateTime m_now = QDateTime::fromSecsSinceEpoch(1'767'225'600, Qt::UTC); // 2026-01-01
};

} // namespace lw::test
