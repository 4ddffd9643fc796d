// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pbxmemory.h"

namespace lw::Sandbox {

//! What of a practice PBX outlives a restart: own passwords (hashed), second factors with their
//! keys, trusted devices, options, addresses and the newest operations. Sessions, challenges and
//! tokens end with the program, as they do when a PBX starts anew. Not for GET /state: it has keys.
[[nodiscard]] QJsonObject keptState(PbxMemory &memory);

//! Puts it back. Accounts that there are no longer are left out.
void restoreState(PbxMemory &memory, const QJsonObject &kept);

} // namespace lw::Sandbox
