// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "secret.h"
#include "totp.h"

namespace lw {

//! The URI that authenticators read from a QR symbol (Key URI Format):
//! otpauth://totp/Issuer:account?secret=...&issuer=...&algorithm=SHA1&digits=6&period=30
//! Issuer and account are percent-encoded UTF-8, control characters are left out. Empty when the
//! secret is not Base32.
[[nodiscard]] Secret otpAuthUri(const TotpKey &key);

} // namespace lw
