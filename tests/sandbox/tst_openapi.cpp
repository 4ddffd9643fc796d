// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/openapifixture.h"

#include <QTest>

using namespace lw;
using namespace lw::Sandbox;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/*! The documented API of a practice PBX: tokens, limits, refusals, the two readings. */
class TestOpenApi : public QObject
{
    Q_OBJECT
private slots:
    void ninthTokenIsOneTooMany();
    void endedTokenIsRenewedWhereThereIsRoom();
    void tokenEndsAfterHalfAnHour();
    void refreshReplacesBoth();
    void refreshTokenEndsAfterADay();
    void fifthFailureBlocksTheAddress();
    void blockIsReleasedOnThePortal();
    void missingFieldsAreNamed_data();
    void missingFieldsAreNamed();
    void pathsAreJudged_data();
    void pathsAreJudged();
    void callsNeedALiveToken();
    void apiCanBeOff_data();
    void apiCanBeOff();
    void addressOffTheListIsRefused();
    void upTimeAndClockMove();
    void extensionsAreListed_data();
    void extensionsAreListed();
    void wrongListIsRefused_data();
    void wrongListIsRefused();
    void mailIsSent();
    void wrongMailIsRefused_data();
    void wrongMailIsRefused();
    void faultEndsTheToken();
    void faultWordRefuses();
    void stateTellsNoToken();

private:
    static QString text(const QJsonObject &json, const QString &name)
    {
        return json.value(name).toString();
    }
    static int informationCode(OpenApiFixture &api)
    {
        return codeOf(api.get(u"system/information"_s));
    }
};

void TestOpenApi::ninthTokenIsOneTooMany()
{
    OpenApiFixture api;
    const QJsonObject first = api.signIn();
    for (int i = 1; i < 8; ++i)
        QCOMPARE(codeOf(api.askToken()), 0);
    QCOMPARE(codeOf(api.askToken()), 60002);
    QCOMPARE(codeOf(api.askRefresh(text(first, u"refresh_token"_s))), 0); // takes no place more
    QCOMPARE(codeOf(api.askToken()), 60002);
    api.fixture.clock.advance(30min);
    QCOMPARE(codeOf(api.askToken()), 0);
    const QJsonObject mine = api.signIn();
    QCOMPARE(codeOf(api.get(u"del_token"_s)), 0);
    QCOMPARE(informationCode(api), 10004);
    QCOMPARE(codeOf(api.askRefresh(text(mine, u"refresh_token"_s))), 10004);
}

void TestOpenApi::endedTokenIsRenewedWhereThereIsRoom()
{
    FixedClock clock;
    OpenApiTokens tokens(systemRandom());
    const auto first = tokens.issue(clock.now());
    clock.advance(30min);
    const auto second = tokens.issue(clock.now());
    for (int i = 1; i < 8; ++i)
        QVERIFY(tokens.issue(clock.now()));
    QVERIFY(!tokens.renew(first->refresh, clock.now()));
    tokens.remove(second->access);
    QVERIFY(tokens.renew(first->refresh, clock.now())); // the refusal left it good
    QVERIFY(!tokens.canRefresh(first->refresh, clock.now()));
}

void TestOpenApi::tokenEndsAfterHalfAnHour()
{
    OpenApiFixture api;
    (void)api.signIn();
    api.fixture.clock.advance(1799s);
    QCOMPARE(informationCode(api), 0);
    api.fixture.clock.advance(1s);
    QCOMPARE(informationCode(api), 10004);
}

void TestOpenApi::refreshReplacesBoth()
{
    OpenApiFixture api;
    const QJsonObject first = api.signIn();
    const QJsonObject second = api.askRefresh(text(first, u"refresh_token"_s)).json;
    QCOMPARE(informationCode(api), 10004);
    QCOMPARE(codeOf(api.askRefresh(text(first, u"refresh_token"_s))), 10004);
    api.access = text(second, u"access_token"_s).toLatin1();
    QCOMPARE(informationCode(api), 0);
}

void TestOpenApi::refreshTokenEndsAfterADay()
{
    OpenApiFixture api;
    const QJsonObject first = api.signIn();
    const QJsonObject other = api.askToken().json;
    api.fixture.clock.advance(24h - 1s);
    QCOMPARE(codeOf(api.askRefresh(text(first, u"refresh_token"_s))), 0);
    api.fixture.clock.advance(1s);
    QCOMPARE(codeOf(api.askRefresh(text(other, u"refresh_token"_s))), 10004);
}

