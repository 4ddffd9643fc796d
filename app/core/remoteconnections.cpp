// SPDX-License-Identifier: GPL-3.0-or-later
#include "remoteconnections.h"

namespace lw {

namespace {

constexpr qint64 kDay = 24 * 60 * 60;
constexpr qint64 kFirstReminder = 30 * kDay;
constexpr qint64 kSecondReminder = 7 * kDay;

} // namespace

ExpiryStage expiryStage(const RemoteSubscription &subscription, const QDateTime &now)
{
    if (!subscription.expires)
        return ExpiryStage::Far;
    const qint64 left = now.secsTo(*subscription.expires);
    if (left <= 0)
        return ExpiryStage::Over;
    if (left <= kSecondReminder)
        return ExpiryStage::Within7Days;
    return left <= kFirstReminder ? ExpiryStage::Within30Days : ExpiryStage::Far;
}

UsageStage usageStage(const RemoteConnections &connections)
{
    if (connections.used >= connections.capacity)
        return UsageStage::Full;
    return connections.used * 10 >= connections.capacity * 9 ? UsageStage::Nearly
                                                             : UsageStage::Free;
}

} // namespace lw
