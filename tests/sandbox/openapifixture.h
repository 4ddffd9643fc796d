// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/pbxfixture.h"

namespace lw::Sandbox {

/*! A practice PBX with its OpenAPI on, and a program that uses it. */
class OpenApiFixture final
{
public:
    explicit OpenApiFixture(const PbxPlan &plan = usualPlan()) : fixture(plan) {}

    //! The data of the contract's files.
    static PbxPlan usualPlan()
    {
        PbxPlan plan = PbxFixture::planFor(QStringLiteral("83.19.0.110"));
        plan.openApi = {.clientId = QStringLiteral("bkfYc4b1TRyL0dR8yXMHs3hGa7DvMQ6u"),
                        .clientSecret = QStringLiteral("Practice-OpenApi-1")};
        plan.accounts.last().fullName = QStringLiteral("Anna Becker");
        plan.accounts.last().roleName = QStringLiteral("Supervisor");
        return plan;
    }

    WebAnswer get(const QString &endpoint, const QByteArray &query = {})
    {
        QByteArray all = query;
        if (!access.isEmpty())
            all += (all.isEmpty() ? "access_token=" : "&access_token=") + access;
        return send("GET", endpoint, all, {});
    }
    WebAnswer post(const QString &endpoint, const QByteArray &body)
    {
        return send("POST", endpoint, access.isEmpty() ? QByteArray() : "access_token=" + access,
                    body);
    }
    WebAnswer askToken(const QString &secret = QStringLiteral("Practice-OpenApi-1"))
    {
        return post(QStringLiteral("get_token"),
                    bytesOf({{QStringLiteral("username"),
                              QStringLiteral("bkfYc4b1TRyL0dR8yXMHs3hGa7DvMQ6u")},
                             {QStringLiteral("password"), secret}}));
    }
    WebAnswer askRefresh(const QString &token)
    {
        return post(QStringLiteral("refresh_token"),
                    bytesOf({{QStringLiteral("refresh_token"), token}}));
    }
    //! The answer of a sign-in that works.
    QJsonObject signIn()
    {
        const QJsonObject answer = askToken().json;
        access = answer.value(QLatin1String("access_token")).toString().toLatin1();
        return answer;
    }

    PbxFixture fixture;
    QByteArray access;

private:
    WebAnswer send(const QByteArray &verb, const QString &endpoint, const QByteArray &query,
                   const QByteArray &body)
    {
        return fixture.send({.verb = verb,
                             .path = QStringLiteral("/openapi/v1.0/") + endpoint,
                             .query = query,
                             .body = body,
                             .peer = fixture.peer});
    }
};

} // namespace lw::Sandbox