void TestOpenApi::fifthFailureBlocksTheAddress()
{
    OpenApiFixture api;
    for (int round = 0; round < 2; ++round) {
        for (int i = 0; i < 4; ++i)
            QCOMPARE(codeOf(api.askToken(u"wrong"_s)), -1);
        QCOMPARE(codeOf(api.askToken()), 0);
    }
    for (int i = 0; i < 5; ++i)
        QCOMPARE(codeOf(api.askToken(u"wrong"_s)), -1);
    const WebAnswer blocked = api.askToken();
    QCOMPARE(codeOf(blocked), 70004);
    QCOMPARE(blocked.json.value("block_expire_time"_L1).toInteger(),
             api.fixture.clock.now().toSecsSinceEpoch() + 600);
    QCOMPARE(codeOf(api.fixture.signIn()), 0); // the portal has a block list of its own
    api.fixture.peer = "192.0.2.7";
    QCOMPARE(codeOf(api.askToken()), 0);
}

void TestOpenApi::blockIsReleasedOnThePortal()
{
    OpenApiFixture api;
    for (int i = 0; i < 5; ++i) {
        (void)api.askToken(u"wrong"_s);
        (void)api.fixture.signIn(u"admin"_s, u"wrong"_s);
    }
    api.fixture.peer = "192.0.2.7";
    (void)api.fixture.signIn();
    const QJsonArray rows =
        api.fixture.read(u"blockedip/searchsummary"_s).json["blocked_ip_list"_L1].toArray();
    QCOMPARE(rows.size(), 2);
    QCOMPARE(rows.at(0)[u"defence_type"_s].toString(), u"API"_s);
    QCOMPARE(rows.at(1)[u"defence_type"_s].toString(), u"Web Login"_s);
    const QJsonObject body{{u"id_list"_s, QJsonArray{rows.at(0)[u"id"_s]}}};
    QCOMPARE(codeOf(api.fixture.ask(u"blockedip/batchdelete"_s, body)), 0);
    api.fixture.peer = "127.0.0.1";
    QCOMPARE(codeOf(api.askToken()), 0);
    QCOMPARE(codeOf(api.fixture.signIn()), 70004);
}

void TestOpenApi::missingFieldsAreNamed_data()
{
    QTest::addColumn<QString>("endpoint");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("code");
    QTest::addColumn<qsizetype>("fields");
    QTest::newRow("not JSON") << u"get_token"_s << QByteArray("{") << 40001 << qsizetype{0};
    QTest::newRow("nothing") << u"get_token"_s << QByteArray("{}") << 40002 << qsizetype{2};
    QTest::newRow("no password") << u"get_token"_s << QByteArray(R"({"username":"x"})") << 40002
                                 << qsizetype{1};
    QTest::newRow("password is a number")
        << u"get_token"_s << QByteArray(R"({"username":"x","password":1})") << 40002
        << qsizetype{1};
    QTest::newRow("no refresh token")
        << u"refresh_token"_s << QByteArray("{}") << 40002 << qsizetype{1};
    QTest::newRow("refresh with a list")
        << u"refresh_token"_s << QByteArray("[]") << 40001 << qsizetype{0};
}

void TestOpenApi::missingFieldsAreNamed()
{
    QFETCH(QString, endpoint);
    QFETCH(QByteArray, body);
    OpenApiFixture api;
    const WebAnswer answer = api.post(endpoint, body);
    QTEST(codeOf(answer), "code");
    QTEST(answer.json.value("invalid_param_list"_L1).toArray().size(), "fields");
}

void TestOpenApi::pathsAreJudged_data()
{
    QTest::addColumn<QByteArray>("verb");
    QTest::addColumn<QString>("path");
    QTest::addColumn<int>("code");
    const auto row = [](const char *name, const char *verb, const QString &path, int code) {
        QTest::newRow(name) << QByteArray(verb) << path << code;
    };
    row("known", "GET", u"/openapi/v1.0/system/information"_s, 0);
    row("unknown endpoint", "GET", u"/openapi/v1.0/system/nothing"_s, 10001);
    row("another verb", "POST", u"/openapi/v1.0/system/information"_s, 10001);
    row("deeper", "GET", u"/openapi/v1.0/system/information/more"_s, 10001);
    row("unknown version", "GET", u"/openapi/v9.0/system/information"_s, 10003);
    row("no version", "GET", u"/openapi/system/information"_s, 10003);
    row("version of other calls", "GET", u"/openapi/v2.0/system/information"_s, 10001);
    row("the base", "GET", u"/openapi/"_s, 10003);
}

