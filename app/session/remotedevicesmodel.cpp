// SPDX-License-Identifier: GPL-3.0-or-later
#include "remotedevicesmodel.h"

#include "centralcall.h"

#include <utility>

namespace lw {

RemoteDevicesModel::RemoteDevicesModel(CentralSession &session, QObject *parent)
    : CentralListModel(session, parent), m_changes(std::make_unique<QObject>())
{}

RemoteDevicesModel::~RemoteDevicesModel() = default;

void RemoteDevicesModel::add(const NewRemoteDevice &device)
{
    if (m_isChanging)
        return;
    beginChange();
    m_added.reset();
    callCentral<AddedDevice>(
        session(), m_changes.get(), CentralCallRepeat::Change,
        [device](CentralClient &client, const Secret &token) {
            return client.addDevice(token, device);
        },
        [this, name = device.name](Result<AddedDevice> added) {
            if (added)
                m_added = std::move(*added);
            finishChange(added ? std::nullopt : std::optional(added.error()),
                         QStringLiteral("device-add"), name);
        });
    emit changed();
}

void RemoteDevicesModel::remove(const QStringList &ids)
{
    if (m_isChanging || ids.isEmpty())
        return;
    beginChange();
    callCentral<Done>(
        session(), m_changes.get(), CentralCallRepeat::Change,
        [ids](CentralClient &client, const Secret &token) {
            return client.deleteDevices(token, ids);
        },
        [this, ids](const Result<Done> &done) {
            finishChange(done ? std::nullopt : std::optional(done.error()),
                         QStringLiteral("device-remove"), ids.join(QLatin1String(", ")));
        });
    emit changed();
}

void RemoteDevicesModel::forgetAdded()
{
    m_added.reset();
    emit changed();
}

std::optional<RemoteDevice> RemoteDevicesModel::at(int row) const
{
    const RemoteDevice *device = m_rows.find(row);
    return device ? std::optional(*device) : std::nullopt;
}

int RemoteDevicesModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

void RemoteDevicesModel::ask(const ListQuery &query)
{
    callCentral<ListPage<RemoteDevice>>(
        session(), calls(), CentralCallRepeat::Read,
        [query](CentralClient &client, const Secret &token) {
            return client.devices(token, query);
        },
        [this, query](Result<ListPage<RemoteDevice>> page) {
            if (page)
                takeRows(m_rows, query, *page);
            else
                fail(page.error());
        });
}

QVariant RemoteDevicesModel::valueOf(int row, int column, int role) const
{
    const RemoteDevice *device = m_rows.find(row);
    if (!device)
        return {};
    if (role == IdRole)
        return device->id;
    if (role == StatusRole)
        return device->status.known ? static_cast<int>(*device->status.known) : -1;
    if (role != Qt::DisplayRole)
        return {};
    switch (column) {
    case Name:
        return device->name;
    case Group:
        return device->group;
    case SerialNumber:
        return device->serialNumber;
    case Model:
        return device->model;
    case Version:
        return device->version;
    case Status:
        return device->status.word;
    case LastOnline:
        return device->lastOnline ? QVariant(*device->lastOnline) : QVariant();
    case Passwordless:
        return device->isPasswordless ? QVariant(*device->isPasswordless) : QVariant();
    case Comment:
        return device->comment;
    default:
        return {};
    }
}

void RemoteDevicesModel::beginChange()
{
    m_isChanging = true;
    m_outcome = ChangeOutcome::None;
    noteError({});
}

//! The list is read again whatever came: it shows what is true now.
void RemoteDevicesModel::finishChange(const std::optional<ApiError> &error, const QString &action,
                                      const QString &object)
{
    m_isChanging = false;
    m_outcome = outcomeOf(error);
    session().recordDeed(action, object, {}, outcomeWord(m_outcome));
    if (!error || m_outcome == ChangeOutcome::Unknown)
        load();
    if (error)
        noteError(error);
    emit changed();
}

} // namespace lw
