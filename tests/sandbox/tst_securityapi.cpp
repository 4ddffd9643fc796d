// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/pbxfixture.h"

#include <QTest>

using namespace lw;
using namespace lw::Sandbox;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/*! Options, Auto Logout Time, who may touch them, and what the operation log says afterwards. */
class TestSecurityApi : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        m_pbx = std::make_unique<PbxFixture>();
        (void)m_pbx->signIn();
    }
    void rolesDecide_data();
    void rolesDecide();
    void optionsAreKept();
    void passwordlessIsACloudOption();
    void nothingIsActiveThatIsOff();
    void badOptionsChangeNothing_data();
    void badOptionsChangeNothing();
    void logoutTimeHasBounds_data();
    void logoutTimeHasBounds();
    void logoutTimeIsForOpenSessionsToo();
    void onlyWhatSucceededIsLogged();
    void everyDeedIsLogged();
    void logIsFilteredAndPaged();
    void logTellsNoSecret();

private:
    WebAnswer setOptions(const QJsonObject &options)
    {
        return m_pbx->ask(u"securityoption/update"_s, options);
    }
    QJsonObject options()
    {
        return m_pbx->read(u"securityoption/get"_s).json.value("security_option"_L1).toObject();
    }
    WebAnswer setLogoutTime(int minutes)
    {
        return m_pbx->ask(u"webserver/update"_s, QJsonObject{{u"auto_logout_time"_s, minutes}});
    }
    QJsonObject log(const QByteArray &query = {})
    {
        return m_pbx->read(u"operationlog/searchsummary"_s, query).json;
    }
    //! "module/operation", newest first.
    QStringList deeds(const QByteArray &query = "page_size=500")
    {
        QStringList result;
        const QJsonArray rows = log(query).value("operation_log_list"_L1).toArray();
        for (const QJsonValue &row : rows)
            result.append(row.toObject().value("module"_L1).toString() + u'/' +
                          row.toObject().value("operation"_L1).toString());
        return result;
    }

    std::unique_ptr<PbxFixture> m_pbx;
};

void TestSecurityApi::rolesDecide_data()
{
    QTest::addColumn<QString>("call");
    for (const QString &call :
         {u"securityoption/get"_s, u"securityoption/update"_s, u"webserver/get"_s,
          u"webserver/update"_s, u"operationlog/searchsummary"_s, u"blockedip/searchsummary"_s,
          u"blockedip/batchdelete"_s, u"allowedip/searchsummary"_s, u"allowedip/create"_s,
          u"allowedip/batchdelete"_s, u"extension/searchsummary"_s, u"extension/get"_s,
          u"extension/update"_s})
        QTest::newRow(qPrintable(call)) << call;
}

void TestSecurityApi::rolesDecide()
{
    QFETCH(QString, call);
    const auto refused = [&] {
        const int code = codeOf(m_pbx->ask(call, "{}"));
        return code == 10005 || code == 10004;
    };
    QVERIFY(!refused());
    (void)m_pbx->signIn(u"operator"_s, u"Practice-Operator-1"_s);
    QVERIFY(!refused());
    (void)m_pbx->signIn(u"1001"_s, u"Practice-User-1"_s);
    QCOMPARE(codeOf(m_pbx->ask(call, "{}")), 10005);
    m_pbx->headers.clear();
    QCOMPARE(codeOf(m_pbx->ask(call, "{}")), 10004);
}

void TestSecurityApi::optionsAreKept()
{
    QCOMPARE(options(), QJsonObject({{u"enb_force_two_factor"_s, 0}}));
    QCOMPARE(codeOf(setOptions({{u"enb_force_two_factor"_s, 1}})), 0);
    QCOMPARE(options(), QJsonObject({{u"enb_force_two_factor"_s, 1}}));
    QCOMPARE(codeOf(setOptions({})), 0); // an absent field keeps its value
    QCOMPARE(options(), QJsonObject({{u"enb_force_two_factor"_s, 1}}));
    m_pbx->pbx.reset();
    (void)m_pbx->signIn();
    QCOMPARE(options(), QJsonObject({{u"enb_force_two_factor"_s, 0}}));
}

