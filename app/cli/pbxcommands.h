// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "commandline.h"
#include "commandresult.h"

#include <core/systeminformation.h>
#include <core/trustchoice.h>
#include <core/wireprofile.h>

#include <QObject>

#include <tl/expected.hpp>

namespace lw {

class PbxRegistry;
class PbxSession;
struct RegistryProblem;

// pbx add | list | show | remove: the saved list alone, no PBX is contacted.
[[nodiscard]] CommandResult addPbx(PbxRegistry &registry, const Invocation &invocation,
                                   const WireProfile &builtIn);
[[nodiscard]] CommandResult listPbxs(const PbxRegistry &registry);
[[nodiscard]] CommandResult showPbx(const PbxRegistry &registry, const QString &name);
[[nodiscard]] CommandResult removePbx(PbxRegistry &registry, const QString &name);

//! --trust-sha256 or --ca-file, else the system's authorities.
[[nodiscard]] tl::expected<TrustChoice, CommandError> trustFrom(const Invocation &invocation);
//! How a server is trusted, beside what else is saved of it.
void addTrust(QJsonObject &json, const TrustChoice &trust);
[[nodiscard]] CommandError registryError(const RegistryProblem &problem, Peer peer = Peer::Pbx);

//! The usage error for a NAME that is not saved.
[[nodiscard]] CommandError unknownName(const QString &name, Peer peer = Peer::Pbx);

//! pbx check: what \a session has learned of a PBX that was opened, and what its OpenAPI said.
[[nodiscard]] CommandResult checkResult(const PbxSession &session,
                                        const std::optional<SystemInformation> &information);

} // namespace lw
