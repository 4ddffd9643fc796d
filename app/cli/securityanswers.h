// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "commandresult.h"

#include <core/addresslists.h>
#include <core/codeadvice.h>
#include <core/extension.h>
#include <core/readiness.h>
#include <core/trusteddevice.h>
#include <core/twofactorstate.h>
#include <session/changeoutcome.h>

#include <QJsonArray>
#include <QList>

namespace lw {

[[nodiscard]] QJsonObject secondFactorJson(const TwoFactorState &state);
[[nodiscard]] QJsonArray readinessJson(const ReadinessRecord &readiness);
[[nodiscard]] QJsonArray devicesJson(const QList<TrustedDevice> &devices);
[[nodiscard]] QJsonArray extensionsJson(const QList<Extension> &extensions);
[[nodiscard]] QJsonArray blockedJson(const QList<BlockedAddress> &addresses);
[[nodiscard]] QJsonArray allowedJson(const QList<AllowedAddress> &addresses);

//! A line an object, its values separated by tabs, below a line with the names.
[[nodiscard]] QString tableOf(const QJsonArray &rows);

//! One sentence a finding, for people.
[[nodiscard]] QStringList readinessSentences(const ReadinessRecord &readiness);
//! What our own computation says of a code; empty when there is nothing to say.
[[nodiscard]] QString adviceSentence(const CodeAdvice &advice);

//! \a answer when the change was carried out, else the error for how it ended.
[[nodiscard]] CommandResult
changeResult(ChangeOutcome outcome, const std::optional<ApiError> &error, CommandAnswer answer);

} // namespace lw
