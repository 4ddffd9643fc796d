// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platformplan.h"

#include <QDateTime>

#include <algorithm>

namespace lw::Sandbox {

/*!
 * A bucket of requests that gets `rate` more after each interval, never above `burst`: the rate
 * limit of Central Management. Without a plan it never runs dry. Time is an argument.
 */
class TokenBucket final
{
public:
    TokenBucket(const std::optional<RateLimitPlan> &plan, const QDateTime &now)
        : m_plan(plan), m_left(plan ? plan->burst : 0), m_filled(now)
    {}

    //! Nothing: the request may go on; else how long to wait.
    [[nodiscard]] std::optional<std::chrono::seconds> take(const QDateTime &now)
    {
        if (!m_plan)
            return std::nullopt;
        const std::chrono::seconds interval = m_plan->interval;
        const qint64 passed = std::max<qint64>(0, m_filled.secsTo(now)) / interval.count();
        m_filled = m_filled.addSecs(passed * interval.count());
        m_left = static_cast<int>(
            std::min<qint64>(m_plan->burst, m_left + passed * qint64{m_plan->rate}));
        if (m_left == 0)
            return interval - std::chrono::seconds(m_filled.secsTo(now));
        --m_left;
        return std::nullopt;
    }

private:
    std::optional<RateLimitPlan> m_plan;
    int m_left = 0;
    QDateTime m_filled;
};

} // namespace lw::Sandbox
