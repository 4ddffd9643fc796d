// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pbxmemory.h"

namespace lw::Sandbox {

/*!
 * The addresses that one practice PBX has blocked, and those that it never blocks. Owned by its
 * PBX; sandbox thread only.
 */
class AddressApi final
{
public:
    AddressApi(const WireProfile &wire, PbxMemory &memory);

    [[nodiscard]] WebAnswer handle(const QString &call, const Visit &visit);

private:
    [[nodiscard]] WebAnswer blocked(const Visit &visit);
    [[nodiscard]] WebAnswer unblock(const Visit &visit);
    [[nodiscard]] WebAnswer allowed(const Visit &visit);
    [[nodiscard]] WebAnswer allow(const Visit &visit);
    [[nodiscard]] WebAnswer disallow(const Visit &visit);
    [[nodiscard]] QList<LoginGuard::BlockedAddress> blockedNow() const;
    void forgive(const LoginGuard::BlockedAddress &one);

    const WireProfile &m_wire;
    PbxMemory &m_memory;
    PortalEnvelope m_envelope;
};

} // namespace lw::Sandbox
