// SPDX-License-Identifier: GPL-3.0-or-later
#include "jsonreader.h"

#include "rowid.h"

#include <core/wireprofile.h>

#include <QJsonArray>

#include <cmath>

namespace lw {

namespace {

constexpr double kLargestExactInteger = 9007199254740992.0; // 2^53

ApiError malformed(const QString &detail)
{
    return {.kind = ApiError::Kind::MalformedReply, .detail = detail};
}

} // namespace

JsonReader::JsonReader(const QJsonObject &envelope, const WireCall &call) : m_call(call)
{
    if (call.root().isEmpty()) {
        m_object = envelope;
        return;
    }
    const QJsonValue root = envelope.value(call.root());
    if (root.isObject())
        m_object = root.toObject();
    else
        m_error = malformed(QStringLiteral("\"%1\" is not an object").arg(call.root()));
}

JsonReader JsonReader::nested(const QString &name)
{
    const QJsonValue object = value(name);
    JsonReader reader(m_call, object.toObject());
    if (!object.isObject()) {
        fail(name, QStringLiteral("an object"));
        reader.m_error = m_error;
    }
    return reader;
}

std::vector<JsonReader> JsonReader::rows(const QString &name)
{
    const QJsonValue list = value(name);
    if (!list.isArray())
        fail(name, QStringLiteral("a list"));
    std::vector<JsonReader> readers;
    for (const QJsonValue &row : list.toArray()) {
        if (!row.isObject())
            fail(name, QStringLiteral("a list of objects"));
        readers.push_back(JsonReader(m_call, row.toObject()));
    }
    return readers;
}

void JsonReader::takeErrorOf(const JsonReader &part)
{
    if (!m_error)
        m_error = part.m_error;
}

bool JsonReader::has(const QString &name) const
{
    return m_object.contains(m_call.field(name));
}

QString JsonReader::text(const QString &name)
{
    const QJsonValue found = value(name);
    if (!found.isString())
        fail(name, QStringLiteral("a text"));
    return found.toString();
}

Secret JsonReader::secret(const QString &name)
{
    Secret found = Secret::fromText(text(name));
    if (found.isEmpty())
        fail(name, QStringLiteral("a text that is not empty"));
    return found;
}

QString JsonReader::textOrNumber(const QString &name)
{
    return value(name).isDouble() ? QString::number(number(name)) : text(name);
}

QString JsonReader::rowId(const QString &name)
{
    const QString id = rowIdOf(value(name));
    if (id.isEmpty())
        fail(name, QStringLiteral("a text or a whole number"));
    return id;
}

QDateTime JsonReader::time(const QString &name)
{
    return QDateTime::fromSecsSinceEpoch(number(name), Qt::UTC);
}

std::chrono::seconds JsonReader::seconds(const QString &name)
{
    return std::chrono::seconds(number(name));
}

qint64 JsonReader::number(const QString &name)
{
    const double found = value(name).toDouble(std::nan(""));
    if (!(std::abs(found) <= kLargestExactInteger) || found != std::floor(found)) {
        fail(name, QStringLiteral("a whole number"));
        return 0;
    }
    return static_cast<qint64>(found);
}

qint64 JsonReader::numberWithin(const QString &name, qint64 least, qint64 most)
{
    const qint64 found = number(name);
    if (found < least || found > most)
        fail(name, QStringLiteral("a number from %1 to %2").arg(least).arg(most));
    return found;
}

bool JsonReader::flag(const QString &name)
{
    const double found = value(name).toDouble(std::nan(""));
    if (found != 0.0 && found != 1.0)
        fail(name, QStringLiteral("0 or 1"));
    return found == 1.0;
}

std::optional<QString> JsonReader::optionalText(const QString &name)
{
    return has(name) ? std::optional(text(name)) : std::nullopt;
}

std::optional<bool> JsonReader::optionalFlag(const QString &name)
{
    return has(name) ? std::optional(flag(name)) : std::nullopt;
}

bool JsonReader::isAbsent(const QString &name) const
{
    const QJsonValue found = value(name);
    return found.isUndefined() || found.isNull();
}

QString JsonReader::textOrNull(const QString &name)
{
    if (isAbsent(name))
        return {};
    const QString found = text(name);
    return found.isNull() ? QStringLiteral("") : found;
}

std::optional<qint64> JsonReader::optionalNumber(const QString &name)
{
    return isAbsent(name) ? std::nullopt : std::optional(number(name));
}

std::optional<QDateTime> JsonReader::optionalTime(const QString &name)
{
    const auto found = optionalNumber(name);
    if (!found || *found == 0)
        return std::nullopt;
    return QDateTime::fromSecsSinceEpoch(*found, Qt::UTC);
}

SwitchWord JsonReader::switchWord(const QString &name)
{
    if (isAbsent(name))
        return {};
    const QString word = text(name);
    const QString meaning = m_call.meaning(name, word);
    if (meaning != QLatin1String("on") && meaning != QLatin1String("off"))
        return {std::nullopt, word};
    return {meaning == QLatin1String("on"), word};
}

QJsonValue JsonReader::value(const QString &name) const
{
    return m_object.value(m_call.field(name));
}

void JsonReader::fail(const QString &name, const QString &expected)
{
    if (m_error)
        return;
    const QString state =
        has(name) ? QStringLiteral("is not") : QStringLiteral("is missing, wanted");
    m_error = malformed(QStringLiteral("\"%1\" %2 %3").arg(m_call.field(name), state, expected));
}

} // namespace lw
