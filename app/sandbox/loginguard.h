// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QHash>
#include <QList>

#include <optional>

namespace lw::Sandbox {

/*!
 * Blocks addresses that guess: so many failures in a row block for ten minutes, and so many blocks
 * for good. Time is an argument. Sandbox thread only.
 */
class LoginGuard final
{
public:
    struct Rule
    {
        int failures = 5;      //!< that many in a row block
        int blocksForGood = 3; //!< the block that has no end; 0: none
        qint64 lastId = 0;     //!< ids of blocks are larger
    };

    LoginGuard() : LoginGuard(Rule{}) {}
    explicit LoginGuard(const Rule &rule) : m_rule(rule), m_lastId(rule.lastId) {}

    //! What a blocked address is told.
    struct Block
    {
        std::optional<QDateTime> until; //!< absent: for good
    };
    struct BlockedAddress
    {
        qint64 id = 0; //!< of this block; the next one has another
        QByteArray address;
        QDateTime since;
        Block block;
    };

    [[nodiscard]] std::optional<Block> blockOf(const QByteArray &address,
                                               const QDateTime &now) const;
    void countFailure(const QByteArray &address, const QDateTime &now);
    void countSuccess(const QByteArray &address);

    [[nodiscard]] QList<BlockedAddress> blockedAt(const QDateTime &now) const; //!< newest first
    //! Nothing was ever wrong with \a address.
    void forgive(const QByteArray &address) { m_records.remove(address); }

    //! What is known about one address.
    struct Record
    {
        int failures = 0; //!< in a row, since the last block
        int blocks = 0;
        qint64 id = 0; //!< of the last block
        QDateTime blockedAt;
        std::optional<QDateTime> blockedUntil;
    };
    [[nodiscard]] const QHash<QByteArray, Record> &records() const { return m_records; }
    void restore(const QHash<QByteArray, Record> &records);

private:
    Rule m_rule;
    QHash<QByteArray, Record> m_records;
    qint64 m_lastId = 0;
};

} // namespace lw::Sandbox
