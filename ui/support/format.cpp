// SPDX-License-Identifier: GPL-3.0-or-later
#include "format.h"

#include <QCoreApplication>
#include <QLocale>
#include <QTimeZone>

#include <cmath>

namespace lw {

namespace {

/*! Only the translation context of this file. */
struct Words
{
    Q_DECLARE_TR_FUNCTIONS(lw::Format)
};

QString secondsText(std::chrono::seconds seconds)
{
    const auto count = std::abs(seconds.count());
    if (count < 120)
        return Words::tr("%1 s").arg(count);
    if (count < 7200)
        return Words::tr("%1 min").arg(count / 60);
    return Words::tr("%1 h").arg(count / 3600);
}

} // namespace

QString fingerprintText(const QByteArray &rawSha256)
{
    return QString::fromLatin1(rawSha256.toHex(':').toUpper());
}

QString fingerprintLines(const QByteArray &rawSha256, int bytes)
{
    QStringList lines;
    for (qsizetype start = 0; start < rawSha256.size(); start += bytes)
        lines.append(fingerprintText(rawSha256.mid(start, bytes)));
    return lines.join(QLatin1String(":\n"));
}

QString localTime(const QDateTime &utc)
{
    if (!utc.isValid())
        return {};
    const QDateTime local = utc.toLocalTime();
    //: %1 is date and time, %2 the abbreviation of the time zone.
    return Words::tr("%1 %2").arg(QLocale().toString(local, QLocale::ShortFormat),
                                  local.timeZoneAbbreviation());
}

QString shortLocalTime(const QDateTime &utc, const QDateTime &now)
{
    const QDateTime local = utc.toLocalTime();
    if (local.date() == now.toLocalTime().date())
        return QLocale().toString(local.time(), QLocale::ShortFormat);
    return localTime(utc);
}

std::chrono::seconds secondsUntil(const QDateTime &end, const QDateTime &now)
{
    const std::chrono::milliseconds left(now.msecsTo(end));
    return std::chrono::ceil<std::chrono::seconds>(std::max(left, std::chrono::milliseconds(0)));
}

QString countDown(std::chrono::seconds left)
{
    const auto seconds = std::max<qint64>(0, left.count());
    return QStringLiteral("%1:%2").arg(seconds / 60).arg(seconds % 60, 2, 10, QLatin1Char('0'));
}

QString editionName(const ProductFacts &product)
{
    switch (product.edition()) {
    case Edition::Appliance:
        return Words::tr("P-Series Appliance Edition");
    case Edition::Software:
        return Words::tr("P-Series Software Edition");
    case Edition::Cloud:
        return Words::tr("P-Series Cloud Edition");
    case Edition::Unknown:
        break;
    }
    return product.name.isEmpty() ? Words::tr("Unknown edition") : product.name;
}

QString clockSentence(const ClockSkew &skew)
{
    using namespace std::chrono;
    const QString margin = QLocale().toString(duration<double>(skew.error()).count(), 'f', 1);
    if (skew.difference() == 0s)
        //: %1 is a number of seconds.
        return Words::tr("The same as this PC's (\u00b1%1 s)").arg(margin);
    const QString amount = secondsText(skew.difference());
    if (skew.difference() > 0s)
        //: %1 is an amount of time, %2 a number of seconds.
        return Words::tr("%1 ahead of this PC (\u00b1%2 s)").arg(amount, margin);
    return Words::tr("%1 behind this PC (\u00b1%2 s)").arg(amount, margin);
}

QString featureName(Feature feature)
{
    switch (feature) {
    case Feature::AuthenticationCode:
        return Words::tr("Authentication Code");
    case Feature::YeastarId:
        return Words::tr("Yeastar ID");
    case Feature::CustomServer:
        return Words::tr("Custom server");
    case Feature::ByEmail:
        return Words::tr("By Email");
    case Feature::Account:
        return Words::tr("Account");
    case Feature::Passwordless:
        return Words::tr("Passwordless Login");
    }
    return {};
}

QString availabilityText(const Capability &capability)
{
    switch (capability.availability) {
    case Capability::Availability::Available:
        return Words::tr("Available");
    case Capability::Availability::ByProbe:
        return Words::tr("Not documented for this firmware: the PBX itself decides");
    case Capability::Availability::NeedsFirmware:
        //: %1 is a firmware number.
        return Words::tr("Needs %1 or later").arg(capability.needs.text());
    case Capability::Availability::Elsewhere:
        return Words::tr("On this edition under Security > Security Settings");
    case Capability::Availability::Absent:
        return Words::tr("This edition does not have it");
    }
    return {};
}

QString featureNote(const Capability &capability)
{
    switch (capability.availability) {
    case Capability::Availability::Available:
        return {};
    case Capability::Availability::NeedsFirmware:
        //: %1 is a firmware number.
        return Words::tr("needs %1 or later").arg(capability.needs.text());
    case Capability::Availability::ByProbe:
        return Words::tr("not documented for this firmware, the PBX decides when you save");
    case Capability::Availability::Elsewhere:
        return Words::tr("on this edition under Security > Security Settings");
    case Capability::Availability::Absent:
        return Words::tr("not part of this edition");
    }
    return {};
}

QString withoutMnemonic(const QString &text)
{
    return QString(text).replace(QLatin1Char('&'), QLatin1String("&&"));
}

} // namespace lw
