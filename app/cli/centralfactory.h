// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "centralcommand.h"
#include "commandline.h"
#include "pbxcommand.h"

#include <memory>

namespace lw {

//! The command that \a invocation asks for, of those that talk to a management server alone.
[[nodiscard]] std::unique_ptr<CentralCommand>
makeCentralCommand(const Invocation &invocation, CentralSession &session, CentralMeans means);

//! The command that \a invocation asks for, of those with --via.
[[nodiscard]] std::unique_ptr<PbxCommand> makeViaCommand(const Invocation &invocation,
                                                         PbxSession &session, SignInMeans means,
                                                         CentralSession &central,
                                                         CentralMeans centralMeans);

//! Whether \a command is one of `central ...`.
[[nodiscard]] bool isCentral(Invocation::Command command);

} // namespace lw
