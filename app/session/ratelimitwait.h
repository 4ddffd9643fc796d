// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/apierror.h>

#include <chrono>
#include <functional>
#include <optional>

namespace lw {

/*!
 * How long to wait after a 429: as long as the server says, else twice as long each time with
 * jitter. Member of a session; knows no clock.
 */
class RateLimitWait final
{
public:
    static constexpr std::chrono::milliseconds kLongest{60'000};

    //! \a random answers 0 to below 1; null: no jitter.
    RateLimitWait(std::chrono::milliseconds first, std::function<double()> random);

    //! Nothing: the server wants more than kLongest, which nobody waits for by itself.
    [[nodiscard]] std::optional<std::chrono::milliseconds> next(const ApiError &error);
    //! An answer came: the next wait is a short one again.
    void reset() { m_inARow = 0; }

private:
    std::chrono::milliseconds m_first;
    std::function<double()> m_random;
    int m_inARow = 0;
};

} // namespace lw
