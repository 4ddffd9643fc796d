// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "apierror.h"

#include <tl/expected.hpp>

namespace lw {

//! A value or the reason why there is none.
template<typename T>
using Result = tl::expected<T, ApiError>;

using Failure = tl::unexpected<ApiError>;

//! For calls whose success carries nothing.
struct Done
{};

} // namespace lw
