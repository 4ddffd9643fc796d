// SPDX-License-Identifier: GPL-3.0-or-later
#include "clockskew.h"

#include <cmath>

namespace lw {

ClockSkew ClockSkew::fromAnswer(const QDateTime &serverDate, const QDateTime &sent,
                                const QDateTime &received)
{
    // The server's clock stood between Date and Date + 1 s while ours stood between sent and
    // received.
    const qint64 halfTrip = qMax<qint64>(0, sent.msecsTo(received)) / 2;
    const qint64 ours = sent.toMSecsSinceEpoch() + halfTrip;
    const qint64 theirs = serverDate.toMSecsSinceEpoch() + 500;
    const qint64 difference = theirs - ours;
    const qint64 error = halfTrip + 500;

    ClockSkew skew;
    skew.m_error = std::chrono::milliseconds(error);
    if (qAbs(difference) > error)
        skew.m_difference =
            std::chrono::seconds(std::lround(static_cast<double>(difference) / 1000.0));
    return skew;
}

} // namespace lw
