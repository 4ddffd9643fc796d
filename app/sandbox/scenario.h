// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platformplan.h"

#include <core/firmwareversion.h>

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

#include <tl/expected.hpp>

#include <chrono>

namespace lw::Sandbox {

//! An account of a PBX. Its password is public: it is part of the scenario.
struct AccountPlan
{
    QString userName;
    QString password; //!< empty: nobody can sign in to it
    QString role;     //!< super_admin | administrator | user
    QString email;    //!< where its mail goes; an extension signs in by it as well
    //! Of its extension. A user is one by the name, an administrator only by this.
    QString number;
    QString fullName;
    QString roleName;  //!< as the extension list says it
    QString twoFactor; //!< empty | authenticator | email
    QByteArray twoFactorKey;
    bool mustChangePassword = false;

    [[nodiscard]] QString extensionNumber() const
    {
        return role == QLatin1String("user") ? userName : number;
    }
    [[nodiscard]] bool isExtension() const { return !extensionNumber().isEmpty(); }
};

//! The documented OpenAPI of a PBX.
struct OpenApiPlan
{
    QString clientId;
    QString clientSecret;
    bool isEnabled = true;
    QList<AddressRange> allowed; //!< none: everybody may ask
};

struct PbxPlan
{
    QString name;
    FirmwareVersion firmware;
    QString model;
    QString serialNumber;
    std::chrono::minutes autoLogoutTime{15};
    QList<AccountPlan> accounts;
    bool hasMailServer = true;
    int extensions = 0;  //!< more of them, made up: nobody signs in to those
    OpenApiPlan openApi; //!< without a Client ID it is off
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
