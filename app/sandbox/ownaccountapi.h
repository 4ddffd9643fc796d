// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pbxmemory.h"

namespace lw::Sandbox {

/*!
 * The own password and the own trusted devices at one practice PBX. Owned by its PBX; sandbox
 * thread only.
 */
class OwnAccountApi final
{
public:
    OwnAccountApi(const WireProfile &wire, PbxMemory &memory);

    [[nodiscard]] WebAnswer handle(const QString &call, const Visit &visit);

private:
    [[nodiscard]] WebAnswer devices(const Visit &visit);
    [[nodiscard]] WebAnswer removeDevices(const Visit &visit);
    [[nodiscard]] WebAnswer changePassword(const Visit &visit);

    const WireProfile &m_wire;
    PbxMemory &m_memory;
    PortalEnvelope m_envelope;
};

} // namespace lw::Sandbox
