// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "centrallistmodel.h"
#include "centralrows.h"

#include <core/cloudpbx.h>

namespace lw {

/*! The Cloud PBXs of a management server and their two passwordless switches. */
class CloudPbxsModel final : public CentralListModel
{
    Q_OBJECT
public:
    enum Column {
        Name,
        SerialNumber,
        Status,
        Version,
        Plan,
        Expires,
        Passwordless,
        ForSuperior,
        ColumnCount
    };

    //! What the two switches are to be; what is absent stays.
    struct Switches
    {
        std::optional<bool> passwordless;
        std::optional<bool> forSuperior; //!< effective only while passwordless
    };

    explicit CloudPbxsModel(CentralSession &session, QObject *parent = nullptr);
    ~CloudPbxsModel() override;

    //! Sends \a pbx back with other switches; sent once. What it does not tell is sent as
    //! updateOf() says, which the journal notes. Does nothing while busy.
    void setSwitches(const CloudPbx &pbx, const Switches &switches);
    [[nodiscard]] std::optional<CloudPbx> at(int row) const;

    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;

protected:
    void ask(const ListQuery &query) override;
    [[nodiscard]] bool hasRow(int row) const override { return m_rows.has(row); }
    [[nodiscard]] QVariant valueOf(int row, int column, int role) const override;
    void forgetRows() override { m_rows.clear(); }
    void readAll(CentralInventory &inventory) const override;

private:
    CentralRows<CloudPbx> m_rows;
};

} // namespace lw
