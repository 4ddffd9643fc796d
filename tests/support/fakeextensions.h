// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sessionfixture.h"

#include <QJsonArray>
#include <QUrlQuery>

#include <algorithm>

namespace lw::test {

const inline QString kExtensionCall = QStringLiteral("extension/get");
const inline QString kExtensionUpdateCall = QStringLiteral("extension/update");

/*!
 * The extensions of a FakeServer: 1000, 1001 ... in pages, searched by number and name, sorted by
 * number, each tenth without a second factor. Switching a second factor off is remembered.
 */
class FakeExtensions final
{
public:
    static constexpr int kEach = 10;

    FakeExtensions(FakeServer &server, int count)
    {
        for (int i = 0; i < count; ++i)
            m_hasSecondFactor.append(i % kEach != 0);
        server.compute(kExtensionsCall, [this](const SentRequest &sent) { return page(sent); });
        server.compute(kExtensionCall, [this](const SentRequest &sent) {
            const int id = QUrlQuery(sent.query).queryItemValue(QStringLiteral("id")).toInt();
            return FakeAnswer::json(
                {{QStringLiteral("errcode"), 0}, {QStringLiteral("extension"), extension(id)}});
        });
        server.compute(kExtensionUpdateCall, [this](const SentRequest &sent) {
            m_hasSecondFactor[sent.json().value(QStringLiteral("id")).toInt()] = false;
            return FakeAnswer::done();
        });
    }

    void setCount(int count) { m_hasSecondFactor.resize(count); }
    void setSecondFactor(int id, bool isOn) { m_hasSecondFactor[id] = isOn; }
    [[nodiscard]] bool hasSecondFactor(int id) const { return m_hasSecondFactor.at(id); }

    [[nodiscard]] QJsonObject extension(int id) const
    {
        const bool isOn = m_hasSecondFactor.at(id);
        return {{QStringLiteral("id"), id},
                {QStringLiteral("number"), QString::number(1000 + id)},
                {QStringLiteral("caller_id_name"), QStringLiteral("User %1").arg(id)},
                {QStringLiteral("email_addr"), QStringLiteral("u%1@pbx.example").arg(id)},
                {QStringLiteral("role_name"), QStringLiteral("Employee")},
                {QStringLiteral("enb_two_factor"), isOn ? 1 : 0},
                {QStringLiteral("two_factor_method"),
                 isOn ? QStringLiteral("authenticator") : QString()}};
    }
    [[nodiscard]] FakeAnswer page(const SentRequest &sent) const
    {
        const QUrlQuery query(sent.query);
        const QString search =
            query.queryItemValue(QStringLiteral("search_value"), QUrl::FullyDecoded);
        QList<int> ids;
        for (int id = 0; id < m_hasSecondFactor.size(); ++id) {
            if (search.isEmpty() || QString::number(1000 + id).contains(search) ||
                QStringLiteral("User %1").arg(id).contains(search))
                ids.append(id);
        }
        if (query.queryItemValue(QStringLiteral("order_by")) == QLatin1String("desc"))
            std::reverse(ids.begin(), ids.end());
        const int size = query.queryItemValue(QStringLiteral("page_size")).toInt();
        const int first = (query.queryItemValue(QStringLiteral("page")).toInt() - 1) * size;
        QJsonArray rows;
        for (const int id : ids.mid(first, size))
            rows.append(extension(id));
        return FakeAnswer::json({{QStringLiteral("errcode"), 0},
                                 {QStringLiteral("total_number"), ids.size()},
                                 {QStringLiteral("extension_list"), rows}});
    }

private:
    QList<bool> m_hasSecondFactor; //!< by id
};

} // namespace lw::test
