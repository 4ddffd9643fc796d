// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/statuswords.h"

#include <QStyledItemDelegate>

namespace lw {

//! The status of a PBX or a management server in the list.
[[nodiscard]] StatusLook listLook(const QModelIndex &server);

/*! Draws a row of the list: a group's name, or status shape, name, and the status in words. */
class PbxItemDelegate final : public QStyledItemDelegate
{
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option,
                                 const QModelIndex &index) const override;
};

} // namespace lw
