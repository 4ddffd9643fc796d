// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/firmwareversion.h>

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

#include <tl/expected.hpp>

#include <chrono>

namespace lw::Sandbox {

//! An account that can sign in. Its password is public: it is part of the scenario.
struct AccountPlan
{
    QString userName;
    QString password;
    QString role;  //!< super_admin | administrator | user
    QString email; //!< extensions only; signs in as well as the number
};

struct PbxPlan
{
    QString name;
    FirmwareVersion firmware;
    QString model;
    QString serialNumber;
    std::chrono::minutes autoLogoutTime{15};
    QList<AccountPlan> accounts;
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
};

/*!
 * Which practice servers there are: a JSON file such as resources/sandbox/default.json. The first
 * platform is the default server of every PBX. A plain value; parse() is the only way to one.
 */
struct Scenario
{
    QList<PbxPlan> pbxs;
    QList<PlatformPlan> platforms;

    //! The error names the place and the reason, for whoever wrote the file.
    [[nodiscard]] static tl::expected<Scenario, QString> parse(const QByteArray &json);
};

} // namespace lw::Sandbox
