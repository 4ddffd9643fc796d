// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "secret.h"

#include <chrono>

namespace lw {

/*! The tokens of a session with a management server or with a PBX's OpenAPI. */
struct ApiTokens
{
    Secret access;
    Secret refresh; //!< empty: the answer had none, the last one stays good
    std::chrono::seconds expiresIn{0};
};

} // namespace lw
