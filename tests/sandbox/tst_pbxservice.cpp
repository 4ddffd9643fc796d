// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/pbxfixture.h"

#include <QTest>

using namespace lw;
using namespace lw::Sandbox;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/*! A practice PBX behind its portal's API: who may do what, in which order it refuses. */
class TestPbxService : public QObject
{
    Q_OBJECT
private slots:
    void accountsSignIn_data();
    void accountsSignIn();
    void cookieIsProtected();
    void badSignInIsRefused_data();
    void badSignInIsRefused();
    void fifthFailureStillSaysFailure();
    void thirdBlockNamesNoEnd();
    void callsNeedASession_data();
    void callsNeedASession();
    void rolesDecide_data();
    void rolesDecide();
    void activityHeaderKeepsTheSession();
    void signOutEndsTheSession();
    void unknownPathDoesNotExist_data();
    void unknownPathDoesNotExist();
    void cloudHasNoRemoteManagement();
    void oldLayoutAnswersWithoutItsFields_data();
    void oldLayoutAnswersWithoutItsFields();
    void savesAreCarriedOutOneAfterTheOther();
    void resetAnswersWhatWaits();
    void expiredSessionFault();
    void scrambledProfileIsSpoken();
    void stateTellsNoSecret();
};

void TestPbxService::accountsSignIn_data()
{
    QTest::addColumn<QString>("user");
    QTest::addColumn<QString>("password");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("role");
    QTest::newRow("super administrator")
        << u"admin"_s << u"Practice-Admin-1"_s << u"admin"_s << u"super_admin"_s;
    QTest::newRow("administrator")
        << u"operator"_s << u"Practice-Operator-1"_s << u"operator"_s << u"administrator"_s;
    QTest::newRow("extension by number")
        << u"1001"_s << u"Practice-User-1"_s << u"1001"_s << u"user"_s;
    QTest::newRow("extension by e-mail")
        << u"Anna@pbx.example"_s << u"Practice-User-1"_s << u"1001"_s << u"user"_s;
}

void TestPbxService::accountsSignIn()
{
    QFETCH(QString, user);
    QFETCH(QString, password);
    QFETCH(QString, name);
    QFETCH(QString, role);
    PbxFixture fixture;
    QCOMPARE(fixture.signIn(user, password).json, QJsonObject({{u"errcode"_s, 0},
                                                               {u"errmsg"_s, u"SUCCESS"_s},
                                                               {u"username"_s, name},
                                                               {u"role"_s, role},
                                                               {u"auto_logout_time"_s, 15},
                                                               {u"need_modify_default_pwd"_s, 0},
                                                               {u"passwordless_enabled"_s, 0}}));
}

void TestPbxService::cookieIsProtected()
{
    PbxFixture fixture;
    const WebAnswer answer = fixture.signIn();
    QCOMPARE(answer.headers.size(), 1);
    const QList<QByteArray> parts = answer.headers.first().second.split(';');
    QVERIFY(parts.first().startsWith("websession="));
    for (const char *attribute : {" Secure", " HttpOnly", " SameSite=Strict", " Path=/"})
        QVERIFY2(parts.contains(QByteArray(attribute)), attribute);
}

void TestPbxService::badSignInIsRefused_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("code");
    QTest::newRow("wrong password")
        << QByteArray(R"({"username":"admin","password":"NWY0ZGNj"})") << -1;
    QTest::newRow("password as clear text")
        << QByteArray(R"({"username":"admin","password":"Practice-Admin-1"})") << -1;
    QTest::newRow("unknown user") << QByteArray(R"({"username":"root","password":"x"})") << -1;
    QTest::newRow("name in another case")
        << QByteArray(R"({"username":"Admin","password":"x"})") << -1;
    QTest::newRow("not JSON") << QByteArray("username=admin") << 40001;
    QTest::newRow("no password") << QByteArray(R"({"username":"admin"})") << 40002;
    QTest::newRow("name that is a number")
        << QByteArray(R"({"username":1,"password":"x"})") << 40002;
    QTest::newRow("name of 10,000 characters")
        << QByteArray(R"({"password":"x","username":")" + QByteArray(10'000, 'a') + R"("})")
        << 40002;
}

