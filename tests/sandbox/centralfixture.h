// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/fakes.h"

#include <sandbox/platformservice.h>

#include <QUrlQuery>

namespace lw::Sandbox {

/*! A practice management server without sockets, a program that speaks to its API, and PBXs. */
class CentralFixture final
{
public:
    explicit CentralFixture(const PlatformPlan &plan = usualPlan())
        : platform(plan, clock, countingRandom())
    {}

    //! The data of the contract's files.
    static PlatformPlan usualPlan()
    {
        return {.name = QStringLiteral("Hosted"),
                .clientId = QStringLiteral("5f0c8a6f1b2e4d7c9a3b6e8d0f1c2a4b"),
                .clientSecret = QStringLiteral("Practice-Secret-1"),
                .yeastarId = QStringLiteral("provider@practice.example"),
                .email = QStringLiteral("support@practice.example"),
                .providerPassword = QStringLiteral("Practice-Provider-1"),
                .capacity = 10,
                .account = {.status = QStringLiteral("Subscribed"), .expiresInDays = 200},
                .premiumAccount = {.status = QStringLiteral("Trial"), .expiresInDays = 20},
                .assignedCapacity = 5,
                .assignedUsed = 2,
                .users = {{.company = QStringLiteral("Practice Provider"),
                           .firstName = QStringLiteral("Petra"),
                           .lastName = QStringLiteral("Provider"),
                           .email = QStringLiteral("petra@practice.example"),
                           .userType = QStringLiteral("My Colleague"),
                           .createdCloudPbxs = 1,
                           .hasTwoFactor = true}},
                .cloudPbxs = {{.name = QStringLiteral("Cloud 84"),
                               .serialNumber = QStringLiteral("369841900110ABCD"),
                               .url = QStringLiteral("cloud84.pbx.example"),
                               .version = QStringLiteral("84.19.0.110"),
                               .plan = QStringLiteral("Ultimate Plan"),
                               .status = QStringLiteral("Running"),
                               .extensions = 50,
                               .expiresInDays = 200}}};
    }

    WebAnswer send(const WebRequest &request)
    {
        WebAnswer given;
        platform.handle(request, [&given](const WebAnswer &answer) { given = answer; });
        return given;
    }

    //! A call of the API, signed in or not; \a path is what follows /dm/open_api/.
    WebAnswer ask(const QByteArray &verb, const QString &path, const QByteArray &body = {},
                  const QByteArray &query = {})
    {
        WebRequest request{.verb = verb,
                           .path = QStringLiteral("/dm/open_api/") + path,
                           .query = query,
                           .body = body,
                           .peer = peer};
        if (!access.isEmpty())
            request.headers.insert("authorization", "Bearer " + access);
        return send(request);
    }
    WebAnswer get(const QString &path, const QByteArray &query = {})
    {
        return ask("GET", path, {}, query);
    }
    WebAnswer post(const QString &path, const QJsonObject &body)
    {
        return ask("POST", path, bytesOf(body));
    }

    static QByteArray formOf(const QJsonObject &fields)
    {
        QUrlQuery query;
        for (auto it = fields.begin(); it != fields.end(); ++it)
            query.addQueryItem(it.key(), it->toString());
        return query.toString(QUrl::FullyEncoded).toLatin1();
    }
    WebAnswer askToken(const QJsonObject &fields)
    {
        return ask("POST", QStringLiteral("oauth/token"), formOf(fields));
    }
    WebAnswer askToken(const QString &clientId, const QString &secret)
    {
        return askToken({{QStringLiteral("grant_type"), QStringLiteral("client_credentials")},
                         {QStringLiteral("client_id"), clientId},
                         {QStringLiteral("client_secret"), secret}});
    }
    WebAnswer askRefresh(const QString &token)
    {
        return askToken({{QStringLiteral("grant_type"), QStringLiteral("refresh_token")},
                         {QStringLiteral("refresh_token"), token}});
    }
    //! The answer of a sign-in that works.
    QJsonObject signIn()
    {
        const PlatformPlan plan = platform.plan();
        const QJsonObject answer = askToken(plan.clientId, plan.clientSecret).json;
        access = answer.value(QLatin1String("access_token")).toString().toLatin1();
        return answer;
    }

    //! Adds a device and says its code.
    QString codeOfNew(const QString &name, const QString &passwordless)
    {
        return dataOf(
                   post(QStringLiteral("v1/remote_devices"),
                        {{QStringLiteral("deviceName"), name},
                         {QStringLiteral("passwordlessLogin"), passwordless},
                         {QStringLiteral("provisioningViaTemplate"), QStringLiteral("Disabled")}}))
            .value(QLatin1String("authenticationCode"))
            .toString();
    }
    //! What a PBX is told that shows \a code.
    QJsonObject attach(const QString &code, const QString &serialNumber, int passwordless = 1)
    {
        return connect(QStringLiteral("attach"),
                       {{QStringLiteral("sn"), serialNumber},
                        {QStringLiteral("model"), QStringLiteral("P-Series Software Edition")},
                        {QStringLiteral("version"), QStringLiteral("83.19.0.110")},
                        {QStringLiteral("method"), QStringLiteral("auth_code")},
                        {QStringLiteral("authentication_code"), code},
                        {QStringLiteral("portal"), QStringLiteral("https://127.0.0.1:8088")},
                        {QStringLiteral("passwordless"), passwordless}});
    }
    QJsonObject connect(const QString &call, const QJsonObject &body, const QString &token = {})
    {
        WebRequest request{.verb = "POST",
                           .path = QStringLiteral("/remote_connection/v1/") + call,
                           .body = bytesOf(body)};
        if (!token.isEmpty())
            request.headers.insert("authorization", "Bearer " + token.toLatin1());
        return send(request).json;
    }
    //! The rows that the device list answers to \a query.
    QJsonArray devices(const QByteArray &query = {})
    {
        return dataOf(get(QStringLiteral("v1/remote_devices"), query))
            .value(QLatin1String("list"))
            .toArray();
    }

    static QJsonObject dataOf(const WebAnswer &answer)
    {
        return answer.json.value(QLatin1String("data")).toObject();
    }
    //! 0: carried out.
    static int codeOf(const WebAnswer &answer)
    {
        const bool isDone = answer.status == 200 && answer.json.value(QLatin1String("status")) ==
                                                        QJsonValue(QStringLiteral("Success"));
        return isDone ? 0 : answer.json.value(QLatin1String("errCode")).toInt(-1);
    }

    FixedClock clock;
    PlatformService platform;
    QByteArray access;
    QByteArray peer = "127.0.0.1";
};

} // namespace lw::Sandbox
