// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloudpbxsmodel.h"

#include "centralcall.h"
#include "centralinventory.h"

#include <QStringList>

#include <algorithm>

namespace lw {

namespace {

ChangeOutcome outcomeFor(const CloudPbx &wanted, const CentralInventory &now)
{
    const auto found = std::ranges::find_if(
        now.cloudPbxs(), [&](const CloudPbx &pbx) { return pbx.id == wanted.id; });
    if (found == now.cloudPbxs().end())
        return ChangeOutcome::Unknown;
    const CloudPbx is = updateOf(*found);
    const CloudPbx asked = updateOf(wanted);
    return is.isPasswordless == asked.isPasswordless &&
                   is.isPasswordlessForSuperior == asked.isPasswordlessForSuperior
               ? ChangeOutcome::Done
               : ChangeOutcome::NotDone;
}

//! For the journal: what the platform had not told and the update had to say all the same.
QString guessedSwitches(const CloudPbx &pbx)
{
    QStringList sent;
    if (pbx.hasMessaging.isAbsent())
        sent.append(QStringLiteral("im sent as Enabled"));
    if (pbx.isPasswordlessForSuperior.isAbsent())
        sent.append(QStringLiteral("allowSuperiorPasswordlessLogin sent as Disabled"));
    return sent.join(QLatin1String(", "));
}

} // namespace

CloudPbxsModel::CloudPbxsModel(CentralSession &session, QObject *parent)
    : CentralListModel(session, parent)
{}

CloudPbxsModel::~CloudPbxsModel() = default;

void CloudPbxsModel::setSwitches(const CloudPbx &pbx, const Switches &switches)
{
    if (!beginChange())
        return;
    CloudPbx wanted = pbx;
    if (switches.passwordless)
        wanted.isPasswordless = switches.passwordless;
    if (switches.forSuperior)
        wanted.isPasswordlessForSuperior = switches.forSuperior;
    if (wanted.isUpgradedInPbx.isAbsent()) {
        refuseChange({.kind = ApiError::Kind::MalformedReply,
                      .detail = QStringLiteral("\"upgradeInPbx\" is missing")});
        return;
    }
    const bool isOn = wanted.isPasswordless.value_or(false);
    callCentral<Done>(
        session(), changes(), CentralCallRepeat::Change,
        [wanted](CentralClient &client, const Secret &token) {
            return client.updateCloudPbx(token, wanted);
        },
        [this, wanted, isOn, guessed = guessedSwitches(wanted)](const Result<Done> &done) {
            endChange(done ? std::nullopt : std::optional(done.error()),
                      {.action = isOn ? QStringLiteral("cloud-passwordless-on")
                                      : QStringLiteral("cloud-passwordless-off"),
                       .object = wanted.name,
                       .reason = guessed,
                       .judge = [wanted](const CentralInventory &now) {
                           return outcomeFor(wanted, now);
                       }});
        });
    emit changed();
}

std::optional<CloudPbx> CloudPbxsModel::at(int row) const
{
    const CloudPbx *pbx = m_rows.find(row);
    return pbx ? std::optional(*pbx) : std::nullopt;
}

int CloudPbxsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

void CloudPbxsModel::ask(const ListQuery &query)
{
    callCentral<ListPage<CloudPbx>>(
        session(), calls(), CentralCallRepeat::Read,
        [query](CentralClient &client, const Secret &token) {
            return client.cloudPbxs(token, query);
        },
        [this, query](Result<ListPage<CloudPbx>> page) {
            if (page)
                takeRows(m_rows, query, *page);
            else
                fail(page.error());
        });
}

void CloudPbxsModel::readAll(CentralInventory &inventory) const
{
    inventory.loadCloudPbxs();
}

QVariant CloudPbxsModel::valueOf(int row, int column, int role) const
{
    const CloudPbx *pbx = m_rows.find(row);
    if (!pbx)
        return {};
    const auto optional = [](const auto &value) { return value ? QVariant(*value) : QVariant(); };
    if (role == IdRole)
        return pbx->id;
    if (role != Qt::DisplayRole)
        return {};
    switch (column) {
    case Name:
        return pbx->name;
    case SerialNumber:
        return pbx->serialNumber;
    case Status:
        return pbx->status;
    case Version:
        return pbx->version;
    case Plan:
        return pbx->plan;
    case Expires:
        return optional(pbx->expires);
    case Passwordless:
        return switchValue(pbx->isPasswordless);
    case ForSuperior:
        return switchValue(pbx->isPasswordlessForSuperior);
    default:
        return {};
    }
}

} // namespace lw