void TestPbxService::badSignInIsRefused()
{
    QFETCH(QByteArray, body);
    PbxFixture fixture;
    const WebAnswer answer = fixture.ask(u"login"_s, body);
    QTEST(codeOf(answer), "code");
    QCOMPARE(answer.status, 200);
    QVERIFY(answer.headers.isEmpty());
}

void TestPbxService::fifthFailureStillSaysFailure()
{
    PbxFixture fixture;
    for (int i = 0; i < 5; ++i)
        QCOMPARE(codeOf(fixture.signIn(u"admin"_s, u"wrong"_s)), -1);
    const WebAnswer blocked = fixture.signIn();
    QCOMPARE(codeOf(blocked), 70004);
    QCOMPARE(blocked.json.value("block_expire_time"_L1).toInteger(),
             fixture.clock.now().toSecsSinceEpoch() + 600);
    fixture.peer = "127.0.0.2";
    QCOMPARE(codeOf(fixture.signIn()), 0);
    fixture.peer = "127.0.0.1";
    fixture.clock.advance(10min);
    QCOMPARE(codeOf(fixture.signIn()), 0);
}

void TestPbxService::thirdBlockNamesNoEnd()
{
    PbxFixture fixture;
    for (int block = 0; block < 3; ++block) {
        for (int i = 0; i < 5; ++i)
            QCOMPARE(codeOf(fixture.signIn(u"admin"_s, u"wrong"_s)), -1);
        QCOMPARE(codeOf(fixture.signIn()), 70004);
        fixture.clock.advance(10min);
    }
    QCOMPARE(fixture.signIn().json.value("block_expire_time"_L1), QJsonValue(0));
}

void TestPbxService::callsNeedASession_data()
{
    QTest::addColumn<QString>("call");
    QTest::addColumn<int>("code");
    QTest::newRow("product needs none") << u"pbx/getproduct"_s << 0;
    QTest::newRow("get") << u"remotemanagement/get"_s << 10004;
    QTest::newRow("update") << u"remotemanagement/update"_s << 10004;
    QTest::newRow("status") << u"remotemanagement/status"_s << 10004;
    QTest::newRow("disconnect") << u"remotemanagement/disconnect"_s << 10004;
    QTest::newRow("logout") << u"logout"_s << 10004;
}

void TestPbxService::callsNeedASession()
{
    QFETCH(QString, call);
    PbxFixture fixture;
    QTEST(codeOf(fixture.ask(call)), "code");
    fixture.headers.insert("cookie", "websession=0123456789abcdef; other=1");
    QTEST(codeOf(fixture.ask(call)), "code");
}

void TestPbxService::rolesDecide_data()
{
    QTest::addColumn<QString>("user");
    QTest::addColumn<QString>("password");
    QTest::addColumn<int>("code");
    QTest::newRow("super administrator may") << u"admin"_s << u"Practice-Admin-1"_s << 0;
    QTest::newRow("administrator may") << u"operator"_s << u"Practice-Operator-1"_s << 0;
    QTest::newRow("extension may not") << u"1001"_s << u"Practice-User-1"_s << 10005;
}

void TestPbxService::rolesDecide()
{
    QFETCH(QString, user);
    QFETCH(QString, password);
    PbxFixture fixture;
    QCOMPARE(codeOf(fixture.signIn(user, password)), 0);
    QTEST(codeOf(fixture.ask(u"remotemanagement/get"_s)), "code");
    QTEST(codeOf(fixture.ask(u"remotemanagement/status"_s)), "code");
    QTEST(codeOf(fixture.ask(u"remotemanagement/disconnect"_s, "{}")), "code");
}

void TestPbxService::activityHeaderKeepsTheSession()
{
    PbxFixture fixture;
    (void)fixture.signIn();
    fixture.clock.advance(14min);
    QCOMPARE(codeOf(fixture.ask(u"remotemanagement/status"_s)), 0);
    fixture.headers.insert("x-user-activity", "1");
    QCOMPARE(codeOf(fixture.ask(u"remotemanagement/status"_s)), 0);
    fixture.headers.remove("x-user-activity");
    fixture.clock.advance(14min);
    QCOMPARE(codeOf(fixture.ask(u"remotemanagement/status"_s)), 0);
    fixture.clock.advance(1min);
    QCOMPARE(codeOf(fixture.ask(u"remotemanagement/status"_s)), 10004);
}

