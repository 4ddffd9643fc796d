// SPDX-License-Identifier: GPL-3.0-or-later
// How one go follows both sides once the PBX was told.
#include "connectthrough.h"

#include "centralcall.h"
#include "pbxsession.h"
#include "remotemanagementmodel.h"
#include "sessionenvironment.h"

#include <algorithm>
#include <utility>

namespace lw {

namespace {

using Kind = ApiError::Kind;
using Leg = ConnectThrough::Leg;
using LegState = ConnectThrough::LegState;
using namespace std::chrono_literals;

//! What an answer may take beyond the time that was asked for.
constexpr std::chrono::milliseconds kGrace = 3s;

} // namespace

void ConnectThrough::takeSaved()
{
    m_step = Step::Following;
    setLeg(Leg::PbxSaved, LegState::Done);
    setLeg(Leg::PbxReaches, LegState::Running);
    setLeg(Leg::PlatformSees, LegState::Running);
    if (m_isCancelled) {
        stop(End::Cancelled);
        return;
    }
    m_limit.start(m_plan.wait);
    askPlatform();
    followConnection();
}

void ConnectThrough::takeUnsaved()
{
    using Outcome = RemoteManagementModel::Outcome;
    ApiError error = m_model->error().value_or(ApiError{.kind = Kind::Conflict});
    const bool isUnknown = m_model->outcome() == Outcome::Unknown;
    if (isUnknown)
        error.kind = Kind::UnknownOutcome;
    setLeg(Leg::PbxSaved, LegState::Failed, error);
    if (!isUnknown && leg(Leg::Capacity).state == LegState::Doubtful && m_connections)
        setLeg(Leg::Capacity, LegState::Failed, error);
    const End end = isUnknown ? End::Unknown : End::Refused;
    stop(m_isCancelled ? End::Cancelled : end, error);
}

void ConnectThrough::followConnection()
{
    if (isDone(Leg::PbxReaches) || leg(Leg::PbxReaches).state == LegState::Failed)
        return;
    const auto status = m_model->status();
    const QString word = status ? status->state.word : QString();
    if (m_model->isBusy()) {
        setLeg(Leg::PbxReaches, LegState::Running, m_model->statusError(), word);
    } else if (m_model->isConnected()) {
        setLeg(Leg::PbxReaches, LegState::Done, {}, word);
    } else {
        const QString why = status && !status->lastError.isEmpty() ? status->lastError : word;
        setLeg(Leg::PbxReaches, LegState::Failed, m_model->error(), why);
    }
    followBoth();
}

void ConnectThrough::askPlatform()
{
    askDevices([this](const Result<QList<RemoteDevice>> &devices) {
        if (devices)
            takeDevices(*devices);
        else
            setLeg(Leg::PlatformSees, LegState::Running, devices.error(),
                   leg(Leg::PlatformSees).word);
        if (!isDone(Leg::PlatformSees) && !m_isOver)
            m_poll.start(m_pbx.environment().times.afterSave);
        followBoth();
    });
}

void ConnectThrough::takeDevices(const QList<RemoteDevice> &devices)
{
    const auto found =
        std::find_if(devices.cbegin(), devices.cend(),
                     [this](const RemoteDevice &device) { return device.id == m_deviceId; });
    if (found == devices.cend()) {
        setLeg(Leg::PlatformSees, LegState::Running);
        return;
    }
    m_device = *found;
    const bool isConnected = found->status.is(RemoteDevice::Status::Connected);
    setLeg(Leg::PlatformSees, isConnected ? LegState::Done : LegState::Running, {},
           found->status.word);
}

void ConnectThrough::followBoth()
{
    const LegReport &pbx = leg(Leg::PbxReaches);
    const bool isPbxOver = pbx.state == LegState::Done || pbx.state == LegState::Failed;
    if (pbx.state == LegState::Done && isDone(Leg::PlatformSees)) {
        readCapacityAgain();
    } else if (isPbxOver && m_isOver && !m_lookup) {
        if (!isDone(Leg::PlatformSees)) {
            const LegReport last = leg(Leg::PlatformSees);
            setLeg(Leg::PlatformSees, LegState::Failed, last.error, last.word);
        }
        stop(End::NotAgreed, pbx.error ? pbx.error : leg(Leg::PlatformSees).error);
    }
}

//! An answer that does not come must not prolong the waiting for long; but of each side there has
//! to be one.
void ConnectThrough::handleLimit()
{
    if (m_step == Step::Closing) {
        stop(End::Agreed);
    } else if (!std::exchange(m_isOver, true)) {
        m_poll.stop();
        const LegReport &platform = leg(Leg::PlatformSees);
        if (!platform.word.isEmpty() || platform.error)
            dropCalls();
        m_limit.start(kGrace);
        followBoth();
    } else {
        dropCalls();
        m_model->cancel(); // followPbx() goes on, if it was still busy
        followBoth();
    }
    emit changed();
}

//! How full the platform is now; it does not matter for the end.
void ConnectThrough::readCapacityAgain()
{
    if (m_step != Step::Following)
        return;
    m_step = Step::Closing;
    m_poll.stop();
    m_limit.start(kGrace);
    callCentral<RemoteConnections>(
        m_central, m_calls.get(), CentralCallRepeat::Read,
        [](CentralClient &client, const Secret &token) { return client.remoteConnections(token); },
        [this](Result<RemoteConnections> connections) {
            if (connections)
                m_connections = std::move(*connections);
            stop(End::Agreed);
            emit changed();
        });
}

} // namespace lw
