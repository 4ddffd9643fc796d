// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <api/centralclient.h>
#include <api/openapiclient.h>
#include <support/faketransport.h>
#include <support/profiles.h>
#include <support/testdata.h>

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QUrlQuery>

#include <optional>

namespace lw::test {

const inline Secret kToken{QByteArrayView("access.1")};

/*! Clients whose server answers with golden files, or with what a test says. */
struct CentralFixture
{
    template<typename T>
    Result<T> answerOf(Pending<T> *call)
    {
        std::optional<Result<T>> found;
        call->then(&context, [&](Result<T> result) { found.emplace(std::move(result)); });
        for (int turn = 0; turn < 10 && !found; ++turn)
            QCoreApplication::sendPostedEvents();
        return found ? std::move(*found)
                     : Result<T>(Failure(ApiError{.kind = ApiError::Kind::Timeout}));
    }

    [[nodiscard]] static QByteArray golden(const QString &name)
    {
        QFile file(testData(QStringLiteral("contract/%1.json").arg(name)));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    //! The next request for \a path is answered with the golden file \a name.
    void play(const QString &path, const QString &name, int status = 200)
    {
        server.next(path, {.status = status, .body = golden(name)});
    }

    //! What the last request carried, as the golden requests are written: a form and a query as an
    //! object of texts.
    [[nodiscard]] QJsonObject lastSent() const
    {
        const SentRequest &sent = server.sent().back();
        const bool isJson = sent.contentType.startsWith("application/json");
        if (isJson && !sent.body.isEmpty())
            return sent.json();
        const QUrlQuery query(sent.body.isEmpty() ? sent.query : QString::fromUtf8(sent.body));
        QJsonObject object;
        for (const auto &[name, value] : query.queryItems(QUrl::FullyDecoded))
            object.insert(name, value);
        return object;
    }

    FakeServer server;
    FakeTransport transport{server};
    WireProfile centralProfile = profileOf(QStringLiteral("central.json"));
    WireProfile openApiProfile = profileOf(QStringLiteral("openapi.json"));
    CentralClient central{transport, centralProfile};
    OpenApiClient openApi{transport, openApiProfile};
    QObject context;
};

} // namespace lw::test
