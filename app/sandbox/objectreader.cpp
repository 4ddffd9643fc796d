// SPDX-License-Identifier: GPL-3.0-or-later
#include "objectreader.h"

#include <core/edition.h>

namespace lw::Sandbox {

using namespace Qt::StringLiterals;

namespace {
constexpr qsizetype kMostEntries = 200;
constexpr qsizetype kLongestText = 200;
} // namespace

ObjectReader::ObjectReader(const QJsonValue &value, QString place, const QStringList &names)
    : m_object(value.toObject()), m_place(std::move(place))
{
    if (!value.isObject())
        fail({}, u"must be an object"_s);
    const QStringList keys = m_object.keys();
    for (const QString &key : keys) {
        if (!names.contains(key))
            fail(key, u"is not known"_s);
    }
}

QString ObjectReader::text(const QString &name, const QString &otherwise)
{
    const QJsonValue value = m_object.value(name);
    if (value.isUndefined() && !otherwise.isNull())
        return otherwise;
    const QString text = value.toString();
    if (text.isEmpty() || text.size() > kLongestText)
        fail(name, u"must be a text of 1 to 200 characters"_s);
    return text;
}

QString ObjectReader::word(const QString &name, const QStringList &words)
{
    const QString word = text(name, words.constFirst());
    if (!words.contains(word))
        fail(name, u"must be one of "_s + words.join(u", "_s));
    return word;
}

int ObjectReader::number(const QString &name, int least, int most, int otherwise)
{
    const QJsonValue value = m_object.value(name);
    const int number = value.isUndefined() ? otherwise : value.toInt(least - 1);
    if (number < least || number > most)
        fail(name, u"must be a whole number from %1 to %2"_s.arg(least).arg(most));
    return number;
}

bool ObjectReader::flag(const QString &name, bool otherwise)
{
    const QJsonValue value = m_object.value(name);
    if (!value.isUndefined() && !value.isBool())
        fail(name, u"must be true or false"_s);
    return value.toBool(otherwise);
}

QJsonArray ObjectReader::list(const QString &name, qsizetype least)
{
    const QJsonValue value = m_object.value(name);
    const QJsonArray array = value.toArray();
    if ((!value.isUndefined() && !value.isArray()) || array.size() < least ||
        array.size() > kMostEntries)
        fail(name, u"must be a list of %1 to %2 entries"_s.arg(least).arg(kMostEntries));
    return array;
}

FirmwareVersion ObjectReader::firmwareOf(const QString &name, const QString &text)
{
    const FirmwareVersion version(text);
    if (editionOf(version) == Edition::Unknown)
        fail(name, u"must be a firmware of the lines 37, 83 or 84"_s);
    return version;
}

void ObjectReader::fail(const QString &name, const QString &reason)
{
    if (m_error.isEmpty())
        m_error = name.isEmpty() ? u"%1 %2"_s.arg(m_place, reason)
                                 : u"%1.%2 %3"_s.arg(m_place, name, reason);
}

void ObjectReader::failAs(const QString &inner)
{
    if (m_error.isEmpty())
        m_error = inner;
}

} // namespace lw::Sandbox
