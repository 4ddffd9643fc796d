// SPDX-License-Identifier: GPL-3.0-or-later
#include "serversfile.h"

#include "serverjson.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonObject>

#include <array>

namespace lw {

namespace {

constexpr ServerFrame kServers{.format = "linewarden-servers", .list = "pbxs"};
constexpr ServerFrame kPlatforms{.format = "linewarden-platforms", .list = "platforms"};
constexpr std::array kItems{std::pair{ReadinessItem::SecondAdministrator, "second-administrator"},
                            std::pair{ReadinessItem::MailServer, "mail-server"},
                            std::pair{ReadinessItem::KeyInVault, "key-in-vault"}};
constexpr std::array kAnswers{std::pair{ReadinessAnswer::Met, "met"},
                              std::pair{ReadinessAnswer::NotMet, "not-met"},
                              std::pair{ReadinessAnswer::Unknown, "unknown"},
                              std::pair{ReadinessAnswer::Affirmed, "by-person"}};

QJsonArray writeReadiness(const ReadinessRecord &readiness)
{
    QJsonArray list;
    for (const ReadinessEntry &entry : readiness.entries())
        list.append(QJsonObject{
            {QStringLiteral("item"), wordOf(kItems, entry.item)},
            {QStringLiteral("result"), wordOf(kAnswers, entry.answer)},
            {QStringLiteral("checked_at"), entry.at.toUTC().toString(Qt::ISODateWithMs)}});
    return list;
}

QJsonObject writePbx(const PbxSettings &pbx)
{
    return {{QStringLiteral("id"), pbx.id},
            {QStringLiteral("name"), pbx.name},
            {QStringLiteral("group"), pbx.group},
            {QStringLiteral("address"), pbx.address.displayText()},
            {QStringLiteral("user"), pbx.userName},
            {QStringLiteral("trust"), writeTrust(pbx.trust)},
            {QStringLiteral("proxy"), writeProxy(pbx.proxy)},
            {QStringLiteral("wire_file"), pbx.wireFile},
            {QStringLiteral("notes"), pbx.notes},
            {QStringLiteral("readiness"), writeReadiness(pbx.readiness)},
            {QStringLiteral("keeps_sign_in"), pbx.keepsPassword},
            {QStringLiteral("keeps_device"), pbx.keepsDeviceToken},
            {QStringLiteral("openapi_client"), pbx.openApiClientId},
            {QStringLiteral("keeps_openapi"), pbx.keepsOpenApiSecret}};
}

QJsonObject writePlatform(const CentralSettings &central)
{
    return {{QStringLiteral("id"), central.id},
            {QStringLiteral("name"), central.name},
            {QStringLiteral("address"), central.address.displayText()},
            {QStringLiteral("client_id"), central.clientId},
            {QStringLiteral("trust"), writeTrust(central.trust)},
            {QStringLiteral("proxy"), writeProxy(central.proxy)},
            {QStringLiteral("notes"), central.notes},
            {QStringLiteral("keeps_sign_in"), central.keepsSecret}};
}

template<typename Row>
using Read = tl::expected<Row, ServersFileError>;

ServersFileError damaged(const QString &detail)
{
    return {SetAside::Reason::Damaged, detail};
}

//! What is not understood is left out: it can be checked again at any time.
ReadinessRecord readReadiness(const QJsonArray &list)
{
    ReadinessRecord readiness;
    for (const QJsonValue &value : list) {
        const QJsonObject object = value.toObject();
        const auto item = valueOf(kItems, textIn(object, "item"));
        const auto answer = valueOf(kAnswers, textIn(object, "result"));
        const QDateTime at =
            QDateTime::fromString(textIn(object, "checked_at"), Qt::ISODateWithMs).toUTC();
        if (item && answer && at.isValid())
            readiness.set({.item = *item, .answer = *answer, .at = at});
    }
    return readiness;
}

//! Reads what every saved server has; what is wrong with it, else nothing.
template<typename Row>
std::optional<ServersFileError> readCommon(const QJsonObject &object, quint16 defaultPort, Row &row)
{
    row.id = textIn(object, "id");
    row.name = textIn(object, "name");
    row.notes = textIn(object, "notes");
    if (row.id.isEmpty() || row.name.isEmpty())
        return damaged(QStringLiteral("a server without a name"));
    const auto address = PbxAddress::parse(textIn(object, "address"), defaultPort);
    if (!address)
        return damaged(QStringLiteral("%1: not an address").arg(row.name));
    row.address = *address;
    const auto trust = readTrust(object.value(QLatin1String("trust")).toObject());
    if (!trust)
        return damaged(QStringLiteral("%1: %2").arg(row.name, trust.error()));
    row.trust = *trust;
    const auto proxy = readProxy(object.value(QLatin1String("proxy")).toObject());
    if (!proxy)
        return damaged(QStringLiteral("%1: %2").arg(row.name, proxy.error()));
    row.proxy = *proxy;
    return std::nullopt;
}

Read<PbxSettings> readPbx(const QJsonObject &object)
{
    PbxSettings pbx;
    if (const auto error = readCommon(object, PbxAddress::kDefaultPort, pbx))
        return tl::unexpected(*error);
    pbx.group = textIn(object, "group");
    pbx.userName = textIn(object, "user");
    pbx.wireFile = textIn(object, "wire_file");
    pbx.readiness = readReadiness(object.value(QLatin1String("readiness")).toArray());
    pbx.keepsPassword = object.value(QLatin1String("keeps_sign_in")).toBool();
    pbx.keepsDeviceToken = object.value(QLatin1String("keeps_device")).toBool();
    pbx.openApiClientId = textIn(object, "openapi_client");
    pbx.keepsOpenApiSecret = object.value(QLatin1String("keeps_openapi")).toBool();
    return pbx;
}

Read<CentralSettings> readPlatform(const QJsonObject &object)
{
    CentralSettings central;
    if (const auto error = readCommon(object, kCentralPort, central))
        return tl::unexpected(*error);
    central.clientId = textIn(object, "client_id");
    central.keepsSecret = object.value(QLatin1String("keeps_sign_in")).toBool();
    return central;
}

} // namespace

QByteArray writeServers(const QList<PbxSettings> &pbxs)
{
    QJsonArray list;
    for (const PbxSettings &pbx : pbxs)
        list.append(writePbx(pbx));
    return writeFrame(kServers, list);
}

tl::expected<QList<PbxSettings>, ServersFileError> readServers(const QByteArray &json)
{
    return readRows<PbxSettings>(kServers, json, readPbx);
}

QByteArray writePlatforms(const QList<CentralSettings> &centrals)
{
    QJsonArray list;
    for (const CentralSettings &central : centrals)
        list.append(writePlatform(central));
    return writeFrame(kPlatforms, list);
}

tl::expected<QList<CentralSettings>, ServersFileError> readPlatforms(const QByteArray &json)
{
    return readRows<CentralSettings>(kPlatforms, json, readPlatform);
}

} // namespace lw
