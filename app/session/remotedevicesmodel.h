// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "centrallistmodel.h"
#include "centralrows.h"

#include <core/remotedevice.h>

namespace lw {

/*!
 * The remote devices of a management server, and how they are added and deleted. Each change is
 * sent once and written into the journal. Adding one in order to connect a PBX at once is
 * ConnectThrough's business.
 */
class RemoteDevicesModel final : public CentralListModel
{
    Q_OBJECT
public:
    enum Column {
        Name,
        Group,
        SerialNumber,
        Model,
        Version,
        Status,
        LastOnline,
        Passwordless,
        Comment,
        ColumnCount
    };
    enum RemoteDeviceRole { StatusRole = IdRole + 1 /*!< int of Status, -1: another word */ };

    explicit RemoteDevicesModel(CentralSession &session, QObject *parent = nullptr);
    ~RemoteDevicesModel() override;

    //! Does nothing while busy. On success added() has the code, and the list is read again. Where
    //! no answer came the outcome stays Unknown: a device that is listed then has no code.
    void add(const NewRemoteDevice &device);
    //! Deletes devices for good; PBXs that use them are cut off.
    void remove(const QStringList &ids);

    //! The device that was added last and the code for it; null: none, or forgotten.
    [[nodiscard]] const AddedDevice *added() const { return m_added ? &*m_added : nullptr; }
    void forgetAdded();
    //! The row \a row, if it was read.
    [[nodiscard]] std::optional<RemoteDevice> at(int row) const;

    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;

protected:
    void ask(const ListQuery &query) override;
    [[nodiscard]] bool hasRow(int row) const override { return m_rows.has(row); }
    [[nodiscard]] QVariant valueOf(int row, int column, int role) const override;
    void forgetRows() override { m_rows.clear(); }
    void readAll(CentralInventory &inventory) const override;

private:
    CentralRows<RemoteDevice> m_rows;
    std::optional<AddedDevice> m_added;
};

} // namespace lw
