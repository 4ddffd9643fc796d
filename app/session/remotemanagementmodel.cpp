// SPDX-License-Identifier: GPL-3.0-or-later
#include "remotemanagementmodel.h"

#include "connectionwatch.h"
#include "pbxsession.h"
#include "remotemanagementrules.h"
#include "saveflow.h"
#include "sessionenvironment.h"

namespace lw {

RemoteManagementModel::RemoteManagementModel(PbxSession &session, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_watch(std::make_unique<ConnectionWatch>(
          session, [this](Result<ConnectionStatus> status) { handleWatch(std::move(status)); }))
    , m_calls(std::make_unique<QObject>())
    , m_waitLimit(session.environment().times.waitLimit)
{
    m_limit.setSingleShot(true);
    connect(&m_limit, &QTimer::timeout, this, &RemoteManagementModel::handleLimit);
    connect(&session, &PbxSession::stateChanged, this, &RemoteManagementModel::handleSessionState);
}

RemoteManagementModel::~RemoteManagementModel() = default;

void RemoteManagementModel::load()
{
    if (isBusy() || m_session.state() != PbxSession::State::Connected)
        return;
    m_error.reset();
    m_staleStatus.reset();
    m_outcome = Outcome::None;
    setActivity(Activity::Loading);
    m_session.portal()
        .remoteManagement({.cookie = m_session.cookie()})
        ->then(m_calls.get(), [this](Result<RemoteManagementSettings> settings) {
            if (!settings) {
                if (settings.error().kind == ApiError::Kind::Unsupported)
                    m_session.noteRemoteManagementMissing();
                fail(settings.error());
                return;
            }
            m_session.noteActivity();
            takeSettings(*settings);
            readStatus();
        });
}

void RemoteManagementModel::save()
{
    if (isBusy() || !isLoaded() || !problems().isEmpty() || missingFeature() ||
        m_session.state() != PbxSession::State::Connected)
        return;
    m_error.reset();
    m_theirs.reset();
    m_outcome = Outcome::None;
    m_staleStatus.reset();
    m_watch->stop();
    m_deadline.setRemainingTime(m_waitLimit);
    m_saving = std::make_unique<SaveFlow>(
        m_session, *m_loaded,
        RemoteManagementDraft{.settings = m_draft.settings, .secrets = m_draft.secrets.clone()},
        [this](SaveReport report) { finishSave(std::move(report)); });
    setActivity(Activity::Saving);
    m_saving->start(m_waitLimit);
}

void RemoteManagementModel::revert()
{
    if (!isLoaded() || isBusy())
        return;
    if (m_theirs)
        m_loaded = *std::exchange(m_theirs, std::nullopt);
    m_draft = {.settings = *m_loaded};
    m_error.reset();
    m_outcome = Outcome::None;
    emit changed();
}

void RemoteManagementModel::keepMine()
{
    if (!m_theirs || !isLoaded() || isBusy())
        return;
    m_draft.settings = merged(*m_loaded, m_draft.settings, *m_theirs);
    m_loaded = *std::exchange(m_theirs, std::nullopt);
    m_error.reset();
    m_outcome = Outcome::None;
    emit changed();
}

void RemoteManagementModel::disconnectFromServer()
{
    if (isBusy() || m_session.state() != PbxSession::State::Connected)
        return;
    m_error.reset();
    m_outcome = Outcome::None;
    m_watch->stop();
    setActivity(Activity::Disconnecting);
    sendDisconnect();
}

void RemoteManagementModel::cancel()
{
    switch (m_activity) {
    case Activity::Idle:
        break;
    case Activity::Saving:
        m_saving->cancel();
        break;
    case Activity::WaitingForConnection:
        finishWaiting();
        break;
    case Activity::Loading:
        dropCalls();
        setActivity(Activity::Idle);
        break;
    case Activity::Disconnecting:
        dropCalls();
        finishDisconnect(Outcome::Unknown);
        break;
    }
}

void RemoteManagementModel::setWatching(Watching watching)
{
    m_watching = watching;
    if (m_activity == Activity::Idle || m_activity == Activity::Loading)
        startWatch();
}

void RemoteManagementModel::setWaitLimit(std::chrono::milliseconds limit)
{
    m_waitLimit = limit;
}

void RemoteManagementModel::setDraft(const RemoteManagementSettings &settings)
{
    if (m_draft.settings == settings)
        return;
    m_draft.settings = settings;
    emit changed();
}

void RemoteManagementModel::setSecret(RemoteManagementField field, Secret secret)
{
    if (Secret *target = secretOf(m_draft.secrets, field)) {
        *target = std::move(secret);
        emit changed();
    }
}

bool RemoteManagementModel::isDirty() const
{
    return isLoaded() && (m_draft.settings != *m_loaded || !m_draft.secrets.isEmpty());
}

QMap<RemoteManagementField, FieldProblem> RemoteManagementModel::problems() const
{
    if (!isLoaded())
        return {};
    return problemsOf(m_draft, *m_loaded);
}

QMap<RemoteManagementField, QString> RemoteManagementModel::refusedFields() const
{
    if (!m_error)
        return {};
    return refusedFieldsOf(*m_error, m_session.wire());
}

bool RemoteManagementModel::isConnected() const
{
    return m_status && !m_isStatusOutdated && countsAsConnected(*m_status);
}

std::chrono::milliseconds RemoteManagementModel::remainingWait() const
{
    if (m_activity == Activity::Idle || m_activity == Activity::Loading)
        return std::chrono::milliseconds(0);
    return std::chrono::milliseconds(m_deadline.remainingTime());
}

std::optional<Feature> RemoteManagementModel::missingFeature() const
{
    if (!isLoaded())
        return std::nullopt;
    return missingFeatureOf(m_draft.settings, *m_loaded, [this](Feature feature) {
        return m_session.capability(feature).isUsable();
    });
}

bool RemoteManagementModel::turnsPasswordlessOn() const
{
    return isLoaded() && m_draft.settings.isPasswordless.value_or(false) &&
           !m_loaded->isPasswordless.value_or(false);
}

bool RemoteManagementModel::replacesWorkingBinding() const
{
    // Rather asks once too often: a status that is not the newest counts too.
    return isLoaded() && m_status && m_status->state.is(ConnectionStatus::State::Connected) &&
           (hasBindingSecret(m_draft.secrets) || !haveSameBinding(m_draft.settings, *m_loaded));
}

void RemoteManagementModel::setActivity(Activity activity)
{
    m_activity = activity;
    if (activity == Activity::Idle) {
        m_limit.stop();
        startWatch();
    }
    emit changed();
}

void RemoteManagementModel::dropCalls()
{
    m_calls = std::make_unique<QObject>();
}

void RemoteManagementModel::fail(const ApiError &error)
{
    m_error = error;
    m_session.noteError(error);
    setActivity(Activity::Idle);
}

void RemoteManagementModel::takeSettings(const RemoteManagementSettings &settings)
{
    m_theirs.reset();
    if (isLoaded() && isDirty() && settings != *m_loaded) {
        m_theirs = settings;
        m_outcome = Outcome::ChangedBySomeoneElse;
        return;
    }
    const bool keepsDraft = isLoaded() && isDirty();
    m_loaded = settings;
    if (!keepsDraft)
        m_draft.settings = settings;
}

void RemoteManagementModel::takeStatus(const ConnectionStatus &status)
{
    m_status = status;
    m_isStatusOutdated = false;
    m_statusError.reset();
    m_statusCheckedAt = m_session.environment().clock.now();
}

void RemoteManagementModel::readStatus()
{
    m_session.portal()
        .connectionStatus({.cookie = m_session.cookie()})
        ->then(m_calls.get(), [this](Result<ConnectionStatus> status) {
            if (!status) {
                fail(status.error());
                return;
            }
            takeStatus(*status);
            setActivity(Activity::Idle);
        });
}

void RemoteManagementModel::finishSave(SaveReport report)
{
    m_saving.reset();
    if (report.statusBefore)
        takeStatus(*report.statusBefore);
    m_error = report.error;
    switch (report.end) {
    case SaveReport::End::Saved: {
        m_outcome = Outcome::Saved;
        const bool isNewBinding =
            !haveSameBinding(*m_loaded, m_draft.settings) || hasBindingSecret(m_draft.secrets);
        if (isNewBinding && report.acceptance == Acceptance::Processing)
            m_staleStatus = report.statusBefore;
        m_loaded = report.now.value_or(m_draft.settings);
        m_draft = {.settings = *m_loaded};
        m_activity = Activity::WaitingForConnection;
        followConnection();
        emit changed();
        return;
    }
    case SaveReport::End::ChangedBySomeoneElse:
        m_outcome = Outcome::ChangedBySomeoneElse;
        m_theirs = report.now;
        break;
    case SaveReport::End::NotSaved:
        m_outcome = Outcome::NotSaved;
        if (m_error && m_error->kind == ApiError::Kind::Unsupported)
            m_session.noteRemoteManagementMissing();
        break;
    case SaveReport::End::Unknown:
        m_outcome = Outcome::Unknown;
        break;
    }
    if (m_error)
        fail(*m_error);
    else
        setActivity(Activity::Idle);
}

//! Reads the status until it is what was asked for, or the limit is reached.
void RemoteManagementModel::followConnection()
{
    m_isStatusOutdated = true;
    m_deadline.setRemainingTime(m_waitLimit);
    m_limit.start(m_waitLimit);
    m_watch->start(m_session.environment().times.afterSave);
}

//! An answer that does not come must not prolong the waiting; but one there has to be.
void RemoteManagementModel::handleLimit()
{
    if (m_isStatusOutdated && !m_statusError)
        return;
    if (m_activity == Activity::WaitingForConnection)
        finishWaiting();
    else if (m_activity == Activity::Disconnecting)
        finishDisconnect(m_statusError ? Outcome::Unknown : Outcome::StillConnected);
}

void RemoteManagementModel::finishWaiting()
{
    m_watch->stop();
    if (isConnected())
        m_staleStatus.reset();
    setActivity(Activity::Idle);
}

void RemoteManagementModel::handleWatch(Result<ConnectionStatus> status)
{
    if (status)
        takeStatus(*status);
    else
        m_statusError = status.error();
    if (m_activity == Activity::WaitingForConnection) {
        if (isConnected() || m_deadline.hasExpired())
            finishWaiting();
    } else if (m_activity == Activity::Disconnecting && status) {
        const bool isOver = status->state.is(ConnectionStatus::State::Disconnected);
        if (isOver)
            finishDisconnect(Outcome::Disconnected);
        else if (m_deadline.hasExpired())
            finishDisconnect(Outcome::StillConnected);
    } else if (m_activity == Activity::Disconnecting && m_deadline.hasExpired()) {
        finishDisconnect(Outcome::Unknown);
    }
    emit changed();
}

void RemoteManagementModel::sendDisconnect()
{
    m_deadline.setRemainingTime(m_waitLimit);
    m_session.portal()
        .disconnectRemoteManagement({.cookie = m_session.cookie()})
        ->then(m_calls.get(), [this](Result<Acceptance> accepted) {
            if (!accepted && !leavesOutcomeOpen(accepted.error())) {
                m_outcome = Outcome::NotSaved;
                fail(accepted.error());
                return;
            }
            if (accepted)
                m_session.noteActivity();
            followConnection();
        });
}

void RemoteManagementModel::finishDisconnect(Outcome outcome)
{
    m_watch->stop();
    m_outcome = outcome;
    setActivity(Activity::Idle);
}

void RemoteManagementModel::startWatch()
{
    if (m_watching == Watching::On)
        m_watch->startLater(m_session.environment().times.whileShown);
    else
        m_watch->stop();
}

void RemoteManagementModel::handleSessionState()
{
    using State = PbxSession::State;
    const State state = m_session.state();
    if (state == State::Connected || state == State::Connecting)
        return;
    // The transport may be gone, and its answers with it. In the other states they still come.
    if (m_saving && state == State::Disconnected) {
        const bool wasSent = m_saving->wasSent();
        m_saving.reset();
        m_outcome = wasSent ? Outcome::Unknown : Outcome::NotSaved;
        m_error =
            ApiError{.kind = wasSent ? ApiError::Kind::UnknownOutcome : ApiError::Kind::Cancelled};
        setActivity(Activity::Idle);
        return;
    }
    // Whatever was under way cannot go on without a session; the draft stays.
    if (isBusy() && m_activity != Activity::Saving) {
        dropCalls();
        m_error = m_session.error();
        if (m_activity == Activity::Disconnecting)
            m_outcome = Outcome::Unknown;
        setActivity(Activity::Idle);
    }
}

bool RemoteManagementModel::countsAsConnected(const ConnectionStatus &status) const
{
    if (!status.state.is(ConnectionStatus::State::Connected))
        return false;
    return !m_staleStatus || status != *m_staleStatus;
}

} // namespace lw
