// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pbxmemory.h"

namespace lw::Sandbox {

/*!
 * The extensions of one practice PBX: every account but the super administrator's, which nobody
 * reaches this way. Owned by its PBX; sandbox thread only.
 */
class ExtensionApi final
{
public:
    ExtensionApi(const WireProfile &wire, PbxMemory &memory);

    [[nodiscard]] WebAnswer handle(const QString &call, const Visit &visit);

private:
    [[nodiscard]] WebAnswer list(const Visit &visit);
    [[nodiscard]] WebAnswer get(const Visit &visit);
    [[nodiscard]] WebAnswer update(const Visit &visit);
    //! Of the account; ids count the extensions from 1 on.
    [[nodiscard]] std::optional<qsizetype> indexOf(qint64 id) const;
    [[nodiscard]] QJsonObject row(const WireCall &call, qint64 id) const;

    const WireProfile &m_wire;
    PbxMemory &m_memory;
    PortalEnvelope m_envelope;
};

} // namespace lw::Sandbox
