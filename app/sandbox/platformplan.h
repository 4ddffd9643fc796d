// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "allowedaddresses.h"

#include <core/firmwareversion.h>

#include <QJsonValue>
#include <QList>
#include <QString>

#include <tl/expected.hpp>

#include <chrono>
#include <optional>

namespace lw::Sandbox {

class ObjectReader;

//! Somebody who works with a management server.
struct CentralUserPlan
{
    QString company;
    QString firstName;
    QString lastName;
    QString email;
    QString userType; //!< the server's word
    int createdCloudPbxs = 0;
    bool hasTwoFactor = false;
};

struct CloudPbxPlan
{
    QString name;
    QString serialNumber;
    QString url;
    QString version;
    QString plan;   //!< the server's word
    QString status; //!< likewise
    int extensions = 0;
    int expiresInDays = 0; //!< from the start of the sandbox; negative: over
    bool isPasswordless = false;
};

//! One of the two services that remote connections are paid by.
struct SubscriptionPlan
{
    QString status; //!< the server's word
    int expiresInDays = 0;
};

//! A bucket of requests that refills.
struct RateLimitPlan
{
    int burst = 0;
    int rate = 0; //!< added each interval
    std::chrono::minutes interval{1};
};

struct PlatformPlan
{
    QString name;
    QString clientId;
    QString clientSecret;
    QString yeastarId;
    QString email;
    QString providerPassword;
    int capacity = 0;
    int codes = 0; //!< how many authentication codes it issues at the start
    QList<FirmwareVersion> minimumFirmware; //!< at most one a product line; none: any will do
    bool isSelfHosted = false;
    bool hasDeviceCalls = true; //!< no vendor documents them, so some servers will not have them
    std::chrono::seconds linkTime{60};
    int generatedDevices = 0;
    int generatedUsers = 0;
    SubscriptionPlan account;
    SubscriptionPlan premiumAccount;
    int assignedCapacity = 0; //!< to resellers; hosted only
    int assignedUsed = 0;
    std::optional<RateLimitPlan> rateLimit;
    QList<AddressRange> allowed; //!< none: everybody may ask
    QList<CentralUserPlan> users;
    QList<CloudPbxPlan> cloudPbxs;
};

[[nodiscard]] tl::expected<PlatformPlan, QString> readPlatform(const QJsonValue &value,
                                                               const QString &place);

//! The addresses in the list \a name, at most five.
[[nodiscard]] QList<AddressRange> readAddresses(ObjectReader &reader, const QString &name);

} // namespace lw::Sandbox
