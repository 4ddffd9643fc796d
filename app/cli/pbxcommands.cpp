// SPDX-License-Identifier: GPL-3.0-or-later
#include "pbxcommands.h"

#include "answer.h"

#include <fleet/pbxregistry.h>
#include <session/pbxsession.h>
#include <session/wireprofilefile.h>
#include <ui/support/errortext.h>

#include <QFile>
#include <QFileInfo>
#include <QJsonArray>

#include <algorithm>

namespace lw {

namespace {

constexpr qsizetype kSha256Size = 32;
constexpr qsizetype kLongestUserName = 255;

template<typename T>
using Parsed = tl::expected<T, CommandError>;

Parsed<QByteArray> parseSha256(QString text)
{
    text.remove(QLatin1Char(':'));
    text.remove(QLatin1Char(' '));
    const QByteArray hex = text.toLatin1();
    const bool isHex = std::all_of(text.begin(), text.end(), [](QChar c) {
        return c.isDigit() || (c.toLower() >= QLatin1Char('a') && c.toLower() <= QLatin1Char('f'));
    });
    if (!isHex || hex.size() != 2 * kSha256Size)
        return tl::unexpected(
            usageError(QStringLiteral("--trust-sha256: 64 hexadecimal digits are needed")));
    return QByteArray::fromHex(hex);
}

bool isUserName(const QString &text)
{
    return !text.trimmed().isEmpty() && text.size() <= kLongestUserName &&
           std::none_of(text.begin(), text.end(),
                        [](QChar c) { return c.category() == QChar::Other_Control; });
}

Parsed<PbxSettings> settingsFrom(const Invocation &invocation, const WireProfile &builtIn)
{
    const auto address = PbxAddress::parse(invocation.url);
    if (!address)
        return tl::unexpected(
            usageError(QStringLiteral("--url: ") + addressProblemText(address.error())));
    if (!isUserName(invocation.userName))
        return tl::unexpected(
            usageError(QStringLiteral("--user: 1 to %1 printable characters are needed")
                           .arg(kLongestUserName)));
    const auto trust = trustFrom(invocation);
    if (!trust)
        return tl::unexpected(trust.error());
    const auto wire = wireProfileWithFile(builtIn, invocation.wireFile);
    if (!wire) {
        return tl::unexpected(
            usageError(QStringLiteral("--wire %1: %2")
                           .arg(invocation.wireFile, wireProfileErrorText(wire.error()))));
    }
    return PbxSettings{.name = invocation.name,
                       .address = *address,
                       .userName = invocation.userName,
                       .trust = *trust,
                       .wireFile = invocation.wireFile.isEmpty()
                                       ? QString()
                                       : QFileInfo(invocation.wireFile).absoluteFilePath(),
                       .openApiClientId = invocation.openApiId};
}

QJsonObject pbxJson(const PbxSettings &pbx)
{
    QJsonObject json{{QStringLiteral("name"), pbx.name},
                     {QStringLiteral("url"), pbx.address.url().toString()},
                     {QStringLiteral("user"), pbx.userName},
                     {QStringLiteral("group"), pbx.group}};
    addTrust(json, pbx.trust);
    if (!pbx.wireFile.isEmpty())
        json.insert(QStringLiteral("wire"), pbx.wireFile);
    if (!pbx.openApiClientId.isEmpty())
        json.insert(QStringLiteral("openapi_client_id"), pbx.openApiClientId);
    if (!pbx.notes.isEmpty())
        json.insert(QStringLiteral("notes"), pbx.notes);
    return json;
}

CommandAnswer pbxAnswer(const PbxSettings &pbx)
{
    const QJsonObject json = pbxJson(pbx);
    return {.json = json, .text = linesOf(json)};
}

//! Under the OpenAPI's own names.
QJsonObject informationJson(const SystemInformation &information)
{
    QJsonObject json{{QStringLiteral("device_name"), information.deviceName},
                     {QStringLiteral("model_name"), information.model},
                     {QStringLiteral("sn"), information.serialNumber},
                     {QStringLiteral("firmware_version"), information.firmwareVersion},
                     {QStringLiteral("system_time"), information.systemTime},
                     {QStringLiteral("up_time"), static_cast<qint64>(information.upTime.count())}};
    if (!information.hardwareVersion.isNull())
        json.insert(QStringLiteral("hardware_version"), information.hardwareVersion);
    if (information.time)
        json.insert(QStringLiteral("timestamp"), information.time->toSecsSinceEpoch());
    return json;
}

QJsonObject capabilityJson(const Capability &capability)
{
    QJsonObject json{{QStringLiteral("available"), capability.isUsable()}};
    if (capability.availability == Capability::Availability::NeedsFirmware)
        json.insert(QStringLiteral("needs"), capability.needs.text());
    if (capability.availability == Capability::Availability::ByProbe)
        json.insert(QStringLiteral("basis"), QStringLiteral("probe"));
    if (capability.availability == Capability::Availability::Elsewhere)
        json.insert(QStringLiteral("page"), QStringLiteral("security_settings"));
    return json;
}

} // namespace

tl::expected<TrustChoice, CommandError> trustFrom(const Invocation &invocation)
{
    if (!invocation.trustSha256.isEmpty()) {
        const auto sha256 = parseSha256(invocation.trustSha256);
        if (!sha256)
            return tl::unexpected(sha256.error());
        return TrustChoice::pinned(*sha256);
    }
    if (invocation.caFile.isEmpty())
        return TrustChoice::system();
    QFile file(invocation.caFile);
    if (!file.open(QIODevice::ReadOnly)) {
        return tl::unexpected(usageError(
            QStringLiteral("--ca-file %1: %2").arg(invocation.caFile, file.errorString())));
    }
    if (!file.readAll().contains("-----BEGIN CERTIFICATE-----")) {
        return tl::unexpected(usageError(
            QStringLiteral("--ca-file %1: no certificate in PEM form").arg(invocation.caFile)));
    }
    return TrustChoice::authorityFile(QFileInfo(invocation.caFile).absoluteFilePath());
}

CommandError registryError(const RegistryProblem &problem, Peer peer)
{
    const QString text =
        peer == Peer::Central ? centralRegistryProblemText(problem) : registryProblemText(problem);
    // A full disk is not the caller's mistake.
    if (problem.kind == RegistryProblem::Kind::CannotWrite)
        return {
            .exitCode = ExitCode::Internal, .kind = QStringLiteral("Internal"), .message = text};
    return usageError(text);
}

void addTrust(QJsonObject &json, const TrustChoice &trust)
{
    switch (trust.basis) {
    case TrustChoice::Basis::System:
        json.insert(QStringLiteral("trust"), QStringLiteral("system"));
        break;
    case TrustChoice::Basis::SystemAndFile:
        json.insert(QStringLiteral("trust"), QStringLiteral("ca-file"));
        json.insert(QStringLiteral("ca_file"), trust.caFile);
        break;
    case TrustChoice::Basis::Pinned:
        json.insert(QStringLiteral("trust"), QStringLiteral("sha256"));
        json.insert(QStringLiteral("trust_sha256"), QString::fromLatin1(trust.sha256.toHex()));
        break;
    }
}

CommandResult addPbx(PbxRegistry &registry, const Invocation &invocation,
                     const WireProfile &builtIn)
{
    const auto settings = settingsFrom(invocation, builtIn);
    if (!settings)
        return settings.error();
    const auto added = registry.add(*settings);
    if (!added)
        return registryError(added.error());
    return pbxAnswer(*added);
}

CommandResult listPbxs(const PbxRegistry &registry)
{
    QJsonArray list;
    QStringList lines;
    for (const PbxSettings &pbx : registry.all()) {
        list.append(pbxJson(pbx));
        lines.append(pbx.name + QLatin1Char('\t') + pbx.address.url().toString());
    }
    return CommandAnswer{.json = {{QStringLiteral("pbxs"), list}},
                         .text = lines.join(QLatin1Char('\n'))};
}

CommandResult showPbx(const PbxRegistry &registry, const QString &name)
{
    const auto pbx = registry.byName(name);
    if (!pbx)
        return unknownName(name);
    return pbxAnswer(*pbx);
}

CommandResult removePbx(PbxRegistry &registry, const QString &name)
{
    const auto pbx = registry.byName(name);
    if (!pbx)
        return unknownName(name);
    const auto removed = registry.remove(pbx->id);
    if (!removed)
        return registryError(removed.error());
    return CommandAnswer{
        .json = {{QStringLiteral("name"), name}, {QStringLiteral("removed"), true}}, .text = {}};
}

CommandError unknownName(const QString &name, Peer peer)
{
    const RegistryProblem problem{.kind = RegistryProblem::Kind::NameUnknown, .detail = name};
    return usageError(peer == Peer::Central ? centralRegistryProblemText(problem)
                                            : registryProblemText(problem));
}

CommandResult checkResult(const PbxSession &session,
                          const std::optional<SystemInformation> &information)
{
    const ProductFacts &product = *session.product();
    QJsonObject capabilities;
    for (const Feature feature : allFeatures())
        capabilities.insert(featureWord(feature), capabilityJson(session.capability(feature)));
    QJsonObject json{{QStringLiteral("name"), session.settings().name},
                     {QStringLiteral("product"), product.name},
                     {QStringLiteral("product_type"), product.type},
                     {QStringLiteral("platform"), product.platform},
                     {QStringLiteral("display_name"), product.displayName},
                     {QStringLiteral("edition"), editionWord(product.edition())},
                     {QStringLiteral("firmware"), product.firmware.text()},
                     {QStringLiteral("serial_number"), product.serialNumber},
                     {QStringLiteral("capabilities"), capabilities}};
    if (const auto certificate = session.certificate())
        json.insert(QStringLiteral("certificate"), certificateJson(*certificate));
    const auto skew = session.clockSkew();
    json.insert(QStringLiteral("clock_difference"),
                skew ? QJsonValue(static_cast<qint64>(skew->difference().count())) : QJsonValue());
    if (information)
        json.insert(QStringLiteral("openapi"), informationJson(*information));
    return CommandAnswer{.json = json, .text = linesOf(json)};
}

} // namespace lw
