// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "centralapi.h"

namespace lw::Sandbox {

/*!
 * One practice management server: the side that PBXs talk to (authentication codes, its own Yeastar
 * ID, a limited number of connections) and its API for other programs, over the same devices. A
 * refusal uses nothing up. It knows no socket. Owned by the world; sandbox thread only.
 */
class PlatformService final : public WebService
{
public:
    PlatformService(PlatformPlan plan, const Clock &clock, RandomSource random);

    [[nodiscard]] const PlatformPlan &plan() const { return m_plan; }
    //! The codes that the scenario hands out and that are still good.
    [[nodiscard]] QStringList freshCodes() const;
    [[nodiscard]] QJsonObject state() const; //!< for GET /state; without secrets
    //! No PBX is known any more; the same codes are fresh again.
    void reset();
    //! As the provider does it on the server's own pages. False: no such device.
    [[nodiscard]] bool setPasswordless(qint64 device, bool isPasswordless);
    [[nodiscard]] static QStringList calls();

    [[nodiscard]] QString callOf(const WebRequest &request) const override;
    void handle(const WebRequest &request, WebReply reply) override;
    void expireSessionOf(const WebRequest &request) override { m_api.expireTokenOf(request); }

private:
    [[nodiscard]] WebAnswer connection(const QString &call, const WebRequest &request);
    [[nodiscard]] QJsonObject attach(const QJsonObject &body);
    [[nodiscard]] std::optional<Refusal> whyNotAttached(const QJsonObject &body) const;
    [[nodiscard]] bool isTooOld(const FirmwareVersion &version) const;
    [[nodiscard]] QJsonObject heartbeat(qint64 device, const QJsonObject &body);

    PlatformPlan m_plan;
    const Clock &m_clock;
    RandomSource m_random;
    DeviceTable m_devices;
    CentralApi m_api;
};

} // namespace lw::Sandbox