void TestPbxService::signOutEndsTheSession()
{
    PbxFixture fixture;
    (void)fixture.signIn();
    QCOMPARE(codeOf(fixture.ask(u"logout"_s, "{}")), 0);
    QCOMPARE(codeOf(fixture.ask(u"remotemanagement/get"_s)), 10004);
}

void TestPbxService::unknownPathDoesNotExist_data()
{
    QTest::addColumn<QByteArray>("verb");
    QTest::addColumn<QString>("path");
    QTest::newRow("nobody's path") << QByteArray("GET") << u"/api/v1.0/nothing"_s;
    QTest::newRow("a known path with another verb")
        << QByteArray("POST") << u"/api/v1.0/remotemanagement/get"_s;
    QTest::newRow("another version") << QByteArray("POST") << u"/api/v2.0/login"_s;
    QTest::newRow("the root") << QByteArray("GET") << u"/"_s;
    QTest::newRow("nothing") << QByteArray() << QString();
}

void TestPbxService::unknownPathDoesNotExist()
{
    QFETCH(QByteArray, verb);
    QFETCH(QString, path);
    PbxFixture fixture;
    const WebRequest request{.verb = verb, .path = path};
    QCOMPARE(codeOf(fixture.send(request)), 10001);
    QCOMPARE(fixture.pbx.callOf(request), u"unknown"_s);
}

void TestPbxService::cloudHasNoRemoteManagement()
{
    PbxFixture fixture(u"84.19.0.110"_s);
    QCOMPARE(codeOf(fixture.signIn()), 0);
    QCOMPARE(codeOf(fixture.ask(u"remotemanagement/get"_s)), 10001);
    QCOMPARE(codeOf(fixture.ask(u"remotemanagement/update"_s, "{}")), 10001);
    const QJsonObject product =
        fixture.ask(u"pbx/getproduct"_s).json.value("product"_L1).toObject();
    QCOMPARE(product.value("platform_name"_L1), QJsonValue(u"p_cloudpbx"_s));
}

void TestPbxService::oldLayoutAnswersWithoutItsFields_data()
{
    QTest::addColumn<QString>("firmware");
    QTest::addColumn<QStringList>("fields");
    const QStringList oldest{u"account_password_set"_s, u"account_username"_s,
                             u"activation_method"_s,    u"email"_s,
                             u"enb_account"_s,          u"yeastar_id"_s};
    QStringList newest = oldest + QStringList{u"connection_server_type"_s, u"enb_passwordless"_s,
                                              u"server_address"_s};
    newest.sort();
    QStringList between = oldest + QStringList{u"enb_passwordless"_s};
    between.sort();
    QTest::newRow("83.5") << u"83.5.0.86"_s << oldest;
    QTest::newRow("83.17") << u"83.17.0.16"_s << between;
    QTest::newRow("83.19") << u"83.19.0.110"_s << newest;
    QTest::newRow("appliance") << u"37.19.0.110"_s << newest;
}

void TestPbxService::oldLayoutAnswersWithoutItsFields()
{
    QFETCH(QString, firmware);
    PbxFixture fixture(firmware);
    (void)fixture.signIn();
    const QJsonObject answer = fixture.ask(u"remotemanagement/get"_s).json;
    QTEST(answer.value("remote_management"_L1).toObject().keys(), "fields");
}

void TestPbxService::savesAreCarriedOutOneAfterTheOther()
{
    PbxFixture fixture;
    (void)fixture.signIn();
    (void)fixture.ask(u"remotemanagement/update"_s, R"({"authentication_code":"A"})");
    QVERIFY(!fixture.answered);
    (void)fixture.ask(u"remotemanagement/update"_s, R"({"enb_passwordless":1})");
    QVERIFY(!fixture.answered);
    QCOMPARE(codeOf(fixture.ask(u"remotemanagement/get"_s)), 0); // reading needs not wait
    QCOMPARE(fixture.platform.calls.size(), 1U);
    fixture.answered = false;
    fixture.platform.answerDone(u"token"_s);
    QVERIFY(fixture.answered);
    QCOMPARE(codeOf(fixture.last), 0); // the second one: it found the binding of the first
    QCOMPARE(fixture.platform.paths(), QStringList({u"attach"_s, u"heartbeat"_s, u"heartbeat"_s}));
}

