// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIdentityProxyModel>

namespace lw {

class ExtensionsModel;

/*!
 * The texts of the extensions: headers, the words for a second factor, and an ellipsis in the place
 * of what was not read yet. Nothing is kept here.
 */
class ExtensionsTableModel final : public QIdentityProxyModel
{
    Q_OBJECT
public:
    explicit ExtensionsTableModel(ExtensionsModel &source, QObject *parent = nullptr);

    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    [[nodiscard]] QString textOf(const QModelIndex &index) const;
    [[nodiscard]] QString spokenText(const QModelIndex &index) const;

    ExtensionsModel &m_source;
};

} // namespace lw
