// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "errortext.h"

namespace lw {

//! What errorText() says of the portal, for the documented OpenAPI of a PBX, whose limits are
//! others.
[[nodiscard]] ErrorText openApiErrorText(const ApiError &error);

} // namespace lw
