// SPDX-License-Identifier: GPL-3.0-or-later
#include "secondfactorstep.h"

#include <api/portalclient.h>
#include <core/clock.h>
#include <core/totp.h>

namespace lw {

SecondFactorStep::SecondFactorStep(PortalClient &portal, const Clock &clock,
                                   SecondFactorChallenge challenge, Handlers handlers)
    : m_portal(portal)
    , m_clock(clock)
    , m_challenge(std::move(challenge.token))
    , m_handlers(std::move(handlers))
{
    m_wait.method = challenge.method;
    m_wait.emailHint = challenge.emailHint;
    takeTimes(challenge.expiresIn, challenge.resendAfter);
}

void SecondFactorStep::sendCode(const Secret &code, const DeviceTrust &device)
{
    if (m_wait.isBusy)
        return;
    m_wait.isBusy = true;
    m_wait.error.reset();
    m_portal.answerSecondFactor(m_challenge, withoutBlanks(code.view()), device)
        ->then(this, [this](Result<SignInAnswer> answer) {
            m_wait.isBusy = false;
            if (!answer) {
                refuse(answer.error());
                return;
            }
            const auto signedIn = m_handlers.signedIn; // copied: it may destroy this
            signedIn(std::move(*answer));
        });
    m_handlers.changed();
}

void SecondFactorStep::resendCode()
{
    if (m_wait.isBusy || !m_wait.method.is(SecondFactorMethod::Email))
        return;
    m_wait.isBusy = true;
    m_wait.error.reset();
    m_portal.mailSecondFactor(m_challenge)->then(this, [this](Result<MailedCode> mailed) {
        m_wait.isBusy = false;
        if (!mailed) {
            refuse(mailed.error());
            return;
        }
        takeTimes(mailed->expiresIn, mailed->resendAfter); // the attempts are the challenge's
        m_handlers.changed();
    });
    m_handlers.changed();
}

void SecondFactorStep::takeTimes(std::chrono::seconds expiresIn, std::chrono::seconds resendAfter)
{
    const QDateTime now = m_clock.now();
    m_wait.endsAt = now.addSecs(expiresIn.count());
    m_wait.mayResendAt = now.addSecs(resendAfter.count());
}

void SecondFactorStep::refuse(const ApiError &error)
{
    using Kind = ApiError::Kind;
    const bool isCodeWrong = error.reason == u"code-wrong" && error.attemptsLeft.value_or(1) > 0;
    const bool isCodeOld =
        error.reason == u"code-expired" && m_wait.method.is(SecondFactorMethod::Email);
    if (isCodeWrong)
        m_wait.attemptsLeft = error.attemptsLeft;
    if (error.kind == Kind::RateLimited && error.retryAfter)
        m_wait.mayResendAt = m_clock.now().addSecs(error.retryAfter->count());
    const bool goesOn =
        isCodeWrong || isCodeOld || error.kind == Kind::RateLimited || error.kind == Kind::Rejected;
    if (!goesOn) {
        const auto ended = m_handlers.ended; // copied: it may destroy this
        ended(error);
        return;
    }
    m_wait.error = error;
    m_handlers.changed();
}

} // namespace lw
