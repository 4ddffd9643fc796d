// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "passwordrule.h"
#include "secret.h"

#include <functional>
#include <optional>
#include <span>

namespace lw {

//! Fills the span with random bytes; false: there are none to be had.
using RandomBytes = std::function<bool(std::span<unsigned char>)>;

//! OpenSSL's RAND_bytes.
[[nodiscard]] RandomBytes systemRandomBytes();

constexpr int kGeneratedLength = 20;

//! A password that meets \a rule, each such password as likely as any other. Letters and digits
//! that cannot be mistaken for each other (no 0 O 1 I l ...), symbols only where the rule asks for
//! them. Nothing: the source failed, or no password of that length can meet the rule.
[[nodiscard]] std::optional<Secret> generatePassword(const PasswordRule &rule,
                                                     const RandomBytes &random,
                                                     int length = kGeneratedLength);

} // namespace lw
