// SPDX-License-Identifier: GPL-3.0-or-later
#include "pbxlist.h"

#include "pbxitemdelegate.h"
#include "pbxsearchmodel.h"
#include "support/icons.h"
#include "support/metrics.h"
#include "support/tones.h"

#include <fleet/pbxlistmodel.h>

#include <QLineEdit>
#include <QPainter>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QTreeView>
#include <QVBoxLayout>

namespace lw {

PbxList::PbxList(PbxListModel &model, QWidget *parent)
    : QWidget(parent)
    , m_model(model)
    , m_filtered(new PbxSearchModel(this))
    , m_searchEdit(new QLineEdit(this))
    , m_tree(new QTreeView(this))
{
    m_searchEdit->setPlaceholderText(tr("Search"));
    m_searchEdit->setAccessibleName(tr("Search PBXs by name or address"));
    m_filtered->setSourceModel(&model);

    m_tree->setModel(m_filtered);
    m_tree->setItemDelegate(new PbxItemDelegate(m_tree));
    m_tree->setHeaderHidden(true);
    m_tree->setAccessibleName(tr("PBXs"));
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->setUniformRowHeights(true);
    m_tree->setIndentation(metrics::kBetweenRows + metrics::kInsideGroup);
    m_tree->setContextMenuPolicy(Qt::CustomContextMenu);
    m_tree->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_tree->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_tree->viewport()->setAutoFillBackground(false);

    auto *addButton = new QPushButton(tr("&Add PBX\u2026"), this);
    keepIcon(*addButton, QStringLiteral("add"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::kBetweenRows, metrics::kBetweenRows, metrics::kBetweenRows,
                               metrics::kBetweenRows);
    column->setSpacing(metrics::kBetweenRows);
    column->addWidget(m_searchEdit);
    column->addWidget(m_tree, 1);
    column->addWidget(addButton);

    connect(m_searchEdit, &QLineEdit::textChanged, this, [this](const QString &text) {
        // Not before there is something to clear: the style looks the button's icon up in all icon
        // themes, which takes a tenth of the time to the first painted window.
        m_searchEdit->setClearButtonEnabled(true);
        const QScopedValueRollback following(m_isFollowing, true);
        m_filtered->search(text);
        followModel();
    });
    connect(addButton, &QPushButton::clicked, this, &PbxList::addRequested);
    connect(m_tree, &QTreeView::customContextMenuRequested, this, &PbxList::showMenu);
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &PbxList::handleCurrent);
    connect(m_filtered, &QAbstractItemModel::modelAboutToBeReset, this,
            [this] { m_isFollowing = true; });
    connect(m_filtered, &QAbstractItemModel::modelReset, this, [this] {
        followModel();
        m_isFollowing = false;
    });
    followModel();
}

void PbxList::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const int edge = isRightToLeft() ? 0 : width() - 1;
    painter.fillRect(edge, 0, 1, height(), hairlineColor(palette()));
}

void PbxList::setCurrentId(const QString &id)
{
    m_currentId = id;
    const QScopedValueRollback following(m_isFollowing, true);
    followModel();
}

void PbxList::focusSearch()
{
    m_searchEdit->setFocus(Qt::ShortcutFocusReason);
    m_searchEdit->selectAll();
}

void PbxList::focusList()
{
    m_tree->setFocus(Qt::OtherFocusReason);
}

void PbxList::handleCurrent(const QModelIndex &current)
{
    const QString id = current.data(PbxListModel::IdRole).toString();
    if (m_isFollowing || id.isEmpty() || id == m_currentId)
        return;
    m_currentId = id;
    emit chosen(id);
}

void PbxList::showMenu(const QPoint &position)
{
    const QString id = m_tree->indexAt(position).data(PbxListModel::IdRole).toString();
    if (!id.isEmpty())
        emit menuRequested(id, m_tree->viewport()->mapToGlobal(position));
}

//! The model or the search changed: all groups stay open, and the chosen PBX stays chosen.
void PbxList::followModel()
{
    m_tree->expandAll();
    const QModelIndex index = shownIndexOf(m_currentId);
    if (index.isValid())
        m_tree->setCurrentIndex(index);
    else
        m_tree->selectionModel()->clear();
}

QModelIndex PbxList::shownIndexOf(const QString &id) const
{
    return id.isEmpty() ? QModelIndex() : m_filtered->mapFromSource(m_model.indexOf(id));
}

} // namespace lw
