// SPDX-License-Identifier: GPL-3.0-or-later
#include "listtable.h"

#include "support/metrics.h"

#include <QContextMenuEvent>
#include <QHeaderView>
#include <QMenu>

#include <algorithm>
#include <numeric>

namespace lw {

namespace {

constexpr int kRowPadding = 6;

} // namespace

ListTable::ListTable(const QString &columnsName, QWidget *parent) : QTableView(parent)
{
    horizontalHeader()->setObjectName(columnsName);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setStretchLastSection(true);
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeading | Qt::AlignVCenter);
    horizontalHeader()->setTextElideMode(Qt::ElideRight);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setTabKeyNavigation(false);
    setWordWrap(false);
    setTextElideMode(Qt::ElideRight);
    setShowGrid(false);
    setAlternatingRowColors(true);
    setCornerButtonEnabled(false);
    setVerticalScrollMode(ScrollPerItem);
    setHorizontalScrollMode(ScrollPerPixel);
    fitRows();
}

void ListTable::setUp(const QList<int> &shares, Sorting sorting)
{
    m_sorting = sorting;
    m_shares = shares;
    fitColumns();
    connect(horizontalHeader(), &QHeaderView::sectionResized, this, &ListTable::noteResize);
    // Before sorting is switched on, which sorts at once by what the header says.
    horizontalHeader()->setSortIndicator(0, Qt::AscendingOrder);
    horizontalHeader()->setSectionsClickable(sorting == Sorting::On);
    setSortingEnabled(sorting == Sorting::On);
    connect(selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &ListTable::choiceChanged);
    connect(model(), &QAbstractItemModel::modelReset, this, &ListTable::choiceChanged);
}

QString ListTable::columnsName() const
{
    return horizontalHeader()->objectName();
}

QByteArray ListTable::columns() const
{
    return m_isArranged ? horizontalHeader()->saveState() : QByteArray();
}

void ListTable::restoreColumns(const QByteArray &columns)
{
    const int count = horizontalHeader()->count();
    if (!columns.isEmpty() && horizontalHeader()->restoreState(columns))
        m_isArranged = true;
    if (horizontalHeader()->count() != count) // kept by a version with other columns
        m_isArranged = false;
    fitColumns();
}

QList<int> ListTable::chosenRows() const
{
    QList<int> rows;
    const QModelIndexList indexes = selectionModel()->selectedRows();
    rows.reserve(indexes.size());
    for (const QModelIndex &index : indexes)
        rows.append(index.row());
    std::sort(rows.begin(), rows.end());
    return rows;
}

void ListTable::contextMenuEvent(QContextMenuEvent *event)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addActions(actions());
    if (m_sorting == Sorting::On)
        addSorting(*menu);
    QPoint place = event->globalPos();
    if (event->reason() == QContextMenuEvent::Keyboard && currentIndex().isValid())
        place = viewport()->mapToGlobal(visualRect(currentIndex()).bottomLeft());
    menu->popup(place);
}

//! The header cannot be reached by keys.
void ListTable::addSorting(QMenu &menu)
{
    QMenu *columns = menu.addMenu(tr("&Sort By"));
    const QHeaderView &header = *horizontalHeader();
    for (int column = 0; column < model()->columnCount(); ++column) {
        const bool isChosen = header.sortIndicatorSection() == column;
        const bool isAscending = header.sortIndicatorOrder() == Qt::AscendingOrder;
        const auto order = isChosen && isAscending ? Qt::DescendingOrder : Qt::AscendingOrder;
        QAction *action = columns->addAction(
            model()->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString());
        action->setCheckable(true);
        action->setChecked(isChosen);
        connect(action, &QAction::triggered, this,
                [this, column, order] { sortByColumn(column, order); });
    }
}

void ListTable::changeEvent(QEvent *event)
{
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        fitRows();
}

//! Somebody who comes by keys sees where he is.
void ListTable::focusInEvent(QFocusEvent *event)
{
    QTableView::focusInEvent(event);
    if (!currentIndex().isValid() && model() && model()->rowCount() > 0)
        selectionModel()->setCurrentIndex(model()->index(0, 0), QItemSelectionModel::NoUpdate);
}

void ListTable::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    fitColumns();
}

//! Each column has room for its title; they share the rest.
void ListTable::fitColumns()
{
    if (m_isArranged || m_shares.isEmpty() || !model())
        return;
    m_isFitting = true;
    const QHeaderView &header = *horizontalHeader();
    const int whole = std::accumulate(m_shares.cbegin(), m_shares.cend(), 0);
    int room = viewport()->width();
    for (int column = 0; column < m_shares.size(); ++column)
        room -= header.sectionSizeHint(column);
    for (int column = 0; column < m_shares.size(); ++column)
        setColumnWidth(column, header.sectionSizeHint(column) +
                                   std::max(0, room) * m_shares.at(column) / whole);
    m_isFitting = false;
}

//! The last column follows the others by itself.
void ListTable::noteResize(int column)
{
    if (!m_isFitting && column + 1 < model()->columnCount())
        m_isArranged = true;
}

void ListTable::fitRows()
{
    const int height = fontMetrics().height() + kRowPadding;
    verticalHeader()->setMinimumSectionSize(height);
    verticalHeader()->setDefaultSectionSize(height);
}

} // namespace lw
