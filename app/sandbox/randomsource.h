// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <functional>

namespace lw::Sandbox {

//! That many unpredictable bytes. Passed in, so that a test can tell them beforehand.
using RandomSource = std::function<QByteArray(qsizetype)>;

[[nodiscard]] RandomSource systemRandom();

//! 128 unpredictable bits as lower-case hex: cookies, device tokens.
[[nodiscard]] QByteArray makeToken(const RandomSource &random);

//! An authentication code: 16 characters of A-Z and 2-9 without I, L and O.
[[nodiscard]] QString makeCode(const RandomSource &random);

} // namespace lw::Sandbox
