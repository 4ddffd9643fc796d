// SPDX-License-Identifier: GPL-3.0-or-later
#include "secondfactor.h"

#include <utility>

namespace lw::Sandbox {

using namespace Qt::StringLiterals;

namespace {
constexpr qsizetype kKeyBytes = 20; // RFC 4226 recommends 160 bits
} // namespace

QString factorMeaning(FactorMethod method)
{
    switch (method) {
    case FactorMethod::None:
        return {};
    case FactorMethod::Authenticator:
        return u"authenticator"_s;
    case FactorMethod::Email:
        return u"email"_s;
    }
    return {};
}

QString factorText(FactorMethod method)
{
    return method == FactorMethod::None    ? u"nothing"_s
           : method == FactorMethod::Email ? u"e-mail"_s
                                           : u"authenticator"_s;
}

QString SecondFactor::newKey(const RandomSource &random)
{
    m_waiting = TotpCheck(Secret::taking(random(kKeyBytes)));
    return base32(m_waiting.key().view());
}

CodeVerdict SecondFactor::enrol(FactorMethod method, QByteArrayView code, const QDateTime &now)
{
    const bool isMail = method == FactorMethod::Email;
    const CodeVerdict verdict = isMail ? m_mailed.judge(code, now) : m_waiting.judge(code, now);
    if (verdict != CodeVerdict::Right)
        return verdict;
    // With its key goes the step of this code: it does not open the next sign-in as well.
    m_inForce = isMail ? TotpCheck() : std::exchange(m_waiting, {});
    m_method = method;
    return verdict;
}

void SecondFactor::switchOff()
{
    m_method = FactorMethod::None;
    m_inForce = {};
    m_waiting = {};
}

void SecondFactor::useEmail()
{
    switchOff();
    m_method = FactorMethod::Email;
}

void SecondFactor::useKey(TotpCheck authenticator)
{
    switchOff();
    m_inForce = std::move(authenticator);
    m_method = FactorMethod::Authenticator;
}

} // namespace lw::Sandbox
