// SPDX-License-Identifier: GPL-3.0-or-later
#include "remotedevicesmodel.h"

#include "centralcall.h"
#include "centralinventory.h"

#include <algorithm>
#include <utility>

namespace lw {

namespace {

//! Others may have added a device of the same name, and nobody has the code.
ChangeOutcome notTold(const CentralInventory &)
{
    return ChangeOutcome::Unknown;
}

ChangeOutcome removalOf(const QStringList &ids, const CentralInventory &now)
{
    const auto left = std::ranges::count_if(
        now.devices(), [&](const RemoteDevice &device) { return ids.contains(device.id); });
    if (left == 0)
        return ChangeOutcome::Done;
    return left == ids.size() ? ChangeOutcome::NotDone : ChangeOutcome::Unknown;
}

} // namespace

RemoteDevicesModel::RemoteDevicesModel(CentralSession &session, QObject *parent)
    : CentralListModel(session, parent)
{}

RemoteDevicesModel::~RemoteDevicesModel() = default;

void RemoteDevicesModel::add(const NewRemoteDevice &device)
{
    if (!beginChange())
        return;
    m_added.reset();
    callCentral<AddedDevice>(
        session(), changes(), CentralCallRepeat::Change,
        [device](CentralClient &client, const Secret &token) {
            return client.addDevice(token, device);
        },
        [this, name = device.name](Result<AddedDevice> added) {
            if (added)
                m_added = std::move(*added);
            endChange(added ? std::nullopt : std::optional(added.error()),
                      {.action = QStringLiteral("device-add"), .object = name, .judge = notTold});
        });
    emit changed();
}

void RemoteDevicesModel::remove(const QStringList &ids)
{
    if (ids.isEmpty() || !beginChange())
        return;
    callCentral<Done>(
        session(), changes(), CentralCallRepeat::Change,
        [ids](CentralClient &client, const Secret &token) {
            return client.deleteDevices(token, ids);
        },
        [this, ids](const Result<Done> &done) {
            endChange(
                done ? std::nullopt : std::optional(done.error()),
                {.action = QStringLiteral("device-remove"),
                 .object = ids.join(QLatin1String(", ")),
                 .judge = [ids](const CentralInventory &now) { return removalOf(ids, now); }});
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
        return switchValue(device->isPasswordless);
    case Comment:
        return device->comment;
    default:
        return {};
    }
}

void RemoteDevicesModel::readAll(CentralInventory &inventory) const
{
    inventory.loadDevices();
}

} // namespace lw
