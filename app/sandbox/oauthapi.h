// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "centralenvelope.h"
#include "centraltokens.h"
#include "loginguard.h"
#include "platformplan.h"

namespace lw::Sandbox {

/*!
 * Who may use the API of a practice management server: tokens for its one client, and the doors
 * that it shuts to addresses that guess or that are not on its list. Owned by CentralApi; sandbox
 * thread only.
 */
class OAuthApi final
{
public:
    OAuthApi(const PlatformPlan &plan, const Clock &clock, const RandomSource &random);

    //! Before anything else is looked at.
    [[nodiscard]] std::optional<CentralRefusal> whyAddressIsRefused(const QByteArray &peer) const;
    [[nodiscard]] std::optional<CentralRefusal> whyNotLetIn(const WebRequest &request) const;

    [[nodiscard]] WebAnswer token(const WebRequest &request);
    [[nodiscard]] WebAnswer revoke(const WebRequest &request);
    void expireTokenOf(const WebRequest &request);
    void reset();

    [[nodiscard]] int liveTokens() const { return m_tokens.liveAt(m_clock.now()); }
    [[nodiscard]] qsizetype blockedAddresses() const
    {
        return m_guard.blockedAt(m_clock.now()).size();
    }

private:
    [[nodiscard]] WebAnswer failed(const QByteArray &peer, const CentralRefusal &refusal);
    [[nodiscard]] std::optional<CentralRefusal> whyClientIsWrong(const QString &id,
                                                                 const QString &secret) const;
    [[nodiscard]] bool isBlocked(const QByteArray &peer) const;

    const PlatformPlan &m_plan;
    const Clock &m_clock;
    CentralEnvelope m_envelope;
    CentralTokens m_tokens;
    LoginGuard m_guard;
};

} // namespace lw::Sandbox