void TestSecurityApi::passwordlessIsACloudOption()
{
    QCOMPARE(codeOf(setOptions({{u"enb_passwordless"_s, 1}})), 40002);
    m_pbx = std::make_unique<PbxFixture>(u"84.19.0.110"_s);
    QCOMPARE(m_pbx->signIn().json.value("passwordless_enabled"_L1), QJsonValue(0));
    QCOMPARE(codeOf(setOptions({{u"enb_passwordless"_s, 1}, {u"passwordless_active"_s, 1}})), 0);
    QCOMPARE(options(), QJsonObject({{u"enb_force_two_factor"_s, 0},
                                     {u"enb_passwordless"_s, 1},
                                     {u"passwordless_active"_s, 1}}));
    QCOMPARE(m_pbx->signIn().json.value("passwordless_enabled"_L1), QJsonValue(1));
}

void TestSecurityApi::nothingIsActiveThatIsOff()
{
    m_pbx = std::make_unique<PbxFixture>(u"84.19.0.110"_s);
    (void)m_pbx->signIn();
    (void)setOptions({{u"enb_passwordless"_s, 1}, {u"passwordless_active"_s, 1}});
    (void)setOptions({{u"enb_passwordless"_s, 0}});
    QCOMPARE(options().value("passwordless_active"_L1), QJsonValue(0));
}

void TestSecurityApi::badOptionsChangeNothing_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("code");
    QTest::newRow("not JSON") << QByteArray("{") << 40001;
    QTest::newRow("two") << QByteArray(R"({"enb_force_two_factor":2})") << 40002;
    QTest::newRow("half") << QByteArray(R"({"enb_force_two_factor":0.5})") << 40002;
    QTest::newRow("a truth") << QByteArray(R"({"enb_force_two_factor":true})") << 40002;
    QTest::newRow("one good field, one bad")
        << QByteArray(R"({"enb_force_two_factor":1,"enb_passwordless":1})") << 40002;
}

void TestSecurityApi::badOptionsChangeNothing()
{
    QFETCH(QByteArray, body);
    QTEST(codeOf(m_pbx->ask(u"securityoption/update"_s, body)), "code");
    QCOMPARE(options(), QJsonObject({{u"enb_force_two_factor"_s, 0}}));
}

void TestSecurityApi::logoutTimeHasBounds_data()
{
    QTest::addColumn<int>("minutes");
    QTest::addColumn<int>("code");
    QTest::newRow("too short") << 4 << 40002;
    QTest::newRow("shortest") << 5 << 0;
    QTest::newRow("longest") << 120 << 0;
    QTest::newRow("too long") << 121 << 40002;
    QTest::newRow("never") << 0 << 40002;
}

void TestSecurityApi::logoutTimeHasBounds()
{
    QFETCH(int, minutes);
    QFETCH(int, code);
    QCOMPARE(codeOf(setLogoutTime(minutes)), code);
    const int expected = code == 0 ? minutes : 15;
    QCOMPARE(m_pbx->read(u"webserver/get"_s).json.value("web_server"_L1).toObject(),
             QJsonObject({{u"auto_logout_time"_s, expected}}));
    QCOMPARE(m_pbx->signIn().json.value("auto_logout_time"_L1), QJsonValue(expected));
    QCOMPARE(codeOf(m_pbx->ask(u"webserver/update"_s, "{}")), 40002);
}

void TestSecurityApi::logoutTimeIsForOpenSessionsToo()
{
    (void)setLogoutTime(60);
    m_pbx->clock.advance(59min);
    QCOMPARE(codeOf(setLogoutTime(120)), 0);
    m_pbx->clock.advance(60min);
    QCOMPARE(codeOf(setLogoutTime(5)), 0);
    QCOMPARE(codeOf(m_pbx->read(u"webserver/get"_s)), 10004);
}

void TestSecurityApi::onlyWhatSucceededIsLogged()
{
    QCOMPARE(deeds(), QStringList({u"Login/Sign In"_s}));
    (void)setLogoutTime(4);
    (void)setOptions({{u"enb_passwordless"_s, 1}});
    (void)m_pbx->signIn(u"admin"_s, u"wrong"_s);
    (void)m_pbx->ask(u"extension/update"_s, R"({"id":1,"enb_two_factor":1})");
    (void)m_pbx->ask(u"remotemanagement/update"_s, "{}");
    (void)m_pbx->ask(u"remotemanagement/update"_s, R"({"authentication_code":"A"})");
    m_pbx->platform.answerRefused(70611, u"used"_s);
    QCOMPARE(deeds(), QStringList({u"Login/Sign In"_s}));
}

