// SPDX-License-Identifier: GPL-3.0-or-later
#include "centralanswers.h"

#include "pbxcommands.h"

#include <algorithm>

namespace lw {

using namespace Qt::StringLiterals;

namespace {

void addText(QJsonObject &json, const char *name, const QString &text)
{
    if (!text.isNull())
        json.insert(QLatin1String(name), text);
}

void addSwitch(QJsonObject &json, const char *name, const SwitchWord &isOn)
{
    if (isOn)
        json.insert(QLatin1String(name), enabledWord(*isOn));
    else if (!isOn.isAbsent())
        json.insert(QLatin1String(name), isOn.unknownWord());
}

void addTime(QJsonObject &json, const char *name, const std::optional<QDateTime> &time)
{
    if (time)
        json.insert(QLatin1String(name), timeJson(time));
}

QJsonObject subscriptionJson(const RemoteSubscription &subscription)
{
    QJsonObject json{{u"status"_s, subscription.status.word}};
    addTime(json, "expirationTime", subscription.expires);
    return json;
}

} // namespace

QJsonObject centralJson(const CentralSettings &central)
{
    QJsonObject json{{u"name"_s, central.name},
                     {u"url"_s, central.address.url().toString()},
                     {u"client_id"_s, central.clientId}};
    addTrust(json, central.trust);
    if (!central.notes.isEmpty())
        json.insert(u"notes"_s, central.notes);
    return json;
}

QJsonObject connectionsJson(const RemoteConnections &connections)
{
    QJsonObject counts{{u"used"_s, connections.used}, {u"capacity"_s, connections.capacity}};
    if (connections.resellerUsed)
        counts.insert(u"assignedToResellerUsed"_s, *connections.resellerUsed);
    if (connections.resellerCapacity)
        counts.insert(u"assignedToResellerCapacity"_s, *connections.resellerCapacity);
    QJsonObject json{{u"connections"_s, counts}};
    if (connections.account)
        json.insert(u"remoteManagementAccount"_s, subscriptionJson(*connections.account));
    if (connections.premium)
        json.insert(u"remoteManagementPremiumAccount"_s, subscriptionJson(*connections.premium));
    return json;
}

QJsonObject deviceJson(const RemoteDevice &device)
{
    QJsonObject json{{u"deviceId"_s, idJson(device.id)},
                     {u"deviceName"_s, device.name},
                     {u"status"_s, device.status.word}};
    addText(json, "group", device.group);
    addText(json, "comment", device.comment);
    addText(json, "sn", device.serialNumber);
    addText(json, "model", device.model);
    addText(json, "version", device.version);
    addTime(json, "lastOnlineTime", device.lastOnline);
    addSwitch(json, "passwordlessLogin", device.isPasswordless);
    addSwitch(json, "provisioningViaTemplate", device.isProvisionedByTemplate);
    return json;
}

QJsonObject userJson(const CentralUser &user)
{
    QJsonObject json{{u"userId"_s, idJson(user.id)}};
    addText(json, "firstName", user.firstName);
    addText(json, "lastName", user.lastName);
    addText(json, "email", user.email);
    addText(json, "company", user.company);
    addText(json, "phone", user.phone);
    addText(json, "mobile", user.mobile);
    addText(json, "address", user.address);
    addText(json, "remark", user.remark);
    addText(json, "userType", user.type);
    if (user.hasSecondFactor)
        json.insert(u"twoFactorAuthenticationEnable"_s,
                    *user.hasSecondFactor ? u"enable"_s : u"disable"_s);
    else if (!user.hasSecondFactor.isAbsent())
        json.insert(u"twoFactorAuthenticationEnable"_s, user.hasSecondFactor.unknownWord());
    return json;
}

QJsonObject cloudPbxJson(const CloudPbx &pbx)
{
    QJsonObject json{{u"cloudPbxId"_s, idJson(pbx.id)}, {u"name"_s, pbx.name}};
    addText(json, "sn", pbx.serialNumber);
    addText(json, "pbxStatus", pbx.status);
    addText(json, "activationStatus", pbx.activation);
    addText(json, "plan", pbx.plan);
    addText(json, "url", pbx.url);
    addText(json, "version", pbx.version);
    addText(json, "region", pbx.region);
    addTime(json, "expirationDate", pbx.expires);
    addSwitch(json, "upgradeInPbx", pbx.isUpgradedInPbx);
    addSwitch(json, "im", pbx.hasMessaging);
    addSwitch(json, "passwordlessLogin", pbx.isPasswordless);
    addSwitch(json, "allowSuperiorPasswordlessLogin", pbx.isPasswordlessForSuperior);
    return json;
}

QJsonValue idJson(const QString &id)
{
    const bool isDigits =
        std::all_of(id.begin(), id.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
    bool isNumber = false;
    const qint64 number = id.toLongLong(&isNumber);
    if (isNumber && isDigits)
        return number;
    // A text that reads like a number is kept in quotation marks, to tell it from one.
    const bool isQuoted = id.size() > 2 && id.startsWith(u'"') && id.endsWith(u'"');
    return isQuoted ? id.mid(1, id.size() - 2) : id;
}

QString enabledWord(bool isOn)
{
    return isOn ? u"Enabled"_s : u"Disabled"_s;
}

QJsonValue timeJson(const std::optional<QDateTime> &time)
{
    return time ? QJsonValue(time->toSecsSinceEpoch()) : QJsonValue();
}

} // namespace lw
