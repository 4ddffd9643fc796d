// SPDX-License-Identifier: GPL-3.0-or-later
#include "platformplan.h"

#include "objectreader.h"

#include <QJsonArray>

#include <algorithm>
#include <functional>

namespace lw::Sandbox {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMostConnections = 1'000'000;
constexpr int kMostGenerated = 20'000;
constexpr int kFarthestDay = 3650;
constexpr qsizetype kMostAddresses = 5;

SubscriptionPlan readSubscription(ObjectReader &platform, const QString &name)
{
    // A platform that says nothing about money has paid.
    if (!platform.has(name))
        return {.status = u"Subscribed"_s, .expiresInDays = 365};
    ObjectReader reader(platform.value(name), platform.placeOf(name),
                        {u"status"_s, u"expires_in_days"_s});
    SubscriptionPlan plan{
        .status = reader.word(u"status"_s, {u"Subscribed"_s, u"Trial"_s, u"Not Subscribed"_s}),
        .expiresInDays = reader.number(u"expires_in_days"_s, -kFarthestDay, kFarthestDay, 0)};
    platform.failAs(reader.error());
    return plan;
}

std::optional<RateLimitPlan> readRateLimit(ObjectReader &platform)
{
    if (!platform.has(u"rate_limit"_s))
        return std::nullopt;
    ObjectReader reader(platform.value(u"rate_limit"_s), platform.placeOf(u"rate_limit"_s),
                        {u"burst"_s, u"rate"_s, u"interval_minutes"_s});
    RateLimitPlan plan{.burst = reader.number(u"burst"_s, 1, kMostConnections, 600),
                       .rate = reader.number(u"rate"_s, 1, kMostConnections, 300)};
    plan.interval = std::chrono::minutes(reader.number(u"interval_minutes"_s, 1, 60, 3));
    if (plan.rate > plan.burst)
        reader.fail(u"rate"_s, u"must not be larger than the burst"_s);
    platform.failAs(reader.error());
    return plan;
}

CentralUserPlan readUser(ObjectReader &reader)
{
    return {.company = reader.text(u"company"_s, u""_s),
            .firstName = reader.text(u"first_name"_s),
            .lastName = reader.text(u"last_name"_s),
            .email = reader.text(u"email"_s),
            .userType =
                reader.word(u"user_type"_s, {u"My Colleague"_s, u"Reseller"_s, u"Hosting User"_s}),
            .createdCloudPbxs = reader.number(u"created_cloud_pbxs"_s, 0, 1000, 0),
            .hasTwoFactor = reader.flag(u"two_factor"_s, false)};
}

CloudPbxPlan readCloudPbx(ObjectReader &reader)
{
    return {.name = reader.text(u"name"_s),
            .serialNumber = reader.text(u"serial_number"_s),
            .url = reader.text(u"url"_s),
            .version = reader.firmware(u"version"_s).text(),
            .plan = reader.word(u"plan"_s, {u"Enterprise Plan"_s, u"Ultimate Plan"_s,
                                            u"Upgrading to Ultimate Plan"_s}),
            .status = reader.word(u"status"_s, {u"Running"_s, u"Stopped"_s, u"Starting"_s,
                                                u"Upgrading"_s, u"Restoring"_s, u"Provisioning"_s}),
            .extensions = reader.number(u"extensions"_s, 1, 100'000, 20),
            .expiresInDays = reader.number(u"expires_in_days"_s, -kFarthestDay, kFarthestDay, 365),
            .isPasswordless = reader.flag(u"passwordless"_s, false)};
}

//! The plans of the objects in the list \a name.
template<typename Plan>
QList<Plan> readRows(ObjectReader &platform, const QString &name, const QStringList &names,
                     Plan (*read)(ObjectReader &))
{
    QList<Plan> plans;
    const QJsonArray rows = platform.list(name, 0);
    for (qsizetype i = 0; i < rows.size(); ++i) {
        ObjectReader reader(rows.at(i), u"%1[%2]"_s.arg(platform.placeOf(name)).arg(i), names);
        plans.append(read(reader));
        platform.failAs(reader.error());
    }
    return plans;
}

//! What only the server's own API shows.
void readCentral(ObjectReader &reader, PlatformPlan &plan)
{
    plan.isSelfHosted = reader.word(u"kind"_s, {u"hosted"_s, u"self-hosted"_s}) == "self-hosted"_L1;
    plan.hasDeviceCalls = reader.flag(u"device_calls"_s, true);
    plan.linkTime = std::chrono::seconds(reader.number(u"link_seconds"_s, 1, 86'400, 60));
    plan.generatedUsers = reader.number(u"generate_users"_s, 0, kMostGenerated, 0);
    plan.account = readSubscription(reader, u"account_subscription"_s);
    plan.premiumAccount = readSubscription(reader, u"premium_subscription"_s);
    plan.assignedCapacity = reader.number(u"assigned_capacity"_s, 0, kMostConnections, 0);
    plan.assignedUsed = reader.number(u"assigned_used"_s, 0, kMostConnections, 0);
    plan.rateLimit = readRateLimit(reader);
    plan.allowed = readAddresses(reader, u"allowed_addresses"_s);
    plan.users = readRows(reader, u"users"_s,
                          {u"company"_s, u"first_name"_s, u"last_name"_s, u"email"_s,
                           u"user_type"_s, u"created_cloud_pbxs"_s, u"two_factor"_s},
                          &readUser);
    plan.cloudPbxs =
        readRows(reader, u"cloud_pbxs"_s,
                 {u"name"_s, u"serial_number"_s, u"url"_s, u"version"_s, u"plan"_s, u"status"_s,
                  u"extensions"_s, u"expires_in_days"_s, u"passwordless"_s},
                 &readCloudPbx);
}

const QStringList kNames{u"name"_s,
                         u"client_id"_s,
                         u"client_secret"_s,
                         u"yeastar_id"_s,
                         u"email"_s,
                         u"provider_password"_s,
                         u"capacity"_s,
                         u"codes"_s,
                         u"minimum_firmware"_s,
                         u"kind"_s,
                         u"device_calls"_s,
                         u"link_seconds"_s,
                         u"generate_devices"_s,
                         u"generate_users"_s,
                         u"account_subscription"_s,
                         u"premium_subscription"_s,
                         u"assigned_capacity"_s,
                         u"assigned_used"_s,
                         u"rate_limit"_s,
                         u"allowed_addresses"_s,
                         u"users"_s,
                         u"cloud_pbxs"_s};

} // namespace

QList<AddressRange> readAddresses(ObjectReader &reader, const QString &name)
{
    QList<AddressRange> ranges;
    const QJsonArray rows = reader.list(name, 0);
    for (const QJsonValue &row : rows) {
        const auto range = AddressRange::parse(row.toString());
        if (!range || ranges.size() == kMostAddresses) {
            reader.fail(name, u"must be at most five addresses or networks"_s);
            break;
        }
        ranges.append(*range);
    }
    return ranges;
}

tl::expected<PlatformPlan, QString> readPlatform(const QJsonValue &value, const QString &place)
{
    ObjectReader reader(value, place, kNames);
    const int generated = reader.number(u"generate_devices"_s, 0, kMostGenerated, 0);
    PlatformPlan plan{.name = reader.text(u"name"_s),
                      .clientId = reader.text(u"client_id"_s),
                      .clientSecret = reader.text(u"client_secret"_s),
                      .yeastarId = reader.text(u"yeastar_id"_s),
                      .email = reader.text(u"email"_s),
                      .providerPassword = reader.text(u"provider_password"_s),
                      .capacity = reader.number(u"capacity"_s, 0, kMostConnections, 10 + generated),
                      .codes = reader.number(u"codes"_s, 1, 1000, 8),
                      .generatedDevices = generated};
    const QJsonArray minima = reader.list(u"minimum_firmware"_s, 0);
    for (const QJsonValue &minimum : minima)
        plan.minimumFirmware.append(reader.firmwareOf(u"minimum_firmware"_s, minimum.toString()));
    readCentral(reader, plan);
    // Most of the generated ones take up a connection.
    if (plan.capacity < generated)
        reader.fail(u"capacity"_s, u"must leave room for the generated devices"_s);
    if (!reader.error().isEmpty())
        return tl::unexpected(reader.error());
    return plan;
}

} // namespace lw::Sandbox
