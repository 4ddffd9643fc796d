// SPDX-License-Identifier: GPL-3.0-or-later
#include "serversfile.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>

#include <array>
#include <limits>

namespace lw {

namespace {

using Way = ProxyChoice::Way;
using Basis = TrustChoice::Basis;

constexpr QLatin1String kFormat("linewarden-servers");
constexpr int kVersion = 1;
constexpr qsizetype kSha256Size = 32;
constexpr std::array kBases{std::pair{Basis::System, "system"},
                            std::pair{Basis::SystemAndFile, "authority-file"},
                            std::pair{Basis::Pinned, "pinned"}};
constexpr std::array kWays{std::pair{Way::System, "system"}, std::pair{Way::None, "none"},
                           std::pair{Way::Http, "http"}};
constexpr std::array kItems{std::pair{ReadinessItem::SecondAdministrator, "second-administrator"},
                            std::pair{ReadinessItem::MailServer, "mail-server"},
                            std::pair{ReadinessItem::KeyInVault, "key-in-vault"}};
constexpr std::array kAnswers{std::pair{ReadinessAnswer::Met, "met"},
                              std::pair{ReadinessAnswer::NotMet, "not-met"},
                              std::pair{ReadinessAnswer::Unknown, "unknown"},
                              std::pair{ReadinessAnswer::Affirmed, "by-person"}};

template<typename Table, typename Value>
QString wordOf(const Table &table, Value value)
{
    for (const auto &[known, word] : table) {
        if (known == value)
            return QString::fromLatin1(word);
    }
    return {};
}

template<typename Table>
auto valueOf(const Table &table, const QString &word)
    -> std::optional<std::remove_cvref_t<decltype(table.front().first)>>
{
    for (const auto &[known, name] : table) {
        if (word == QLatin1String(name))
            return known;
    }
    return std::nullopt;
}

QString text(const QJsonObject &object, const char *name)
{
    return object.value(QLatin1String(name)).toString();
}

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
    QJsonObject trust{{QStringLiteral("basis"), wordOf(kBases, pbx.trust.basis)}};
    if (pbx.trust.basis == Basis::SystemAndFile)
        trust.insert(QStringLiteral("ca_file"), pbx.trust.caFile);
    if (pbx.trust.basis == Basis::Pinned)
        trust.insert(QStringLiteral("sha256"), QString::fromLatin1(pbx.trust.sha256.toHex()));
    QJsonObject proxy{{QStringLiteral("way"), wordOf(kWays, pbx.proxy.way)}};
    if (pbx.proxy.way == Way::Http) {
        proxy.insert(QStringLiteral("host"), pbx.proxy.host);
        proxy.insert(QStringLiteral("port"), pbx.proxy.port);
        proxy.insert(QStringLiteral("user"), pbx.proxy.userName);
    }
    return {{QStringLiteral("id"), pbx.id},
            {QStringLiteral("name"), pbx.name},
            {QStringLiteral("group"), pbx.group},
            {QStringLiteral("address"), pbx.address.displayText()},
            {QStringLiteral("user"), pbx.userName},
            {QStringLiteral("trust"), trust},
            {QStringLiteral("proxy"), proxy},
            {QStringLiteral("wire_file"), pbx.wireFile},
            {QStringLiteral("notes"), pbx.notes},
            {QStringLiteral("readiness"), writeReadiness(pbx.readiness)},
            {QStringLiteral("keeps_sign_in"), pbx.keepsPassword},
            {QStringLiteral("keeps_device"), pbx.keepsDeviceToken}};
}

using Read = tl::expected<PbxSettings, ServersFileError>;

Read damaged(const QString &detail)
{
    return tl::unexpected(ServersFileError{SetAside::Reason::Damaged, detail});
}

//! Nothing that decides about trust is ever replaced by a default.
tl::expected<TrustChoice, QString> readTrust(const QJsonObject &object)
{
    const auto basis = valueOf(kBases, text(object, "basis"));
    TrustChoice trust;
    if (!basis)
        return tl::unexpected(QStringLiteral("unknown kind of trust"));
    trust.basis = *basis;
    if (trust.basis == Basis::SystemAndFile)
        trust.caFile = text(object, "ca_file");
    if (trust.basis == Basis::Pinned)
        trust.sha256 = QByteArray::fromHex(text(object, "sha256").toLatin1());
    if (trust.basis == Basis::Pinned && trust.sha256.size() != kSha256Size)
        return tl::unexpected(QStringLiteral("not a SHA-256"));
    return trust;
}

//! What is not understood is left out: it can be checked again at any time.
ReadinessRecord readReadiness(const QJsonArray &list)
{
    ReadinessRecord readiness;
    for (const QJsonValue &value : list) {
        const QJsonObject object = value.toObject();
        const auto item = valueOf(kItems, text(object, "item"));
        const auto answer = valueOf(kAnswers, text(object, "result"));
        const QDateTime at =
            QDateTime::fromString(text(object, "checked_at"), Qt::ISODateWithMs).toUTC();
        if (item && answer && at.isValid())
            readiness.set({.item = *item, .answer = *answer, .at = at});
    }
    return readiness;
}

Read readPbx(const QJsonObject &object)
{
    PbxSettings pbx{.id = text(object, "id"),
                    .name = text(object, "name"),
                    .group = text(object, "group"),
                    .userName = text(object, "user"),
                    .wireFile = text(object, "wire_file"),
                    .notes = text(object, "notes")};
    if (pbx.id.isEmpty() || pbx.name.isEmpty())
        return damaged(QStringLiteral("a server without a name"));
    const auto address = PbxAddress::parse(text(object, "address"));
    if (!address)
        return damaged(QStringLiteral("%1: not an address").arg(pbx.name));
    pbx.address = *address;
    const auto trust = readTrust(object.value(QLatin1String("trust")).toObject());
    if (!trust)
        return damaged(QStringLiteral("%1: %2").arg(pbx.name, trust.error()));
    pbx.trust = *trust;
    const QJsonObject proxy = object.value(QLatin1String("proxy")).toObject();
    const auto way = valueOf(kWays, text(proxy, "way"));
    if (!way)
        return damaged(QStringLiteral("%1: unknown kind of proxy").arg(pbx.name));
    const int port = proxy.value(QLatin1String("port")).toInt();
    if (port < 0 || port > std::numeric_limits<quint16>::max())
        return damaged(QStringLiteral("%1: not a port of a proxy").arg(pbx.name));
    pbx.proxy = {.way = *way,
                 .host = text(proxy, "host"),
                 .port = static_cast<quint16>(port),
                 .userName = text(proxy, "user")};
    pbx.readiness = readReadiness(object.value(QLatin1String("readiness")).toArray());
    pbx.keepsPassword = object.value(QLatin1String("keeps_sign_in")).toBool();
    pbx.keepsDeviceToken = object.value(QLatin1String("keeps_device")).toBool();
    return pbx;
}

} // namespace

