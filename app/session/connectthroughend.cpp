// SPDX-License-Identifier: GPL-3.0-or-later
// How one go ends, and what is rolled back.
#include "connectthrough.h"

#include "centralcall.h"
#include "changeoutcome.h"
#include "pbxsession.h"
#include "remotemanagementmodel.h"

#include <algorithm>

namespace lw {

void ConnectThrough::failLeg(Leg leg, const ApiError &error)
{
    setLeg(leg, LegState::Failed, error);
    stop(m_isCancelled ? End::Cancelled : End::Refused, error);
}

void ConnectThrough::stop(End end, std::optional<ApiError> error)
{
    m_end = end;
    m_error = std::move(error);
    m_limit.stop();
    m_poll.stop();
    m_calls = std::make_unique<QObject>();
    const bool hadModel = m_step == Step::Following && m_model->isBusy();
    m_step = Step::RollingBack;
    if (hadModel)
        m_model->cancel(); // only the waiting
    if (m_deviceId.isEmpty()) {
        finish();
    } else if (end == End::Agreed) {
        m_rollback = Rollback::NotNeeded;
        finish();
    } else if (isPbxChanged() || end == End::Unknown) {
        m_rollback = Rollback::DeviceInUse;
        finish();
    } else {
        lookBeforeRemoving();
    }
    emit changed();
}

//! No answer came: a device of our name that was not there before is ours, and of no use, since its
//! code is lost.
void ConnectThrough::findLostDevice(const ApiError &error)
{
    m_step = Step::RollingBack;
    setLeg(Leg::CodeMade, LegState::Failed, error);
    m_error = error;
    m_end = m_isCancelled ? End::Cancelled : End::Refused;
    m_rollback = Rollback::Running;
    askDevices(nameQuery(), [this](Result<ListPage<RemoteDevice>> page) {
        if (!page) {
            m_rollback = Rollback::DeviceUnknown;
            m_rollbackError = page.error();
            finish();
            return;
        }
        const auto found = std::find_if(
            page->rows.cbegin(), page->rows.cend(), [this](const RemoteDevice &device) {
                return device.name == m_plan.deviceName && !m_namesakes.contains(device.id);
            });
        if (found == page->rows.cend()) {
            m_rollback = Rollback::NotNeeded;
            finish();
            return;
        }
        m_deviceId = found->id;
        removeDevice();
    });
    emit changed();
}

//! Only a device that no PBX has become is removed, whatever we believe.
void ConnectThrough::lookBeforeRemoving()
{
    m_rollback = Rollback::Running;
    askDevices(nameQuery(), [this](Result<ListPage<RemoteDevice>> page) {
        if (!page) {
            m_rollback = Rollback::DeviceLeft;
            m_rollbackError = page.error();
            finish();
            return;
        }
        const auto found =
            std::find_if(page->rows.cbegin(), page->rows.cend(),
                         [this](const RemoteDevice &device) { return device.id == m_deviceId; });
        if (found != page->rows.cend() && !found->serialNumber.isEmpty()) {
            m_device = *found;
            m_rollback = Rollback::DeviceInUse;
            finish();
            return;
        }
        removeDevice();
    });
}

void ConnectThrough::removeDevice()
{
    m_rollback = Rollback::Running;
    const QStringList ids{m_deviceId};
    callCentral<Done>(
        m_central, m_calls.get(), CentralCallRepeat::Change,
        [ids](CentralClient &client, const Secret &token) {
            return client.deleteDevices(token, ids);
        },
        [this](const Result<Done> &done) {
            m_rollback = done ? Rollback::DeviceRemoved : Rollback::DeviceLeft;
            const auto error = done ? std::nullopt : std::optional(done.error());
            m_rollbackError = error;
            m_central.recordDeed(QStringLiteral("device-remove"), m_plan.deviceName, {},
                                 outcomeWord(outcomeOf(error)));
            finish();
        });
}

void ConnectThrough::finish()
{
    const ChangeOutcome outcome = m_end == End::Agreed    ? ChangeOutcome::Done
                                  : m_end == End::Unknown ? ChangeOutcome::Unknown
                                                          : ChangeOutcome::NotDone;
    m_central.recordDeed(QStringLiteral("connect-through"), m_pbx.settings().name, {},
                         outcomeWord(outcome));
    m_isBusy = false;
    emit changed();
}

void ConnectThrough::askDevices(const ListQuery &query, DevicesHandler handler)
{
    callCentral<ListPage<RemoteDevice>>(
        m_central, m_calls.get(), CentralCallRepeat::Read,
        [query](CentralClient &client, const Secret &token) {
            return client.devices(token, query);
        },
        std::move(handler));
}

} // namespace lw
