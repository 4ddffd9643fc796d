// SPDX-License-Identifier: GPL-3.0-or-later
#include "ratelimitwait.h"

#include <algorithm>

namespace lw {

namespace {

constexpr int kMostDoublings = 16; // far beyond kLongest, and nothing overflows

} // namespace

RateLimitWait::RateLimitWait(std::chrono::milliseconds first, std::function<double()> random)
    : m_first(first), m_random(std::move(random))
{}

std::optional<std::chrono::milliseconds> RateLimitWait::next(const ApiError &error)
{
    const int doublings = std::min(m_inARow++, kMostDoublings);
    if (error.retryAfter) {
        if (*error.retryAfter > kLongest)
            return std::nullopt;
        return std::max<std::chrono::milliseconds>(*error.retryAfter, std::chrono::milliseconds(1));
    }
    const auto wait = std::min<std::chrono::milliseconds>(m_first * (1LL << doublings), kLongest);
    if (!m_random)
        return wait;
    // Between half and all of it, so that programs which were refused together do not come back
    // together.
    const auto half = wait / 2;
    return half + std::chrono::milliseconds(
                      static_cast<qint64>(static_cast<double>((wait - half).count()) * m_random()));
}

} // namespace lw
