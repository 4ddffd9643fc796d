// SPDX-License-Identifier: GPL-3.0-or-later
#include "centralwire.h"

#include "jsonreader.h"

#include <core/wireprofile.h>

namespace lw {

using namespace Qt::StringLiterals;

namespace {

RemoteSubscription readSubscription(JsonReader &reader, const WireCall &call)
{
    using Status = RemoteSubscription::Status;
    const QString word = reader.text(u"status"_s);
    const QString meaning = call.meaning(u"status"_s, word);
    std::optional<Status> known;
    if (meaning == "subscribed"_L1)
        known = Status::Subscribed;
    else if (meaning == "trial"_L1)
        known = Status::Trial;
    else if (meaning == "notSubscribed"_L1)
        known = Status::NotSubscribed;
    return {.status = {known, word}, .expires = reader.optionalTime(u"expires"_s)};
}

} // namespace

Result<RemoteConnections> readConnections(const QJsonObject &json, const WireCall &call)
{
    JsonReader reader(json, call);
    JsonReader counts = reader.nested(u"connections"_s);
    RemoteConnections connections{.used = counts.number(u"used"_s),
                                  .capacity = counts.number(u"capacity"_s),
                                  .resellerUsed = counts.optionalNumber(u"resellerUsed"_s),
                                  .resellerCapacity = counts.optionalNumber(u"resellerCapacity"_s)};
    reader.takeErrorOf(counts);
    const auto subscription = [&](const QString &name) -> std::optional<RemoteSubscription> {
        if (reader.isAbsent(name))
            return std::nullopt;
        JsonReader part = reader.nested(name);
        RemoteSubscription found = readSubscription(part, call);
        reader.takeErrorOf(part);
        return found;
    };
    connections.account = subscription(u"account"_s);
    connections.premium = subscription(u"premium"_s);
    return reader.error() ? Result<RemoteConnections>(Failure(*reader.error()))
                          : Result<RemoteConnections>(std::move(connections));
}

RemoteDevice readDevice(JsonReader &reader, const WireCall &call)
{
    using Status = RemoteDevice::Status;
    const QString word = reader.text(u"status"_s);
    const QString meaning = call.meaning(u"status"_s, word);
    std::optional<Status> known;
    if (meaning == "connected"_L1)
        known = Status::Connected;
    else if (meaning == "disconnected"_L1)
        known = Status::Disconnected;
    else if (meaning == "pending"_L1)
        known = Status::Pending;
    return {.id = reader.rowId(u"id"_s),
            .name = reader.text(u"name"_s),
            .group = reader.textOrNull(u"group"_s),
            .comment = reader.textOrNull(u"comment"_s),
            .serialNumber = reader.textOrNull(u"serialNumber"_s),
            .model = reader.textOrNull(u"model"_s),
            .version = reader.textOrNull(u"version"_s),
            .status = {known, word},
            .lastOnline = reader.optionalTime(u"lastOnline"_s),
            .isPasswordless = reader.switchWord(u"passwordless"_s),
            .isProvisionedByTemplate = reader.switchWord(u"template"_s)};
}

CloudPbx readCloudPbx(JsonReader &reader, const WireCall &)
{
    return {.id = reader.rowId(u"id"_s),
            .name = reader.text(u"name"_s),
            .serialNumber = reader.textOrNull(u"serialNumber"_s),
            .status = reader.textOrNull(u"status"_s),
            .activation = reader.textOrNull(u"activation"_s),
            .plan = reader.textOrNull(u"plan"_s),
            .url = reader.textOrNull(u"url"_s),
            .version = reader.textOrNull(u"version"_s),
            .region = reader.textOrNull(u"region"_s),
            .expires = reader.optionalTime(u"expires"_s),
            .isUpgradedInPbx = reader.switchWord(u"upgradeInPbx"_s),
            .hasMessaging = reader.switchWord(u"messaging"_s),
            .isPasswordless = reader.switchWord(u"passwordless"_s),
            .isPasswordlessForSuperior = reader.switchWord(u"passwordlessForSuperior"_s)};
}

CentralUser readUser(JsonReader &reader, const WireCall &)
{
    return {.id = reader.rowId(u"id"_s),
            .firstName = reader.textOrNull(u"firstName"_s),
            .lastName = reader.textOrNull(u"lastName"_s),
            .email = reader.textOrNull(u"email"_s),
            .company = reader.textOrNull(u"company"_s),
            .phone = reader.textOrNull(u"phone"_s),
            .mobile = reader.textOrNull(u"mobile"_s),
            .address = reader.textOrNull(u"address"_s),
            .remark = reader.textOrNull(u"remark"_s),
            .type = reader.textOrNull(u"type"_s),
            .hasSecondFactor = reader.switchWord(u"twoFactor"_s)};
}

} // namespace lw
