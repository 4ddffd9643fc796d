// SPDX-License-Identifier: GPL-3.0-or-later
#include "oauthapi.h"

#include "plainquery.h"

#include <QUuid>

#include <algorithm>

namespace lw::Sandbox {

using namespace Qt::StringLiterals;

namespace {

//! "More than 5 consecutive": the sixth one blocks, and never for good.
constexpr LoginGuard::Rule kRule{.failures = 6, .blocksForGood = 0};

//! RFC 6750; the scheme's case does not matter (RFC 9110).
QByteArray bearerOf(const WebRequest &request)
{
    const QByteArray value = request.header("authorization");
    constexpr QByteArrayView kScheme = "bearer ";
    return value.first(qMin(kScheme.size(), value.size())).toLower() == kScheme
               ? value.sliced(kScheme.size()).trimmed()
               : QByteArray();
}

CentralRefusal refusalFor(CentralTokens::Verdict verdict)
{
    return {.code = verdict == CentralTokens::Verdict::Expired ? CentralCode::TokenExpired
                                                               : CentralCode::InvalidToken};
}

//! The documented answers of the token call have no envelope.
QJsonObject tokenAnswer(const CentralTokens::Pair &pair)
{
    return {{u"access_token"_s, QString::fromLatin1(pair.access)},
            {u"refresh_token"_s, QString::fromLatin1(pair.refresh)},
            {u"token_type"_s, u"Bearer"_s},
            {u"expires_in"_s, static_cast<qint64>(CentralTokens::kAccessTime.count())}};
}

} // namespace

OAuthApi::OAuthApi(const PlatformPlan &plan, const Clock &clock, const RandomSource &random)
    : m_plan(plan), m_clock(clock), m_envelope(clock, random), m_tokens(random), m_guard(kRule)
{}

std::optional<CentralRefusal> OAuthApi::whyAddressIsRefused(const QByteArray &peer) const
{
    const bool isAllowed = m_plan.allowed.isEmpty() ||
                           std::ranges::any_of(m_plan.allowed, [&](const AddressRange &range) {
                               return range.contains(peer);
                           });
    if (isAllowed)
        return std::nullopt;
    return CentralRefusal{.code = CentralCode::AccessDenied,
                          .detail = u"The address is not allowed."_s};
}

std::optional<CentralRefusal> OAuthApi::whyNotLetIn(const WebRequest &request) const
{
    const auto verdict = m_tokens.judge(bearerOf(request), m_clock.now());
    return verdict == CentralTokens::Verdict::Good ? std::nullopt
                                                   : std::optional(refusalFor(verdict));
}

bool OAuthApi::isBlocked(const QByteArray &peer) const
{
    return m_guard.blockOf(peer, m_clock.now()).has_value();
}

std::optional<CentralRefusal> OAuthApi::whyClientIsWrong(const QString &id,
                                                         const QString &secret) const
{
    if (id != m_plan.clientId)
        return CentralRefusal{.code = CentralCode::InvalidClient};
    if (secret != m_plan.clientSecret)
        return CentralRefusal{.code = CentralCode::AuthenticationFailed};
    return std::nullopt;
}

WebAnswer OAuthApi::failed(const QByteArray &peer, const CentralRefusal &refusal)
{
    m_guard.countFailure(peer, m_clock.now());
    return m_envelope.refused(refusal);
}

WebAnswer OAuthApi::token(const WebRequest &request)
{
    if (isBlocked(request.peer))
        return m_envelope.refused({.code = CentralCode::AccessDenied});
    const PlainQuery form(request.body, PlainQuery::Form::Body);
    const QString grant = form.text(u"grant_type"_s);
    const QDateTime now = m_clock.now();
    if (grant == "client_credentials"_L1) {
        if (const auto refusal =
                whyClientIsWrong(form.text(u"client_id"_s), form.text(u"client_secret"_s)))
            return failed(request.peer, *refusal);
        m_guard.countSuccess(request.peer);
        QJsonObject answer = tokenAnswer(m_tokens.issue(now));
        answer.insert(u"jti"_s, QUuid::createUuid().toString(QUuid::WithoutBraces));
        return {.json = answer};
    }
    if (grant != "refresh_token"_L1)
        return m_envelope.refused(
            {.code = CentralCode::InvalidParameter, .detail = u"grant_type"_s});
    // A dead refresh token counts as a guess: whoever tries many of them guesses.
    const QByteArray refresh = form.text(u"refresh_token"_s).toLatin1();
    const auto verdict = m_tokens.judgeRefresh(refresh, now);
    if (verdict != CentralTokens::Verdict::Good)
        return failed(request.peer, refusalFor(verdict));
    m_guard.countSuccess(request.peer);
    return {.json = tokenAnswer(m_tokens.renew(refresh, now))};
}

WebAnswer OAuthApi::revoke(const WebRequest &request)
{
    if (isBlocked(request.peer))
        return m_envelope.refused({.code = CentralCode::AccessDenied});
    const PlainQuery form(request.body, PlainQuery::Form::Body);
    const QString id = form.text(u"client_id"_s);
    if (const auto refusal = whyClientIsWrong(id, form.text(u"client_secret"_s)))
        return failed(request.peer, *refusal);
    m_guard.countSuccess(request.peer);
    // The documentation speaks of refresh tokens only; access tokens run out by themselves.
    m_tokens.revokeRefreshTokens();
    return {.json = {{u"client_id"_s, id}, {u"effect_time"_s, m_clock.now().toSecsSinceEpoch()}}};
}

void OAuthApi::expireTokenOf(const WebRequest &request)
{
    m_tokens.expire(bearerOf(request), m_clock.now());
}

void OAuthApi::reset()
{
    m_tokens.clear();
    m_guard = LoginGuard(kRule);
}

} // namespace lw::Sandbox
