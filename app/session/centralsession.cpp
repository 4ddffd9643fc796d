// SPDX-License-Identifier: GPL-3.0-or-later
#include "centralsession.h"

#include "sessionenvironment.h"
#include "wireprofilefile.h"

#include <api/centralclient.h>
#include <core/deedlog.h>
#include <net/httptransport.h>
#include <net/transportfactory.h>

#include <QLoggingCategory>

#include <algorithm>
#include <utility>

namespace lw {

namespace {

Q_LOGGING_CATEGORY(lcCentral, "lw.session", QtWarningMsg)

using Kind = ApiError::Kind;
using namespace std::chrono_literals;

constexpr std::chrono::seconds kLongestMargin = 60s;
constexpr int kMarginShare = 10; // a token is refreshed in the last tenth of its life

} // namespace

CentralSession::CentralSession(CentralSettings settings, const SessionEnvironment &environment,
                               QObject *parent)
    : QObject(parent)
    , m_settings(std::move(settings))
    , m_environment(environment)
    , m_wire(builtInCentralProfile())
    , m_calls(std::make_unique<QObject>())
    , m_rateLimit(environment.times.rateLimit, environment.random)
{
    m_waitTimer.setSingleShot(true);
    connect(&m_waitTimer, &QTimer::timeout, this, &CentralSession::endWait);
}

CentralSession::~CentralSession() = default;

void CentralSession::signIn(Secret clientSecret)
{
    if (m_state == State::Stopped)
        return;
    dropCalls();
    forgetTokens();
    m_clientSecret = std::move(clientSecret);
    m_hasRepeated = false;
    buildTransport();
    setState(State::Connecting);
    requestTokens();
}

void CentralSession::trustCertificate()
{
    if (m_state != State::NeedsTrust || !m_error || !m_error->certificate)
        return;
    m_settings.trust = TrustChoice::pinned(m_error->certificate->sha256);
    qCInfo(lcCentral) << "certificate trusted for one management server";
    if (m_transport)
        m_transport->setTrust(m_settings.trust);
    emit settingsChanged();
    if (m_clientSecret.isEmpty())
        setState(State::NeedsSecret);
    else
        signIn(std::exchange(m_clientSecret, Secret()));
}

void CentralSession::signOut()
{
    const bool isSignedIn = m_state == State::Connected;
    if (isSignedIn) {
        m_client->revoke(m_settings.clientId, m_clientSecret)
            ->then(this, [this](const Result<Done> &result) {
                if (!result)
                    qCInfo(lcCentral) << "the platform did not confirm the sign-out";
                emit signedOut();
            });
    }
    m_clientSecret.wipe();
    dropCalls();
    forgetTokens();
    setState(State::Disconnected);
    answerWaiting(ApiError{.kind = Kind::Cancelled});
    if (!isSignedIn)
        QMetaObject::invokeMethod(this, &CentralSession::signedOut, Qt::QueuedConnection);
}

void CentralSession::cancel()
{
    if (m_state != State::Connecting && m_state != State::NeedsTrust)
        return;
    m_clientSecret.wipe();
    dropCalls();
    setState(State::Disconnected);
    answerWaiting(ApiError{.kind = Kind::Cancelled});
}

void CentralSession::startOver()
{
    if (m_state == State::Stopped)
        setState(State::NeedsSecret, m_error);
}

void CentralSession::setSettings(const CentralSettings &settings)
{
    const CentralSettings before = std::exchange(m_settings, settings);
    const bool isElsewhere = before.address != settings.address || before.trust != settings.trust ||
                             before.proxy != settings.proxy || before.clientId != settings.clientId;
    if (!isElsewhere)
        return;
    if (before.address != settings.address || before.clientId != settings.clientId)
        m_refusals = 0; // other credentials, or another server that counts
    m_clientSecret.wipe();
    closeTransport();
    setState(State::Disconnected);
    answerWaiting(ApiError{.kind = Kind::Cancelled});
}

std::optional<QDateTime> CentralSession::waitsUntil() const
{
    return m_waitTimer.isActive() ? std::optional(m_waitsUntil) : std::nullopt;
}

std::optional<CertificateFacts> CentralSession::certificate() const
{
    return m_transport ? m_transport->certificate() : std::nullopt;
}

std::optional<ClockSkew> CentralSession::clockSkew() const
{
    return m_transport ? m_transport->clockSkew() : std::nullopt;
}

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

void CentralSession::noteRefusedToken(const ApiError &error)
{
    if (isSignedIn())
        end(State::NeedsSecret, error);
}

bool CentralSession::noteRateLimit(const ApiError &error)
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

void CentralSession::noteAnswer()
{
    m_rateLimit.reset();
}

void CentralSession::noteError(const ApiError &error)
{
    if (!isSignedIn())
        return; // late news of a session that is over
    switch (error.kind) {
    case Kind::Unauthorized:
    case Kind::LockedOut:
    case Kind::TlsChanged:
    case Kind::TlsUntrusted:
        end(stateFor(error), error);
        break;
    default:
        break; // The call failed, the session goes on.
    }
}

void CentralSession::recordDeed(const QString &action, const QString &object, const QString &reason,
                                const QString &outcome) const
{
    if (!m_environment.deeds)
        return;
    m_environment.deeds->record({.time = m_environment.clock.now(),
                                 .pbxName = m_settings.name,
                                 .userName = m_settings.clientId,
                                 .action = action,
                                 .object = object,
                                 .reason = reason,
                                 .outcome = outcome});
}

void CentralSession::setState(State state, std::optional<ApiError> error)
{
    m_state = state;
    m_error = std::move(error);
    emit stateChanged();
}

void CentralSession::buildTransport()
{
    if (m_transport)
        return;
    m_transport =
        m_environment.transports.create(m_settings.address, m_settings.trust, m_settings.proxy);
    m_client = std::make_unique<CentralClient>(*m_transport, m_wire);
}

void CentralSession::closeTransport()
{
    dropCalls();
    forgetTokens();
    m_client.reset();
    m_transport.reset();
}

void CentralSession::dropCalls()
{
    m_calls = std::make_unique<QObject>();
    m_isRefreshing = false;
    if (m_waitTimer.isActive()) {
        m_waitTimer.stop();
        emit waitChanged();
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
    if (error.kind == Kind::RateLimited && !m_hasRepeated && noteRateLimit(error)) {
        m_hasRepeated = true;
        return; // endWait() goes on
    }
    State state = stateFor(error);
    if (error.kind == Kind::Unauthorized && ++m_refusals >= kMostRefusals)
        state = State::Stopped;
    if (state != State::NeedsTrust)
        m_clientSecret.wipe();
    setState(state, error);
    answerWaiting(error);
}

void CentralSession::failRefresh(const ApiError &error)
{
    m_isRefreshing = false;
    if (error.kind == Kind::RateLimited && !m_hasRepeated && noteRateLimit(error)) {
        m_hasRepeated = true;
        return; // endWait() goes on
    }
    m_hasRepeated = false;
    if (error.kind == Kind::Unauthorized) {
        const bool wasRefreshToken = !m_tokens.refresh.isEmpty();
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
    if (m_state == State::Connecting)
        requestTokens();
    else
        serveWaiting();
}

void CentralSession::forgetTokens()
{
    m_tokens = {};
    ++m_tokenNumber;
    m_isStale = false;
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
    const auto answer = error; // copied: it may be a part of us
    for (const Waiting &one : waiting) {
        if (one.context)
            one.ready(answer);
    }
}

CentralSession::State CentralSession::stateFor(const ApiError &error)
{
    switch (error.kind) {
    case Kind::TlsUntrusted:
    case Kind::TlsChanged:
        return State::NeedsTrust;
    case Kind::Unauthorized:
    case Kind::SessionExpired:
        return State::NeedsSecret;
    case Kind::LockedOut:
        return State::Locked;
    case Kind::Cancelled:
        return State::Disconnected;
    default:
        return State::Failed;
    }
}

} // namespace lw
