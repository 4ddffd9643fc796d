// SPDX-License-Identifier: GPL-3.0-or-later
#include "loginguard.h"

namespace lw::Sandbox {

namespace {
constexpr int kMostFailures = 5;
constexpr int kLastBlock = 3;
constexpr qint64 kBlockSeconds = 10 * 60;
} // namespace

std::optional<LoginGuard::Block> LoginGuard::blockOf(const QByteArray &address,
                                                     const QDateTime &now) const
{
    const Record record = m_records.value(address);
    if (record.blocks >= kLastBlock)
        return Block{};
    if (record.blockedUntil && now < *record.blockedUntil)
        return Block{.until = record.blockedUntil};
    return std::nullopt;
}

void LoginGuard::countFailure(const QByteArray &address, const QDateTime &now)
{
    Record &record = m_records[address];
    if (++record.failures < kMostFailures)
        return;
    record.failures = 0;
    ++record.blocks;
    record.blockedUntil = now.addSecs(kBlockSeconds);
}

void LoginGuard::countSuccess(const QByteArray &address)
{
    m_records[address].failures = 0;
}

int LoginGuard::blockedAt(const QDateTime &now) const
{
    int blocked = 0;
    for (auto it = m_records.begin(); it != m_records.end(); ++it)
        blocked += blockOf(it.key(), now) ? 1 : 0;
    return blocked;
}

} // namespace lw::Sandbox
