// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/result.h>
#include <core/totp.h>
#include <core/twofactorstate.h>

#include <QJsonObject>

namespace lw {

class WireCall;
class WireProfile;

//! What \a word means in the field \a field of \a call; an empty word is no method at all.
[[nodiscard]] OpenWord<SecondFactorMethod>
secondFactorMethod(const WireCall &call, const QString &field, const QString &word);
//! The word on the wire.
[[nodiscard]] QString secondFactorWord(const WireCall &call, SecondFactorMethod method);

//! The answer of twofactor/get.
[[nodiscard]] Result<TwoFactorState> readTwoFactor(const QJsonObject &json,
                                                   const WireProfile &profile);
//! The answer of twofactor/getsecret.
[[nodiscard]] Result<TotpKey> readTotpKey(const QJsonObject &json, const WireProfile &profile);
//! The answer of the calls that send a code by e-mail.
[[nodiscard]] Result<MailedCode> readMailedCode(const QJsonObject &json, const WireCall &call);

} // namespace lw