void TestSecurityApi::everyDeedIsLogged()
{
    const QString token = m_pbx->passwordToken();
    const Secret key = m_pbx->newKey(token);
    (void)m_pbx->enrol(token, u"authenticator"_s, m_pbx->codeOfKey(key));
    (void)setOptions({{u"enb_force_two_factor"_s, 1}});
    (void)setLogoutTime(30);
    (void)m_pbx->ask(u"remotemanagement/update"_s, R"({"authentication_code":"A"})");
    m_pbx->platform.answerDone(u"token"_s);
    (void)m_pbx->ask(u"remotemanagement/disconnect"_s, "{}");
    (void)m_pbx->ask(u"allowedip/create"_s, R"({"name":"a","address":"192.0.2.7"})");
    (void)m_pbx->ask(u"extension/update"_s, R"({"id":1,"enb_two_factor":0})");
    (void)m_pbx->ask(u"logout"_s, "{}");
    (void)m_pbx->signIn(u"operator"_s, u"Practice-Operator-1"_s);
    QCOMPARE(deeds(), QStringList({u"Login/Sign In"_s, u"Login/Sign Out"_s, u"Extension/Edit"_s,
                                   u"Allowed IP/Add"_s, u"Remote Management/Disconnect"_s,
                                   u"Remote Management/Edit"_s, u"Web Server/Edit"_s,
                                   u"Security Options/Edit"_s,
                                   u"Two-Factor Authentication/Switch On"_s, u"Login/Sign In"_s}));
    const QJsonObject newest = log().value("operation_log_list"_L1).toArray().first().toObject();
    QCOMPARE(newest.value("user"_L1), QJsonValue(u"operator"_s));
    QCOMPARE(newest.value("ip"_L1), QJsonValue(u"127.0.0.1"_s));
    QCOMPARE(newest.value("time"_L1).toInteger(), m_pbx->clock.now().toSecsSinceEpoch());
}

void TestSecurityApi::logIsFilteredAndPaged()
{
    m_pbx->clock.advance(10s);
    (void)setLogoutTime(30);
    const QByteArray now = QByteArray::number(m_pbx->clock.now().toSecsSinceEpoch());
    QCOMPARE(deeds("start_time=" + now), QStringList({u"Web Server/Edit"_s}));
    QCOMPARE(deeds("module=login"), QStringList({u"Login/Sign In"_s}));
    QCOMPARE(deeds("module=Web%20Server"), QStringList({u"Web Server/Edit"_s}));
    QCOMPARE(deeds("user=operator"), QStringList());
    QCOMPARE(deeds("page=2&page_size=1"), QStringList({u"Login/Sign In"_s}));
    QCOMPARE(log("page=2&page_size=1").value("total_number"_L1), QJsonValue(2));
    QCOMPARE(codeOf({.json = log("start_time=yesterday")}), 40002);
}

void TestSecurityApi::logTellsNoSecret()
{
    const QString token = m_pbx->passwordToken();
    const Secret key = m_pbx->newKey(token);
    const QByteArray code = m_pbx->codeOfKey(key);
    (void)m_pbx->enrol(token, u"authenticator"_s, code);
    const QByteArray cookie = m_pbx->headers.value("cookie").split('=').last();
    const QByteArray told = bytesOf(log()) + bytesOf(m_pbx->pbx.state());
    for (const QByteArray &secret :
         {token.toLatin1(), base32(key.view()).toLatin1(), code, cookie, QByteArray("Practice-A")})
        QVERIFY2(!told.contains(secret), secret.constData());
    QVERIFY(told.contains(R"("admin":{"must_change_password":false,"trusted_devices":0,)"
                          R"("two_factor":"authenticator"})"));
}

QTEST_APPLESS_MAIN(TestSecurityApi)
#include "tst_securityapi.moc"
