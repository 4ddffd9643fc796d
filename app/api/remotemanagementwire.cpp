// SPDX-License-Identifier: GPL-3.0-or-later
#include "remotemanagementwire.h"

#include "jsonreader.h"

#include <core/secretjson.h>
#include <core/wireprofile.h>

#include <array>

namespace lw {

namespace {

constexpr std::array kServerTypes{std::pair{RemoteServerType::Default, "default"},
                                  std::pair{RemoteServerType::Custom, "custom"}};
constexpr std::array kMethods{std::pair{ActivationMethod::AuthenticationCode, "authenticationCode"},
                              std::pair{ActivationMethod::YeastarId, "yeastarId"},
                              std::pair{ActivationMethod::Email, "email"}};
constexpr std::array kStates{std::pair{ConnectionStatus::State::Connected, "connected"},
                             std::pair{ConnectionStatus::State::Connecting, "connecting"},
                             std::pair{ConnectionStatus::State::Disconnected, "disconnected"}};

template<typename Meanings>
auto openWord(const WireCall &call, const QString &field, const QString &word,
              const Meanings &meanings)
{
    using Enum = std::remove_cvref_t<decltype(meanings.front().first)>;
    const QString meaning = call.meaning(field, word);
    for (const auto &[value, name] : meanings) {
        if (meaning == QLatin1String(name))
            return OpenWord<Enum>(value, word);
    }
    return OpenWord<Enum>(std::nullopt, word);
}

//! The word on the wire for a value that is known; null for one that is not.
template<typename Enum, typename Meanings>
QString wireWord(const WireCall &call, const QString &field, const OpenWord<Enum> &open,
                 const Meanings &meanings)
{
    for (const auto &[value, name] : meanings) {
        if (open.is(value))
            return call.word(field, QString::fromLatin1(name));
    }
    return {};
}

int flag(bool value)
{
    return value ? 1 : 0;
}

} // namespace

Result<RemoteManagementSettings> readSettings(const QJsonObject &json, const WireProfile &profile)
{
    const WireCall &call = profile.call(QStringLiteral("remotemanagement/get"));
    JsonReader reader(json, call);
    RemoteManagementSettings settings;
    const QString serverType = QStringLiteral("serverType");
    const QString serverAddress = QStringLiteral("serverAddress");
    // The old layout has neither; one without the other is no layout.
    if (reader.has(serverType) || reader.has(serverAddress)) {
        settings.serverType = openWord(call, serverType, reader.text(serverType), kServerTypes);
        settings.serverAddress = reader.text(serverAddress);
    }
    const QString method = QStringLiteral("activationMethod");
    settings.activationMethod = openWord(call, method, reader.text(method), kMethods);
    settings.yeastarId = reader.text(QStringLiteral("yeastarId"));
    settings.email = reader.text(QStringLiteral("email"));
    settings.isAccountEnabled = reader.flag(QStringLiteral("accountEnabled"));
    settings.accountUserName = reader.text(QStringLiteral("accountUserName"));
    settings.isAccountPasswordSet = reader.flag(QStringLiteral("accountPasswordSet"));
    settings.isPasswordless = reader.optionalFlag(QStringLiteral("passwordless"));
    if (reader.error())
        return Failure(*reader.error());
    return settings;
}

Result<ConnectionStatus> readStatus(const QJsonObject &json, const WireProfile &profile)
{
    const WireCall &call = profile.call(QStringLiteral("remotemanagement/status"));
    JsonReader reader(json, call);
    ConnectionStatus status;
    const QString state = QStringLiteral("state");
    status.state = openWord(call, state, reader.text(state), kStates);
    const qint64 since = reader.number(QStringLiteral("since"));
    status.server = reader.text(QStringLiteral("server"));
    status.detail = reader.text(QStringLiteral("detail"));
    status.lastError = reader.text(QStringLiteral("lastError"));
    if (reader.error())
        return Failure(*reader.error());
    if (since != 0)
        status.since = QDateTime::fromSecsSinceEpoch(since, Qt::UTC);
    return status;
}

Secret writeSettings(const RemoteManagementSettings &settings,
                     const RemoteManagementSecrets &secrets, const WireProfile &profile)
{
    const WireCall &call = profile.call(QStringLiteral("remotemanagement/update"));
    SecretJson json;
    const auto add = [&](const char *name, const QJsonValue &value) {
        json.add(call.field(QString::fromLatin1(name)), value);
    };
    const auto addSecret = [&](const char *name, const Secret &value) {
        if (!value.isEmpty())
            json.add(call.field(QString::fromLatin1(name)), value);
    };
    const auto addWord = [&](const char *name, const QString &word) {
        if (!word.isNull())
            add(name, word);
    };
    if (settings.serverType) {
        addWord("serverType",
                wireWord(call, QStringLiteral("serverType"), *settings.serverType, kServerTypes));
        add("serverAddress", settings.serverAddress.value_or(QString()));
    }
    addWord("activationMethod", wireWord(call, QStringLiteral("activationMethod"),
                                         settings.activationMethod, kMethods));
    add("yeastarId", settings.yeastarId);
    add("email", settings.email);
    add("accountEnabled", flag(settings.isAccountEnabled));
    add("accountUserName", settings.accountUserName);
    if (settings.isPasswordless)
        add("passwordless", flag(*settings.isPasswordless));
    // What was typed for a method that is not chosen is nobody's business.
    const auto addSecretOf = [&](ActivationMethod method, const char *name, const Secret &value) {
        if (settings.activationMethod.is(method))
            addSecret(name, value);
    };
    addSecretOf(ActivationMethod::AuthenticationCode, "authenticationCode",
                secrets.authenticationCode);
    addSecretOf(ActivationMethod::YeastarId, "yeastarIdPassword", secrets.yeastarIdPassword);
    addSecretOf(ActivationMethod::Email, "emailPassword", secrets.emailPassword);
    addSecret("accountPassword", secrets.accountPassword);
    return std::move(json).finish();
}

} // namespace lw
