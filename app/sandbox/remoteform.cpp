// SPDX-License-Identifier: GPL-3.0-or-later
#include "remoteform.h"

#include "fieldreader.h"

#include <core/edition.h>

#include <QJsonDocument>

namespace lw::Sandbox {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kLongestAddress = 253 + 6;
constexpr qsizetype kLongestEmail = 254;
constexpr qsizetype kLongestName = 128;

//! The one field that holds the secret of a method.
QString secretField(ActivationMethod method)
{
    switch (method) {
    case ActivationMethod::AuthenticationCode:
        return u"authenticationCode"_s;
    case ActivationMethod::YeastarId:
        return u"yeastarIdPassword"_s;
    case ActivationMethod::Email:
        return u"emailPassword"_s;
    }
    return {};
}

void readServer(FieldReader &reader, RemoteSettings &settings)
{
    if (const auto type = reader.meaning(u"serverType"_s))
        settings.server =
            *type == "custom"_L1 ? RemoteServerType::Custom : RemoteServerType::Default;
    if (const auto address = reader.text(u"serverAddress"_s, kLongestAddress))
        settings.serverAddress = *address;
    const bool isCustom = settings.server == RemoteServerType::Custom;
    if (isCustom && settings.serverAddress.isEmpty())
        reader.fail(u"serverAddress"_s, u"required"_s);
    else if (!settings.serverAddress.isEmpty() &&
             (settings.serverAddress.contains("://"_L1) ||
              !PbxAddress::parse(settings.serverAddress, PbxAddress::kCloudPort)))
        reader.fail(u"serverAddress"_s, u"format"_s);
}

void readMethod(FieldReader &reader, RemoteSettings &settings)
{
    if (const auto method = reader.meaning(u"activationMethod"_s)) {
        settings.method = *method == "yeastarId"_L1 ? ActivationMethod::YeastarId
                          : *method == "email"_L1   ? ActivationMethod::Email
                                                    : ActivationMethod::AuthenticationCode;
    }
    if (const auto yeastarId = reader.text(u"yeastarId"_s, kLongestEmail))
        settings.yeastarId = *yeastarId;
    if (const auto email = reader.text(u"email"_s, kLongestEmail))
        settings.email = *email;
    const bool needsId = settings.method == ActivationMethod::YeastarId;
    const bool needsEmail = settings.method == ActivationMethod::Email;
    if (needsId && settings.yeastarId.isEmpty())
        reader.fail(u"yeastarId"_s, u"required"_s);
    if (needsEmail && settings.email.isEmpty())
        reader.fail(u"email"_s, u"required"_s);
    else if (!settings.email.isEmpty() && !isEmailAddress(settings.email))
        reader.fail(u"email"_s, u"format"_s);
}

//! Which method goes with which server: e-mail only with a custom one, a Yeastar ID only with the
//! default one, and the old layout knows neither.
void checkMethod(FieldReader &reader, const RemoteSettings &settings, RemoteFeatures features)
{
    const bool isCustom = settings.server == RemoteServerType::Custom;
    const bool isPossible =
        settings.method == ActivationMethod::AuthenticationCode ||
        (features.hasServerType && (settings.method == ActivationMethod::Email) == isCustom);
    if (!isPossible)
        reader.fail(u"activationMethod"_s, u"options"_s);
    if (isCustom && !features.hasServerType)
        reader.fail(u"serverType"_s, u"options"_s);
}

void readAccount(FieldReader &reader, RemoteChange &change)
{
    RemoteSettings &settings = change.settings;
    if (const auto enabled = reader.flag(u"accountEnabled"_s))
        settings.isAccountEnabled = *enabled;
    if (const auto name = reader.text(u"accountUserName"_s, kLongestName))
        settings.accountUserName = *name;
    change.accountPassword = reader.secret(u"accountPassword"_s);
    settings.isAccountPasswordSet = settings.isAccountPasswordSet || change.accountPassword;
    if (settings.isAccountEnabled && settings.accountUserName.isEmpty())
        reader.fail(u"accountUserName"_s, u"required"_s);
    if (settings.isAccountEnabled && !settings.isAccountPasswordSet)
        reader.fail(u"accountPassword"_s, u"required"_s);
}

void readPasswordless(FieldReader &reader, RemoteSettings &settings, RemoteFeatures features)
{
    const std::optional<bool> passwordless = reader.flag(u"passwordless"_s);
    if (passwordless && *passwordless && !features.hasPasswordless)
        reader.fail(u"passwordless"_s, u"options"_s);
    else if (passwordless)
        settings.isPasswordless = *passwordless;
}

} // namespace

RemoteFeatures RemoteFeatures::of(const FirmwareVersion &firmware)
{
    const bool isAppliance = editionOf(firmware) == Edition::Appliance;
    const FirmwareVersion newLayout(isAppliance ? u"37.19.0.110"_s : u"83.19.0.110"_s);
    const FirmwareVersion passwordless(isAppliance ? u"37.19.0.110"_s : u"83.17.0.16"_s);
    return {.hasPage = editionOf(firmware) != Edition::Cloud,
            .hasServerType = firmware >= newLayout,
            .hasPasswordless = firmware >= passwordless};
}

bool RemoteSettings::hasSameBinding(const RemoteSettings &other) const
{
    if (server != other.server || method != other.method)
        return false;
    if (server == RemoteServerType::Custom && serverAddress != other.serverAddress)
        return false;
    switch (method) {
    case ActivationMethod::AuthenticationCode:
        return true;
    case ActivationMethod::YeastarId:
        return yeastarId == other.yeastarId;
    case ActivationMethod::Email:
        return email == other.email;
    }
    return false;
}

RemoteForm::RemoteForm(const WireCall &call, RemoteFeatures features, QStringList reservedNames)
    : m_call(call), m_features(features), m_reservedNames(std::move(reservedNames))
{}

tl::expected<RemoteChange, Refusal>
RemoteForm::read(const QByteArray &body, const RemoteSettings &current, Bound bound) const
{
    const QJsonDocument document = QJsonDocument::fromJson(body);
    if (!document.isObject())
        return tl::unexpected(Refusal{.code = RefusalCode::ParameterSyntax});
    const QJsonObject object = document.object();
    FieldReader reader(m_call, object);
    RemoteChange change{.settings = current};
    readServer(reader, change.settings);
    readMethod(reader, change.settings);
    checkMethod(reader, change.settings, m_features);
    readAccount(reader, change);
    readPasswordless(reader, change.settings, m_features);
    for (const ActivationMethod method : {ActivationMethod::AuthenticationCode,
                                          ActivationMethod::YeastarId, ActivationMethod::Email}) {
        const std::optional<QString> secret = reader.secret(secretField(method));
        if (method == change.settings.method)
            change.bindingSecret = secret;
    }
    const bool keepsBinding = bound == Bound::Yes && change.settings.hasSameBinding(current);
    if (!change.bindingSecret && !keepsBinding)
        reader.fail(secretField(change.settings.method), u"required"_s);
    if (!reader.invalid().isEmpty())
        return tl::unexpected(Refusal{.code = RefusalCode::Parameter, .invalid = reader.invalid()});
    if (m_reservedNames.contains(change.settings.accountUserName, Qt::CaseInsensitive))
        return tl::unexpected(Refusal{.code = RefusalCode::DuplicateKey,
                                      .duplicates = {m_call.field(u"accountUserName"_s)}});
    return change;
}

} // namespace lw::Sandbox
