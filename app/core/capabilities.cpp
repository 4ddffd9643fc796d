// SPDX-License-Identifier: GPL-3.0-or-later
#include "capabilities.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace lw {

QList<Feature> allFeatures()
{
    return {Feature::AuthenticationCode,
            Feature::YeastarId,
            Feature::CustomServer,
            Feature::ByEmail,
            Feature::Account,
            Feature::Passwordless};
}

QString featureWord(Feature feature)
{
    switch (feature) {
    case Feature::AuthenticationCode:
        return QStringLiteral("authentication_code");
    case Feature::YeastarId:
        return QStringLiteral("yeastar_id");
    case Feature::CustomServer:
        return QStringLiteral("custom_server");
    case Feature::ByEmail:
        return QStringLiteral("by_email");
    case Feature::Account:
        return QStringLiteral("account");
    case Feature::Passwordless:
        break;
    }
    return QStringLiteral("passwordless");
}

tl::expected<Capabilities::Row, QString> Capabilities::parseRow(const QJsonObject &object)
{
    const auto text = [&](QLatin1String name) { return object.value(name).toString(); };
    const QString word = text(QLatin1String("capability"));
    const QList<Feature> features = allFeatures();
    const QString basis = text(QLatin1String("basis"));
    const auto feature = std::find_if(features.begin(), features.end(),
                                      [&](Feature f) { return featureWord(f) == word; });
    if (feature == features.end())
        return tl::unexpected(QStringLiteral("unknown capability \"%1\"").arg(word));
    Row row{.feature = *feature,
            .edition = editionFromWord(text(QLatin1String("edition"))),
            .minimum = FirmwareVersion(text(QLatin1String("minimum"))),
            .isDocumented = basis == QLatin1String("documented"),
            .isElsewhere = object.contains(QLatin1String("page")),
            .source = text(QLatin1String("source"))};
    if (row.edition == Edition::Unknown)
        return tl::unexpected(QStringLiteral("%1: unknown edition").arg(word));
    if (!row.isElsewhere && !row.minimum.isValid())
        return tl::unexpected(QStringLiteral("%1: no minimum firmware").arg(word));
    if (!row.isDocumented && basis != QLatin1String("inferred"))
        return tl::unexpected(QStringLiteral("%1: unknown basis").arg(word));
    if (row.source.isEmpty())
        return tl::unexpected(QStringLiteral("%1: no source").arg(word));
    return row;
}

tl::expected<Capabilities, QString> Capabilities::parse(const QByteArray &json)
{
    const QJsonDocument document = QJsonDocument::fromJson(json);
    const QJsonArray rows = document.object().value(QLatin1String("rows")).toArray();
    if (rows.isEmpty())
        return tl::unexpected(QStringLiteral("no rows"));
    Capabilities table;
    for (const QJsonValue &value : rows) {
        auto row = parseRow(value.toObject());
        if (!row)
            return tl::unexpected(row.error());
        table.m_rows.append(*row);
    }
    return table;
}

Capability Capabilities::of(Feature feature, const FirmwareVersion &firmware) const
{
    using Availability = Capability::Availability;
    const Edition edition = editionOf(firmware);
    if (edition == Edition::Unknown)
        return {Availability::ByProbe, {}, {}};
    for (const Row &row : m_rows) {
        if (row.feature != feature || row.edition != edition)
            continue;
        if (row.isElsewhere)
            return {Availability::Elsewhere, row.minimum, row.source};
        // A number that was only inferred is no reason to refuse what the PBX may well have.
        if (!row.isDocumented)
            return {Availability::ByProbe, row.minimum, row.source};
        return {firmware >= row.minimum ? Availability::Available : Availability::NeedsFirmware,
                row.minimum, row.source};
    }
    return {Availability::Absent, {}, {}};
}

} // namespace lw
