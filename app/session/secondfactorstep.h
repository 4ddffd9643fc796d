// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pbxsession.h"

#include <api/portalanswers.h>

#include <QObject>

#include <functional>

namespace lw {

class Clock;
class PortalClient;

/*!
 * The second step of a sign-in: waits for the code that a person types, sends it once, and knows
 * until when the PBX wants it. Owned by PbxSession; destroying it gives the sign-in up.
 *
 *   waiting --sendCode()--> sending --wrong code--> waiting (fewer attempts)
 *      |                       \--right code--> signedIn()
 *      |--resendCode()--> sending --> waiting (a new code, more time)
 *      \--no attempts left, another error--> ended()
 */
class SecondFactorStep final : public QObject
{
public:
    struct Handlers
    {
        std::function<void()> changed;
        std::function<void(SignInAnswer)> signedIn; //!< may destroy this
        std::function<void(ApiError)> ended;        //!< likewise
    };

    SecondFactorStep(PortalClient &portal, const Clock &clock, SecondFactorChallenge challenge,
                     Handlers handlers);

    void sendCode(const Secret &code, const DeviceTrust &device);
    void resendCode();
    [[nodiscard]] const SecondFactorWait &wait() const { return m_wait; }

private:
    void takeTimes(std::chrono::seconds expiresIn, std::chrono::seconds resendAfter);
    void refuse(const ApiError &error);

    PortalClient &m_portal;
    const Clock &m_clock;
    Secret m_challenge;
    SecondFactorWait m_wait;
    Handlers m_handlers;
};

} // namespace lw
