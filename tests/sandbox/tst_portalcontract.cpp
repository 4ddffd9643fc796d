// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/pbxfixture.h"

#include <support/testdata.h>

#include <QTest>

using namespace lw;
using namespace lw::Sandbox;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Problem = PlatformOutcome::Problem;

namespace {

QByteArray contractBytes(const QString &name)
{
    QFile file(lw::test::testData(u"contract/portal/"_s + name + u".json"_s));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QJsonObject contract(const QString &name)
{
    return QJsonDocument::fromJson(contractBytes(name)).object();
}

} // namespace

/*! Holds the practice PBX to the same files that judge the client. */
class TestPortalContract : public QObject
{
    Q_OBJECT
private slots:
    void signInAndOut();
    void product();
    void savedPageIsReadBack();
    void everyRequestIsAccepted_data();
    void everyRequestIsAccepted();
    void freshPage_data();
    void freshPage();
    void refusalsBeforeThePlatform_data();
    void refusalsBeforeThePlatform();
    void refusalsOfThePlatform_data();
    void refusalsOfThePlatform();
    void refusalsOfSignIn();
    void refusalsByRoleAndSession();
};

void TestPortalContract::signInAndOut()
{
    PbxFixture fixture;
    QCOMPARE(fixture.ask(u"login"_s, contractBytes(u"login.request"_s)).json,
             contract(u"login.response"_s));
    (void)fixture.signIn();
    QCOMPARE(fixture.ask(u"logout"_s, contractBytes(u"logout.request"_s)).json,
             contract(u"logout.response"_s));
}

void TestPortalContract::product()
{
    PbxFixture fixture;
    QCOMPARE(fixture.ask(u"pbx/getproduct"_s).json, contract(u"pbx-getproduct.response"_s));
}

void TestPortalContract::savedPageIsReadBack()
{
    PbxFixture fixture;
    (void)fixture.signIn();
    (void)fixture.ask(u"remotemanagement/update"_s,
                      contractBytes(u"remotemanagement-update.request"_s));
    fixture.platform.answerDone(u"token"_s);
    QCOMPARE(fixture.last.json, contract(u"remotemanagement-update.response"_s));
    fixture.platform.answerDone();
    QCOMPARE(fixture.ask(u"remotemanagement/get"_s).json,
             contract(u"remotemanagement-get.response"_s));
    QCOMPARE(fixture.ask(u"remotemanagement/status"_s).json,
             contract(u"remotemanagement-status.response"_s));
    QCOMPARE(fixture
                 .ask(u"remotemanagement/disconnect"_s,
                      contractBytes(u"remotemanagement-disconnect.request"_s))
                 .json,
             contract(u"remotemanagement-disconnect.response"_s));
}

void TestPortalContract::everyRequestIsAccepted_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("firmware");
    QTest::newRow("new layout by e-mail")
        << u"remotemanagement-update.request"_s << u"83.19.0.110"_s;
    QTest::newRow("new layout by code")
        << u"remotemanagement-update-authcode.request"_s << u"83.19.0.110"_s;
    QTest::newRow("old layout by code")
        << u"remotemanagement-update-83.5.request"_s << u"83.5.0.86"_s;
}

void TestPortalContract::everyRequestIsAccepted()
{
    QFETCH(QString, file);
    QFETCH(QString, firmware);
    PbxFixture fixture(firmware);
    (void)fixture.signIn();
    (void)fixture.ask(u"remotemanagement/update"_s, contractBytes(file));
    QVERIFY(fixture.platform.isWaiting());
    fixture.platform.answerDone(u"token"_s);
    QCOMPARE(codeOf(fixture.last), 0);
}

void TestPortalContract::freshPage_data()
{
    QTest::addColumn<QString>("firmware");
    QTest::addColumn<QString>("file");
    QTest::newRow("83.19") << u"83.19.0.110"_s << u"remotemanagement-get-fresh.response"_s;
    QTest::newRow("83.17") << u"83.17.0.16"_s << u"remotemanagement-get-83.17.response"_s;
    QTest::newRow("83.5") << u"83.5.0.86"_s << u"remotemanagement-get-83.5.response"_s;
}

