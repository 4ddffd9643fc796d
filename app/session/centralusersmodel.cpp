// SPDX-License-Identifier: GPL-3.0-or-later
#include "centralusersmodel.h"

#include "centralcall.h"

namespace lw {

CentralUsersModel::CentralUsersModel(CentralSession &session, QObject *parent)
    : CentralListModel(session, parent), m_changes(std::make_unique<QObject>())
{}

CentralUsersModel::~CentralUsersModel() = default;

void CentralUsersModel::disableSecondFactor(const QString &userId, const QString &reason)
{
    if (m_isChanging)
        return;
    m_isChanging = true;
    m_outcome = ChangeOutcome::None;
    noteError({});
    callCentral<Done>(
        session(), m_changes.get(), CentralCallRepeat::Change,
        [userId](CentralClient &client, const Secret &token) {
            return client.disableSecondFactorOf(token, userId);
        },
        [this, userId, reason](const Result<Done> &done) {
            const auto error = done ? std::nullopt : std::optional(done.error());
            m_isChanging = false;
            m_outcome = outcomeOf(error);
            session().recordDeed(QStringLiteral("user-second-factor-off"), userId, reason,
                                 outcomeWord(m_outcome));
            if (!error || m_outcome == ChangeOutcome::Unknown)
                load();
            if (error)
                noteError(error);
            emit changed();
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
        return user->hasSecondFactor ? QVariant(*user->hasSecondFactor) : QVariant();
    default:
        return {};
    }
}

} // namespace lw