void TestOpenApi::pathsAreJudged()
{
    QFETCH(QByteArray, verb);
    QFETCH(QString, path);
    OpenApiFixture api;
    (void)api.signIn();
    const WebAnswer answer =
        api.fixture.send({.verb = verb, .path = path, .query = "access_token=" + api.access});
    QCOMPARE(answer.status, 200);
    QTEST(codeOf(answer), "code");
}

void TestOpenApi::callsNeedALiveToken()
{
    OpenApiFixture api;
    for (const QByteArray &token : {QByteArray(), QByteArray("abc")}) {
        api.access = token;
        for (const QString &endpoint :
             {u"system/information"_s, u"extension/list"_s, u"extension/search"_s, u"del_token"_s})
            QCOMPARE(codeOf(api.get(endpoint)), 10004);
        QCOMPARE(codeOf(api.post(u"system/sendemail"_s, "{}")), 10004);
    }
}

void TestOpenApi::apiCanBeOff_data()
{
    QTest::addColumn<QString>("clientId");
    QTest::addColumn<bool>("isEnabled");
    QTest::newRow("switched off") << u"id"_s << false;
    QTest::newRow("never set up") << QString() << true;
}

void TestOpenApi::apiCanBeOff()
{
    QFETCH(QString, clientId);
    QFETCH(bool, isEnabled);
    PbxPlan plan = OpenApiFixture::usualPlan();
    plan.openApi.clientId = clientId;
    plan.openApi.isEnabled = isEnabled;
    OpenApiFixture api(plan);
    QCOMPARE(codeOf(api.askToken()), 70123);
    QCOMPARE(codeOf(api.get(u"nothing"_s)), 70123);
    QCOMPARE(codeOf(api.fixture.signIn()), 0);
}

void TestOpenApi::addressOffTheListIsRefused()
{
    PbxPlan plan = OpenApiFixture::usualPlan();
    plan.openApi.allowed = {AddressRange::parse(u"192.0.2.0/24"_s).value()};
    OpenApiFixture api(plan);
    QCOMPARE(codeOf(api.askToken()), 70087);
    api.fixture.peer = "192.0.2.8";
    QCOMPARE(codeOf(api.askToken()), 0);
}

void TestOpenApi::upTimeAndClockMove()
{
    OpenApiFixture api;
    api.fixture.clock.advance(3h);
    (void)api.signIn();
    const QJsonObject data = api.get(u"system/information"_s).json["data"_L1].toObject();
    QCOMPARE(data.value("up_time"_L1).toInteger(), 27 * 3600);
    QCOMPARE(data.value("system_time"_L1).toString(), u"2027/01/15 11:00:00"_s);
}

void TestOpenApi::extensionsAreListed_data()
{
    QTest::addColumn<QString>("endpoint");
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<int>("total");
    QTest::addColumn<qsizetype>("rows");
    QTest::addColumn<QString>("first");
    const QString list = u"extension/list"_s;
    const QString search = u"extension/search"_s;
    QTest::newRow("the first page") << list << QByteArray() << 31 << qsizetype{20} << u"1001"_s;
    QTest::newRow("the second page")
        << list << QByteArray("page=2&page_size=20") << 31 << qsizetype{11} << u"2020"_s;
    QTest::newRow("behind the last")
        << list << QByteArray("page=9") << 31 << qsizetype{0} << QString();
    QTest::newRow("descending by number")
        << list << QByteArray("sort_by=number&order_by=desc") << 31 << qsizetype{20} << u"2030"_s;
    QTest::newRow("a list is not searched")
        << list << QByteArray("search_value=anna@") << 31 << qsizetype{20} << u"1001"_s;
    QTest::newRow("by address") << search << QByteArray("search_value=ANNA%40") << 1 << qsizetype{1}
                                << u"1001"_s;
    QTest::newRow("by number") << search << QByteArray("search_value=2030") << 1 << qsizetype{1}
                               << u"2030"_s;
    QTest::newRow("search for nothing")
        << search << QByteArray() << 31 << qsizetype{20} << u"1001"_s;
}