void TestPortalContract::freshPage()
{
    QFETCH(QString, firmware);
    QFETCH(QString, file);
    PbxFixture fixture(firmware);
    (void)fixture.signIn();
    QCOMPARE(fixture.ask(u"remotemanagement/get"_s).json, contract(file));
    QCOMPARE(fixture.ask(u"remotemanagement/status"_s).json,
             contract(u"remotemanagement-status-fresh.response"_s));
}

void TestPortalContract::refusalsBeforeThePlatform_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("file");
    QTest::newRow("not JSON") << QByteArray("{") << u"error-40001.response"_s;
    QTest::newRow("missing fields")
        << QByteArray(R"({"connection_server_type":"custom"})") << u"error-40002.response"_s;
    QTest::newRow("name that is taken")
        << QByteArray(R"({"authentication_code":"A","account_username":"Anna@pbx.example"})")
        << u"error-40003.response"_s;
}

void TestPortalContract::refusalsBeforeThePlatform()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, file);
    PbxFixture fixture;
    (void)fixture.signIn();
    QCOMPARE(fixture.ask(u"remotemanagement/update"_s, body).json, contract(file));
    QVERIFY(!fixture.platform.isWaiting());
}

void TestPortalContract::refusalsOfThePlatform_data()
{
    QTest::addColumn<PlatformOutcome>("outcome");
    const auto answered = [](int code, const QString &reason) {
        return PlatformOutcome{.httpStatus = 200,
                               .answer = {{u"errcode"_s, code}, {u"reason"_s, reason}}};
    };
    QTest::newRow("70611-unknown") << answered(70611, u"unknown"_s);
    QTest::newRow("70611-used") << answered(70611, u"used"_s);
    QTest::newRow("70611-expired") << answered(70611, u"expired"_s);
    QTest::newRow("70612") << answered(70612, {});
    QTest::newRow("70613-dns") << PlatformOutcome{.problem = Problem::Dns};
    QTest::newRow("70613-refused") << PlatformOutcome{.problem = Problem::Refused};
    QTest::newRow("70613-timeout") << PlatformOutcome{.problem = Problem::Timeout};
    QTest::newRow("70613-tls") << PlatformOutcome{.problem = Problem::Tls};
    QTest::newRow("70614") << answered(70614, {});
    QTest::newRow("70615") << answered(70615, {});
}

void TestPortalContract::refusalsOfThePlatform()
{
    QFETCH(PlatformOutcome, outcome);
    PbxFixture fixture;
    (void)fixture.signIn();
    (void)fixture.ask(u"remotemanagement/update"_s,
                      contractBytes(u"remotemanagement-update.request"_s));
    fixture.platform.answer(outcome);
    QCOMPARE(fixture.last.json,
             contract(u"error-%1.response"_s.arg(QLatin1String(QTest::currentDataTag()))));
    QCOMPARE(fixture.ask(u"remotemanagement/get"_s).json,
             contract(u"remotemanagement-get-fresh.response"_s));
}

void TestPortalContract::refusalsOfSignIn()
{
    PbxFixture fixture;
    for (int block = 0; block < 3; ++block) {
        for (int i = 0; i < 5; ++i)
            QCOMPARE(fixture.signIn(u"admin"_s, u"wrong"_s).json,
                     contract(u"error-minus1.response"_s));
        if (block == 0)
            QCOMPARE(fixture.signIn().json, contract(u"error-70004.response"_s));
        fixture.clock.advance(10min);
    }
    QCOMPARE(fixture.signIn().json, contract(u"error-70004-permanent.response"_s));
}

void TestPortalContract::refusalsByRoleAndSession()
{
    PbxFixture fixture;
    QCOMPARE(fixture.ask(u"remotemanagement/get"_s).json, contract(u"error-10004.response"_s));
    (void)fixture.signIn(u"1001"_s, u"Practice-User-1"_s);
    QCOMPARE(fixture.ask(u"remotemanagement/get"_s).json, contract(u"error-10005.response"_s));
    QCOMPARE(fixture.send({.verb = "GET", .path = u"/api/v1.0/nothing"_s}).json,
             contract(u"error-10001.response"_s));
    (void)fixture.signIn();
    (void)fixture.ask(u"remotemanagement/update"_s,
                      contractBytes(u"remotemanagement-update.request"_s));
    fixture.pbx.reset();
    QCOMPARE(fixture.last.json, contract(u"error-minus2.response"_s));
}

QTEST_APPLESS_MAIN(TestPortalContract)
#include "tst_portalcontract.moc"
