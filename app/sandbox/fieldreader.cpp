// SPDX-License-Identifier: GPL-3.0-or-later
#include "fieldreader.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <cmath>

namespace lw::Sandbox {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kLongestName = 128;
constexpr qsizetype kLongestSecret = 128;
constexpr qsizetype kLongestRequired = 255;
constexpr qsizetype kCodeLength = 6;
constexpr qsizetype kMostIds = 1000;
constexpr double kLargestId = 1e15;

//! No control, format, private or unassigned characters and nothing that was no text to begin with:
//! nothing that can reorder or hide what people read.
bool isPlainText(const QString &text)
{
    const QList<uint> characters = text.toUcs4();
    return std::ranges::all_of(characters, [](uint c) {
        const QChar::Category category = QChar::category(static_cast<char32_t>(c));
        const bool isOther =
            category >= QChar::Other_Control && category <= QChar::Other_NotAssigned;
        return !isOther && c != QChar::ReplacementCharacter;
    });
}

bool isWhole(const QJsonValue &value)
{
    return value.isDouble() && std::floor(value.toDouble()) == value.toDouble() &&
           std::abs(value.toDouble()) <= kLargestId;
}

} // namespace

bool isEmailAddress(const QString &text)
{
    const qsizetype at = text.indexOf(u'@');
    return at > 0 && at == text.lastIndexOf(u'@') && at < text.size() - 1 && !text.contains(u' ');
}

std::optional<QJsonObject> objectOf(const QByteArray &body)
{
    const QJsonDocument document = QJsonDocument::fromJson(body);
    return document.isObject() ? std::optional(document.object()) : std::nullopt;
}

std::optional<QString> FieldReader::text(const QString &name, qsizetype longest)
{
    const QJsonValue value = m_body.value(m_call.field(name));
    if (value.isUndefined())
        return std::nullopt;
    if (!value.isString())
        fail(name, u"type"_s);
    else if (value.toString().size() > longest)
        fail(name, u"length"_s);
    else if (!isPlainText(value.toString()))
        fail(name, u"format"_s);
    else
        return value.toString();
    return std::nullopt;
}

std::optional<QString> FieldReader::secret(const QString &name)
{
    const std::optional<QString> value = text(name, kLongestSecret);
    return value && !value->isEmpty() ? value : std::nullopt;
}

QString FieldReader::required(const QString &name)
{
    const QString value = text(name, kLongestRequired).value_or(QString());
    if (value.isEmpty())
        fail(name, u"required"_s); // unless something else was wrong with it
    return value;
}

QByteArray FieldReader::sixDigits(const QString &name)
{
    const QString code = required(name);
    const bool isCode = code.size() == kCodeLength &&
                        std::ranges::all_of(code, [](QChar c) { return c >= u'0' && c <= u'9'; });
    if (!isCode)
        fail(name, u"format"_s);
    return isCode ? code.toLatin1() : QByteArray();
}

std::optional<bool> FieldReader::flag(const QString &name)
{
    const std::optional<int> value = number(name, 0, 1);
    return value ? std::optional(*value == 1) : std::nullopt;
}

std::optional<int> FieldReader::number(const QString &name, int least, int most)
{
    const QJsonValue value = m_body.value(m_call.field(name));
    if (value.isUndefined())
        return std::nullopt;
    if (!value.isDouble())
        fail(name, u"type"_s);
    else if (!isWhole(value) || value.toDouble() < least || value.toDouble() > most)
        fail(name, least == 0 && most == 1 ? u"options"_s : u"range"_s);
    else
        return static_cast<int>(value.toDouble());
    return std::nullopt;
}

QList<qint64> FieldReader::ids(const QString &name)
{
    const QJsonValue value = m_body.value(m_call.field(name));
    const QJsonArray array = value.toArray();
    if (value.isUndefined() || (value.isArray() && array.isEmpty()))
        fail(name, u"required"_s);
    else if (!value.isArray() || !std::ranges::all_of(array, isWhole))
        fail(name, u"type"_s);
    else if (array.size() > kMostIds)
        fail(name, u"length"_s);
    if (!isFine())
        return {};
    QList<qint64> ids;
    for (const QJsonValue &id : array)
        ids.append(id.toInteger());
    return ids;
}

std::optional<QString> FieldReader::meaning(const QString &name)
{
    const std::optional<QString> word = text(name, kLongestName);
    if (!word)
        return std::nullopt;
    const QString meaning = m_call.meaning(name, *word);
    if (meaning.isEmpty())
        fail(name, u"options"_s);
    return meaning.isEmpty() ? std::nullopt : std::optional(meaning);
}

void FieldReader::fail(const QString &name, const QString &validation)
{
    const QString field = m_call.field(name);
    const bool isKnown =
        std::ranges::any_of(m_invalid, [&](const auto &problem) { return problem.field == field; });
    if (!isKnown)
        m_invalid.append({.field = field, .validation = validation});
}

} // namespace lw::Sandbox
