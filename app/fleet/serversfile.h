// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "registryfile.h"

#include <core/centralsettings.h>
#include <core/pbxsettings.h>

#include <QByteArray>
#include <QList>

namespace lw {

//! The content of servers.json. Secrets are no part of it.
[[nodiscard]] QByteArray writeServers(const QList<PbxSettings> &pbxs);

[[nodiscard]] tl::expected<QList<PbxSettings>, ServersFileError>
readServers(const QByteArray &json);

//! The content of platforms.json. Secrets are no part of it.
[[nodiscard]] QByteArray writePlatforms(const QList<CentralSettings> &centrals);

[[nodiscard]] tl::expected<QList<CentralSettings>, ServersFileError>
readPlatforms(const QByteArray &json);

} // namespace lw
