// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/qrmatrix.h>
#include <core/secret.h>

#include <QString>

#include <optional>

namespace lw {

//! Writes \a line and a line end to the open file descriptor \a target ("-" is standard output).
//! Answers what went wrong.
[[nodiscard]] std::optional<QString> writeSecretLine(const QString &target, const Secret &line);

//! Saves the symbol with its quiet zone as a PNG that only its owner can read.
[[nodiscard]] std::optional<QString> saveQr(const QrMatrix &matrix, const QString &file);

//! The symbol with its quiet zone for a terminal: two modules a character, dark on white whatever
//! the colours of the terminal are.
[[nodiscard]] Secret halfBlocks(const QrMatrix &matrix);

} // namespace lw
