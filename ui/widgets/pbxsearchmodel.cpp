// SPDX-License-Identifier: GPL-3.0-or-later
#include "pbxsearchmodel.h"

#include "pbxitemdelegate.h"

#include <fleet/pbxlistmodel.h>

namespace lw {

PbxSearchModel::PbxSearchModel(QObject *parent) : QSortFilterProxyModel(parent)
{
    setRecursiveFilteringEnabled(true); // groups show through their PBXs
}

void PbxSearchModel::search(const QString &text)
{
    m_wanted = text.trimmed();
    invalidateFilter();
}

QVariant PbxSearchModel::data(const QModelIndex &index, int role) const
{
    const bool isGroup = !index.parent().isValid();
    const QVariant own = QSortFilterProxyModel::data(index, role);
    if (isGroup && role == Qt::DisplayRole) {
        if (index.data(PbxListModel::IsPracticeRole).toBool())
            return tr("Sandbox");
        if (index.data(PbxListModel::IsPlatformRole).toBool())
            return tr("Platforms");
        return own.toString().isEmpty() ? tr("PBXs") : own;
    }
    if (!isGroup && role == Qt::AccessibleTextRole) {
        //: What a screen reader says: %1 is a name, %2 a status.
        return tr("%1, %2").arg(index.data(Qt::DisplayRole).toString(), listLook(index).word);
    }
    if (!isGroup && role == Qt::ToolTipRole)
        return index.data(PbxListModel::AddressRole);
    return own;
}

Qt::ItemFlags PbxSearchModel::flags(const QModelIndex &index) const
{
    const bool isGroup = !index.parent().isValid();
    return isGroup ? Qt::ItemIsEnabled : Qt::ItemIsEnabled | Qt::ItemIsSelectable;
}

bool PbxSearchModel::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    if (!parent.isValid())
        return false;
    const QModelIndex index = sourceModel()->index(row, 0, parent);
    const auto has = [&](int role) {
        return index.data(role).toString().contains(m_wanted, Qt::CaseInsensitive);
    };
    return m_wanted.isEmpty() || has(Qt::DisplayRole) || has(PbxListModel::AddressRole);
}

} // namespace lw
