// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIdentityProxyModel>
#include <QStringList>

namespace lw {

class CentralListModel;
class CentralUsersModel;
class CloudPbxsModel;
class RemoteDevicesModel;

/*!
 * The texts of a list of a management server: headers, words for values, and an ellipsis in the
 * place of what was not read yet. Nothing is kept here. The subclasses know the columns.
 */
class CentralTextModel : public QIdentityProxyModel
{
    Q_OBJECT
public:
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

protected:
    CentralTextModel(CentralListModel &source, QStringList headers, QObject *parent);

    //! The text of a cell of a row that was read; \a value is the model's own.
    [[nodiscard]] virtual QString textOf(int row, int column, const QVariant &value) const = 0;
    //! What a screen reader says of a whole row as one moves through the first column.
    [[nodiscard]] virtual QString spokenText(int row) const = 0;
    //! Null: none.
    [[nodiscard]] virtual QVariant iconOf(int, int) const { return {}; }

private:
    QStringList m_headers;
};

/*! The texts of the devices; the status has its shape. */
class DevicesTextModel final : public CentralTextModel
{
    Q_OBJECT
public:
    explicit DevicesTextModel(RemoteDevicesModel &source, QObject *parent = nullptr);

protected:
    [[nodiscard]] QString textOf(int row, int column, const QVariant &value) const override;
    [[nodiscard]] QString spokenText(int row) const override;
    [[nodiscard]] QVariant iconOf(int row, int column) const override;

private:
    RemoteDevicesModel &m_source;
};

/*! The texts of the users of a management server. */
class CentralUsersTextModel final : public CentralTextModel
{
    Q_OBJECT
public:
    explicit CentralUsersTextModel(CentralUsersModel &source, QObject *parent = nullptr);

protected:
    [[nodiscard]] QString textOf(int row, int column, const QVariant &value) const override;
    [[nodiscard]] QString spokenText(int row) const override;

private:
    CentralUsersModel &m_source;
};

/*! The texts of the Cloud PBXs. */
class CloudPbxsTextModel final : public CentralTextModel
{
    Q_OBJECT
public:
    explicit CloudPbxsTextModel(CloudPbxsModel &source, QObject *parent = nullptr);

protected:
    [[nodiscard]] QString textOf(int row, int column, const QVariant &value) const override;
    [[nodiscard]] QString spokenText(int row) const override;

private:
    CloudPbxsModel &m_source;
};

} // namespace lw
