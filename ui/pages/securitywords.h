// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/statuswords.h"
#include "widgets/banner.h"

#include <core/codeadvice.h>
#include <core/openword.h>
#include <core/passwordrule.h>
#include <core/readiness.h>
#include <core/twofactorstate.h>

#include <QString>

#include <chrono>
#include <optional>

namespace lw {

class TwoFactorEnrolment;

//! The portal's words; a method that we do not know is quoted.
[[nodiscard]] QString methodName(const OpenWord<SecondFactorMethod> &method);

/*! What our own computation says of a code, for people. */
struct AdviceText
{
    Tone tone = Tone::Neutral;
    QString text; //!< empty: nothing worth saying
};

[[nodiscard]] AdviceText adviceText(const CodeAdvice &advice);
//! "about 4 minutes", without a direction.
[[nodiscard]] QString aboutText(std::chrono::seconds amount);

[[nodiscard]] QString passwordCheckText(const PasswordCheck &check);

//! What the item asks, as a heading of its row.
[[nodiscard]] QString readinessTitle(ReadinessItem item);
//! What a person says who ticks it.
[[nodiscard]] QString readinessTick(ReadinessItem item);
//! What is known, with its date; an absent entry was never looked at.
[[nodiscard]] StatusLook readinessLook(ReadinessItem item,
                                       const std::optional<ReadinessEntry> &entry);
[[nodiscard]] QList<ReadinessItem> readinessItems();

//! How the flow's last step ended, for the foot of the page; what stands beside a field is left
//! out.
[[nodiscard]] BannerText enrolmentBanner(const TwoFactorEnrolment &flow);
[[nodiscard]] QString enrolmentBusyText(const TwoFactorEnrolment &flow);

} // namespace lw
