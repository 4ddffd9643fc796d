// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/secret.h>

#include <QDateTime>
#include <QList>
#include <QString>

namespace lw::Sandbox {

//! What a practice PBX thinks of a code.
enum class CodeVerdict { Right, Wrong, Expired };

//! RFC 4648 base32 without padding.
[[nodiscard]] QString base32(QByteArrayView bytes);
//! Nothing where \a text is none.
[[nodiscard]] QByteArray fromBase32(const QString &text);

//! The six digits of a key for one counter value: HOTP, RFC 4226, with SHA-1.
[[nodiscard]] QByteArray hotp(const Secret &key, qint64 counter);

/*!
 * Judges codes of one authenticator by RFC 6238: steps of 30 seconds, one step of drift either
 * way, each code once. Written apart from the program's own computation, so that a mistake there
 * is not repeated here. A plain value; time is an argument.
 */
class TotpCheck final
{
public:
    TotpCheck() = default;
    explicit TotpCheck(Secret key, const QList<qint64> &used = {})
        : m_key(std::move(key)), m_used(used)
    {}

    [[nodiscard]] bool hasKey() const { return !m_key.isEmpty(); }
    [[nodiscard]] const Secret &key() const { return m_key; }
    [[nodiscard]] const QList<qint64> &used() const { return m_used; }
    //! A right code is used up by asking.
    [[nodiscard]] CodeVerdict judge(QByteArrayView code, const QDateTime &now);

private:
    Secret m_key;
    QList<qint64> m_used; //!< steps whose code was taken, as far as they could come again
};

} // namespace lw::Sandbox
