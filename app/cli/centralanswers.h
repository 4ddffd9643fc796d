// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/centralsettings.h>
#include <core/centraluser.h>
#include <core/cloudpbx.h>
#include <core/remoteconnections.h>
#include <core/remotedevice.h>

#include <QJsonArray>
#include <QJsonObject>

#include <optional>

namespace lw {

// What a platform said, for scripts: under the platform's own names, with its own words and times
// in epoch seconds. What it left out is left out.

//! What is saved of a management server; the names are ours.
[[nodiscard]] QJsonObject centralJson(const CentralSettings &central);
[[nodiscard]] QJsonObject connectionsJson(const RemoteConnections &connections);
[[nodiscard]] QJsonObject deviceJson(const RemoteDevice &device);
[[nodiscard]] QJsonObject userJson(const CentralUser &user);
[[nodiscard]] QJsonObject cloudPbxJson(const CloudPbx &pbx);

//! An id as the platform writes it: a number, or a text.
[[nodiscard]] QJsonValue idJson(const QString &id);
[[nodiscard]] QString enabledWord(bool isOn);
//! The server's time as epoch seconds; null: none.
[[nodiscard]] QJsonValue timeJson(const std::optional<QDateTime> &time);

} // namespace lw
