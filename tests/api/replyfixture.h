// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <api/portalclient.h>
#include <support/faketransport.h>
#include <support/profiles.h>

#include <QCoreApplication>
#include <QJsonArray>

namespace lw::test {

//! What is no text, and what is no whole number, in JSON.
const inline QList<QJsonValue> kWrongTexts{5, true, QJsonValue::Null,
                                           QJsonArray{QStringLiteral("x")},
                                           QJsonObject{{QStringLiteral("x"), 1}}};
const inline QList<QJsonValue> kWrongNumbers{QStringLiteral("1"), true, QJsonValue::Null, 0.5,
                                             QJsonArray{1},       1e300};

/*! A good answer of a call, by the contract, and the object that holds its fields. */
struct Sample
{
    QString root;
    QJsonObject fields;
    QString list;           //!< fields are those of the one row of this list; empty: no list
    QStringList optional{}; //!< absent on some firmware, or for some accounts
    QStringList flags{};    //!< 0 or 1
    int code = 0;

    [[nodiscard]] QJsonObject whole(int errcode) const
    {
        QJsonObject result = fields;
        if (!list.isEmpty())
            result = {{QStringLiteral("total_number"), 1}, {list, QJsonArray{fields}}};
        else if (!root.isEmpty())
            result = {{root, fields}};
        result.insert(QStringLiteral("errcode"), errcode);
        result.insert(QStringLiteral("errmsg"), QStringLiteral("SUCCESS"));
        return result;
    }
    [[nodiscard]] QJsonObject whole() const { return whole(code); }

    [[nodiscard]] Sample without(const QString &field) const
    {
        Sample broken = *this;
        broken.fields.remove(field);
        return broken;
    }
    [[nodiscard]] Sample with(const QString &field, const QJsonValue &value) const
    {
        Sample changed = *this;
        changed.fields.insert(field, value);
        return changed;
    }
};

/*! A PortalClient that leads to a PBX without sockets. */
struct ReplyFixture
{
    template<typename T>
    Result<T> answerOf(Pending<T> *call)
    {
        std::optional<Result<T>> found;
        call->then(&context, [&](Result<T> result) { found.emplace(std::move(result)); });
        // The fake answers at once: a few turns of the queue bring it through all layers.
        for (int turn = 0; turn < 10 && !found; ++turn)
            QCoreApplication::sendPostedEvents();
        if (!found)
            return Failure(ApiError{.kind = ApiError::Kind::Timeout});
        return std::move(*found);
    }

    FakeServer server;
    FakeTransport transport{server};
    WireProfile profile = builtInProfile();
    PortalClient client{transport, profile};
    QObject context;
};

} // namespace lw::test
