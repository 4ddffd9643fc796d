// SPDX-License-Identifier: GPL-3.0-or-later
#include "centrallist.h"

#include <algorithm>

namespace lw::Sandbox {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kUsualSize = 10;
constexpr qint64 kLargestSize = 50;
constexpr qint64 kMostPages = 1'000'000;

//! Numbers by value, texts without regard to case.
bool isLess(const QJsonValue &left, const QJsonValue &right)
{
    if (left.isDouble() && right.isDouble())
        return left.toInteger() < right.toInteger();
    return left.toString().compare(right.toString(), Qt::CaseInsensitive) < 0;
}

QStringList withDescending(const QStringList &sortable)
{
    QStringList words = sortable;
    for (const QString &field : sortable)
        words.append(u'-' + field);
    return words;
}

} // namespace

CentralList::CentralList(const QByteArray &query, const QStringList &sortable) : m_query(query)
{
    m_size = m_query.number(u"pageSize"_s, 1, kLargestSize, kUsualSize);
    m_number = m_query.number(u"pageNumber"_s, 1, kMostPages, 1);
    if (!sortable.isEmpty())
        m_sort = m_query.word(u"sort"_s, withDescending(sortable));
}

QJsonObject CentralList::page(Rows rows, const QStringList &searched) const
{
    const QString wanted = searched.isEmpty() ? QString() : search();
    if (!wanted.isEmpty())
        rows.removeIf([&](const QJsonObject &row) {
            return std::ranges::none_of(searched, [&](const QString &field) {
                return row.value(field).toString().contains(wanted, Qt::CaseInsensitive);
            });
        });
    // Stable, so that pages of equal rows never overlap.
    if (!m_sort.isEmpty()) {
        const bool isDescending = m_sort.startsWith(u'-');
        const QString field = isDescending ? m_sort.sliced(1) : m_sort;
        std::ranges::stable_sort(rows, [&](const QJsonObject &left, const QJsonObject &right) {
            return isDescending ? isLess(right.value(field), left.value(field))
                                : isLess(left.value(field), right.value(field));
        });
    }
    return slice(rows, [](const QJsonObject &row) { return row; });
}

QJsonObject CentralList::answer(qint64 total, const QJsonArray &rows) const
{
    return {{u"pageSize"_s, m_size},
            {u"pageNumber"_s, m_number},
            {u"total"_s, total},
            {u"list"_s, rows}};
}

} // namespace lw::Sandbox