void TestOpenApi::extensionsAreListed()
{
    QFETCH(QString, endpoint);
    QFETCH(QByteArray, query);
    PbxPlan plan = OpenApiFixture::usualPlan();
    plan.extensions = 30;
    OpenApiFixture api(plan);
    (void)api.signIn();
    const QJsonObject json = api.get(endpoint, query).json;
    const QJsonArray rows = json.value("data"_L1).toArray();
    QTEST(json.value("total_number"_L1).toInt(), "total");
    QTEST(rows.size(), "rows");
    QTEST(rows.at(0)[u"number"_s].toString(), "first");
}

void TestOpenApi::wrongListIsRefused_data()
{
    QTest::addColumn<QByteArray>("query");
    for (const char *query : {"page=0", "page=x", "page_size=0", "page_size=501",
                              "sort_by=password", "order_by=up", "page=99999999999999999999"})
        QTest::newRow(query) << QByteArray(query);
}

void TestOpenApi::wrongListIsRefused()
{
    QFETCH(QByteArray, query);
    OpenApiFixture api;
    (void)api.signIn();
    const WebAnswer answer = api.get(u"extension/search"_s, query);
    QCOMPARE(codeOf(answer), 40002);
    QCOMPARE(answer.json["invalid_param_list"_L1][0][u"field"_s].toString(),
             QString::fromLatin1(query).section(u'=', 0, 0));
}

void TestOpenApi::mailIsSent()
{
    OpenApiFixture api;
    (void)api.signIn();
    QCOMPARE(codeOf(api.post(u"system/sendemail"_s,
                             R"({"email_server":"ys","recipient":["a@x.example","b@x.example"],)"
                             R"("subject":"Test","body":"Hello"})")),
             0);
    QCOMPARE(api.fixture.postman.mails.size(), 2);
    QCOMPARE(api.fixture.postman.mails.at(1).recipient, u"b@x.example"_s);
    QCOMPARE(api.fixture.postman.mails.at(1).text, u"Hello"_s);
}

void TestOpenApi::wrongMailIsRefused_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("code");
    QTest::newRow("not JSON") << QByteArray("x") << 40001;
    QTest::newRow("no server") << QByteArray("{}") << 40002;
    QTest::newRow("unknown server") << QByteArray(R"({"email_server":"x"})") << 40002;
    QTest::newRow("recipient that is none")
        << QByteArray(R"({"email_server":"ys","recipient":["a@x.example","b"]})") << 40002;
}

void TestOpenApi::wrongMailIsRefused()
{
    QFETCH(QByteArray, body);
    OpenApiFixture api;
    (void)api.signIn();
    QTEST(codeOf(api.post(u"system/sendemail"_s, body)), "code");
    QVERIFY(api.fixture.postman.mails.isEmpty());
}

void TestOpenApi::faultEndsTheToken()
{
    OpenApiFixture api;
    (void)api.signIn();
    api.fixture.pbx.expireSessionOf({.verb = "GET",
                                     .path = u"/openapi/v1.0/system/information"_s,
                                     .query = "access_token=" + api.access});
    QCOMPARE(informationCode(api), 10004);
}

void TestOpenApi::faultWordRefuses()
{
    OpenApiFixture api;
    QCOMPARE(codeOf(api.fixture.send(
                 {.verb = "POST", .path = u"/openapi/v1.0/get_token"_s, .faultWord = u"60002"_s})),
             60002);
}

void TestOpenApi::stateTellsNoToken()
{
    OpenApiFixture api;
    const QJsonObject answer = api.signIn();
    const QByteArray state = bytesOf(api.fixture.pbx.state()) + bytesOf(api.fixture.pbx.kept());
    QVERIFY(!state.contains(api.access));
    QVERIFY(!state.contains(text(answer, u"refresh_token"_s).toLatin1()));
    QVERIFY(!state.contains("Practice-OpenApi"));
    QCOMPARE(api.fixture.pbx.state().value("openapi_tokens"_L1), QJsonValue(1));
}

QTEST_APPLESS_MAIN(TestOpenApi)
#include "tst_openapi.moc"
