// SPDX-License-Identifier: GPL-3.0-or-later
#include "devicerollback.h"

#include "centralcall.h"
#include "centralinventory.h"
#include "changeoutcome.h"

#include <algorithm>
#include <utility>

namespace lw {

namespace {

using Kind = ApiError::Kind;

//! The platform lists no such device: somebody else has removed it. A 404 without the platform's
//! own code may come from anything on the way.
bool isGone(const ApiError &error)
{
    return error.kind == Kind::NotFound && error.serverCode;
}

} // namespace

DeviceRollback::DeviceRollback(CentralSession &central, NewRemoteDevice device,
                               std::function<void()> finished)
    : m_central(central), m_wanted(std::move(device)), m_finished(std::move(finished))
{}

DeviceRollback::~DeviceRollback() = default;

void DeviceRollback::remove(const QString &id)
{
    m_deviceId = id;
    look(&DeviceRollback::judgeKnown);
}

void DeviceRollback::removeLost()
{
    look(&DeviceRollback::judgeLost);
}

void DeviceRollback::look(void (DeviceRollback::*judge)())
{
    m_state = State::Running;
    m_lookup = std::make_unique<CentralInventory>(m_central);
    connect(m_lookup.get(), &CentralInventory::changed, this, [this, judge] {
        const auto error = m_lookup->error();
        if (error)
            finish(m_deviceId.isEmpty() ? State::DeviceUnknown : State::DeviceLeft, error);
        else
            (this->*judge)();
    });
    m_lookup->loadDevices(m_wanted.name);
}

//! A row that was not seen may belong to a PBX by now.
void DeviceRollback::judgeKnown()
{
    const QList<RemoteDevice> &devices = m_lookup->devices();
    const auto found =
        std::find_if(devices.cbegin(), devices.cend(),
                     [this](const RemoteDevice &device) { return device.id == m_deviceId; });
    if (found == devices.cend()) {
        finish(State::DeviceUnknown, ApiError{.kind = Kind::NotFound});
        return;
    }
    m_device = *found;
    if (!found->serialNumber.isEmpty() || found->status.is(RemoteDevice::Status::Connected))
        finish(State::DeviceInUse);
    else
        sendRemoval();
}

void DeviceRollback::judgeLost()
{
    QList<RemoteDevice> candidates;
    for (const RemoteDevice &device : m_lookup->devices()) {
        if (device.name == m_wanted.name)
            candidates.append(device);
    }
    // Two of the name, or one that differs: somebody else has added one at the same time.
    if (candidates.size() != 1 || !isLostOne(candidates.first())) {
        finish(State::DeviceUnknown);
        return;
    }
    m_device = candidates.first();
    m_deviceId = m_device->id;
    sendRemoval();
}

bool DeviceRollback::isLostOne(const RemoteDevice &device) const
{
    return device.serialNumber.isEmpty() && device.status.is(RemoteDevice::Status::Pending) &&
           device.group == m_wanted.group && device.comment == m_wanted.comment;
}

void DeviceRollback::sendRemoval()
{
    const QStringList ids{m_deviceId};
    callCentral<Done>(
        m_central, this, CentralCallRepeat::Change,
        [ids](CentralClient &client, const Secret &token) {
            return client.deleteDevices(token, ids);
        },
        [this](const Result<Done> &done) {
            const bool isRemoved = done || isGone(done.error());
            const auto error = isRemoved ? std::nullopt : std::optional(done.error());
            const ChangeOutcome outcome = outcomeOf(error);
            m_central.recordDeed(QStringLiteral("device-remove"), m_wanted.name, {},
                                 outcomeWord(outcome));
            if (isRemoved)
                finish(State::DeviceRemoved);
            else
                finish(outcome == ChangeOutcome::Unknown ? State::DeviceUnknown : State::DeviceLeft,
                       error);
        });
}

void DeviceRollback::finish(State state, std::optional<ApiError> error)
{
    m_state = state;
    m_error = std::move(error);
    // Copied: the handler may destroy this.
    const auto finished = m_finished;
    finished();
}

} // namespace lw
