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

bool isQuoted(const QString &id)
{
    return id.size() > 2 && id.startsWith(u'"') && id.endsWith(u'"') &&
           looksLikeNumber(id.mid(1, id.size() - 2));
}

} // namespace

QString rowIdOf(const QJsonValue &value)
{
    if (value.isString()) {
        const QString text = value.toString();
        return looksLikeNumber(text) ? u'"' + text + u'"' : text;
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
    return isQuoted(id) ? id.mid(1, id.size() - 2) : id;
}

} // namespace lw
