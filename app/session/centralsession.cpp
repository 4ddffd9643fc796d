// SPDX-License-Identifier: GPL-3.0-or-later
#include "centralsession.h"

#include "sessionenvironment.h"
#include "wireprofilefile.h"

#include <api/centralclient.h>
#include <core/deedlog.h>
#include <net/httptransport.h>
#include <net/transportfactory.h>

#include <QLoggingCategory>

#include <memory>
#include <utility>

namespace lw {

namespace {

Q_LOGGING_CATEGORY(lcCentral, "lw.session", QtWarningMsg)

using Kind = ApiError::Kind;

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
    m_waitTimer.setTimerType(Qt::PreciseTimer); // never before the time that the platform named
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
    m_wasSecretRefused = false;
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
    if (m_state == State::Connected)
        revoke();
    else
        QMetaObject::invokeMethod(this, &CentralSession::signedOut, Qt::QueuedConnection);
    m_clientSecret.wipe();
    dropCalls();
    forgetTokens();
    if (m_state != State::Stopped) // which signing out does not talk away
        setState(State::Disconnected);
    answerWaiting(ApiError{.kind = Kind::Cancelled});
}

//! signedOut() comes once, also where the connection goes before there is an answer.
void CentralSession::revoke()
{
    auto *call = m_client->revoke(m_settings.clientId, m_clientSecret);
    const auto isOver = std::make_shared<bool>(false);
    call->then(this, [this, isOver](const Result<Done> &result) {
        *isOver = true;
        if (!result)
            qCInfo(lcCentral) << "the platform did not confirm the sign-out";
        emit signedOut();
    });
    connect(
        call, &QObject::destroyed, this,
        [this, isOver] {
            if (!*isOver)
                emit signedOut();
        },
        Qt::QueuedConnection);
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
    const bool isSameServer = before.address == settings.address;
    if (!isSameServer)
        m_refusals = 0; // another server that counts
    m_clientSecret.wipe();
    closeTransport();
    if (m_state != State::Stopped || !isSameServer)
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
    m_isTokenLimited = false;
    if (m_waitTimer.isActive()) {
        m_waitTimer.stop();
        emit waitChanged();
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
