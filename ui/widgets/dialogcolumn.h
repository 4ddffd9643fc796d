// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QDialog;
class QVBoxLayout;

namespace lw {

//! The layout of a dialog of ours: margins and rhythm, at least \a width wide, as tall as its texts
//! need. The dialog deletes itself when it is closed.
[[nodiscard]] QVBoxLayout *dialogColumn(QDialog &dialog, int width);

} // namespace lw
