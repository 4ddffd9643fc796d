// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "commandline.h"
#include "pbxcommand.h"

#include <memory>

namespace lw {

class SecretsInput;

//! The command that \a invocation asks for, of those that talk to a PBX.
[[nodiscard]] std::unique_ptr<PbxCommand> makeCommand(const Invocation &invocation,
                                                      PbxSession &session, SignInMeans means,
                                                      const SecretsInput &secrets);

} // namespace lw
