// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/capabilities.h>
#include <core/certificatefacts.h>
#include <core/clockskew.h>
#include <core/productfacts.h>

#include <QDateTime>
#include <QString>

namespace lw {

//! "4F:2A:.." in upper case; empty stays empty.
[[nodiscard]] QString fingerprintText(const QByteArray &rawSha256);
//! The same in lines of \a bytes each.
[[nodiscard]] QString fingerprintLines(const QByteArray &rawSha256, int bytes = 16);

//! Local date and time with the zone.
[[nodiscard]] QString localTime(const QDateTime &utc);
//! Only the time where \a utc is today.
[[nodiscard]] QString shortLocalTime(const QDateTime &utc, const QDateTime &now);
//! Whole seconds from \a now until \a end, rounded up; never negative.
[[nodiscard]] std::chrono::seconds secondsUntil(const QDateTime &end, const QDateTime &now);
//! "2:05" for minutes and seconds.
[[nodiscard]] QString countDown(std::chrono::seconds left);

[[nodiscard]] QString editionName(const ProductFacts &product);
//! "ahead" or "behind" with the error margin, one sentence.
[[nodiscard]] QString clockSentence(const ClockSkew &skew);
[[nodiscard]] QString featureName(Feature feature);
//! What \a capability means for a person, one sentence.
[[nodiscard]] QString availabilityText(const Capability &capability);
//! The same where it stands beside a control, in the middle of a sentence; empty where there is
//! nothing to note.
[[nodiscard]] QString featureNote(const Capability &capability);

//! \a text with its ampersands doubled, for places where one marks a mnemonic.
[[nodiscard]] QString withoutMnemonic(const QString &text);

} // namespace lw
