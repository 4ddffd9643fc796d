// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "randomsource.h"
#include "totpcheck.h"

#include <chrono>
#include <optional>

namespace lw::Sandbox {

/*!
 * Six digits that go by mail: good for five minutes, once; new ones replace them, but not before a
 * minute has passed. A plain value; time is an argument.
 */
class MailedCode final
{
public:
    static constexpr std::chrono::seconds kLifetime{300};
    static constexpr std::chrono::seconds kResendWait{60};

    //! Other digits from now on.
    [[nodiscard]] QByteArray issue(const RandomSource &random, const QDateTime &now);
    //! How long until others may be sent; 0: now.
    [[nodiscard]] std::chrono::seconds waitAt(const QDateTime &now) const;
    //! A right code is used up by asking. Only the right one can be expired.
    [[nodiscard]] CodeVerdict judge(QByteArrayView code, const QDateTime &now);

private:
    Secret m_code;
    std::optional<QDateTime> m_sent;
};

} // namespace lw::Sandbox
