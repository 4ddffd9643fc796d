// SPDX-License-Identifier: GPL-3.0-or-later
#include "mailedcode.h"

#include <algorithm>

namespace lw::Sandbox {

namespace {
constexpr int kDigits = 6;
constexpr quint32 kModulus = 1'000'000;
//! Numbers beyond the last whole multiple would make some codes likelier.
constexpr quint32 kLimit = 0xffffffffU - 0xffffffffU % kModulus;
} // namespace

QByteArray MailedCode::issue(const RandomSource &random, const QDateTime &now)
{
    quint32 number = kLimit;
    while (number >= kLimit) {
        number = 0;
        const QByteArray bytes = random(sizeof number);
        for (const char byte : bytes)
            number = (number << 8) | static_cast<unsigned char>(byte);
    }
    const QByteArray digits = QByteArray::number(number % kModulus).rightJustified(kDigits, '0');
    m_code = Secret(digits);
    m_sent = now;
    return digits;
}

std::chrono::seconds MailedCode::waitAt(const QDateTime &now) const
{
    using std::chrono::seconds;
    const seconds passed = m_sent ? seconds(m_sent->secsTo(now)) : kResendWait;
    return std::clamp(kResendWait - passed, seconds(0), kResendWait);
}

CodeVerdict MailedCode::judge(QByteArrayView code, const QDateTime &now)
{
    if (m_code.isEmpty() || !(m_code == Secret(code)))
        return CodeVerdict::Wrong;
    if (m_sent->secsTo(now) >= kLifetime.count())
        return CodeVerdict::Expired;
    m_code.wipe();
    return CodeVerdict::Right;
}

} // namespace lw::Sandbox
