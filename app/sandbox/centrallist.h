// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plainquery.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QList>

namespace lw::Sandbox {

/*!
 * The list calls of Central Management: pageSize (10, at most 50), pageNumber (1) and, where a call
 * has them, sort and search. Rows are the objects of the answer.
 */
class CentralList final
{
public:
    using Rows = QList<QJsonObject>;

    //! \a sortable: what may be sorted by, the usual one first; empty: as the rows come.
    CentralList(const QByteArray &query, const QStringList &sortable);

    [[nodiscard]] bool isFine() const { return m_query.isFine(); }
    //! The names of the parameters that are wrong, for the refusal.
    [[nodiscard]] QString wrong() const { return m_query.wrong().join(QStringLiteral(", ")); }

    [[nodiscard]] QString search() const { return m_query.text(QStringLiteral("search")); }

    //! The page of those \a rows in which one of \a searched has what was searched for.
    [[nodiscard]] QJsonObject page(Rows rows, const QStringList &searched) const;
    //! The page of rows that are searched and sorted already; only those of the page become JSON.
    template<typename AnyRows, typename ToJson>
    [[nodiscard]] QJsonObject slice(const AnyRows &rows, ToJson toJson) const
    {
        const auto total = static_cast<qint64>(rows.size());
        const qint64 first = qMin(total, (m_number - 1) * m_size);
        const qint64 last = qMin(total, first + m_size);
        QJsonArray shown;
        for (qint64 i = first; i < last; ++i)
            shown.append(toJson(rows[static_cast<typename AnyRows::size_type>(i)]));
        return answer(total, shown);
    }

private:
    [[nodiscard]] QJsonObject answer(qint64 total, const QJsonArray &rows) const;

    PlainQuery m_query;
    qint64 m_size = 0;
    qint64 m_number = 0;
    QString m_sort;
};

} // namespace lw::Sandbox
