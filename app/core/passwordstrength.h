// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "secret.h"

#include <QStringList>

namespace lw {

/*! How many guesses a password withstands, estimated by zxcvbn. */
struct PasswordStrength
{
    int score = 0;   //!< 0 (guessed at once) to 4 (very unlikely), by zxcvbn's own thresholds
    double bits = 0; //!< log2 of the guesses
};

//! \a penaltyWords are what an attacker tries first: the names of the user and of the PBX, whole
//! and in their parts. Any length; from the 257th byte on nothing is gained.
[[nodiscard]] PasswordStrength strengthOf(const Secret &password, const QStringList &penaltyWords);

} // namespace lw
