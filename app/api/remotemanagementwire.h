// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/connectionstatus.h>
#include <core/remotemanagementsettings.h>
#include <core/result.h>

#include <QJsonObject>

namespace lw {

class WireProfile;

//! The answer of remotemanagement/get.
[[nodiscard]] Result<RemoteManagementSettings> readSettings(const QJsonObject &json,
                                                            const WireProfile &profile);
//! The answer of remotemanagement/status.
[[nodiscard]] Result<ConnectionStatus> readStatus(const QJsonObject &json,
                                                  const WireProfile &profile);

/*!
 * The body of remotemanagement/update: every field that the PBX has, and the secrets that are not
 * empty. A field that the layout lacks, or a word that we do not understand, is left out: an absent
 * field keeps its value.
 */
[[nodiscard]] Secret writeSettings(const RemoteManagementSettings &settings,
                                   const RemoteManagementSecrets &secrets,
                                   const WireProfile &profile);

} // namespace lw
