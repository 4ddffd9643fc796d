// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "openapitokens.h"
#include "pbxmemory.h"

namespace lw::Sandbox {

/*!
 * The OpenAPI of one practice PBX, as the vendor documents it: its names are fixed, no wire profile
 * changes them. Owned by its PBX; sandbox thread only.
 */
class OpenApi final
{
public:
    OpenApi(const PbxPlan &plan, PbxMemory &memory);

    //! The names of its calls; faults and counters go by them.
    [[nodiscard]] static QStringList calls();
    [[nodiscard]] static bool handles(const WebRequest &request);
    //! Empty: none of its calls.
    [[nodiscard]] static QString callOf(const WebRequest &request);
    [[nodiscard]] WebAnswer handle(const WebRequest &request);
    void expireTokenOf(const WebRequest &request);
    [[nodiscard]] int liveTokens() const { return m_tokens.liveAt(m_memory.now()); }

private:
    [[nodiscard]] bool isAllowed(const QByteArray &peer) const;
    [[nodiscard]] WebAnswer token(const WebRequest &request);
    [[nodiscard]] WebAnswer refresh(const WebRequest &request);
    [[nodiscard]] WebAnswer information() const;
    [[nodiscard]] WebAnswer extensions(const WebRequest &request, const QString &search) const;
    [[nodiscard]] QJsonObject row(qint64 id) const;
    [[nodiscard]] WebAnswer sendMail(const WebRequest &request);

    PbxPlan m_plan;
    PbxMemory &m_memory;
    OpenApiTokens m_tokens;
    QDateTime m_booted;
};

} // namespace lw::Sandbox
