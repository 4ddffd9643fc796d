// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "secret.h"

#include <QByteArrayView>

#include <optional>

namespace lw {

//! The bytes of Base32 text (RFC 4648), read the way people type it: blanks, hyphens, lower case
//! and padding do not matter. Nothing: another character, or a length that no bytes have.
[[nodiscard]] std::optional<Secret> decodeBase32(QByteArrayView text);

//! Upper case with padding to groups of eight, as RFC 4648 has it.
[[nodiscard]] Secret encodeBase32(QByteArrayView bytes);

//! The letters and digits of \a text alone, in upper case: what a URI carries and what is copied.
[[nodiscard]] Secret plainBase32(QByteArrayView text);

} // namespace lw
