// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sessionfixture.h"
#include <core/deedlog.h>
#include <session/centralsession.h>

#include <QJsonArray>

namespace lw::test {

const inline QString kCentralBase = QStringLiteral("/dm/open_api/");
const inline QString kTokenPath = kCentralBase + QStringLiteral("oauth/token");
const inline QString kRevokePath = kCentralBase + QStringLiteral("oauth/token/refresh_token");
const inline QString kConnectionsPath =
    kCentralBase + QStringLiteral("v1/subscription/rm_connections");
const inline QString kDevicesPath = kCentralBase + QStringLiteral("v1/remote_devices");
const inline QString kUsersPath = kCentralBase + QStringLiteral("v2/users");
const inline QString kCloudPath = kCentralBase + QStringLiteral("v2/cloud_pbx/instances");

[[nodiscard]] inline FakeAnswer centralAnswer(const QJsonValue &data)
{
    QJsonObject json{{QStringLiteral("status"), QStringLiteral("Success")}};
    if (!data.isNull())
        json.insert(QStringLiteral("data"), data);
    return FakeAnswer::json(json);
}

[[nodiscard]] inline FakeAnswer centralRefusal(int status, int code)
{
    FakeAnswer answer = FakeAnswer::json({{QStringLiteral("status"), QStringLiteral("Failed")},
                                          {QStringLiteral("errCode"), code},
                                          {QStringLiteral("errMsg"), QStringLiteral("TEXT")},
                                          {QStringLiteral("requestId"), QStringLiteral("r-1")}});
    answer.status = status;
    return answer;
}

[[nodiscard]] inline FakeAnswer rateLimited(const QByteArray &retryAfter = {})
{
    FakeAnswer answer = centralRefusal(429, 1000040);
    if (!retryAfter.isNull())
        answer.headers = {{"retry-after", retryAfter}};
    return answer;
}

[[nodiscard]] inline FakeAnswer connectionsAnswer(int used = 1, int capacity = 10)
{
    return centralAnswer(QJsonObject{
        {QStringLiteral("connections"),
         QJsonObject{{QStringLiteral("used"), used}, {QStringLiteral("capacity"), capacity}}}});
}

//! A page of \a rows, of a list of \a total.
[[nodiscard]] inline FakeAnswer pageAnswer(const QJsonArray &rows, qint64 total, int pageSize)
{
    return centralAnswer(QJsonObject{{QStringLiteral("list"), rows},
                                     {QStringLiteral("total"), total},
                                     {QStringLiteral("pageNumber"), 1},
                                     {QStringLiteral("pageSize"), pageSize}});
}

[[nodiscard]] inline QJsonObject deviceRow(int id, const QString &status,
                                           const QString &serialNumber = {})
{
    return {{QStringLiteral("deviceId"), id},
            {QStringLiteral("deviceName"), QStringLiteral("Device %1").arg(id)},
            {QStringLiteral("status"), status},
            {QStringLiteral("sn"), serialNumber}};
}

/*! What was written into the books. */
class DeedList final : public DeedLog
{
public:
    void record(const Deed &deed) override { deeds.append(deed); }
    [[nodiscard]] QStringList summary() const
    {
        QStringList lines;
        for (const Deed &deed : deeds)
            lines.append(deed.action + QLatin1Char(' ') + deed.object + QLatin1Char(' ') +
                         deed.outcome);
        return lines;
    }

    QList<Deed> deeds;
};

/*! A session with a management server without sockets. Each token has a number. */
struct CentralSessionFixture : SessionFixture
{
    CentralSessionFixture()
    {
        server.compute(kTokenPath, [this](const SentRequest &) { return nextToken(); });
        server.always(kRevokePath,
                      FakeAnswer::json({{QStringLiteral("client_id"), QStringLiteral("c")},
                                        {QStringLiteral("effect_time"), 1}}));
    }

    [[nodiscard]] FakeAnswer nextToken()
    {
        ++tokens;
        return FakeAnswer::json(
            {{QStringLiteral("access_token"), QStringLiteral("access.%1").arg(tokens)},
             {QStringLiteral("refresh_token"), QStringLiteral("refresh.%1").arg(tokens)},
             {QStringLiteral("expires_in"), 1800}});
    }

    void signInToCentral()
    {
        central.signIn(Secret("secret"));
        settleAll([this] { return !central.isBusy(); });
    }

    //! The platform refuses the secret until the session stops by itself.
    void refuseTwice()
    {
        for (int i = 0; i < 2; ++i) {
            server.next(kTokenPath, centralRefusal(401, 1000002));
            signInToCentral();
        }
        QCOMPARE(central.state(), CentralSession::State::Stopped);
    }

    [[nodiscard]] static CentralSettings savedCentral()
    {
        return {.id = QStringLiteral("c-1"),
                .name = QStringLiteral("Provider"),
                .address = PbxAddress::parse(QStringLiteral("rm.example"), kCentralPort).value(),
                .clientId = QStringLiteral("client")};
    }

    //! The grants of the requests for tokens, in order.
    [[nodiscard]] QStringList grants() const
    {
        QStringList found;
        for (const SentRequest &sent : server.sentTo(kTokenPath))
            found.append(sent.body.contains("grant_type=refresh_token") ? QStringLiteral("refresh")
                                                                        : QStringLiteral("secret"));
        return found;
    }

    //! A session takes its times over when it is made.
    [[nodiscard]] const SessionEnvironment &prepared()
    {
        environment.deeds = &deeds;
        environment.times.rateLimit = std::chrono::milliseconds(5);
        return environment;
    }

    DeedList deeds;
    int tokens = 0;
    CentralSession central{savedCentral(), prepared()};
};

} // namespace lw::test
