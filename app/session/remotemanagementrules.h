// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "remotemanagementdraft.h"

#include <core/apierror.h>

#include <functional>

namespace lw {

class WireProfile;

// What RemoteManagementModel decides without state: pure functions of settings and errors.

//! \a theirs with everything that \a mine changed against \a base.
[[nodiscard]] RemoteManagementSettings merged(const RemoteManagementSettings &base,
                                              const RemoteManagementSettings &mine,
                                              const RemoteManagementSettings &theirs);

//! Whether something is typed that connects to a server anew.
[[nodiscard]] bool hasBindingSecret(const RemoteManagementSecrets &secrets);

//! The controls behind the fields that the PBX refused, with its own word for each.
[[nodiscard]] QMap<RemoteManagementField, QString> refusedFieldsOf(const ApiError &error,
                                                                   const WireProfile &wire);

//! The first feature that \a mine asks for beyond \a loaded and that the PBX does not have.
[[nodiscard]] std::optional<Feature> missingFeatureOf(const RemoteManagementSettings &mine,
                                                      const RemoteManagementSettings &loaded,
                                                      const std::function<bool(Feature)> &isUsable);

} // namespace lw
