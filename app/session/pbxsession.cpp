// SPDX-License-Identifier: GPL-3.0-or-later
#include "pbxsession.h"

#include "secondfactorstep.h"
#include "sessionenvironment.h"
#include "signinflow.h"
#include "wireprofilefile.h"

#include <core/deedlog.h>
#include <net/httptransport.h>
#include <net/transportfactory.h>

#include <QLoggingCategory>

namespace lw {

namespace {
Q_LOGGING_CATEGORY(lcSession, "lw.session", QtWarningMsg)
}

PbxSession::PbxSession(PbxSettings settings, const SessionEnvironment &environment, QObject *parent)
    : QObject(parent)
    , m_settings(std::move(settings))
    , m_environment(environment)
    , m_wire(environment.wire)
    , m_userName(m_settings.userName)
{}

PbxSession::~PbxSession() = default;

void PbxSession::open()
{
    startFlow(std::nullopt);
}

void PbxSession::signIn(const QString &userName, Secret password, Secret deviceToken)
{
    m_userName = userName;
    startFlow(Credentials{.userName = userName,
                          .password = std::move(password),
                          .deviceToken = std::move(deviceToken)});
}

void PbxSession::sendCode(const Secret &code, TrustDevice trust)
{
    if (!m_secondFactor)
        return;
    const auto choice =
        trust == TrustDevice::Yes ? DeviceTrust::Choice::Trust : DeviceTrust::Choice::Ask;
    m_secondFactor->sendCode(code, {.choice = choice, .deviceName = m_environment.deviceName});
}

void PbxSession::resendCode()
{
    if (m_secondFactor)
        m_secondFactor->resendCode();
}

const SecondFactorWait *PbxSession::secondFactor() const
{
    return m_secondFactor ? &m_secondFactor->wait() : nullptr;
}

bool PbxSession::mayAdminister() const
{
    return isSignedIn() && (m_role.is(Role::SuperAdministrator) || m_role.is(Role::Administrator));
}

void PbxSession::trustCertificate()
{
    if (m_state != State::NeedsTrust || !m_error || !m_error->certificate)
        return;
    m_settings.trust = TrustChoice::pinned(m_error->certificate->sha256);
    qCInfo(lcSession) << "certificate trusted for one PBX";
    forgetSession();
    if (m_transport)
        m_transport->setTrust(m_settings.trust);
    emit settingsChanged();
    std::optional<Credentials> credentials;
    if (const auto waiting = std::exchange(m_waiting, nullptr))
        credentials = std::move(*waiting);
    startFlow(std::move(credentials));
}

void PbxSession::signOut()
{
    m_flow.reset();
    m_waiting.reset();
    const bool isSignedIn = !m_cookie.isEmpty() && m_portal;
    if (isSignedIn) {
        m_portal->signOut({.cookie = m_cookie})->then(this, [this](const Result<Done> &result) {
            if (!result)
                qCInfo(lcSession) << "the PBX did not confirm the sign-out";
            emit signedOut();
        });
    }
    forgetSession();
    setState(State::Disconnected);
    if (!isSignedIn)
        QMetaObject::invokeMethod(this, &PbxSession::signedOut, Qt::QueuedConnection);
}

void PbxSession::cancel()
{
    m_waiting.reset();
    if (!isBusy() && m_state != State::NeedsTrust && m_state != State::NeedsSecondFactor)
        return;
    m_flow.reset();
    m_secondFactor.reset();
    setState(m_product && m_state != State::NeedsTrust ? State::NeedsPassword
                                                       : State::Disconnected);
}

void PbxSession::setSettings(const PbxSettings &settings)
{
    const PbxSettings before = std::exchange(m_settings, settings);
    const bool isElsewhere = before.address != settings.address || before.trust != settings.trust ||
                             before.proxy != settings.proxy || before.wireFile != settings.wireFile;
    if (!isElsewhere)
        return;
    forgetSession();
    closeTransport();
    m_product.reset();
    m_lacksRemoteManagement = false;
    setState(State::Disconnected);
}

Capability PbxSession::capability(Feature feature) const
{
    if (m_lacksRemoteManagement)
        return {};
    const FirmwareVersion firmware = m_product ? m_product->firmware : FirmwareVersion();
    return m_environment.capabilities.of(feature, firmware);
}

std::optional<CertificateFacts> PbxSession::certificate() const
{
    return m_transport ? m_transport->certificate() : std::nullopt;
}

std::optional<ClockSkew> PbxSession::clockSkew() const
{
    return m_transport ? m_transport->clockSkew() : std::nullopt;
}

std::optional<QDateTime> PbxSession::endsAt() const
{
    if (m_cookie.isEmpty() || m_autoLogout.count() <= 0)
        return std::nullopt;
    return m_lastActivity.addSecs(std::chrono::seconds(m_autoLogout).count());
}

void PbxSession::noteActivity()
{
    m_lastActivity = m_environment.clock.now();
    emit factsChanged();
}

void PbxSession::noteError(const ApiError &error)
{
    if (m_cookie.isEmpty())
        return; // late news of a session that is over
    const State next = stateFor(error);
    switch (error.kind) {
    case ApiError::Kind::SessionExpired:
        forgetSession();
        m_hasExpired = true;
        setState(State::NeedsPassword, error);
        break;
    case ApiError::Kind::LockedOut:
    case ApiError::Kind::TlsChanged:
    case ApiError::Kind::TlsUntrusted:
        forgetSession();
        setState(next, error);
        break;
    default:
        break; // The call failed, the session goes on.
    }
}

void PbxSession::noteRemoteManagementMissing()
{
    if (std::exchange(m_lacksRemoteManagement, true))
        return;
    emit factsChanged();
}

void PbxSession::notePasswordChanged(const QString &userName, const Secret &wanted)
{
    if (userName != m_userName)
        return;
    m_deviceToken.wipe(); // not valid any more
    emit passwordChanged(wanted);
    if (m_state == State::NeedsNewPassword)
        setState(State::Connected);
}

void PbxSession::noteAutoLogout(std::chrono::minutes time)
{
    m_autoLogout = time;
    emit factsChanged();
}

void PbxSession::keepReadiness(const ReadinessRecord &readiness)
{
    if (m_settings.readiness == readiness)
        return;
    m_settings.readiness = readiness;
    emit settingsChanged();
}

void PbxSession::recordDeed(const QString &action, const QString &object, const QString &reason,
                            const QString &outcome, const QString &userName) const
{
    if (!m_environment.deeds)
        return;
    m_environment.deeds->record({.time = m_environment.clock.now(),
                                 .pbxName = m_settings.name,
                                 .userName = userName.isEmpty() ? m_userName : userName,
                                 .action = action,
                                 .object = object,
                                 .reason = reason,
                                 .outcome = outcome});
}

void PbxSession::setState(State state, std::optional<ApiError> error)
{
    m_state = state;
    m_error = std::move(error);
    emit stateChanged();
}

void PbxSession::buildTransport()
{
    if (m_transport)
        return;
    auto wire = wireProfileWithFile(m_environment.wire, m_settings.wireFile);
    m_wireProblem.reset();
    if (wire) {
        m_wire = std::move(*wire);
    } else {
        m_wireProblem = wire.error();
        return;
    }
    m_transport =
        m_environment.transports.create(m_settings.address, m_settings.trust, m_settings.proxy);
    m_portal = std::make_unique<PortalClient>(*m_transport, m_wire);
}

void PbxSession::closeTransport()
{
    m_flow.reset();
    m_secondFactor.reset();
    m_portal.reset();
    m_transport.reset();
    m_wireProblem.reset();
}

void PbxSession::startFlow(std::optional<Credentials> credentials)
{
    m_flow.reset();
    m_secondFactor.reset();
    m_waiting.reset();
    m_cookie.wipe();
    ++m_generation;
    m_role = {};
    m_hasChallengeEnded = false;
    buildTransport();
    if (m_wireProblem) {
        setState(State::Failed,
                 ApiError{.kind = ApiError::Kind::Unsupported, .detail = m_wireProblem->reason});
        return;
    }
    m_flow = std::make_unique<SignInFlow>(
        *m_portal,
        SignInFlow::Target{.host = m_settings.address.host(),
                           .deviceName = m_environment.deviceName},
        SignInFlow::Handlers{.productKnown =
                                 [this](const ProductFacts &product) {
                                     m_product = product;
                                     emit factsChanged();
                                 },
                             .finished = [this](SignInEnd end) { take(std::move(end)); }});
    setState(State::Connecting);
    m_flow->start(std::move(credentials));
}

void PbxSession::take(SignInEnd end)
{
    if (end.error)
        failSignIn(*end.error);
    else if (end.signedIn)
        finishSignIn(std::move(*end.signedIn));
    else if (end.challenge)
        askForCode(std::move(*end.challenge));
    else
        setState(State::NeedsPassword);
}

void PbxSession::askForCode(SecondFactorChallenge challenge)
{
    ApiError error{.kind = ApiError::Kind::SecondFactorRequired, .method = challenge.method.word};
    m_secondFactor = std::make_unique<SecondFactorStep>(
        *m_portal, m_environment.clock, std::move(challenge),
        SecondFactorStep::Handlers{.changed = [this] { emit stateChanged(); },
                                   .signedIn =
                                       [this](SignInAnswer answer) {
                                           m_secondFactor.reset();
                                           finishSignIn(std::move(answer));
                                       },
                                   .ended = [this](const ApiError &why) { endChallenge(why); }});
    setState(State::NeedsSecondFactor, std::move(error));
}

void PbxSession::endChallenge(const ApiError &error)
{
    m_secondFactor.reset();
    const State next = stateFor(error);
    m_hasChallengeEnded = next == State::NeedsPassword;
    setState(next, error);
}

void PbxSession::finishSignIn(SignInAnswer answer)
{
    m_cookie = std::move(answer.cookie);
    m_userName = answer.userName;
    m_role = answer.role;
    m_autoLogout = answer.autoLogout;
    m_hasExpired = false;
    m_lastActivity = m_environment.clock.now();
    m_deviceToken = std::move(answer.deviceToken);
    setState(answer.mustChangePassword ? State::NeedsNewPassword : State::Connected);
    emit factsChanged();
    if (!m_deviceToken.isEmpty()) // whoever heard of the session may have ended it
        emit deviceTrusted();
}

void PbxSession::failSignIn(const ApiError &error)
{
    const State state = stateFor(error);
    if (state == State::NeedsTrust && m_flow) {
        if (auto unsent = m_flow->takeUnsentCredentials())
            m_waiting = std::make_unique<Credentials>(std::move(*unsent));
    }
    setState(state, error);
}

void PbxSession::forgetSession()
{
    m_secondFactor.reset();
    m_cookie.wipe();
    ++m_generation;
    m_deviceToken.wipe();
    m_role = {};
    m_hasExpired = false;
}

PbxSession::State PbxSession::stateFor(const ApiError &error)
{
    switch (error.kind) {
    case ApiError::Kind::TlsUntrusted:
    case ApiError::Kind::TlsChanged:
        return State::NeedsTrust;
    case ApiError::Kind::Unauthorized:
    case ApiError::Kind::SessionExpired:
        return State::NeedsPassword;
    case ApiError::Kind::LockedOut:
        return State::Locked;
    case ApiError::Kind::Cancelled:
        return State::Disconnected;
    default:
        return State::Failed;
    }
}

} // namespace lw
