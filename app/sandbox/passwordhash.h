// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "randomsource.h"

#include <core/secret.h>

#include <QByteArray>

namespace lw::Sandbox {

//! The form in which the portal's API carries a password: base64(lower-case hex MD5).
[[nodiscard]] QByteArray portalPassword(const QString &password);

/*!
 * A password that is kept as a salted scrypt hash (RFC 7914, N = 1024, r = 8, p = 1). It is hashed
 * when it is first compared, because a scenario has many accounts and few of them sign in.
 */
class PasswordHash final
{
public:
    PasswordHash() = default;
    explicit PasswordHash(QByteArrayView password) : m_pending(password) {}

    [[nodiscard]] bool isSet() const { return !m_pending.isEmpty() || !m_hash.isEmpty(); }
    [[nodiscard]] bool matches(QByteArrayView password, const RandomSource &random);
    //! Salt and hash, to be kept; hashes what is not hashed yet.
    [[nodiscard]] QByteArray kept(const RandomSource &random);
    [[nodiscard]] static PasswordHash restored(const QByteArray &kept);

private:
    void hashPending(const RandomSource &random);

    Secret m_pending; //!< until it is hashed
    QByteArray m_salt;
    QByteArray m_hash;
};

} // namespace lw::Sandbox
