// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloudpbxsmodel.h"

#include "centralcall.h"

namespace lw {

CloudPbxsModel::CloudPbxsModel(CentralSession &session, QObject *parent)
    : CentralListModel(session, parent), m_changes(std::make_unique<QObject>())
{}

CloudPbxsModel::~CloudPbxsModel() = default;

void CloudPbxsModel::setSwitches(const CloudPbx &pbx, const Switches &switches)
{
    if (m_isChanging)
        return;
    m_isChanging = true;
    m_outcome = ChangeOutcome::None;
    noteError({});
    CloudPbx wanted = pbx;
    if (switches.passwordless)
        wanted.isPasswordless = switches.passwordless;
    if (switches.forSuperior)
        wanted.isPasswordlessForSuperior = switches.forSuperior;
    const bool isOn = wanted.isPasswordless.value_or(false);
    callCentral<Done>(
        session(), m_changes.get(), CentralCallRepeat::Change,
        [wanted](CentralClient &client, const Secret &token) {
            return client.updateCloudPbx(token, wanted);
        },
        [this, name = pbx.name, isOn](const Result<Done> &done) {
            const auto error = done ? std::nullopt : std::optional(done.error());
            m_isChanging = false;
            m_outcome = outcomeOf(error);
            session().recordDeed(isOn ? QStringLiteral("cloud-passwordless-on")
                                      : QStringLiteral("cloud-passwordless-off"),
                                 name, {}, outcomeWord(m_outcome));
            if (!error || m_outcome == ChangeOutcome::Unknown)
                load();
            if (error)
                noteError(error);
            emit changed();
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
        return optional(pbx->isPasswordless);
    case ForSuperior:
        return optional(pbx->isPasswordlessForSuperior);
    default:
        return {};
    }
}

} // namespace lw
