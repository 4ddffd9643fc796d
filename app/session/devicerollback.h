// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/remotedevice.h>
#include <core/result.h>

#include <QObject>

#include <functional>
#include <memory>
#include <optional>

namespace lw {

class CentralInventory;
class CentralSession;

/*!
 * Takes a device that was added in vain off a platform again. Looks first, and removes only what is
 * ours beyond doubt and what no PBX has become. Main thread; owned by ConnectThrough; the session
 * outlives it. Made for one device; destroying it stops it silently.
 *
 *   remove(id)   --> look --> the id is listed, unused -----------------> DELETE --> finished
 *   removeLost() --> look --> exactly one unused, as we wanted it ------> DELETE --> finished
 *                         \-> anything else, nothing removed ----------------------> finished
 */
class DeviceRollback final : public QObject
{
    Q_OBJECT
public:
    enum class State {
        NotNeeded,
        Running,
        DeviceRemoved,
        DeviceLeft,    //!< could not be removed: a person must, on the platform
        DeviceUnknown, //!< it may be on the platform, and was not found
        DeviceInUse    //!< the PBX has or may have its code: it stays
    };

    //! \a finished is called from the event loop, and may destroy this.
    DeviceRollback(CentralSession &central, NewRemoteDevice device, std::function<void()> finished);
    ~DeviceRollback() override;

    void remove(const QString &id);
    //! The platform's answer was lost, and with it id and code.
    void removeLost();

    [[nodiscard]] State state() const { return m_state; }
    //! Null: not known.
    [[nodiscard]] QString deviceId() const { return m_deviceId; }
    //! As the platform lists it; absent: not seen.
    [[nodiscard]] const std::optional<RemoteDevice> &device() const { return m_device; }
    //! Why it is not removed.
    [[nodiscard]] const std::optional<ApiError> &error() const { return m_error; }

private:
    void look(void (DeviceRollback::*judge)());
    void judgeKnown();
    void judgeLost();
    [[nodiscard]] bool isLostOne(const RemoteDevice &device) const;
    void sendRemoval();
    void finish(State state, std::optional<ApiError> error = {});

    CentralSession &m_central;
    NewRemoteDevice m_wanted;
    std::function<void()> m_finished;
    std::unique_ptr<CentralInventory> m_lookup;
    QString m_deviceId;
    std::optional<RemoteDevice> m_device;
    std::optional<ApiError> m_error;
    State m_state = State::NotNeeded;
};

} // namespace lw
