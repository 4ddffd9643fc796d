// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "openword.h"

#include <QDateTime>

#include <optional>

namespace lw {

/*! One subscription of the remote management service. */
struct RemoteSubscription
{
    enum class Status { Subscribed, Trial, NotSubscribed };

    OpenWord<Status> status;
    std::optional<QDateTime> expires; //!< UTC; absent where the platform sends none or 0

    friend bool operator==(const RemoteSubscription &, const RemoteSubscription &) = default;
};

/*! What a platform says of its remote connections: subscription/rm_connections. */
struct RemoteConnections
{
    qint64 used = 0;
    qint64 capacity = 0;
    std::optional<qint64> resellerUsed; //!< absent on older platforms
    std::optional<qint64> resellerCapacity;
    std::optional<RemoteSubscription> account;
    std::optional<RemoteSubscription> premium;

    friend bool operator==(const RemoteConnections &, const RemoteConnections &) = default;
};

//! How near the end of a subscription is, in the steps in which the vendor reminds of it.
enum class ExpiryStage { Far, Within30Days, Within7Days, Over };

[[nodiscard]] ExpiryStage expiryStage(const RemoteSubscription &subscription, const QDateTime &now);

//! How full the platform is.
enum class UsageStage { Free, Nearly, Full };

//! Nearly from 90 % on.
[[nodiscard]] UsageStage usageStage(const RemoteConnections &connections);

} // namespace lw
