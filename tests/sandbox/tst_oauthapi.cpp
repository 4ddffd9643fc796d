// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/centralfixture.h"

#include <QTest>

using namespace lw;
using namespace lw::Sandbox;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/*! Tokens of a management server: who gets one, how long it lasts, who is shut out. */
class TestOAuthApi : public QObject
{
    Q_OBJECT
private slots:
    void goodClientGetsTokens();
    void wrongCredentialsAreRefused_data();
    void wrongCredentialsAreRefused();
    void accessTokenEndsAfterHalfAnHour();
    void wrongBearerIsInvalid_data();
    void wrongBearerIsInvalid();
    void refreshTokenIsGoodOnce();
    void refreshTokenEndsAfterFifteenDays();
    void revokedRefreshTokenIsDead();
    void sixthFailureBlocksTheAddress();
    void successForgivesFailures();
    void addressOffTheListIsRefused();
    void faultEndsTheToken();
    void faultWordRefuses();
    void dryBucketMakesWait();
    void stateTellsNoToken();

private:
    static QString text(const QJsonObject &json, const QString &name)
    {
        return json.value(name).toString();
    }
    static int codeOf(const WebAnswer &answer) { return CentralFixture::codeOf(answer); }
    static int usersCode(CentralFixture &server) { return codeOf(server.get(u"v2/users"_s)); }
};

void TestOAuthApi::goodClientGetsTokens()
{
    CentralFixture server;
    const QJsonObject answer = server.signIn();
    QCOMPARE(answer.value("expires_in"_L1), QJsonValue(1800));
    QCOMPARE(text(answer, u"token_type"_s), u"Bearer"_s);
    QVERIFY(text(answer, u"access_token"_s) != text(answer, u"refresh_token"_s));
    QVERIFY(!answer.contains("status"_L1)); // no envelope
    QCOMPARE(usersCode(server), 0);
}

void TestOAuthApi::wrongCredentialsAreRefused_data()
{
    QTest::addColumn<QJsonObject>("fields");
    QTest::addColumn<int>("code");
    QTest::addColumn<int>("status");
    const QString id = CentralFixture::usualPlan().clientId;
    const QString grant = u"client_credentials"_s;
    const auto form = [](const QString &type, const QString &client, const QString &secret) {
        return QJsonObject{
            {u"grant_type"_s, type}, {u"client_id"_s, client}, {u"client_secret"_s, secret}};
    };
    QTest::newRow("unknown client") << form(grant, u"x"_s, u"x"_s) << 1000033 << 401;
    QTest::newRow("wrong secret") << form(grant, id, u"x"_s) << 1000002 << 401;
    QTest::newRow("no secret") << form(grant, id, {}) << 1000002 << 401;
    QTest::newRow("unknown grant type") << form(u"password"_s, id, u"x"_s) << 1000004 << 400;
    QTest::newRow("nothing") << QJsonObject() << 1000004 << 400;
    QTest::newRow("unknown refresh token")
        << QJsonObject{{u"grant_type"_s, u"refresh_token"_s}, {u"refresh_token"_s, u"x"_s}}
        << 1000036 << 401;
}

void TestOAuthApi::wrongCredentialsAreRefused()
{
    QFETCH(QJsonObject, fields);
    CentralFixture server;
    const WebAnswer answer = server.askToken(fields);
    QTEST(codeOf(answer), "code");
    QTEST(answer.status, "status");
    QVERIFY(!answer.json.contains("access_token"_L1));
}

void TestOAuthApi::accessTokenEndsAfterHalfAnHour()
{
    CentralFixture server;
    (void)server.signIn();
    server.clock.advance(1799s);
    QCOMPARE(usersCode(server), 0);
    server.clock.advance(1s);
    QCOMPARE(server.get(u"v2/users"_s).status, 401);
    QCOMPARE(usersCode(server), 1000035);
}

void TestOAuthApi::wrongBearerIsInvalid_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::newRow("none") << QByteArray();
    QTest::newRow("another scheme") << QByteArray("Basic abc");
    QTest::newRow("made up") << QByteArray("Bearer abc");
    QTest::newRow("empty") << QByteArray("Bearer ");
}

void TestOAuthApi::wrongBearerIsInvalid()
{
    QFETCH(QByteArray, header);
    CentralFixture server;
    const WebAnswer answer = server.send({.verb = "GET",
                                          .path = u"/dm/open_api/v2/users"_s,
                                          .headers = {{"authorization", header}}});
    QCOMPARE(answer.status, 401);
    QCOMPARE(codeOf(answer), 1000036);
}

void TestOAuthApi::refreshTokenIsGoodOnce()
{
    CentralFixture server;
    const QString first = text(server.signIn(), u"refresh_token"_s);
    const WebAnswer renewed = server.askRefresh(first);
    QCOMPARE(renewed.status, 200);
    QVERIFY(!renewed.json.contains("jti"_L1));
    QVERIFY(text(renewed.json, u"refresh_token"_s) != first);
    QCOMPARE(usersCode(server), 0); // the access token is as good as it was
    QCOMPARE(codeOf(server.askRefresh(first)), 1000036);
    server.access = text(renewed.json, u"access_token"_s).toLatin1();
    QCOMPARE(usersCode(server), 0);
}

void TestOAuthApi::refreshTokenEndsAfterFifteenDays()
{
    CentralFixture server;
    const QString token = text(server.signIn(), u"refresh_token"_s);
    server.clock.advance(15 * 24h);
    QCOMPARE(codeOf(server.askRefresh(token)), 1000035);
}

