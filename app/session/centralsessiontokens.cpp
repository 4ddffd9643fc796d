// SPDX-License-Identifier: GPL-3.0-or-later
#include "centralsession.h"

#include "sessionenvironment.h"

#include <api/centralclient.h>

#include <algorithm>
#include <utility>

// The life of a session's tokens, and the calls that wait for one.

namespace lw {

namespace {

using Kind = ApiError::Kind;
using namespace std::chrono_literals;

constexpr std::chrono::seconds kLongestMargin = 60s;
constexpr int kMarginShare = 10; // a token is refreshed in the last tenth of its life

} // namespace

void CentralSession::whenReady(QObject *context, Ready ready)
{
    m_waiting.push_back({context, std::move(ready)});
    QMetaObject::invokeMethod(this, &CentralSession::serveWaiting, Qt::QueuedConnection);
}

void CentralSession::noteStaleToken(int number)
{
    if (number == m_tokenNumber)
        m_isStale = true;
}

void CentralSession::noteRefusedToken(int number, const ApiError &error)
{
    if (isSignedIn() && number == m_tokenNumber)
        end(State::NeedsSecret, error);
}

bool CentralSession::noteRateLimit(int number, const ApiError &error)
{
    return isOfThisSession(number) && beginWait(error);
}

bool CentralSession::beginWait(const ApiError &error)
{
    if (m_waitTimer.isActive())
        return true; // calls that were refused together wait together
    const auto wait = m_rateLimit.next(error);
    if (!wait)
        return false;
    m_waitsUntil = m_environment.clock.now().addMSecs(static_cast<qint64>(wait->count()));
    m_waitTimer.start(*wait);
    emit waitChanged();
    return true;
}

void CentralSession::noteAnswer(int number)
{
    if (isOfThisSession(number))
        m_rateLimit.reset();
}

void CentralSession::noteError(int number, const ApiError &error)
{
    if (!isOfThisSession(number))
        return;
    switch (error.kind) {
    case Kind::Unauthorized:
        if (number == m_tokenNumber)
            end(stateFor(error), error);
        break;
    case Kind::LockedOut:
    case Kind::TlsChanged:
    case Kind::TlsUntrusted:
        end(stateFor(error), error);
        break;
    default:
        break; // The call failed, the session goes on.
    }
}

void CentralSession::requestTokens()
{
    m_client->requestTokens(m_settings.clientId, m_clientSecret)
        ->then(m_calls.get(), [this](Result<ApiTokens> tokens) {
            if (tokens)
                takeTokens(std::move(*tokens));
            else
                failTokens(tokens.error());
        });
}

//! By the refresh token; without one, or where it was refused, by the Client Secret.
void CentralSession::refresh()
{
    m_isRefreshing = true;
    auto *call = m_tokens.refresh.isEmpty()
                     ? m_client->requestTokens(m_settings.clientId, m_clientSecret)
                     : m_client->refreshTokens(m_tokens.refresh);
    call->then(m_calls.get(), [this](Result<ApiTokens> tokens) {
        if (tokens)
            takeTokens(std::move(*tokens));
        else
            failRefresh(tokens.error());
    });
}

void CentralSession::takeTokens(ApiTokens tokens)
{
    if (tokens.refresh.isEmpty())
        tokens.refresh = std::move(m_tokens.refresh);
    m_tokens = std::move(tokens);
    ++m_tokenNumber;
    const std::chrono::seconds margin =
        std::min(kLongestMargin, std::chrono::seconds(m_tokens.expiresIn / kMarginShare));
    m_refreshAt = m_environment.clock.now().addSecs((m_tokens.expiresIn - margin).count());
    m_isStale = false;
    m_isRefreshing = false;
    m_hasRepeated = false;
    m_refusals = 0;
    m_wasSecretRefused = false;
    m_rateLimit.reset();
    if (m_state == State::Connecting)
        setState(State::Connected);
    emit factsChanged();
    // Not by way of serveWaiting(): a token that is over at once must not be refreshed in a loop.
    if (!m_waitTimer.isActive())
        answerWaiting(std::nullopt);
}

void CentralSession::failTokens(const ApiError &error)
{
    if (error.kind == Kind::RateLimited && !m_hasRepeated && beginWait(error)) {
        m_hasRepeated = true;
        m_isTokenLimited = true;
        return; // endWait() goes on
    }
    dropCalls();
    State state = stateFor(error);
    m_wasSecretRefused = error.kind == Kind::Unauthorized;
    if (m_wasSecretRefused && ++m_refusals >= kMostRefusals)
        state = State::Stopped;
    if (state != State::NeedsTrust)
        m_clientSecret.wipe();
    setState(state, error);
    answerWaiting(error);
}

void CentralSession::failRefresh(const ApiError &error)
{
    m_isRefreshing = false;
    if (error.kind == Kind::RateLimited && !m_hasRepeated && beginWait(error)) {
        m_hasRepeated = true;
        return; // endWait() goes on
    }
    m_hasRepeated = false;
    if (error.kind == Kind::Unauthorized) {
        const bool wasRefreshToken = !m_tokens.refresh.isEmpty();
        m_wasSecretRefused = !wasRefreshToken;
        m_tokens.refresh.wipe();
        if (++m_refusals < kMostRefusals && wasRefreshToken)
            refresh();
        else
            end(m_refusals < kMostRefusals ? State::NeedsSecret : State::Stopped, error);
        return;
    }
    const State state = stateFor(error);
    if (state == State::Failed || state == State::Disconnected)
        answerWaiting(error); // the next call tries again
    else
        end(state, error);
}

void CentralSession::end(State state, const ApiError &error)
{
    m_clientSecret.wipe();
    dropCalls();
    forgetTokens();
    setState(state, error);
    answerWaiting(error);
}

void CentralSession::endWait()
{
    emit waitChanged();
    if (std::exchange(m_isTokenLimited, false) && m_state == State::Connecting)
        requestTokens();
    else
        serveWaiting();
}

void CentralSession::forgetTokens()
{
    m_tokens = {};
    m_lastForgotten = ++m_tokenNumber;
    m_isStale = false;
}

bool CentralSession::isOfThisSession(int number) const
{
    return isSignedIn() && number > m_lastForgotten;
}

bool CentralSession::needsRefresh() const
{
    return m_isStale || m_environment.clock.now() >= m_refreshAt;
}

void CentralSession::serveWaiting()
{
    if (m_waiting.empty() || isBusy() || m_isRefreshing || m_waitTimer.isActive())
        return;
    if (!isSignedIn())
        answerWaiting(m_error.value_or(ApiError{.kind = Kind::Cancelled}));
    else if (needsRefresh())
        refresh();
    else
        answerWaiting(std::nullopt);
}

void CentralSession::answerWaiting(const std::optional<ApiError> &error)
{
    const auto waiting = std::exchange(m_waiting, {});
    // NOLINTNEXTLINE(performance-unnecessary-copy-initialization): it may be a part of us
    const auto answer = error;
    for (const Waiting &one : waiting) {
        if (one.context)
            one.ready(answer);
    }
}

} // namespace lw
