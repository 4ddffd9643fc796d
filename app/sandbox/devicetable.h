// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platformplan.h"
#include "portalenvelope.h"
#include "randomsource.h"

#include <QDateTime>
#include <QHash>

#include <map>

namespace lw::Sandbox {

//! What somebody types who adds a device.
struct DeviceForm
{
    QString name;
    QString group;
    QString comment;
    bool isPasswordless = false;
    bool isProvisioned = false;
};

//! What a PBX says of itself.
struct DeviceFacts
{
    QString serialNumber;
    QString model;
    QString version;
    QString portal; //!< https://host:port; empty: it did not say
    bool isPasswordless = false;
};

//! A device as one management server knows it, with the code that it was given.
struct PlatformDevice
{
    enum class Status { Pending, Connected, Disconnected };

    qint64 id = 0;
    DeviceForm form;
    QString code; //!< empty: it came by an account
    QDateTime codeIssued;
    bool isCodeUsed = false;
    bool isPrepared = false; //!< the scenario's: it is there again after a reset
    bool isMadeUp = false;   //!< stays the way it is, whatever the clock says
    DeviceFacts facts;
    QByteArray token;   //!< empty: no connection
    QByteArray linkKey; //!< seals its links, shared since it attached
    QDateTime lastHeartbeat;

    [[nodiscard]] bool isBound() const { return !token.isEmpty(); }
    [[nodiscard]] bool isCodeFresh(const QDateTime &now) const;
    [[nodiscard]] Status statusAt(const QDateTime &now) const;
    //! Both sides want it.
    [[nodiscard]] bool allowsPasswordless() const
    {
        return form.isPasswordless && facts.isPasswordless;
    }
};

/*!
 * The devices of one practice management server: a code makes one, the PBX that shows the code
 * becomes it, and whoever deletes it cuts the PBX off.
 *
 *   Pending --code shown, within 24 h, once--> Connected <--heartbeat-- Disconnected
 *                                                  '--30 s of silence, detach----^
 *
 * Time is an argument. Owned by the platform; sandbox thread only.
 */
class DeviceTable final
{
public:
    DeviceTable(const PlatformPlan &plan, RandomSource random, const QDateTime &now);

    [[nodiscard]] const std::map<qint64, PlatformDevice> &list() const { return m_devices; }
    //! Null where there is none.
    [[nodiscard]] const PlatformDevice *find(qint64 id) const;
    [[nodiscard]] bool hasName(const QString &name) const;
    [[nodiscard]] int used() const; //!< connections, of plan.capacity
    [[nodiscard]] QStringList preparedCodes(const QDateTime &now) const; //!< still good

    const PlatformDevice &add(const DeviceForm &form, const QDateTime &now);
    void remove(qint64 id);
    //! As the provider does it on the server's own pages.
    void setPasswordless(qint64 id, bool isPasswordless);

    //! Why \a code is not good for anything.
    [[nodiscard]] std::optional<Refusal> whyCodeIsBad(const QString &code,
                                                      const QDateTime &now) const;
    [[nodiscard]] bool hasRoomFor(const QString &serialNumber) const;
    //! \a code: empty for a PBX that came by an account. It must be good.
    const PlatformDevice &attach(const DeviceFacts &facts, const QString &code,
                                 const QDateTime &now);
    //! Null: \a token is none.
    [[nodiscard]] const PlatformDevice *deviceOf(const QByteArray &token) const;
    void heartbeat(qint64 id, bool isPasswordless, const QDateTime &now);
    void detach(qint64 id);

    //! The scenario's devices only, and their codes good again.
    void reset(const QDateTime &now);

private:
    [[nodiscard]] PlatformDevice *boundDevice(const QString &serialNumber);
    [[nodiscard]] PlatformDevice &deviceFor(const DeviceFacts &facts, const QString &code,
                                            const QDateTime &now);
    void makeUp(const QDateTime &now);

    PlatformPlan m_plan;
    RandomSource m_random;
    qint64 m_lastId = 0;
    std::map<qint64, PlatformDevice> m_devices; //!< by id
    QHash<QByteArray, qint64> m_byToken;
    QStringList m_preparedCodes; //!< in the order of their devices
};

} // namespace lw::Sandbox
