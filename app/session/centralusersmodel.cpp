// SPDX-License-Identifier: GPL-3.0-or-later
#include "centralusersmodel.h"

#include "centralcall.h"
#include "centralinventory.h"

#include <api/rowid.h>

#include <algorithm>

namespace lw {

namespace {

ChangeOutcome switchedOff(const QString &userId, const CentralInventory &now)
{
    // The id may have been typed, without the quotation marks of an id that is a text.
    const auto user = std::ranges::find_if(now.users(), [&](const CentralUser &one) {
        return rowIdText(one.id) == rowIdText(userId);
    });
    if (user == now.users().end() || !user->hasSecondFactor)
        return ChangeOutcome::Unknown;
    return *user->hasSecondFactor ? ChangeOutcome::NotDone : ChangeOutcome::Done;
}

} // namespace

CentralUsersModel::CentralUsersModel(CentralSession &session, QObject *parent)
    : CentralListModel(session, parent)
{}

CentralUsersModel::~CentralUsersModel() = default;

void CentralUsersModel::disableSecondFactor(const QString &userId, const QString &reason)
{
    if (!beginChange())
        return;
    callCentral<Done>(
        session(), changes(), CentralCallRepeat::Change,
        [userId](CentralClient &client, const Secret &token) {
            return client.disableSecondFactorOf(token, userId);
        },
        [this, userId, reason](const Result<Done> &done) {
            endChange(done ? std::nullopt : std::optional(done.error()),
                      {.action = QStringLiteral("user-second-factor-off"),
                       .object = userId,
                       .reason = reason,
                       .judge = [userId](const CentralInventory &now) {
                           return switchedOff(userId, now);
                       }});
        });
    emit changed();
}

std::optional<CentralUser> CentralUsersModel::at(int row) const
{
    const CentralUser *user = m_rows.find(row);
    return user ? std::optional(*user) : std::nullopt;
}

int CentralUsersModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

void CentralUsersModel::ask(const ListQuery &query)
{
    // The list has no search; sending one might be refused.
    const ListQuery asked{.page = query.page, .pageSize = query.pageSize};
    callCentral<ListPage<CentralUser>>(
        session(), calls(), CentralCallRepeat::Read,
        [asked](CentralClient &client, const Secret &token) { return client.users(token, asked); },
        [this, asked](Result<ListPage<CentralUser>> page) {
            if (page)
                takeRows(m_rows, asked, *page);
            else
                fail(page.error());
        });
}

void CentralUsersModel::readAll(CentralInventory &inventory) const
{
    inventory.loadUsers();
}

QVariant CentralUsersModel::valueOf(int row, int column, int role) const
{
    const CentralUser *user = m_rows.find(row);
    if (!user)
        return {};
    if (role == IdRole)
        return user->id;
    if (role != Qt::DisplayRole)
        return {};
    switch (column) {
    case Name:
        return QString(user->firstName + QLatin1Char(' ') + user->lastName).trimmed();
    case Email:
        return user->email;
    case Company:
        return user->company;
    case Type:
        return user->type;
    case SecondFactor:
        return switchValue(user->hasSecondFactor);
    default:
        return {};
    }
}

} // namespace lw
