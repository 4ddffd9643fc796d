// SPDX-License-Identifier: GPL-3.0-or-later
#include "rowid.h"

#include <algorithm>
#include <cmath>

namespace lw {

namespace {

constexpr int kMostDigits = 15; // exact in a double
constexpr double kLargest = 1e15;

bool looksLikeNumber(const QString &text)
{
    const auto isDigit = [](QChar c) { return c >= u'0' && c <= u'9'; };
    return !text.isEmpty() && text.size() <= kMostDigits &&
           std::all_of(text.begin(), text.end(), isDigit);
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
    const double number = value.toDouble(std::nan(""));
    if (!(number >= 0 && number < kLargest) || number != std::floor(number))
        return {};
    return QString::number(static_cast<qint64>(number));
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
