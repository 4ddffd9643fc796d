// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/wireprofile.h>

namespace lw {

//! The profile that the program carries.
[[nodiscard]] WireProfile builtInWireProfile();
//! The API of Central Management and the OpenAPI of a PBX; nobody overrides them.
[[nodiscard]] WireProfile builtInCentralProfile();
[[nodiscard]] WireProfile builtInOpenApiProfile();

//! \a builtIn with the entries of the file \a path; \a builtIn itself where \a path is empty.
//! Line 0 in the error: the file could not be read at all.
[[nodiscard]] tl::expected<WireProfile, WireProfileError>
wireProfileWithFile(const WireProfile &builtIn, const QString &path);

} // namespace lw
