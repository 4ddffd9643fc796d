// SPDX-License-Identifier: GPL-3.0-or-later
#include "brokenanswer.h"

#include <QJsonArray>

namespace lw::Sandbox {

using namespace Qt::StringLiterals;

namespace {

constexpr double kMebibyte = 1024.0 * 1024.0;

QJsonValue mistyped(const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::String:
        return QJsonArray{value};
    case QJsonValue::Double:
    case QJsonValue::Bool:
        return QJsonObject{{u"value"_s, value}};
    default:
        return u"practice"_s;
    }
}

//! Goes into objects, so that the fields inside the answer's root are met too.
QJsonObject mistypedLeaves(const QJsonObject &object, const QString &field)
{
    QJsonObject result;
    for (auto it = object.begin(); it != object.end(); ++it) {
        const bool isMeant = field.isEmpty() || it.key() == field;
        if (it->isObject() && it.key() != field)
            result.insert(it.key(), mistypedLeaves(it->toObject(), field));
        else
            result.insert(it.key(), isMeant ? mistyped(*it) : QJsonValue(*it));
    }
    return result;
}

} // namespace

QJsonObject withWrongTypes(const QJsonObject &answer, const QString &field)
{
    const bool hasBody = answer.size() > 2;
    if (!field.isEmpty() || !hasBody)
        return mistypedLeaves(answer, field);
    QJsonObject result = mistypedLeaves(answer, field);
    for (const QString &name : {u"errcode"_s, u"errmsg"_s})
        result.insert(name, answer.value(name));
    return result;
}

QJsonObject withPadding(const QJsonObject &answer, double mebibytes)
{
    QJsonObject result = answer;
    result.insert(u"padding"_s,
                  QString(static_cast<qsizetype>(mebibytes * kMebibyte), QLatin1Char('x')));
    return result;
}

QByteArray withPadding(const QByteArray &page, double mebibytes)
{
    return page + QByteArray(static_cast<qsizetype>(mebibytes * kMebibyte), ' ');
}

} // namespace lw::Sandbox
