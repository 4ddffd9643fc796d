// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectthrough.h"

#include "centralcall.h"
#include "centralinventory.h"
#include "changeoutcome.h"
#include "pbxsession.h"
#include "remotemanagementmodel.h"
#include "sessionenvironment.h"

#include <core/secret.h>

#include <algorithm>
#include <utility>

namespace lw {

namespace {

using Kind = ApiError::Kind;
using Field = RemoteManagementField;
using Leg = ConnectThrough::Leg;
using LegState = ConnectThrough::LegState;

//! The hosted platform: a PBX reaches it as its default server.
bool isVendors(const PbxAddress &address)
{
    return address.host().endsWith(QLatin1String(".yeastar.com"), Qt::CaseInsensitive);
}

//! The practice platform is the default server of the practice PBXs.
bool isPractice(const PbxAddress &address)
{
    return address.host() == QLatin1String("127.0.0.1");
}

//! The platform was asked, and may have a device more than before.
bool mayHaveAdded(const ApiError &error)
{
    return leavesOutcomeOpen(error) || (error.kind == Kind::ServerFault && !wasNotSent(error));
}

//! Errors after which asking for something else makes no sense either.
bool endsEverything(const ApiError &error)
{
    return error.kind != Kind::Unsupported && error.kind != Kind::NotFound &&
           error.kind != Kind::Forbidden && error.kind != Kind::Rejected &&
           error.kind != Kind::MalformedReply;
}

} // namespace

ConnectThrough::ConnectThrough(PbxSession &pbx, CentralSession &central, QObject *parent)
    : QObject(parent)
    , m_pbx(pbx)
    , m_central(central)
    , m_model(std::make_unique<RemoteManagementModel>(pbx))
    , m_calls(std::make_unique<QObject>())
{
    m_poll.setSingleShot(true);
    connect(&m_poll, &QTimer::timeout, this, &ConnectThrough::askPlatform);
    m_limit.setSingleShot(true);
    connect(&m_limit, &QTimer::timeout, this, &ConnectThrough::handleLimit);
    // Queued: the model may tell from inside a call of ours, and whoever hears of our end may
    // destroy both.
    connect(m_model.get(), &RemoteManagementModel::changed, this, &ConnectThrough::followPbx,
            Qt::QueuedConnection);
}

ConnectThrough::~ConnectThrough() = default;

void ConnectThrough::start(ConnectThroughPlan plan)
{
    if (m_isBusy || m_end != End::None)
        return;
    m_plan = std::move(plan);
    if (m_plan.deviceName.isEmpty())
        m_plan.deviceName = m_pbx.settings().name;
    m_model->setWaitLimit(m_plan.wait);
    m_isBusy = true;
    if (m_pbx.isSignedIn())
        readCapacity();
    else
        failLeg(Leg::PbxSaved, m_pbx.error().value_or(ApiError{.kind = Kind::SessionExpired}));
    emit changed();
}

void ConnectThrough::cancel()
{
    if (!m_isBusy || std::exchange(m_isCancelled, true))
        return;
    switch (m_step) {
    case Step::Reading:
    case Step::Preparing:
    case Step::Following:
        stop(End::Cancelled);
        break;
    case Step::Adding:
        if (!m_isSent)
            stop(End::Cancelled);
        break; // else takeAdded() goes on: the answer names the device
    case Step::Saving:
        m_model->cancel(); // followPbx() tells how far it came
        break;
    case Step::Closing:
        stop(End::Agreed);
        break;
    case Step::RollingBack:
        break;
    }
    emit changed();
}

void ConnectThrough::abandon()
{
    if (!m_isBusy)
        return;
    m_isCancelled = true;
    if (m_step == Step::Closing) {
        stop(End::Agreed);
        emit changed();
        return;
    }
    if (m_step == Step::Saving)
        m_rollback = Rollback::DeviceInUse;
    else if (m_step == Step::RollingBack || m_isSent)
        m_rollback = isPbxChanged() ? Rollback::DeviceInUse : Rollback::DeviceUnknown;
    m_end = End::Cancelled;
    m_undo.reset();
    dropCalls();
    finish();
    emit changed();
}

const ConnectThrough::LegReport &ConnectThrough::leg(Leg leg) const
{
    return m_legs.at(static_cast<size_t>(leg));
}

bool ConnectThrough::isPbxChanged() const
{
    return isDone(Leg::PbxSaved);
}

std::optional<ConnectionStatus> ConnectThrough::pbxStatus() const
{
    return m_model->status();
}

std::chrono::milliseconds ConnectThrough::remainingWait() const
{
    if (m_isOver || m_step != Step::Following)
        return std::chrono::milliseconds(0);
    return std::max(m_limit.remainingTimeAsDuration(), std::chrono::milliseconds(0));
}

void ConnectThrough::setLeg(Leg leg, LegState state, std::optional<ApiError> error,
                            const QString &word)
{
    LegReport &report = m_legs.at(static_cast<size_t>(leg));
    if (report.state != state)
        report.at = m_central.environment().clock.now();
    report.state = state;
    report.error = std::move(error);
    report.word = word;
}

void ConnectThrough::readCapacity()
{
    setLeg(Leg::Capacity, LegState::Running);
    callCentral<RemoteConnections>(
        m_central, m_calls.get(), CentralCallRepeat::Read,
        [](CentralClient &client, const Secret &token) { return client.remoteConnections(token); },
        [this](Result<RemoteConnections> connections) {
            takeCapacity(std::move(connections));
            emit changed();
        });
}

//! A full platform may still take a PBX that it has already: the PBX's Save decides.
void ConnectThrough::takeCapacity(Result<RemoteConnections> connections)
{
    if (connections) {
        const bool isFull = usageStage(*connections) == UsageStage::Full;
        m_connections = std::move(*connections);
        setLeg(Leg::Capacity, isFull ? LegState::Doubtful : LegState::Done);
    } else if (endsEverything(connections.error())) {
        failLeg(Leg::Capacity, connections.error());
        return;
    } else {
        setLeg(Leg::Capacity, LegState::Doubtful, connections.error());
    }
    m_model->load(); // followPbx() goes on
    if (!m_model->isBusy())
        failLeg(Leg::PbxSaved, m_pbx.error().value_or(ApiError{.kind = Kind::SessionExpired}));
}

void ConnectThrough::followPbx()
{
    if (!m_isBusy)
        return;
    bool isNews = true;
    if (m_step == Step::Saving)
        followSaving();
    else if (m_step == Step::Following)
        followConnection();
    else
        isNews = followReading();
    if (isNews)
        emit changed();
}

//! False: nothing new.
bool ConnectThrough::followReading()
{
    if (m_step != Step::Reading || m_model->isBusy() ||
        leg(Leg::Capacity).state == LegState::Running)
        return false;
    if (m_model->error() || !m_model->isLoaded())
        failLeg(Leg::PbxSaved, m_model->error().value_or(ApiError{.kind = Kind::Cancelled}));
    else
        prepare();
    return true;
}

//! Everything that could be refused is looked at before anything is changed.
void ConnectThrough::prepare()
{
    m_step = Step::Preparing;
    m_model->setDraft(wantedSettings());
    m_model->setSecret(Field::AuthenticationCode, Secret("-")); // the real one comes later
    if (m_model->missingFeature() || !canReachServer()) {
        failLeg(Leg::PbxSaved, ApiError{.kind = Kind::Unsupported});
        return;
    }
    if (!m_model->problems().isEmpty()) {
        failLeg(Leg::PbxSaved,
                ApiError{.kind = Kind::Rejected, .reason = QStringLiteral("page-incomplete")});
        return;
    }
    readNamesakes();
}

//! A PBX without custom servers would give the code to its default server, whoever that is.
bool ConnectThrough::canReachServer() const
{
    const PbxAddress &server = m_central.settings().address;
    return isVendors(server) || isPractice(server) ||
           m_pbx.capability(Feature::CustomServer).isUsable();
}

RemoteManagementSettings ConnectThrough::wantedSettings() const
{
    RemoteManagementSettings wanted = m_model->loaded();
    const PbxAddress &server = m_central.settings().address;
    const bool mayChoose = m_pbx.capability(Feature::CustomServer).isUsable();
    if (mayChoose && !isVendors(server)) {
        wanted.serverType = OpenWord<RemoteServerType>(RemoteServerType::Custom, {});
        wanted.serverAddress = connectionServerText(server);
    } else if (wanted.serverType) {
        wanted.serverType = OpenWord<RemoteServerType>(RemoteServerType::Default, {});
    }
    if (!wanted.activationMethod.is(ActivationMethod::AuthenticationCode))
        wanted.activationMethod =
            OpenWord<ActivationMethod>(ActivationMethod::AuthenticationCode, {});
    if (m_plan.passwordless && (wanted.isPasswordless || *m_plan.passwordless))
        wanted.isPasswordless = m_plan.passwordless;
    return wanted;
}

void ConnectThrough::askDevices(DevicesHandler handler)
{
    m_lookup = new CentralInventory(m_central, this);
    connect(m_lookup, &CentralInventory::changed, this, [this, handler = std::move(handler)] {
        // Let go first: the handler may ask again, or end everything.
        CentralInventory *lookup = std::exchange(m_lookup, nullptr);
        lookup->deleteLater();
        if (lookup->error())
            handler(Failure(*lookup->error()));
        else
            handler(lookup->devices());
        emit changed();
    });
    m_lookup->loadDevices(m_plan.deviceName);
}

//! A device of that name would make the platform refuse ours, or make the two indistinguishable
//! when the answer is lost. Also shows whether the platform has the calls at all.
void ConnectThrough::readNamesakes()
{
    setLeg(Leg::CodeMade, LegState::Running);
    askDevices([this](const Result<QList<RemoteDevice>> &devices) {
        if (!devices) {
            failLeg(Leg::CodeMade, devices.error());
            return;
        }
        const auto found =
            std::find_if(devices->cbegin(), devices->cend(), [this](const RemoteDevice &device) {
                return device.name == m_plan.deviceName;
            });
        if (found == devices->cend()) {
            addDevice();
            return;
        }
        m_namesake = *found;
        failLeg(Leg::CodeMade,
                ApiError{.kind = Kind::Conflict, .reason = QStringLiteral("device-name-used")});
    });
}

void ConnectThrough::addDevice()
{
    m_step = Step::Adding;
    const bool isPasswordless =
        m_plan.passwordless.value_or(m_model->loaded().isPasswordless.value_or(false));
    m_wanted = {.name = m_plan.deviceName,
                .group = m_plan.group,
                .comment = m_plan.comment,
                .isPasswordless = isPasswordless};
    callCentral<AddedDevice>(
        m_central, m_calls.get(), CentralCallRepeat::Change,
        [this](CentralClient &client, const Secret &token) {
            m_isSent = true;
            return client.addDevice(token, m_wanted);
        },
        [this](Result<AddedDevice> added) {
            takeAdded(std::move(added));
            emit changed();
        });
}

void ConnectThrough::takeAdded(Result<AddedDevice> added)
{
    if (added) {
        m_deviceId = added->id;
        m_central.recordDeed(QStringLiteral("device-add"), m_plan.deviceName, {},
                             QStringLiteral("done"));
        setLeg(Leg::CodeMade, LegState::Done);
        if (m_isCancelled)
            stop(End::Cancelled);
        else
            savePbx(std::move(added->authenticationCode));
    } else if (mayHaveAdded(added.error())) {
        setLeg(Leg::CodeMade, LegState::Failed, added.error());
        m_error = added.error();
        m_end = m_isCancelled ? End::Cancelled : End::Refused;
        rollBack();
    } else {
        failLeg(Leg::CodeMade, added.error());
    }
}

void ConnectThrough::savePbx(Secret code)
{
    m_model->setSecret(Field::AuthenticationCode, std::move(code));
    if (!m_model->problems().isEmpty()) {
        failLeg(Leg::CodeMade, ApiError{.kind = Kind::MalformedReply,
                                        .detail = QStringLiteral("authentication code")});
        return;
    }
    setLeg(Leg::PbxSaved, LegState::Running);
    m_step = Step::Saving;
    m_model->save();
    if (!m_model->isBusy())
        failLeg(Leg::PbxSaved, m_pbx.error().value_or(ApiError{.kind = Kind::SessionExpired}));
}

void ConnectThrough::followSaving()
{
    using Activity = RemoteManagementModel::Activity;
    using Outcome = RemoteManagementModel::Outcome;
    if (m_model->activity() == Activity::Saving)
        return;
    if (m_model->activity() == Activity::WaitingForConnection ||
        m_model->outcome() == Outcome::Saved)
        takeSaved();
    else if (!m_model->isBusy())
        takeUnsaved();
}

} // namespace lw
