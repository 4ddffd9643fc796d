// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "devicerollback.h"

#include <core/connectionstatus.h>
#include <core/remoteconnections.h>
#include <core/remotedevice.h>
#include <core/remotemanagementsettings.h>
#include <core/result.h>

#include <QList>
#include <QObject>
#include <QTimer>

#include <array>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>

namespace lw {

class CentralInventory;
class CentralSession;
class PbxSession;
class RemoteManagementModel;

/*! What connecting a PBX through a platform is to do. */
struct ConnectThroughPlan
{
    QString deviceName; //!< as the platform lists it; empty: the name of the saved PBX
    QString group;
    QString comment;
    std::optional<bool> passwordless; //!< absent: as the PBX has it
    std::chrono::milliseconds wait{60'000};
};

/*!
 * One go: adds a device to a platform, uses its code on the PBX, and follows both sides until PBX
 * and platform agree. Main thread; owned by whoever shows it; both sessions are signed in and
 * outlive it. Made for one go.
 *
 *   start() -> Capacity -> CodeMade -> PbxSaved -> PbxReaches --+--> Agreed
 *                                          \----> PlatformSees -+
 *
 * What fails or is cancelled before the PBX has the code is rolled back: the unused device is
 * removed. What the PBX has saved is not undone; the report says so.
 */
class ConnectThrough final : public QObject
{
    Q_OBJECT
public:
    enum class Leg { Capacity, CodeMade, PbxSaved, PbxReaches, PlatformSees };
    static constexpr std::array kLegs{Leg::Capacity, Leg::CodeMade, Leg::PbxSaved, Leg::PbxReaches,
                                      Leg::PlatformSees};

    enum class LegState {
        Waiting, //!< its turn has not come
        Running,
        Done,
        Doubtful, //!< not as it should be, but no reason to stop (capacity used up, not answered)
        Failed
    };
    struct LegReport
    {
        LegState state = LegState::Waiting;
        QDateTime at; //!< UTC, when it became so; null while Waiting
        std::optional<ApiError> error;
        QString word; //!< the server's own: a status, a last error
    };

    enum class End {
        None,      //!< under way, or not started
        Agreed,    //!< PBX and platform both say Connected
        NotAgreed, //!< saved, but not both in time
        Refused,   //!< error() says why; the PBX is as it was
        Unknown,   //!< nobody knows whether the PBX saved it
        Cancelled
    };
    using Rollback = DeviceRollback::State;

    ConnectThrough(PbxSession &pbx, CentralSession &central, QObject *parent = nullptr);
    ~ConnectThrough() override;

    void start(ConnectThroughPlan plan);
    //! Stops, and rolls back what can be. What was sent to the PBX is not undone.
    void cancel();
    //! Stops at once, without an answer that is awaited: rollback() says what may be left behind.
    void abandon();

    [[nodiscard]] bool isBusy() const { return m_isBusy; }
    [[nodiscard]] const LegReport &leg(Leg leg) const;
    [[nodiscard]] End end() const { return m_end; }
    [[nodiscard]] const std::optional<ApiError> &error() const { return m_error; }
    [[nodiscard]] Rollback rollback() const { return m_rollback; }
    //! Why the device could not be removed.
    [[nodiscard]] const std::optional<ApiError> &rollbackError() const { return m_rollbackError; }
    //! The PBX has the new binding.
    [[nodiscard]] bool isPbxChanged() const;
    //! Null before it was added, and where the platform's answer was lost.
    [[nodiscard]] QString deviceId() const { return m_deviceId; }
    [[nodiscard]] QString deviceName() const { return m_plan.deviceName; }
    [[nodiscard]] const std::optional<RemoteConnections> &connections() const
    {
        return m_connections;
    }
    //! What each side said last.
    [[nodiscard]] std::optional<ConnectionStatus> pbxStatus() const;
    [[nodiscard]] const std::optional<RemoteDevice> &device() const { return m_device; }
    //! The device for which the platform was not asked for another of the same name.
    [[nodiscard]] const std::optional<RemoteDevice> &namesake() const { return m_namesake; }
    //! How long it will still look.
    [[nodiscard]] std::chrono::milliseconds remainingWait() const;

signals:
    void changed();

private:
    enum class Step { Reading, Preparing, Adding, Saving, Following, Closing, RollingBack };
    using DevicesHandler = std::function<void(const Result<QList<RemoteDevice>> &)>;

    // Nothing below emits but what the event loop calls: last, and once.
    void setLeg(Leg leg, LegState state, std::optional<ApiError> error = {},
                const QString &word = {});
    void failLeg(Leg leg, const ApiError &error);
    void readCapacity();
    void takeCapacity(Result<RemoteConnections> connections);
    void followPbx();
    [[nodiscard]] bool followReading();
    void prepare();
    [[nodiscard]] bool canReachServer() const;
    [[nodiscard]] RemoteManagementSettings wantedSettings() const;
    void askDevices(DevicesHandler handler);
    void readNamesakes();
    void addDevice();
    void takeAdded(Result<AddedDevice> added);
    void savePbx(Secret code);
    void followSaving();
    void takeSaved();
    void takeUnsaved();
    void followConnection();
    void askPlatform();
    void takeDevices(const QList<RemoteDevice> &devices);
    void followBoth();
    void handleLimit();
    void readCapacityAgain();
    void dropCalls();
    void stop(End end, std::optional<ApiError> error = {});
    void rollBack();
    void finish();
    [[nodiscard]] bool isDone(Leg which) const { return leg(which).state == LegState::Done; }

    PbxSession &m_pbx;
    CentralSession &m_central;
    std::unique_ptr<RemoteManagementModel> m_model;
    std::unique_ptr<QObject> m_calls;     //!< context of running requests; replaced to drop them
    CentralInventory *m_lookup = nullptr; //!< our child; null: no list is awaited
    std::unique_ptr<DeviceRollback> m_undo;
    ConnectThroughPlan m_plan;
    NewRemoteDevice m_wanted;
    std::array<LegReport, kLegs.size()> m_legs;
    QTimer m_poll;
    QTimer m_limit; //!< ends the following, and what may come a little later
    QString m_deviceId;
    std::optional<RemoteConnections> m_connections;
    std::optional<RemoteDevice> m_device;
    std::optional<RemoteDevice> m_namesake;
    std::optional<ApiError> m_error;
    std::optional<ApiError> m_rollbackError;
    Step m_step = Step::Reading;
    End m_end = End::None;
    Rollback m_rollback = Rollback::NotNeeded;
    bool m_isBusy = false;
    bool m_isCancelled = false;
    bool m_isSent = false; //!< the platform was asked for a device
    bool m_isOver = false; //!< the time for following is
};

} // namespace lw
