// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "secret.h"

#include <QByteArrayView>
#include <QDateTime>
#include <QString>

#include <chrono>
#include <optional>

namespace lw {

/*! What an authenticator needs to know of one account (RFC 6238). Move-only like its secret. */
struct TotpKey
{
    enum class Algorithm { Sha1, Sha256, Sha512 };

    Secret secret; //!< Base32 text as it was given
    QString issuer;
    QString account;
    Algorithm algorithm = Algorithm::Sha1;
    int digits = 6;
    std::chrono::seconds period{30};

    [[nodiscard]] TotpKey clone() const;
};

//! SHA1, SHA256, SHA512: the words of the Key URI Format and of the wire.
[[nodiscard]] QString algorithmWord(TotpKey::Algorithm algorithm);
[[nodiscard]] std::optional<TotpKey::Algorithm> algorithmFromWord(const QString &word);

//! The code for \a counter (RFC 4226), \a digits decimal digits, at most ten; \a key are raw bytes.
[[nodiscard]] Secret hotp(QByteArrayView key, quint64 counter, TotpKey::Algorithm algorithm,
                          int digits);

//! Steps of the key's period since 1970 (RFC 6238: T0 = 0).
[[nodiscard]] qint64 totpStep(const TotpKey &key, const QDateTime &time);

//! The code that an authenticator shows at \a time; empty when the key is not Base32.
[[nodiscard]] Secret totpCode(const TotpKey &key, const QDateTime &time);

//! Length of the shared secret in bits; 0 when it is not Base32.
[[nodiscard]] int keyBits(const TotpKey &key);

//! Below the 128 bits that RFC 4226 asks for (section 4, R6).
[[nodiscard]] bool isWeak(const TotpKey &key);

//! What was typed without its blanks: the form in which a code is compared and sent.
[[nodiscard]] Secret withoutBlanks(QByteArrayView typed);

} // namespace lw
