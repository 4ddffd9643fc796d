// SPDX-License-Identifier: GPL-3.0-or-later
#include "profiles.h"

#include <resources/resources.h>

#include <QJsonDocument>
#include <QJsonObject>

namespace lw::test {

namespace {

QString scrambled(const QString &text)
{
    return text.isEmpty() ? text : QStringLiteral("zz_") + text;
}

QJsonObject scrambledTexts(const QJsonObject &texts)
{
    QJsonObject result;
    for (auto it = texts.begin(); it != texts.end(); ++it)
        result.insert(it.key(), it->isObject() ? QJsonValue(scrambledTexts(it->toObject()))
                                               : QJsonValue(scrambled(it->toString())));
    return result;
}

QJsonObject scrambledEntry(QJsonObject entry)
{
    for (const auto &name : {QStringLiteral("path"), QStringLiteral("root")}) {
        if (entry.contains(name))
            entry.insert(name, scrambled(entry.value(name).toString()));
    }
    for (const auto &name : {QStringLiteral("fields"), QStringLiteral("words")}) {
        if (entry.contains(name))
            entry.insert(name, scrambledTexts(entry.value(name).toObject()));
    }
    return entry;
}

} // namespace

QByteArray builtInProfileJson()
{
    return readResource(QStringLiteral("wire/p-series.json"));
}

WireProfile builtInProfile()
{
    return WireProfile::parse(builtInProfileJson()).value();
}

WireProfile profileOf(const QString &name)
{
    return WireProfile::parse(readResource(QStringLiteral("wire/") + name)).value();
}

PasswordRules builtInPasswordRules()
{
    return PasswordRules::parse(readResource(QStringLiteral("passwords/p-series.json"))).value();
}

Capabilities builtInCapabilities()
{
    return Capabilities::parse(readResource(QStringLiteral("capabilities/p-series.json"))).value();
}

QByteArray scrambledProfileJson()
{
    QJsonObject profile = QJsonDocument::fromJson(builtInProfileJson()).object();
    profile.insert(QStringLiteral("base"), QStringLiteral("/other/place/"));
    for (const auto &group : {QStringLiteral("common"), QStringLiteral("calls")}) {
        QJsonObject entries = profile.value(group).toObject();
        for (auto it = entries.begin(); it != entries.end(); ++it)
            *it = scrambledEntry(it->toObject());
        profile.insert(group, entries);
    }
    return QJsonDocument(profile).toJson();
}

} // namespace lw::test
