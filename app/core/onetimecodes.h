// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "totp.h"

#include <QByteArrayView>

#include <memory>

namespace lw {

/*!
 * The HMAC behind one key's codes (RFC 4226), keyed once and asked often: the clock search tries
 * thousands of counters in a few milliseconds. Not shared between threads.
 */
class OneTimeCodes final
{
public:
    //! \a key are raw bytes; \a digits above ten count as ten.
    OneTimeCodes(QByteArrayView key, TotpKey::Algorithm algorithm, int digits);
    ~OneTimeCodes();
    OneTimeCodes(OneTimeCodes &&) noexcept;
    OneTimeCodes &operator=(OneTimeCodes &&) noexcept;

    //! The code as a number below 10^digits.
    [[nodiscard]] quint64 at(quint64 counter) const;
    [[nodiscard]] Secret textAt(quint64 counter) const;

    class Mac; //!< one digest's HMAC

private:
    std::unique_ptr<Mac> m_mac;
    int m_digits;
    quint64 m_modulus;
};

} // namespace lw
