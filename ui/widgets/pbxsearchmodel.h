// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSortFilterProxyModel>

namespace lw {

/*! Search over name and address of the PBXs; a group stays as long as one of its PBXs does. */
class PbxSearchModel final : public QSortFilterProxyModel
{
    Q_OBJECT
public:
    explicit PbxSearchModel(QObject *parent = nullptr);

    //! Empty: everything.
    void search(const QString &text);

    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    QString m_wanted;
};

} // namespace lw
