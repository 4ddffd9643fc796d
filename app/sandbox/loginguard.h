// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QHash>

#include <optional>

namespace lw::Sandbox {

/*!
 * Blocks addresses that guess passwords at one PBX: five failures in a row block for ten minutes,
 * the third block is for good. Time is an argument. Sandbox thread only.
 */
class LoginGuard final
{
public:
    //! What a blocked address is told.
    struct Block
    {
        std::optional<QDateTime> until; //!< absent: for good
    };

    [[nodiscard]] std::optional<Block> blockOf(const QByteArray &address,
                                               const QDateTime &now) const;
    void countFailure(const QByteArray &address, const QDateTime &now);
    void countSuccess(const QByteArray &address);

    [[nodiscard]] int blockedAt(const QDateTime &now) const; //!< how many addresses

private:
    struct Record
    {
        int failures = 0; //!< in a row, since the last block
        int blocks = 0;
        std::optional<QDateTime> blockedUntil;
    };

    QHash<QByteArray, Record> m_records;
};

} // namespace lw::Sandbox
