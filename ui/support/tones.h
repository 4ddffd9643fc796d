// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QPalette>

namespace lw {

//! What a colour of ours means. It never carries the meaning alone: a shape and a word stand by.
enum class Tone { Neutral, Good, Caution, Danger };

[[nodiscard]] bool isDark(const QPalette &palette);

//! At least 4.5:1 on the window's and on the base colour of a light or dark palette.
[[nodiscard]] QColor toneColor(Tone tone, const QPalette &palette);
//! For help texts: quieter than text, still at least 4.5:1.
[[nodiscard]] QColor secondaryColor(const QPalette &palette);
//! A hair line between areas.
[[nodiscard]] QColor hairlineColor(const QPalette &palette);
//! The ground of a banner: \a tone, hardly visible.
[[nodiscard]] QColor tintColor(Tone tone, const QPalette &palette);

//! WCAG 2.1 contrast of two opaque colours, 1 to 21.
[[nodiscard]] double contrastRatio(const QColor &left, const QColor &right);

//! A dark palette for pictures and tests; the program itself follows the system's.
[[nodiscard]] QPalette darkPalette();
[[nodiscard]] QPalette lightPalette();

} // namespace lw
