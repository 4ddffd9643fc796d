// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

class QTabBar;
class QWidget;

namespace lw {

//! The tabs of a page that has parts, in the look of the tabs above them.
[[nodiscard]] QTabBar *innerTabs(const QStringList &texts);
//! \a tabs, at the margin of a page; takes them over.
[[nodiscard]] QWidget *innerTabRow(QTabBar *tabs);

} // namespace lw
