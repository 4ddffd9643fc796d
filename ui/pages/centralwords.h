// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sessionwords.h"
#include "support/statuswords.h"

#include <core/remoteconnections.h>

#include <QDateTime>

namespace lw {

class CentralListModel;
class CentralSession;

//! What stands in the place of a page of a management server that has nothing to show yet.
[[nodiscard]] SessionPane centralPane(const CentralSession &session,
                                      const std::optional<ApiError> &loadError);
//! Why a page that is shown cannot be worked with, and the way on.
[[nodiscard]] BannerText centralBanner(const CentralSession &session);
//! Why nothing more is sent, what the platform would do, and what to look at first.
[[nodiscard]] ErrorText stoppedText();

//! "12 devices" and the like: \a count is the number in words, "Reading…" as long as it is awaited.
[[nodiscard]] QString listCountText(const CentralListModel &model, const QString &count);

//! "7 of 10 connections are used, 3 are free."
[[nodiscard]] QString usageText(const RemoteConnections &connections);
//! What to do about it; empty where there is room.
[[nodiscard]] QString usageAdvice(UsageStage stage);
//! The status word and until when: "Trial until 12/20/26, 28 days left".
[[nodiscard]] QString subscriptionText(const RemoteSubscription &subscription,
                                       const QDateTime &now);
[[nodiscard]] StatusLook subscriptionLook(const RemoteSubscription &subscription,
                                          ExpiryStage stage);

} // namespace lw
