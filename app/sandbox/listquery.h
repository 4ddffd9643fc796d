// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "portalenvelope.h"

#include <QJsonArray>

#include <optional>

namespace lw::Sandbox {

/*!
 * Takes values out of the query of a call by its names. An empty value is none. Collects what is
 * wrong like FieldReader. Refers to the call it is made from.
 */
class QueryReader
{
public:
    QueryReader(const WireCall &call, const QByteArray &query);

    [[nodiscard]] std::optional<QString> text(const QString &name) const;
    [[nodiscard]] std::optional<qint64> number(const QString &name, qint64 least, qint64 most);
    void fail(const QString &name, const QString &validation);

    [[nodiscard]] bool isFine() const { return m_invalid.isEmpty(); }
    [[nodiscard]] Refusal refusal() const
    {
        return {.code = RefusalCode::Parameter, .invalid = m_invalid};
    }

protected:
    [[nodiscard]] const WireCall &call() const { return m_call; }

private:
    const WireCall &m_call;
    QHash<QString, QString> m_values; //!< by name on the wire, decoded
    QList<Refusal::InvalidField> m_invalid;
};

/*! The query of a list call: page and page_size beside the filters, which are read as above. */
class ListQuery final : public QueryReader
{
public:
    ListQuery(const WireCall &call, const QByteArray &query);

    //! The rows of the page that was asked for and how many there are on all pages.
    template<typename Rows, typename ToJson>
    [[nodiscard]] QJsonObject page(const Rows &rows, ToJson toJson) const
    {
        const auto total = static_cast<qint64>(rows.size());
        const qint64 first = qMin(total, (m_page - 1) * m_size);
        const qint64 last = qMin(total, first + m_size);
        QJsonArray shown;
        for (qint64 i = first; i < last; ++i)
            shown.append(toJson(rows[static_cast<typename Rows::size_type>(i)]));
        return answer(total, shown);
    }

private:
    [[nodiscard]] QJsonObject answer(qint64 total, const QJsonArray &rows) const;

    qint64 m_page = 1;
    qint64 m_size = 0;
};

} // namespace lw::Sandbox
