// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pbxmemory.h"

namespace lw::Sandbox {

/*!
 * What administrators set for a whole practice PBX, and what was done there: security options,
 * Auto Logout Time, the operation log. Owned by its PBX; sandbox thread only.
 */
class SecurityApi final
{
public:
    //! Passwordless Login stands among the options of a Cloud PBX only.
    enum class Options { WithPasswordless, WithoutPasswordless };

    SecurityApi(const WireProfile &wire, PbxMemory &memory, Options options);

    [[nodiscard]] WebAnswer handle(const QString &call, const Visit &visit);

private:
    [[nodiscard]] WebAnswer options();
    [[nodiscard]] WebAnswer setOptions(const Visit &visit);
    [[nodiscard]] WebAnswer webServer();
    [[nodiscard]] WebAnswer setWebServer(const Visit &visit);
    [[nodiscard]] WebAnswer operations(const Visit &visit);

    const WireProfile &m_wire;
    PbxMemory &m_memory;
    PortalEnvelope m_envelope;
    Options m_options;
};

} // namespace lw::Sandbox