void TestOAuthApi::revokedRefreshTokenIsDead()
{
    CentralFixture server;
    const QString token = text(server.signIn(), u"refresh_token"_s);
    const PlatformPlan plan = server.platform.plan();
    const QString path = u"oauth/token/refresh_token"_s;
    const auto form = [&](const QString &secret) {
        return CentralFixture::formOf(
            {{u"client_id"_s, plan.clientId}, {u"client_secret"_s, secret}});
    };
    QCOMPARE(codeOf(server.ask("DELETE", path, form(u"wrong"_s))), 1000002);
    const WebAnswer answer = server.ask("DELETE", path, form(plan.clientSecret));
    QCOMPARE(answer.status, 200);
    QCOMPARE(text(answer.json, u"client_id"_s), plan.clientId);
    QCOMPARE(codeOf(server.askRefresh(token)), 1000036);
    QCOMPARE(usersCode(server), 0); // nothing is said about access tokens
}

void TestOAuthApi::sixthFailureBlocksTheAddress()
{
    CentralFixture server;
    const PlatformPlan plan = server.platform.plan();
    (void)server.signIn();
    for (int i = 0; i < 6; ++i)
        QCOMPARE(codeOf(server.askToken(plan.clientId, u"wrong"_s)), 1000002);
    const WebAnswer blocked = server.askToken(plan.clientId, plan.clientSecret);
    QCOMPARE(blocked.status, 403);
    QCOMPARE(codeOf(blocked), 1000042);
    QCOMPARE(usersCode(server), 0); // tokens that are out stay good
    server.peer = "192.0.2.7";
    QCOMPARE(server.askToken(plan.clientId, plan.clientSecret).status, 200);
    server.peer = "127.0.0.1";
    server.clock.advance(10min);
    QCOMPARE(server.askToken(plan.clientId, plan.clientSecret).status, 200);
}

void TestOAuthApi::successForgivesFailures()
{
    CentralFixture server;
    const PlatformPlan plan = server.platform.plan();
    for (int round = 0; round < 3; ++round) {
        for (int i = 0; i < 5; ++i)
            (void)server.askToken(plan.clientId, u"wrong"_s);
        QCOMPARE(server.askToken(plan.clientId, plan.clientSecret).status, 200);
    }
}

void TestOAuthApi::addressOffTheListIsRefused()
{
    PlatformPlan plan = CentralFixture::usualPlan();
    plan.allowed = {AddressRange::parse(u"192.0.2.0/24"_s).value()};
    CentralFixture server(plan);
    const WebAnswer answer = server.askToken(plan.clientId, plan.clientSecret);
    QCOMPARE(answer.status, 403);
    QCOMPARE(codeOf(answer), 1000042);
    server.peer = "192.0.2.9";
    QCOMPARE(server.askToken(plan.clientId, plan.clientSecret).status, 200);
}

void TestOAuthApi::faultEndsTheToken()
{
    CentralFixture server;
    (void)server.signIn();
    server.platform.expireSessionOf({.headers = {{"authorization", "Bearer " + server.access}}});
    QCOMPARE(usersCode(server), 1000035);
}

void TestOAuthApi::faultWordRefuses()
{
    CentralFixture server;
    (void)server.signIn();
    WebRequest request{.verb = "GET", .path = u"/dm/open_api/v2/users"_s};
    request.headers.insert("authorization", "Bearer " + server.access);
    request.faultWord = u"1000040"_s;
    const WebAnswer limited = server.send(request);
    QCOMPARE(limited.status, 429);
    QCOMPARE(limited.headers.value(0).first, QByteArray("Retry-After"));
    request.faultWord = u"nonsense"_s;
    QCOMPARE(codeOf(server.send(request)), 1000001);
}

void TestOAuthApi::dryBucketMakesWait()
{
    PlatformPlan plan = CentralFixture::usualPlan();
    plan.rateLimit = RateLimitPlan{.burst = 3, .rate = 2, .interval = 1min};
    CentralFixture server(plan);
    (void)server.signIn();
    server.clock.advance(10s);
    for (int i = 0; i < 3; ++i)
        QCOMPARE(usersCode(server), 0);
    const WebAnswer limited = server.get(u"v2/users"_s);
    QCOMPARE(limited.status, 429);
    QCOMPARE(codeOf(limited), 1000040);
    QCOMPARE(limited.headers.value(0).second, QByteArray("50"));
    server.clock.advance(50s);
    QCOMPARE(usersCode(server), 0);
    QCOMPARE(usersCode(server), 0);
    QCOMPARE(usersCode(server), 1000040);
    server.clock.advance(24h); // never more than the burst
    server.access.clear();
    (void)server.signIn();
    for (int i = 0; i < 3; ++i)
        QCOMPARE(usersCode(server), 0);
    QCOMPARE(usersCode(server), 1000040);
}

void TestOAuthApi::stateTellsNoToken()
{
    CentralFixture server;
    const QJsonObject answer = server.signIn();
    const QByteArray state = bytesOf(server.platform.state());
    for (const QString &name : {u"access_token"_s, u"refresh_token"_s})
        QVERIFY(!state.contains(text(answer, name).toLatin1()));
    QVERIFY(!state.contains("Practice-Secret"));
    QCOMPARE(server.platform.state().value("api"_L1).toObject().value("tokens"_L1), QJsonValue(1));
}

QTEST_APPLESS_MAIN(TestOAuthApi)
#include "tst_oauthapi.moc"
