// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/secret.h>

namespace lw {

//! base64(lowercase hex MD5(password)): how the portal's API wants to hear a password. An encoding;
//! TLS is the protection.
[[nodiscard]] Secret portalPassword(const Secret &password);

} // namespace lw
