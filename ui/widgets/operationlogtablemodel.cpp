// SPDX-License-Identifier: GPL-3.0-or-later
#include "operationlogtablemodel.h"

#include "support/format.h"

#include <session/operationlogmodel.h>

#include <QDateTime>

namespace lw {

OperationLogTableModel::OperationLogTableModel(OperationLogModel &source, QObject *parent)
    : QIdentityProxyModel(parent)
{
    setSourceModel(&source);
}

QVariant OperationLogTableModel::headerData(int section, Qt::Orientation orientation,
                                            int role) const
{
    const bool isText = role == Qt::DisplayRole || role == Qt::ToolTipRole;
    if (orientation != Qt::Horizontal || !isText)
        return {};
    switch (section) {
    case OperationLogModel::Time:
        return tr("Time");
    case OperationLogModel::User:
        return tr("User");
    case OperationLogModel::Address:
        return tr("IP Address");
    case OperationLogModel::Module:
        return tr("Module");
    case OperationLogModel::Operation:
        return tr("Operation");
    case OperationLogModel::Detail:
        return tr("Details");
    default:
        return {};
    }
}

QVariant OperationLogTableModel::data(const QModelIndex &index, int role) const
{
    const bool isText = role == Qt::DisplayRole || role == Qt::ToolTipRole;
    if (!index.isValid() || !isText)
        return QIdentityProxyModel::data(index, role);
    const QVariant value = QIdentityProxyModel::data(index, Qt::DisplayRole);
    if (index.column() != OperationLogModel::Time)
        return value;
    const QDateTime time = value.toDateTime();
    // Exact, and comparable with an export, under the pointer.
    return role == Qt::ToolTipRole ? time.toUTC().toString(Qt::ISODate) : localTime(time);
}

} // namespace lw
