// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace lw::metrics {

// The rhythm of every page, in device-independent pixels.
constexpr int kInsideGroup = 4;
constexpr int kBetweenRows = 8;
constexpr int kPageMargin = 16;
constexpr int kBetweenSections = 24;
constexpr int kColumnWidth = 760;

constexpr int kListMinimum = 240;
constexpr int kListMaximum = 320;

constexpr double kHeadingScale = 1.15;

} // namespace lw::metrics