QByteArray writeServers(const QList<PbxSettings> &pbxs)
{
    QJsonArray list;
    for (const PbxSettings &pbx : pbxs)
        list.append(writePbx(pbx));
    return QJsonDocument(QJsonObject{{QStringLiteral("format"), QString(kFormat)},
                                     {QStringLiteral("version"), kVersion},
                                     {QStringLiteral("pbxs"), list}})
        .toJson();
}

tl::expected<QList<PbxSettings>, ServersFileError> readServers(const QByteArray &json)
{
    using Reason = SetAside::Reason;
    QJsonParseError parsed;
    const QJsonObject root = QJsonDocument::fromJson(json, &parsed).object();
    if (parsed.error != QJsonParseError::NoError)
        return tl::unexpected(ServersFileError{Reason::Damaged, parsed.errorString()});
    if (text(root, "format") != kFormat)
        return tl::unexpected(ServersFileError{Reason::NotOurs, {}});
    const int version = root.value(QLatin1String("version")).toInt(-1);
    if (version > kVersion)
        return tl::unexpected(ServersFileError{Reason::NewerVersion, QString::number(version)});
    const QJsonValue list = root.value(QLatin1String("pbxs"));
    if (version < 1 || !list.isArray())
        return tl::unexpected(
            ServersFileError{Reason::Damaged, QStringLiteral("no list of servers")});
    QList<PbxSettings> pbxs;
    QSet<QString> seen;
    for (const QJsonValue &entry : list.toArray()) {
        const auto pbx = readPbx(entry.toObject());
        if (!pbx)
            return tl::unexpected(pbx.error());
        if (seen.contains(pbx->id) || seen.contains(pbx->name))
            return tl::unexpected(ServersFileError{
                Reason::Damaged, QStringLiteral("%1: is there twice").arg(pbx->name)});
        seen << pbx->id << pbx->name;
        pbxs.append(*pbx);
    }
    return pbxs;
}

} // namespace lw
