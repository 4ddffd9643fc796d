// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "portalenvelope.h"
#include "randomsource.h"
#include "scenario.h"

#include <core/clock.h>

#include <QDateTime>

namespace lw::Sandbox {

/*!
 * One practice management server, the side that PBXs talk to: authentication codes (24 hours,
 * once), its own Yeastar ID, a limited number of devices. A refusal uses nothing up. It knows no
 * socket. Owned by the world; sandbox thread only.
 */
class PlatformService final : public WebService
{
public:
    PlatformService(PlatformPlan plan, const Clock &clock, RandomSource random);

    [[nodiscard]] const PlatformPlan &plan() const { return m_plan; }
    [[nodiscard]] QStringList freshCodes() const;
    [[nodiscard]] QJsonObject state() const; //!< for GET /state; without secrets
    //! No device is known any more; the same codes are fresh again.
    void reset();

    [[nodiscard]] QString callOf(const WebRequest &request) const override;
    void handle(const WebRequest &request, WebReply reply) override;

private:
    struct Code
    {
        QString text;
        QDateTime issued;
        bool isUsed = false;
    };
    struct Device
    {
        QString model;
        QString version;
        QByteArray token;
        bool allowsPasswordless = false;
        QDateTime lastHeartbeat;
    };

    [[nodiscard]] QJsonObject attach(const QJsonObject &body);
    [[nodiscard]] std::optional<Refusal> whyNotAttached(const QJsonObject &body) const;
    [[nodiscard]] std::optional<Refusal> whyCodeIsBad(const QString &text) const;
    [[nodiscard]] bool isTooOld(const FirmwareVersion &version) const;
    [[nodiscard]] bool isFresh(const Code &code) const;
    [[nodiscard]] QString deviceOf(const WebRequest &request) const;
    [[nodiscard]] QJsonObject heartbeat(const QString &serialNumber, const QJsonObject &body);

    PlatformPlan m_plan;
    const Clock &m_clock;
    RandomSource m_random;
    QList<Code> m_codes;
    QHash<QString, Device> m_devices; //!< by serial number
};

} // namespace lw::Sandbox
