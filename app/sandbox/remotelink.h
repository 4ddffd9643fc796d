// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "passwordhash.h"
#include "platformcaller.h"
#include "remoteform.h"

#include <core/clock.h>

#include <memory>

namespace lw::Sandbox {

/*!
 * The connection of one practice PBX to its management server: it attaches over TLS when the page
 * is saved, sends heartbeats, and knows the state that the status page shows.
 *
 *   Disconnected --save, attached--> Connecting --heartbeat answered--> Connected
 *        ^  ^                          ^                                   |
 *        |  +--heartbeat refused-------+-----------heartbeat lost----------+
 *        +--disconnect (any state)
 *
 * Owned by its PBX; sandbox thread only. Destroying it drops what is on its way.
 */
class RemoteLink final
{
public:
    enum class State { Disconnected, Connecting, Connected };

    struct Device
    {
        QString serialNumber;
        QString model;
        QString firmware;
        QString portal; //!< https://host:port; empty: not known yet
    };

    struct Setup
    {
        PlatformCaller *platforms = nullptr;
        Scheduler *scheduler = nullptr;
        const Clock *clock = nullptr;
        Device device;
        PbxAddress defaultServer;
    };

    struct Status
    {
        State state = State::Disconnected;
        qint64 since = 0; //!< epoch seconds; 0: never connected
        QString server;
        QString detail;
        QString lastError;
    };

    //! Nothing: carried out. Called once, later or at once.
    using Done = std::function<void(std::optional<Refusal>)>;

    explicit RemoteLink(Setup setup) : m_setup(std::move(setup)) {}

    [[nodiscard]] const RemoteSettings &settings() const { return m_settings; }
    [[nodiscard]] const Status &status() const { return m_status; }
    [[nodiscard]] bool isBound() const { return !m_deviceToken.isEmpty(); }
    //! What the platform seals its links with; empty: there are none.
    [[nodiscard]] const QByteArray &linkKey() const { return m_linkKey; }
    //! What the platform last said of its own switch.
    [[nodiscard]] bool isPasswordlessThere() const { return m_isPasswordlessThere; }
    //! Whether that is the account of the page, and it is on.
    [[nodiscard]] bool isAccount(const QString &name, const QString &password,
                                 const RandomSource &random);
    void portalIsAt(const QString &url) { m_setup.device.portal = url; }

    //! Must not be called again before \a done was.
    void save(const RemoteChange &change, Done done);
    void disconnect();
    //! Time may have moved: sends a heartbeat that is due.
    void wake();

private:
    [[nodiscard]] PbxAddress serverOf(const RemoteSettings &settings) const;
    [[nodiscard]] PlatformCall attachCall(const RemoteChange &change) const;
    void finishAttach(const RemoteChange &change, const PlatformOutcome &outcome, const Done &done);
    void adopt(const RemoteChange &change);
    void detach();
    void forgetBinding();
    void scheduleHeartbeat();
    void sendHeartbeat();
    void finishHeartbeat(const PlatformOutcome &outcome);
    void enter(State state, const QString &detail, const QString &lastError);
    //! \a work only as long as this link and its binding are there.
    template<typename Work>
    auto whileBound(Work work);

    Setup m_setup;
    RemoteSettings m_settings;
    PasswordHash m_accountPassword;
    PbxAddress m_server;
    QByteArray m_deviceToken;
    QByteArray m_linkKey;
    bool m_isPasswordlessThere = false;
    Status m_status;
    QDateTime m_heartbeatDue;
    bool m_isHeartbeatOut = false;
    //! Replaced whenever the binding changes: what belongs to the old one finds it gone.
    std::shared_ptr<int> m_binding = std::make_shared<int>();
    std::shared_ptr<int> m_life = std::make_shared<int>();
};

} // namespace lw::Sandbox
