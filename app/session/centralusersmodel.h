// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "centrallistmodel.h"
#include "centralrows.h"

#include <core/centraluser.h>

namespace lw {

/*!
 * The users of a management server and their second factor, which can be switched off (not on: only
 * the user can enrol). The server's list knows no search.
 */
class CentralUsersModel final : public CentralListModel
{
    Q_OBJECT
public:
    enum Column { Name, Email, Company, Type, SecondFactor, ColumnCount };

    explicit CentralUsersModel(CentralSession &session, QObject *parent = nullptr);
    ~CentralUsersModel() override;

    //! Sent once; \a reason goes into the journal. Does nothing while busy.
    void disableSecondFactor(const QString &userId, const QString &reason);
    [[nodiscard]] std::optional<CentralUser> at(int row) const;

    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;

protected:
    void ask(const ListQuery &query) override;
    [[nodiscard]] bool hasRow(int row) const override { return m_rows.has(row); }
    [[nodiscard]] QVariant valueOf(int row, int column, int role) const override;
    void forgetRows() override { m_rows.clear(); }
    void readAll(CentralInventory &inventory) const override;

private:
    CentralRows<CentralUser> m_rows;
};

} // namespace lw
