// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "centrallistmodel.h"
#include "centralrows.h"
#include "changeoutcome.h"

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
    //! Of the last disableSecondFactor(); error() says why not.
    [[nodiscard]] ChangeOutcome outcome() const { return m_outcome; }
    [[nodiscard]] std::optional<CentralUser> at(int row) const;

    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;

protected:
    void ask(const ListQuery &query) override;
    [[nodiscard]] bool hasRow(int row) const override { return m_rows.has(row); }
    [[nodiscard]] QVariant valueOf(int row, int column, int role) const override;
    void forgetRows() override { m_rows.clear(); }
    [[nodiscard]] bool hasChangeUnderWay() const override { return m_isChanging; }

private:
    CentralRows<CentralUser> m_rows;
    std::unique_ptr<QObject> m_changes;
    ChangeOutcome m_outcome = ChangeOutcome::None;
    bool m_isChanging = false;
};

} // namespace lw
