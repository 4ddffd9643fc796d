// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fakeclock.h"
#include "faketransport.h"
#include "profiles.h"

#include <session/pbxsession.h>
#include <session/sessionenvironment.h>

#include <QTest>

namespace lw::test {

const inline QString kProductCall = QStringLiteral("pbx/getproduct");
const inline QString kLoginCall = QStringLiteral("login");
const inline QString kLogoutCall = QStringLiteral("logout");
const inline QString kGetCall = QStringLiteral("remotemanagement/get");
const inline QString kStatusCall = QStringLiteral("remotemanagement/status");
const inline QString kUpdateCall = QStringLiteral("remotemanagement/update");
const inline QString kDisconnectCall = QStringLiteral("remotemanagement/disconnect");
const inline QString kExtensionsCall = QStringLiteral("extension/searchsummary");

[[nodiscard]] inline FakeAnswer productAnswer(const QString &firmware)
{
    return FakeAnswer::json(
        {{QStringLiteral("errcode"), 0},
         {QStringLiteral("product"),
          QJsonObject{{QStringLiteral("product_name"), QStringLiteral("P")},
                      {QStringLiteral("product_type"), QStringLiteral("P570")},
                      {QStringLiteral("platform_name"), QStringLiteral("p")},
                      {QStringLiteral("version"), firmware},
                      {QStringLiteral("sn"), QStringLiteral("36")},
                      {QStringLiteral("disp_dev_name"), QStringLiteral("Lab")}}}});
}

[[nodiscard]] inline FakeAnswer loginAnswer(const QJsonObject &more = {})
{
    QJsonObject json{{QStringLiteral("errcode"), 0},
                     {QStringLiteral("username"), QStringLiteral("Admin")},
                     {QStringLiteral("role"), QStringLiteral("super_admin")},
                     {QStringLiteral("auto_logout_time"), 15},
                     {QStringLiteral("need_modify_default_pwd"), 0},
                     {QStringLiteral("passwordless_enabled"), 0}};
    for (auto it = more.begin(); it != more.end(); ++it)
        json.insert(it.key(), *it);
    FakeAnswer answer = FakeAnswer::json(json);
    answer.cookies = {"websession=S1; Path=/"};
    return answer;
}

[[nodiscard]] inline FakeAnswer untrusted(ApiError::Kind kind = ApiError::Kind::TlsUntrusted)
{
    FakeAnswer answer = FakeAnswer::failure(kind);
    answer.error.certificate = CertificateFacts{.subject = QStringLiteral("pbx"),
                                                .sha256 = QByteArray(32, 'x'),
                                                .problems = {CertificateProblem::SelfSigned}};
    return answer;
}

/*! A session with a PBX without sockets. The PBX knows one account: admin with any password. */
struct SessionFixture
{
    explicit SessionFixture(const QString &firmware = QStringLiteral("83.19.0.110"))
    {
        server.always(kProductCall, productAnswer(firmware));
        server.always(kLoginCall, loginAnswer());
        server.always(kLogoutCall, FakeAnswer::done());
    }

    void signIn()
    {
        session.signIn(QStringLiteral("admin"), Secret(QByteArrayView("password")));
        settleAll([this] { return session.state() != PbxSession::State::Connecting; });
    }

    //! Turns the event loop until \a isDone, without waiting for time to pass.
    template<typename Condition>
    static void settleAll(Condition isDone)
    {
        for (int turn = 0; turn < 50 && !isDone(); ++turn)
            QCoreApplication::sendPostedEvents();
    }

    [[nodiscard]] static PbxSettings savedPbx()
    {
        return {.id = QStringLiteral("id-1"),
                .name = QStringLiteral("Lab"),
                .address = PbxAddress::parse(QStringLiteral("pbx.example:8088")).value(),
                .userName = QStringLiteral("admin")};
    }

    FakeServer server;
    FakeTransportFactory factory{server};
    FakeClock clock;
    SessionEnvironment environment{.transports = factory,
                                   .clock = clock,
                                   .capabilities = builtInCapabilities(),
                                   .wire = builtInProfile(),
                                   .times = {.afterSave = std::chrono::milliseconds(5),
                                             .waitLimit = std::chrono::milliseconds(200),
                                             .whileShown = std::chrono::milliseconds(10),
                                             .readBack = std::chrono::milliseconds(5)},
                                   .passwords = builtInPasswordRules()};
    PbxSession session{savedPbx(), environment};
};

} // namespace lw::test
