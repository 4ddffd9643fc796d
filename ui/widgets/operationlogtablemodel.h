// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIdentityProxyModel>

namespace lw {

class OperationLogModel;

/*! The texts of the operation log: headers, and times as people read them. Nothing is kept here. */
class OperationLogTableModel final : public QIdentityProxyModel
{
    Q_OBJECT
public:
    explicit OperationLogTableModel(OperationLogModel &source, QObject *parent = nullptr);

    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
};

} // namespace lw
