// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/connectionstatus.h>
#include <core/listpage.h>
#include <core/remoteconnections.h>
#include <core/remotedevice.h>
#include <core/remotemanagementsettings.h>
#include <core/result.h>

#include <QList>
#include <QObject>
#include <QSet>
#include <QTimer>

#include <array>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>

namespace lw {

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
    enum class Rollback {
        NotNeeded,
        Running,
        DeviceRemoved,
        DeviceLeft,    //!< could not be removed: a person must, on the platform
        DeviceUnknown, //!< it may have been added, and was not found
        DeviceInUse    //!< the PBX has or may have its code: it stays
    };

    ConnectThrough(PbxSession &pbx, CentralSession &central, QObject *parent = nullptr);
    ~ConnectThrough() override;

    void start(ConnectThroughPlan plan);
    //! Stops, and rolls back what can be. What was sent to the PBX is not undone.
    void cancel();

    [[nodiscard]] bool isBusy() const { return m_isBusy; }
    [[nodiscard]] const LegReport &leg(Leg leg) const;
    [[nodiscard]] End end() const { return m_end; }
    [[nodiscard]] const std::optional<ApiError> &error() const { return m_error; }
    [[nodiscard]] Rollback rollback() const { return m_rollback; }
    //! Why the device could not be removed.
    [[nodiscard]] const std::optional<ApiError> &rollbackError() const { return m_rollbackError; }
    //! The PBX has the new binding.
    [[nodiscard]] bool isPbxChanged() const;
    //! Null before it was added.
    [[nodiscard]] QString deviceId() const { return m_deviceId; }
    [[nodiscard]] QString deviceName() const { return m_plan.deviceName; }
    [[nodiscard]] const std::optional<RemoteConnections> &connections() const
    {
        return m_connections;
    }
    //! What each side said last.
    [[nodiscard]] std::optional<ConnectionStatus> pbxStatus() const;
    [[nodiscard]] const std::optional<RemoteDevice> &device() const { return m_device; }
    //! How long it will still look.
    [[nodiscard]] std::chrono::milliseconds remainingWait() const;

signals:
    void changed();

private:
    enum class Step { Reading, Adding, Saving, Following, Closing, RollingBack };
    using DevicesHandler = std::function<void(Result<ListPage<RemoteDevice>>)>;

    void setLeg(Leg leg, LegState state, std::optional<ApiError> error = {},
                const QString &word = {});
    void failLeg(Leg leg, const ApiError &error);
    void readCapacity();
    void takeCapacity(RemoteConnections connections);
    void followPbx();
    void prepare();
    [[nodiscard]] RemoteManagementSettings wantedSettings() const;
    [[nodiscard]] ListQuery nameQuery() const;
    void askDevices(const ListQuery &query, DevicesHandler handler);
    void readNamesakes();
    void addDevice();
    void takeAdded(AddedDevice added);
    void findLostDevice(const ApiError &error);
    void followSaving();
    void takeSaved();
    void takeUnsaved();
    void followConnection();
    void askPlatform();
    void takeDevices(const QList<RemoteDevice> &devices);
    void followBoth();
    void handleLimit();
    void readCapacityAgain();
    void stop(End end, std::optional<ApiError> error = {});
    void lookBeforeRemoving();
    void removeDevice();
    void finish();
    [[nodiscard]] bool isDone(Leg which) const { return leg(which).state == LegState::Done; }

    PbxSession &m_pbx;
    CentralSession &m_central;
    std::unique_ptr<RemoteManagementModel> m_model;
    std::unique_ptr<QObject> m_calls; //!< context of running requests; replaced to drop them
    ConnectThroughPlan m_plan;
    std::array<LegReport, kLegs.size()> m_legs;
    QTimer m_poll;
    QTimer m_limit;            //!< ends the following
    QSet<QString> m_namesakes; //!< devices of the same name from before
    QString m_deviceId;
    std::optional<RemoteConnections> m_connections;
    std::optional<RemoteDevice> m_device;
    std::optional<ApiError> m_error;
    std::optional<ApiError> m_rollbackError;
    Step m_step = Step::Reading;
    End m_end = End::None;
    Rollback m_rollback = Rollback::NotNeeded;
    bool m_isBusy = false;
    bool m_isPrepared = false;
    bool m_isCancelled = false;
    bool m_isAsking = false; //!< the platform's answer is awaited
    bool m_isOver = false;   //!< the time for following is
};

} // namespace lw
