// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <functional>

namespace lw {

class CentralPool;
class CentralRegistry;
class OpenApiKeeper;

/*! What lies beside a PBX and its pages may use. All of it outlives them; what is absent they do
 * without. */
struct PbxNeighbours
{
    CentralRegistry *platforms = nullptr;
    CentralPool *platformSessions = nullptr;
    OpenApiKeeper *openApi = nullptr;
    //! A person wants to sign in to the management server of that id.
    std::function<void(const QString &platformId)> signInPlatform;
    //! The OpenAPI's secret of a practice PBX, public by design; empty: not known.
    std::function<QString(const QString &pbxId)> practiceSecret;
};

} // namespace lw
