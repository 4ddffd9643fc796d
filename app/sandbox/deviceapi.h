// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "centralenvelope.h"
#include "devicetable.h"

namespace lw::Sandbox {

/*!
 * The device calls of a practice management server: list, add, delete, open. The vendor documents
 * none, so these are this project's. Whoever calls has been let in. Owned by CentralApi; sandbox
 * thread only.
 */
class DeviceApi final
{
public:
    DeviceApi(const PlatformPlan &plan, const Clock &clock, const RandomSource &random,
              DeviceTable &devices);

    [[nodiscard]] WebAnswer list(const WebRequest &request) const;
    [[nodiscard]] WebAnswer add(const WebRequest &request);
    [[nodiscard]] WebAnswer remove(const WebRequest &request);
    [[nodiscard]] WebAnswer link(qint64 id, const WebRequest &request) const;

private:
    [[nodiscard]] QJsonObject row(const PlatformDevice &device) const;
    [[nodiscard]] WebAnswer invalid(const QString &field) const;
    [[nodiscard]] WebAnswer forbidden(const QString &reason) const;

    const PlatformPlan &m_plan;
    const Clock &m_clock;
    RandomSource m_random;
    CentralEnvelope m_envelope;
    DeviceTable &m_devices;
};

} // namespace lw::Sandbox
