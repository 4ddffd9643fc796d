// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "oddserver.h"
#include "testidentity.h"

#include <core/clock.h>
#include <net/httptransport.h>
#include <net/networktransportfactory.h>

#include <QTest>

#include <memory>
#include <optional>

namespace lw::test {

/*! A clock that stands still where the test puts it. */
class FixedClock final : public Clock
{
public:
    [[nodiscard]] QDateTime now() const override { return time; }

    QDateTime time = QDateTime::fromMSecsSinceEpoch(1'700'000'000'500, Qt::UTC);
};

/*! What became of one request. */
class Outcome final : public QObject
{
    Q_OBJECT
public:
    //! False when no answer came in a minute.
    [[nodiscard]] bool wait();

    int answers = 0;
    std::optional<HttpResponse> response;
    std::optional<ApiError> error;

    [[nodiscard]] bool isDone() const { return answers > 0; }
    [[nodiscard]] int status() const { return response ? response->status : 0; }
    //! Cancelled stands for "no error" too, so look at isDone() first.
    [[nodiscard]] std::optional<ApiError::Kind> kind() const;
    [[nodiscard]] QString reason() const { return error ? error->reason : QString(); }
    //! Kind, reason and detail, for a failing test.
    [[nodiscard]] QByteArray text() const;

signals:
    void answered();
};

using OutcomePtr = std::shared_ptr<Outcome>;

[[nodiscard]] HttpRequest get(const QString &path = QStringLiteral("/page"));
[[nodiscard]] HttpRequest change(HttpRequest::Verb verb = HttpRequest::Verb::Post,
                                 const QByteArray &body = QByteArrayLiteral("{\"a\":1}"));

//! Sends and collects; \a context decides how long the answer is wanted.
[[nodiscard]] OutcomePtr send(HttpTransport &transport, HttpRequest request, QObject *context);

/*! One identity, one factory and what most tests do with them. */
class NetFixture
{
public:
    NetFixture();

    //! A transport that trusts exactly the fixture's identity.
    [[nodiscard]] std::unique_ptr<HttpTransport> pinned(const OddServer &server);
    [[nodiscard]] std::unique_ptr<HttpTransport> trusting(const OddServer &server,
                                                          const TrustChoice &trust);

    TestIdentity identity;
    FixedClock clock;
    NetworkTransportFactory factory{clock};
    QObject context;
};

} // namespace lw::test
