// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>

#include <chrono>

namespace lw {

/*!
 * How far a server's clock is from the workstation's, from one answer with a Date header.
 * The header counts whole seconds and was written somewhere between sending and receiving, so a
 * difference within the error is no difference.
 */
class ClockSkew final
{
public:
    [[nodiscard]] static ClockSkew fromAnswer(const QDateTime &serverDate, const QDateTime &sent,
                                              const QDateTime &received);

    //! Positive: the server is ahead. Whole seconds, 0 when within the error.
    [[nodiscard]] std::chrono::seconds difference() const { return m_difference; }
    [[nodiscard]] std::chrono::milliseconds error() const { return m_error; }

    friend bool operator==(const ClockSkew &, const ClockSkew &) = default;

private:
    std::chrono::seconds m_difference{0};
    std::chrono::milliseconds m_error{0};
};

} // namespace lw
