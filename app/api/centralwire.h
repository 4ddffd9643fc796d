// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/centraluser.h>
#include <core/cloudpbx.h>
#include <core/remoteconnections.h>
#include <core/remotedevice.h>
#include <core/result.h>

#include <QJsonObject>

namespace lw {

class JsonReader;
class WireCall;

// How CentralClient reads what a management server lists. What is missing or mistyped is noted by
// the reader.

[[nodiscard]] Result<RemoteConnections> readConnections(const QJsonObject &json,
                                                        const WireCall &call);
[[nodiscard]] RemoteDevice readDevice(JsonReader &reader, const WireCall &call);
[[nodiscard]] CloudPbx readCloudPbx(JsonReader &reader, const WireCall &call);
[[nodiscard]] CentralUser readUser(JsonReader &reader, const WireCall &call);

} // namespace lw
