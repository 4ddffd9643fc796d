// SPDX-License-Identifier: GPL-3.0-or-later
#include "addresstablemodels.h"

#include "support/format.h"

#include <session/addresslistsmodel.h>

#include <QCoreApplication>

namespace lw {

namespace {

/*! Only the translation context of this file. */
struct Words
{
    Q_DECLARE_TR_FUNCTIONS(lw::AddressTableModels)
};

QString addressText(const AddressListsModel &lists, const QString &address)
{
    //: %1 is an IP address or a network.
    return lists.isThisWorkstation(address) ? Words::tr("%1 (this workstation)").arg(address)
                                            : address;
}

bool isTextRole(int role)
{
    return role == Qt::DisplayRole || role == Qt::ToolTipRole;
}

} // namespace

BlockedAddressesTableModel::BlockedAddressesTableModel(AddressListsModel &lists, QObject *parent)
    : QAbstractTableModel(parent), m_lists(lists), m_rows(lists.blocked())
{
    connect(&lists, &AddressListsModel::changed, this, &BlockedAddressesTableModel::follow);
}

int BlockedAddressesTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int BlockedAddressesTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant BlockedAddressesTableModel::headerData(int section, Qt::Orientation orientation,
                                                int role) const
{
    if (orientation != Qt::Horizontal || !isTextRole(role))
        return {};
    switch (section) {
    case Address:
        return Words::tr("IP Address");
    case DefenceType:
        return Words::tr("Defence Type");
    case Port:
        return Words::tr("Port");
    case Since:
        return Words::tr("Blocked Since");
    case Until:
        return Words::tr("Until");
    default:
        return {};
    }
}

QVariant BlockedAddressesTableModel::data(const QModelIndex &index, int role) const
{
    if (!isTextRole(role) || !checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    return textOf(m_rows.at(index.row()), index.column());
}

QString BlockedAddressesTableModel::textOf(const BlockedAddress &row, int column) const
{
    switch (column) {
    case Address:
        return addressText(m_lists, row.address);
    case DefenceType:
        return row.defenceType;
    case Port:
        return row.port;
    case Since:
        return localTime(row.time);
    case Until:
        return row.expires ? localTime(*row.expires) : Words::tr("For good");
    default:
        return {};
    }
}

//! A reset takes the choice away, so only where the rows are others.
void BlockedAddressesTableModel::follow()
{
    if (m_rows == m_lists.blocked())
        return;
    beginResetModel();
    m_rows = m_lists.blocked();
    endResetModel();
}

AllowedAddressesTableModel::AllowedAddressesTableModel(AddressListsModel &lists, QObject *parent)
    : QAbstractTableModel(parent), m_lists(lists), m_rows(lists.allowed())
{
    connect(&lists, &AddressListsModel::changed, this, &AllowedAddressesTableModel::follow);
}

int AllowedAddressesTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int AllowedAddressesTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant AllowedAddressesTableModel::headerData(int section, Qt::Orientation orientation,
                                                int role) const
{
    if (orientation != Qt::Horizontal || !isTextRole(role))
        return {};
    switch (section) {
    case Name:
        return Words::tr("Name");
    case Address:
        return Words::tr("IP Address");
    case Remark:
        return Words::tr("Remark");
    default:
        return {};
    }
}

QVariant AllowedAddressesTableModel::data(const QModelIndex &index, int role) const
{
    if (!isTextRole(role) || !checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    return textOf(m_rows.at(index.row()), index.column());
}

QString AllowedAddressesTableModel::textOf(const AllowedAddress &row, int column) const
{
    switch (column) {
    case Name:
        return row.name;
    case Address:
        return addressText(m_lists, row.address);
    case Remark:
        return row.remark;
    default:
        return {};
    }
}

void AllowedAddressesTableModel::follow()
{
    if (m_rows == m_lists.allowed())
        return;
    beginResetModel();
    m_rows = m_lists.allowed();
    endResetModel();
}

} // namespace lw
