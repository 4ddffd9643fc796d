// SPDX-License-Identifier: GPL-3.0-or-later
// How one go ends, and what is rolled back.
#include "connectthrough.h"

#include "centralinventory.h"
#include "centralsession.h"
#include "changeoutcome.h"
#include "pbxsession.h"
#include "remotemanagementmodel.h"

#include <utility>

namespace lw {

void ConnectThrough::failLeg(Leg leg, const ApiError &error)
{
    setLeg(leg, LegState::Failed, error);
    stop(m_isCancelled ? End::Cancelled : End::Refused, error);
}

void ConnectThrough::dropCalls()
{
    m_calls = std::make_unique<QObject>();
    delete std::exchange(m_lookup, nullptr);
}

void ConnectThrough::stop(End end, std::optional<ApiError> error)
{
    m_end = end;
    m_error = std::move(error);
    dropCalls();
    m_step = Step::RollingBack;
    m_model->cancel(); // only reading and waiting are under way here
    const bool mayBeSaved =
        isPbxChanged() || m_model->outcome() == RemoteManagementModel::Outcome::Unknown;
    if (m_deviceId.isEmpty() || end == End::Agreed) {
        finish();
    } else if (mayBeSaved) {
        m_rollback = Rollback::DeviceInUse;
        finish();
    } else {
        rollBack();
    }
}

void ConnectThrough::rollBack()
{
    m_step = Step::RollingBack;
    m_rollback = Rollback::Running;
    m_undo = std::make_unique<DeviceRollback>(m_central, m_wanted, [this] {
        m_rollback = m_undo->state();
        m_rollbackError = m_undo->error();
        m_deviceId = m_undo->deviceId();
        if (m_undo->device())
            m_device = m_undo->device();
        finish();
        emit changed();
    });
    if (m_deviceId.isEmpty())
        m_undo->removeLost();
    else
        m_undo->remove(m_deviceId);
}

//! The journal tells what the PBX has, however the go ended.
void ConnectThrough::finish()
{
    const bool mayBeSaved = m_rollback == Rollback::DeviceInUse;
    const ChangeOutcome outcome = isPbxChanged() ? ChangeOutcome::Done
                                  : mayBeSaved   ? ChangeOutcome::Unknown
                                                 : ChangeOutcome::NotDone;
    m_limit.stop();
    m_poll.stop();
    m_central.recordDeed(QStringLiteral("connect-through"), m_pbx.settings().name, {},
                         outcomeWord(outcome));
    m_isBusy = false;
}

} // namespace lw
