// SPDX-License-Identifier: GPL-3.0-or-later
#include "rowid.h"

#include <algorithm>

namespace lw {

namespace {

//! Up to 2^63, which is what JSON's whole numbers are exact to here.
bool looksLikeNumber(const QString &text)
{
    const auto isDigit = [](QChar c) { return c >= u'0' && c <= u'9'; };
    bool isExact = false;
    (void)text.toLongLong(&isExact);
    return isExact && std::all_of(text.begin(), text.end(), isDigit);
}

//! What needs quotation marks: a number as text, and that in quotation marks of its own.
bool isAmbiguous(QStringView text)
{
    while (text.size() > 2 && text.startsWith(u'"') && text.endsWith(u'"'))
        text = text.mid(1, text.size() - 2);
    return looksLikeNumber(text.toString());
}

} // namespace

QString rowIdOf(const QJsonValue &value)
{
    if (value.isString()) {
        const QString text = value.toString();
        return isAmbiguous(text) ? u'"' + text + u'"' : text;
    }
    const qint64 number = value.toInteger(-1);
    return number < 0 ? QString() : QString::number(number);
}

QJsonValue rowIdValue(const QString &id)
{
    if (looksLikeNumber(id))
        return id.toLongLong();
    return rowIdText(id);
}

QString rowIdText(const QString &id)
{
    return isAmbiguous(id) && !looksLikeNumber(id) ? id.mid(1, id.size() - 2) : id;
}

} // namespace lw
