// SPDX-License-Identifier: GPL-3.0-or-later
#include "listquery.h"

#include <QUrlQuery>

namespace lw::Sandbox {

using namespace Qt::StringLiterals;

namespace {
constexpr qint64 kMostPages = 1'000'000;
constexpr qint64 kUsualSize = 20;
constexpr qint64 kLargestSize = 500;
} // namespace

QueryReader::QueryReader(const WireCall &call, const QByteArray &query) : m_call(call)
{
    const auto items = QUrlQuery(QString::fromUtf8(query)).queryItems(QUrl::FullyDecoded);
    for (const auto &[name, value] : items)
        m_values.insert(name, value);
}

ListQuery::ListQuery(const WireCall &call, const QByteArray &query) : QueryReader(call, query)
{
    m_page = number(u"page"_s, 1, kMostPages).value_or(1);
    m_size = number(u"pageSize"_s, 1, kLargestSize).value_or(kUsualSize);
}

std::optional<QString> QueryReader::text(const QString &name) const
{
    const QString value = m_values.value(m_call.field(name));
    return value.isEmpty() ? std::nullopt : std::optional(value);
}

std::optional<qint64> QueryReader::number(const QString &name, qint64 least, qint64 most)
{
    const std::optional<QString> value = text(name);
    if (!value)
        return std::nullopt;
    bool isNumber = false;
    const qint64 number = value->toLongLong(&isNumber);
    if (!isNumber || number < least || number > most) {
        fail(name, isNumber ? u"range"_s : u"type"_s);
        return std::nullopt;
    }
    return number;
}

void QueryReader::fail(const QString &name, const QString &validation)
{
    m_invalid.append({.field = m_call.field(name), .validation = validation});
}

QJsonObject ListQuery::answer(qint64 total, const QJsonArray &rows) const
{
    return {{call().field(u"total"_s), total}, {call().field(u"rows"_s), rows}};
}

} // namespace lw::Sandbox
