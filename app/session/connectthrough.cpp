// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectthrough.h"

#include "centralcall.h"
#include "changeoutcome.h"
#include "pbxsession.h"
#include "remotemanagementmodel.h"
#include "sessionenvironment.h"

#include <algorithm>

namespace lw {

namespace {

using Kind = ApiError::Kind;
using Field = RemoteManagementField;
using Leg = ConnectThrough::Leg;
using LegState = ConnectThrough::LegState;

constexpr int kPageSize = 50;

//! The hosted platform: a PBX reaches it as its default server.
bool isVendors(const PbxAddress &address)
{
    return address.host().endsWith(QLatin1String(".yeastar.com"), Qt::CaseInsensitive);
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
    connect(m_model.get(), &RemoteManagementModel::changed, this, &ConnectThrough::followPbx);
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
    if (m_step == Step::Reading) {
        m_calls = std::make_unique<QObject>();
        stop(End::Cancelled);
    } else if (m_step == Step::Adding) {
        // It may have been added all the same.
        m_calls = std::make_unique<QObject>();
        findLostDevice(ApiError{.kind = Kind::Cancelled});
    } else if (m_step == Step::Saving) {
        m_model->cancel(); // followPbx() tells how far it came
    } else if (m_step == Step::Following) {
        stop(End::Cancelled);
    }
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
            if (connections) {
                takeCapacity(std::move(*connections));
            } else if (endsEverything(connections.error())) {
                failLeg(Leg::Capacity, connections.error());
                return;
            } else {
                setLeg(Leg::Capacity, LegState::Doubtful, connections.error());
            }
            m_model->load(); // followPbx() goes on
            emit changed();
        });
}

//! A full platform may still take a PBX that it has already: the PBX's Save decides.
void ConnectThrough::takeCapacity(RemoteConnections connections)
{
    const bool isFull = usageStage(connections) == UsageStage::Full;
    m_connections = std::move(connections);
    setLeg(Leg::Capacity, isFull ? LegState::Doubtful : LegState::Done);
}

void ConnectThrough::followPbx()
{
    if (!m_isBusy)
        return;
    if (m_step == Step::Saving) {
        followSaving();
        return;
    }
    if (m_step == Step::Following) {
        followConnection();
        return;
    }
    if (m_step != Step::Reading || m_model->isBusy() || m_isPrepared)
        return;
    if (m_model->error() || !m_model->isLoaded())
        failLeg(Leg::PbxSaved, m_model->error().value_or(ApiError{.kind = Kind::Cancelled}));
    else
        prepare();
}

//! Everything that could be refused is looked at before anything is changed.
void ConnectThrough::prepare()
{
    m_isPrepared = true; // setDraft() and setSecret() tell of changes too
    m_model->setDraft(wantedSettings());
    m_model->setSecret(Field::AuthenticationCode, Secret("-")); // the real one comes later
    if (m_model->missingFeature()) {
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

ListQuery ConnectThrough::nameQuery() const
{
    return {.page = 1, .pageSize = kPageSize, .search = m_plan.deviceName};
}

//! Which devices of that name there are already: else one that was added without an answer could
//! not be told from them. Also shows whether the platform has the calls at all.
void ConnectThrough::readNamesakes()
{
    setLeg(Leg::CodeMade, LegState::Running);
    askDevices(nameQuery(), [this](Result<ListPage<RemoteDevice>> page) {
        if (!page) {
            failLeg(Leg::CodeMade, page.error());
            return;
        }
        for (const RemoteDevice &device : page->rows)
            m_namesakes.insert(device.id);
        addDevice();
    });
    emit changed();
}

void ConnectThrough::addDevice()
{
    m_step = Step::Adding;
    const bool isPasswordless =
        m_plan.passwordless.value_or(m_model->loaded().isPasswordless.value_or(false));
    const NewRemoteDevice device{.name = m_plan.deviceName,
                                 .group = m_plan.group,
                                 .comment = m_plan.comment,
                                 .isPasswordless = isPasswordless};
    callCentral<AddedDevice>(
        m_central, m_calls.get(), CentralCallRepeat::Change,
        [device](CentralClient &client, const Secret &token) {
            return client.addDevice(token, device);
        },
        [this](Result<AddedDevice> added) {
            if (added)
                takeAdded(std::move(*added));
            else if (leavesOutcomeOpen(added.error()))
                findLostDevice(added.error());
            else
                failLeg(Leg::CodeMade, added.error());
        });
}

void ConnectThrough::takeAdded(AddedDevice added)
{
    m_deviceId = added.id;
    m_central.recordDeed(QStringLiteral("device-add"), m_plan.deviceName, {},
                         QStringLiteral("done"));
    setLeg(Leg::CodeMade, LegState::Done);
    setLeg(Leg::PbxSaved, LegState::Running);
    m_model->setSecret(Field::AuthenticationCode, std::move(added.authenticationCode));
    m_step = Step::Saving;
    m_model->save();
    emit changed();
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
    m_isAsking = true;
    askDevices(nameQuery(), [this](Result<ListPage<RemoteDevice>> page) {
        m_isAsking = false;
        if (page)
            takeDevices(page->rows);
        else
            setLeg(Leg::PlatformSees, LegState::Running, page.error(), leg(Leg::PlatformSees).word);
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
    } else if (isPbxOver && m_isOver && !m_isAsking) {
        if (!isDone(Leg::PlatformSees)) {
            const LegReport last = leg(Leg::PlatformSees);
            setLeg(Leg::PlatformSees, LegState::Failed, last.error, last.word);
        }
        stop(End::NotAgreed, pbx.error ? pbx.error : leg(Leg::PlatformSees).error);
    }
    emit changed();
}

void ConnectThrough::handleLimit()
{
    m_isOver = true;
    m_poll.stop();
    followBoth();
}

//! How full the platform is now; it does not matter for the end.
void ConnectThrough::readCapacityAgain()
{
    if (m_step != Step::Following)
        return;
    m_step = Step::Closing;
    m_limit.stop();
    m_poll.stop();
    callCentral<RemoteConnections>(
        m_central, m_calls.get(), CentralCallRepeat::Read,
        [](CentralClient &client, const Secret &token) { return client.remoteConnections(token); },
        [this](Result<RemoteConnections> connections) {
            if (connections)
                m_connections = std::move(*connections);
            stop(End::Agreed);
        });
}

} // namespace lw
