// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

namespace lw {

/*! Security > Security Settings > Security Options. What the edition lacks is absent. */
struct SecurityOptions
{
    bool isTwoFactorMandatory = false;         //!< for all extensions
    std::optional<bool> isPasswordlessEnabled; //!< Cloud only
    std::optional<bool> isPasswordlessActive; //!< Cloud only: somebody uses it right now; read-only

    friend bool operator==(const SecurityOptions &, const SecurityOptions &) = default;
};

} // namespace lw
