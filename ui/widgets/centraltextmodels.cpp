// SPDX-License-Identifier: GPL-3.0-or-later
#include "centraltextmodels.h"

#include "support/format.h"
#include "support/statusicon.h"
#include "support/tones.h"

#include <session/centralusersmodel.h>
#include <session/cloudpbxsmodel.h>
#include <session/remotedevicesmodel.h>

#include <QDateTime>
#include <QGuiApplication>
#include <QLocale>

#include <utility>

namespace lw {

namespace {

QString switchText(const QVariant &value)
{
    if (value.isNull())
        return CentralTextModel::tr("Not said");
    return value.toBool() ? CentralTextModel::tr("On") : CentralTextModel::tr("Off");
}

QString dayText(const QVariant &value)
{
    return value.isNull()
               ? QString()
               : QLocale().toString(value.toDateTime().toLocalTime().date(), QLocale::ShortFormat);
}

} // namespace

CentralTextModel::CentralTextModel(CentralListModel &source, QStringList headers, QObject *parent)
    : QIdentityProxyModel(parent), m_headers(std::move(headers))
{
    setSourceModel(&source);
}

QVariant CentralTextModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    const bool isText = role == Qt::DisplayRole || role == Qt::ToolTipRole;
    return orientation == Qt::Horizontal && isText ? m_headers.value(section) : QVariant();
}

QVariant CentralTextModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const bool isRead =
        !QIdentityProxyModel::data(index, CentralListModel::IdRole).toString().isEmpty();
    switch (role) {
    case Qt::DisplayRole: {
        // Asking for it is what makes the model read the row.
        const QVariant value = QIdentityProxyModel::data(index, Qt::DisplayRole);
        if (!isRead)
            return index.column() == 0 ? QStringLiteral("\u2026") : QString();
        return textOf(index.row(), index.column(), value);
    }
    case Qt::ToolTipRole:
        return isRead ? data(index, Qt::DisplayRole) : QVariant();
    case Qt::AccessibleTextRole:
        if (index.column() > 0)
            return data(index, Qt::DisplayRole);
        return isRead ? spokenText(index.row()) : tr("Not read yet");
    case Qt::DecorationRole:
        return isRead ? iconOf(index.row(), index.column()) : QVariant();
    case Qt::ForegroundRole:
        return isRead ? QVariant() : secondaryColor(QGuiApplication::palette());
    default:
        return QIdentityProxyModel::data(index, role);
    }
}

DevicesTextModel::DevicesTextModel(RemoteDevicesModel &source, QObject *parent)
    : CentralTextModel(source,
                       {tr("Device Name"), tr("Group"), tr("Serial Number"), tr("Model"),
                        tr("Firmware"), tr("Status"), tr("Last Online"), tr("Passwordless"),
                        tr("Comment")},
                       parent)
    , m_source(source)
{}

QString DevicesTextModel::textOf(int row, int column, const QVariant &value) const
{
    switch (column) {
    case RemoteDevicesModel::Status: {
        const auto device = m_source.at(row);
        return device ? deviceLook(device->status).word : QString();
    }
    case RemoteDevicesModel::LastOnline:
        return value.isNull() ? QString()
                              : shortLocalTime(value.toDateTime(), QDateTime::currentDateTimeUtc());
    case RemoteDevicesModel::Passwordless:
        return switchText(value);
    default:
        return value.toString();
    }
}

QString DevicesTextModel::spokenText(int row) const
{
    const auto device = m_source.at(row);
    if (!device)
        return {};
    //: What a screen reader says of a device: %1 its name, %2 its status, %3 On or Off.
    return tr("%1, %2, Passwordless Login: %3")
        .arg(device->name, deviceLook(device->status).word,
             switchText(device->isPasswordless ? QVariant(*device->isPasswordless) : QVariant()));
}

QVariant DevicesTextModel::iconOf(int row, int column) const
{
    if (column != RemoteDevicesModel::Status)
        return {};
    const auto device = m_source.at(row);
    return device ? QVariant(statusIcon(deviceLook(device->status))) : QVariant();
}

CentralUsersTextModel::CentralUsersTextModel(CentralUsersModel &source, QObject *parent)
    : CentralTextModel(source,
                       {tr("Name"), tr("Email Address"), tr("Company"), tr("User Type"),
                        tr("Two-Factor Authentication")},
                       parent)
    , m_source(source)
{}

QString CentralUsersTextModel::textOf(int, int column, const QVariant &value) const
{
    return column == CentralUsersModel::SecondFactor ? switchText(value) : value.toString();
}

QString CentralUsersTextModel::spokenText(int row) const
{
    const auto user = m_source.at(row);
    if (!user)
        return {};
    //: What a screen reader says of a user: %1 first name, %2 last name, %3 On or Off.
    return tr("%1 %2, two-factor authentication: %3")
        .arg(user->firstName, user->lastName,
             switchText(user->hasSecondFactor ? QVariant(*user->hasSecondFactor) : QVariant()));
}

CloudPbxsTextModel::CloudPbxsTextModel(CloudPbxsModel &source, QObject *parent)
    : CentralTextModel(source,
                       {tr("Name"), tr("Serial Number"), tr("Status"), tr("Version"), tr("Plan"),
                        tr("Expires"), tr("Passwordless"), tr("For the Superior")},
                       parent)
    , m_source(source)
{}

QString CloudPbxsTextModel::textOf(int, int column, const QVariant &value) const
{
    switch (column) {
    case CloudPbxsModel::Expires:
        return dayText(value);
    case CloudPbxsModel::Passwordless:
    case CloudPbxsModel::ForSuperior:
        return switchText(value);
    default:
        return value.toString();
    }
}

QString CloudPbxsTextModel::spokenText(int row) const
{
    const auto pbx = m_source.at(row);
    if (!pbx)
        return {};
    //: What a screen reader says of a Cloud PBX: %1 its name, %2 its status, %3 On or Off.
    return tr("%1, %2, Passwordless Login: %3")
        .arg(pbx->name, pbx->status,
             switchText(pbx->isPasswordless ? QVariant(*pbx->isPasswordless) : QVariant()));
}

} // namespace lw
