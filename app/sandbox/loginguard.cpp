// SPDX-License-Identifier: GPL-3.0-or-later
#include "loginguard.h"

#include <algorithm>
#include <functional>

namespace lw::Sandbox {

namespace {
constexpr qint64 kBlockSeconds = 10 * 60;
} // namespace

std::optional<LoginGuard::Block> LoginGuard::blockOf(const QByteArray &address,
                                                     const QDateTime &now) const
{
    const Record record = m_records.value(address);
    if (m_rule.blocksForGood > 0 && record.blocks >= m_rule.blocksForGood)
        return Block{};
    if (record.blockedUntil && now < *record.blockedUntil)
        return Block{.until = record.blockedUntil};
    return std::nullopt;
}

void LoginGuard::countFailure(const QByteArray &address, const QDateTime &now)
{
    Record &record = m_records[address];
    if (++record.failures < m_rule.failures)
        return;
    record.failures = 0;
    ++record.blocks;
    record.id = ++m_lastId;
    record.blockedAt = now;
    record.blockedUntil = now.addSecs(kBlockSeconds);
}

void LoginGuard::countSuccess(const QByteArray &address)
{
    m_records[address].failures = 0;
}

void LoginGuard::restore(const QHash<QByteArray, Record> &records)
{
    m_records = records;
    for (const Record &record : records)
        m_lastId = std::max(m_lastId, record.id);
}

QList<LoginGuard::BlockedAddress> LoginGuard::blockedAt(const QDateTime &now) const
{
    QList<BlockedAddress> blocked;
    for (auto it = m_records.begin(); it != m_records.end(); ++it) {
        if (const auto block = blockOf(it.key(), now))
            blocked.append(
                {.id = it->id, .address = it.key(), .since = it->blockedAt, .block = *block});
    }
    std::ranges::sort(blocked, std::ranges::greater(), &BlockedAddress::id);
    return blocked;
}

} // namespace lw::Sandbox
