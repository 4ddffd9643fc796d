// SPDX-License-Identifier: GPL-3.0-or-later
#include "remotemanagementrules.h"

#include <core/wireprofile.h>

namespace lw {

namespace {

using Field = RemoteManagementField;

//! The feature behind a way to connect.
std::optional<Feature> featureOfBinding(const RemoteManagementSettings &settings)
{
    if (settings.activationMethod.is(ActivationMethod::YeastarId))
        return Feature::YeastarId;
    if (settings.activationMethod.is(ActivationMethod::Email))
        return Feature::ByEmail;
    if (settings.activationMethod.is(ActivationMethod::AuthenticationCode))
        return settings.isCustomServer() ? Feature::CustomServer : Feature::AuthenticationCode;
    return std::nullopt;
}

} // namespace

RemoteManagementSettings merged(const RemoteManagementSettings &base,
                                const RemoteManagementSettings &mine,
                                const RemoteManagementSettings &theirs)
{
    RemoteManagementSettings result = theirs;
    const auto keep = [&](auto member) {
        if (mine.*member != base.*member)
            result.*member = mine.*member;
    };
    using Settings = RemoteManagementSettings;
    keep(&Settings::serverType);
    keep(&Settings::serverAddress);
    keep(&Settings::activationMethod);
    keep(&Settings::yeastarId);
    keep(&Settings::email);
    keep(&Settings::isAccountEnabled);
    keep(&Settings::accountUserName);
    keep(&Settings::isPasswordless);
    return result;
}

bool hasBindingSecret(const RemoteManagementSecrets &secrets)
{
    return !secrets.authenticationCode.isEmpty() || !secrets.yeastarIdPassword.isEmpty() ||
           !secrets.emailPassword.isEmpty();
}

QMap<RemoteManagementField, QString> refusedFieldsOf(const ApiError &error, const WireProfile &wire)
{
    static const QList<std::pair<Field, const char *>> kNames{
        {Field::ServerType, "serverType"},
        {Field::ServerAddress, "serverAddress"},
        {Field::ActivationMethod, "activationMethod"},
        {Field::AuthenticationCode, "authenticationCode"},
        {Field::YeastarId, "yeastarId"},
        {Field::YeastarIdPassword, "yeastarIdPassword"},
        {Field::Email, "email"},
        {Field::EmailPassword, "emailPassword"},
        {Field::AccountEnabled, "accountEnabled"},
        {Field::AccountUserName, "accountUserName"},
        {Field::AccountPassword, "accountPassword"},
        {Field::Passwordless, "passwordless"}};
    const WireCall &call = wire.call(QStringLiteral("remotemanagement/update"));
    QMap<Field, QString> refused;
    for (const auto &[field, name] : kNames) {
        const auto found = error.fields.constFind(call.field(QString::fromLatin1(name)));
        if (found != error.fields.constEnd())
            refused.insert(field, *found);
    }
    return refused;
}

std::optional<Feature> missingFeatureOf(const RemoteManagementSettings &mine,
                                        const RemoteManagementSettings &loaded,
                                        const std::function<bool(Feature)> &isUsable)
{
    const bool turnsCustomOn = mine.isCustomServer() && !loaded.isCustomServer();
    if (turnsCustomOn && (!isUsable(Feature::CustomServer) || !loaded.serverType))
        return Feature::CustomServer;
    const auto binding = featureOfBinding(mine);
    if (binding && !haveSameBinding(mine, loaded) && !isUsable(*binding))
        return binding;
    if (mine.isAccountEnabled && !loaded.isAccountEnabled && !isUsable(Feature::Account))
        return Feature::Account;
    const bool turnsPasswordlessOn =
        mine.isPasswordless.value_or(false) && !loaded.isPasswordless.value_or(false);
    if (turnsPasswordlessOn && (!isUsable(Feature::Passwordless) || !loaded.isPasswordless))
        return Feature::Passwordless;
    return std::nullopt;
}

} // namespace lw
