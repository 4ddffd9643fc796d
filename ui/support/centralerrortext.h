// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "errortext.h"

namespace lw {

//! What errorText() says of a PBX, for an error of a management server. Names the request where the
//! server gave it a number.
[[nodiscard]] ErrorText centralErrorText(const ApiError &error);

} // namespace lw
