// SPDX-License-Identifier: GPL-3.0-or-later
#include "pbxitemdelegate.h"

#include "support/metrics.h"

#include <fleet/pbxlistmodel.h>

#include <QApplication>
#include <QPainter>

namespace lw {

namespace {

void paintGroup(QPainter *painter, const QStyleOptionViewItem &option, const QString &name)
{
    QFont font = option.font;
    font.setWeight(QFont::DemiBold);
    painter->setFont(font);
    painter->setPen(secondaryColor(option.palette));
    const QRect area = option.rect.adjusted(metrics::kInsideGroup, 0, -metrics::kBetweenRows, 0);
    painter->drawText(area, Qt::AlignVCenter | Qt::AlignLeading | Qt::TextSingleLine,
                      QFontMetrics(font).elidedText(name, Qt::ElideRight, area.width()));
}

void paintPbx(QPainter *painter, const QStyleOptionViewItem &option, const QString &name,
              const StatusLook &look)
{
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    const auto group =
        option.state.testFlag(QStyle::State_Active) ? QPalette::Active : QPalette::Inactive;
    const QColor text =
        option.palette.color(group, isSelected ? QPalette::HighlightedText : QPalette::Text);
    const QFontMetrics metrics(option.font);
    const int side = metrics.ascent();
    const QRect row = option.rect.adjusted(metrics::kInsideGroup, 0, -metrics::kBetweenRows, 0);
    const auto mirrored = [&](const QRect &area) {
        return QStyle::visualRect(option.direction, row, area);
    };

    const QRect shape(row.left(), row.center().y() - side / 2 + 1, side, side);
    paintStatusShape(*painter, mirrored(shape), look.shape,
                     isSelected ? text : toneColor(look.tone, option.palette));

    const int wordWidth = metrics.horizontalAdvance(look.word);
    const int nameStart = row.left() + side + metrics::kBetweenRows;
    const int nameWidth = metrics.horizontalAdvance(name);
    // The word gives way before the name does: the shape says it too.
    const bool hasRoom = nameStart + nameWidth + metrics::kBetweenRows + wordWidth <= row.right();
    const QRect nameArea(nameStart, row.top(), row.right() - nameStart, row.height());
    painter->setPen(text);
    painter->drawText(mirrored(nameArea), Qt::AlignVCenter | Qt::AlignLeading | Qt::TextSingleLine,
                      metrics.elidedText(name, Qt::ElideRight, nameArea.width()));
    if (hasRoom) {
        painter->setPen(isSelected ? text : secondaryColor(option.palette));
        painter->drawText(QStyle::visualRect(option.direction, row, row),
                          Qt::AlignVCenter | Qt::AlignTrailing | Qt::TextSingleLine, look.word);
    }
}

} // namespace

StatusLook listLook(const QModelIndex &server)
{
    const int state = server.data(PbxListModel::StateRole).toInt();
    if (server.data(PbxListModel::IsPlatformRole).toBool())
        return centralLook(static_cast<CentralSession::State>(state));
    return sessionLook(static_cast<PbxSession::State>(state));
}

void PbxItemDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                            const QModelIndex &index) const
{
    QStyleOptionViewItem own(option);
    initStyleOption(&own, index);
    const QString name = own.text;
    own.text.clear();
    painter->save();
    const QStyle *style = own.widget ? own.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &own, painter, own.widget);
    if (index.parent().isValid())
        paintPbx(painter, own, name, listLook(index));
    else
        paintGroup(painter, own, name);
    painter->restore();
}

QSize PbxItemDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return {option.fontMetrics.averageCharWidth() * 20,
            option.fontMetrics.height() + metrics::kBetweenRows};
}

} // namespace lw
