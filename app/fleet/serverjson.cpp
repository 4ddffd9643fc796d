// SPDX-License-Identifier: GPL-3.0-or-later
#include "serverjson.h"

#include <QJsonDocument>

#include <array>
#include <limits>

namespace lw {

namespace {

using Way = ProxyChoice::Way;
using Basis = TrustChoice::Basis;

constexpr int kVersion = 1;
constexpr qsizetype kSha256Size = 32;
constexpr std::array kBases{std::pair{Basis::System, "system"},
                            std::pair{Basis::SystemAndFile, "authority-file"},
                            std::pair{Basis::Pinned, "pinned"}};
constexpr std::array kWays{std::pair{Way::System, "system"}, std::pair{Way::None, "none"},
                           std::pair{Way::Http, "http"}};

} // namespace

QString textIn(const QJsonObject &object, const char *name)
{
    return object.value(QLatin1String(name)).toString();
}

QJsonObject writeTrust(const TrustChoice &trust)
{
    QJsonObject json{{QStringLiteral("basis"), wordOf(kBases, trust.basis)}};
    if (trust.basis == Basis::SystemAndFile)
        json.insert(QStringLiteral("ca_file"), trust.caFile);
    if (trust.basis == Basis::Pinned)
        json.insert(QStringLiteral("sha256"), QString::fromLatin1(trust.sha256.toHex()));
    return json;
}

QJsonObject writeProxy(const ProxyChoice &proxy)
{
    QJsonObject json{{QStringLiteral("way"), wordOf(kWays, proxy.way)}};
    if (proxy.way == Way::Http) {
        json.insert(QStringLiteral("host"), proxy.host);
        json.insert(QStringLiteral("port"), proxy.port);
        json.insert(QStringLiteral("user"), proxy.userName);
    }
    return json;
}

tl::expected<TrustChoice, QString> readTrust(const QJsonObject &object)
{
    const auto basis = valueOf(kBases, textIn(object, "basis"));
    TrustChoice trust;
    if (!basis)
        return tl::unexpected(QStringLiteral("unknown kind of trust"));
    trust.basis = *basis;
    if (trust.basis == Basis::SystemAndFile)
        trust.caFile = textIn(object, "ca_file");
    if (trust.basis == Basis::Pinned)
        trust.sha256 = QByteArray::fromHex(textIn(object, "sha256").toLatin1());
    if (trust.basis == Basis::Pinned && trust.sha256.size() != kSha256Size)
        return tl::unexpected(QStringLiteral("not a SHA-256"));
    return trust;
}

tl::expected<ProxyChoice, QString> readProxy(const QJsonObject &object)
{
    const auto way = valueOf(kWays, textIn(object, "way"));
    if (!way)
        return tl::unexpected(QStringLiteral("unknown kind of proxy"));
    const int port = object.value(QLatin1String("port")).toInt();
    if (port < 0 || port > std::numeric_limits<quint16>::max())
        return tl::unexpected(QStringLiteral("not a port of a proxy"));
    return ProxyChoice{.way = *way,
                       .host = textIn(object, "host"),
                       .port = static_cast<quint16>(port),
                       .userName = textIn(object, "user")};
}

QByteArray writeFrame(const ServerFrame &frame, const QJsonArray &rows)
{
    return QJsonDocument(QJsonObject{{QStringLiteral("format"), QString::fromLatin1(frame.format)},
                                     {QStringLiteral("version"), kVersion},
                                     {QString::fromLatin1(frame.list), rows}})
        .toJson();
}

tl::expected<QJsonArray, ServersFileError> readFrame(const ServerFrame &frame,
                                                     const QByteArray &json)
{
    using Reason = SetAside::Reason;
    QJsonParseError parsed;
    const QJsonObject root = QJsonDocument::fromJson(json, &parsed).object();
    if (parsed.error != QJsonParseError::NoError)
        return tl::unexpected(ServersFileError{Reason::Damaged, parsed.errorString()});
    if (textIn(root, "format") != QLatin1String(frame.format))
        return tl::unexpected(ServersFileError{Reason::NotOurs, {}});
    const int version = root.value(QLatin1String("version")).toInt(-1);
    if (version > kVersion)
        return tl::unexpected(ServersFileError{Reason::NewerVersion, QString::number(version)});
    const QJsonValue list = root.value(QLatin1String(frame.list));
    if (version < 1 || !list.isArray())
        return tl::unexpected(
            ServersFileError{Reason::Damaged, QStringLiteral("no list of servers")});
    return list.toArray();
}

} // namespace lw
