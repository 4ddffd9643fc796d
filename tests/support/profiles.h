// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/capabilities.h>
#include <core/passwordrule.h>
#include <core/wireprofile.h>

namespace lw::test {

[[nodiscard]] QByteArray builtInProfileJson();
[[nodiscard]] WireProfile builtInProfile();
//! The profile in resources/wire/ \a name.
[[nodiscard]] WireProfile profileOf(const QString &name);
[[nodiscard]] Capabilities builtInCapabilities();
[[nodiscard]] PasswordRules builtInPasswordRules();

//! The built-in profile with every path, root, field name and word turned into another one.
[[nodiscard]] QByteArray scrambledProfileJson();

} // namespace lw::test
