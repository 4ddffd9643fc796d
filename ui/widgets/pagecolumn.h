// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QScrollArea>

namespace lw {

/*! A page's place: scrolls, keeps the column of its content at the side of the list. */
class PageColumn final : public QScrollArea
{
    Q_OBJECT
public:
    //! Takes \a content over.
    explicit PageColumn(QWidget *content, QWidget *parent = nullptr);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    bool focusNextPrevChild(bool next) override;
};

} // namespace lw
