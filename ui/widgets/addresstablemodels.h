// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/addresslists.h>

#include <QAbstractTableModel>

namespace lw {

class AddressListsModel;

/*! The blocked addresses as a table shows them; the rows follow the list model. */
class BlockedAddressesTableModel final : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Address, DefenceType, Port, Since, Until, ColumnCount };

    explicit BlockedAddressesTableModel(AddressListsModel &lists, QObject *parent = nullptr);

    [[nodiscard]] const BlockedAddress &at(int row) const { return m_rows.at(row); }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    void follow();
    [[nodiscard]] QString textOf(const BlockedAddress &row, int column) const;

    AddressListsModel &m_lists;
    QList<BlockedAddress> m_rows;
};

/*! The allowed addresses as a table shows them; the rows follow the list model. */
class AllowedAddressesTableModel final : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Name, Address, Remark, ColumnCount };

    explicit AllowedAddressesTableModel(AddressListsModel &lists, QObject *parent = nullptr);

    [[nodiscard]] const AllowedAddress &at(int row) const { return m_rows.at(row); }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    void follow();
    [[nodiscard]] QString textOf(const AllowedAddress &row, int column) const;

    AddressListsModel &m_lists;
    QList<AllowedAddress> m_rows;
};

} // namespace lw