void TestPbxService::resetAnswersWhatWaits()
{
    PbxFixture fixture;
    (void)fixture.signIn();
    (void)fixture.ask(u"remotemanagement/update"_s, R"({"authentication_code":"A"})");
    QVERIFY(!fixture.answered);
    fixture.pbx.reset();
    QVERIFY(fixture.answered);
    QCOMPARE(codeOf(fixture.last), -2);
    fixture.platform.answerDone(u"token"_s);
    QCOMPARE(codeOf(fixture.ask(u"remotemanagement/get"_s)), 10004);
    (void)fixture.signIn();
    const QJsonObject status = fixture.ask(u"remotemanagement/status"_s).json;
    QCOMPARE(status.value("status"_L1).toObject().value("state"_L1), QJsonValue(u"Disconnected"_s));
}

void TestPbxService::expiredSessionFault()
{
    PbxFixture fixture;
    (void)fixture.signIn();
    fixture.pbx.expireSessionOf({.headers = fixture.headers});
    QCOMPARE(codeOf(fixture.ask(u"remotemanagement/get"_s)), 10004);
}

void TestPbxService::scrambledProfileIsSpoken()
{
    const auto wire = builtInWire().overriddenBy(R"({
        "format": 1, "base": "/other/",
        "common": {"envelope": {"fields": {"code": "kode", "text": "words"}},
                   "session": {"fields": {"cookie": "biscuit", "activityHeader": "X-Awake"}}},
        "calls": {
          "login": {"path": "enter", "fields": {"userName": "who", "password": "how", "role": "as"},
                    "words": {"role": {"superAdministrator": "chief"}}},
          "remotemanagement/get": {"path": "/rm", "root": "page",
                    "fields": {"serverType": "st"}, "words": {"serverType": {"default": "ours"}}},
          "remotemanagement/update": {"fields": {"authenticationCode": "ticket"}}}})");
    QVERIFY(wire);
    PbxFixture fixture(u"83.19.0.110"_s, *wire);
    const QJsonObject welcome = fixture.signIn().json;
    QCOMPARE(welcome.value("kode"_L1), QJsonValue(0));
    QCOMPARE(welcome.value("as"_L1), QJsonValue(u"chief"_s));
    QVERIFY(fixture.headers.value("cookie").startsWith("biscuit="));
    fixture.clock.advance(14min);
    fixture.headers.insert("x-awake", "1");
    const WebAnswer page =
        fixture.send({.verb = "GET", .path = u"/rm"_s, .headers = fixture.headers});
    QCOMPARE(page.json.value("page"_L1).toObject().value("st"_L1), QJsonValue(u"ours"_s));
    fixture.headers.remove("x-awake");
    fixture.clock.advance(14min);
    const WebAnswer refused = fixture.send({.verb = "POST",
                                            .path = u"/other/remotemanagement/update"_s,
                                            .headers = fixture.headers,
                                            .body = R"({"authentication_code":"A"})"});
    QCOMPARE(refused.json.value("kode"_L1), QJsonValue(40002));
    QVERIFY(bytesOf(refused.json).contains(R"("field":"ticket")"));
}

void TestPbxService::stateTellsNoSecret()
{
    PbxFixture fixture;
    (void)fixture.signIn();
    (void)fixture.ask(u"remotemanagement/update"_s,
                      R"({"authentication_code":"KNOCKKNOCK","account_username":"p","enb_account":1,
                          "account_password":"Whisper-1"})");
    fixture.platform.answerDone(u"sesame"_s);
    fixture.platform.answerDone();
    const QByteArray state = bytesOf(fixture.pbx.state());
    QVERIFY(state.contains(R"("state":"Connected")"));
    QVERIFY(state.contains(R"("sessions":1)"));
    const QByteArray cookie = fixture.headers.value("cookie").split('=').last();
    for (const QByteArray &secret : {QByteArray("KNOCKKNOCK"), QByteArray("Whisper-1"),
                                     QByteArray("sesame"), QByteArray("Practice-"), cookie})
        QVERIFY2(!state.contains(secret), secret.constData());
}

QTEST_APPLESS_MAIN(TestPbxService)
#include "tst_pbxservice.moc"
