// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/centralfixture.h"

#include <sandbox/linkticket.h>

#include <QTest>
#include <QUrl>

using namespace lw;
using namespace lw::Sandbox;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/*! Devices of a management server: added by a program, become real by a PBX, opened by a link. */
class TestDeviceApi : public QObject
{
    Q_OBJECT
private slots:
    void addedDeviceWaitsForItsPbx();
    void statusIsWhatHappened();
    void codeOfADeviceWorksOnceForADay();
    void deletedDeviceLosesItsPbx();
    void pbxIsOneDevice();
    void accountMakesADeviceOfItsOwn();
    void wrongFormIsRefused_data();
    void wrongFormIsRefused();
    void nameIsTakenOnce();
    void wrongDeletionDeletesNothing_data();
    void wrongDeletionDeletesNothing();
    void searchLooksIntoTexts_data();
    void searchLooksIntoTexts();
    void largeFleetIsListedPageByPage();
    void linkIsSealedForTheDevice_data();
    void linkIsSealedForTheDevice();
    void linkIsRefused_data();
    void linkIsRefused();
    void providerSwitchesPasswordlessOff();
    void serverWithoutDeviceCalls();

private:
    static int codeOf(const WebAnswer &answer) { return CentralFixture::codeOf(answer); }
    static QString statusOf(CentralFixture &server, int row = 0)
    {
        return server.devices().at(row).toObject().value("status"_L1).toString();
    }
    static int used(const CentralFixture &server)
    {
        return server.platform.state().value("used"_L1).toInt();
    }
    static WebAnswer linkOf(CentralFixture &server, qint64 id, const QString &mode)
    {
        return server.post(u"v1/remote_devices/%1/access_link"_s.arg(id), {{u"mode"_s, mode}});
    }
    static const QString kPath;
};

const QString TestDeviceApi::kPath = u"v1/remote_devices"_s;

void TestDeviceApi::addedDeviceWaitsForItsPbx()
{
    CentralFixture server;
    (void)server.signIn();
    const QString code = server.codeOfNew(u"Branch"_s, u"Enabled"_s);
    QCOMPARE(code.size(), 16);
    QCOMPARE(statusOf(server), u"Pending"_s);
    QCOMPARE(used(server), 0);
    QVERIFY(!bytesOf(server.platform.state()).contains(code.toLatin1()));
    QVERIFY(server.platform.freshCodes().isEmpty()); // the scenario's only
}

void TestDeviceApi::statusIsWhatHappened()
{
    CentralFixture server;
    (void)server.signIn();
    const QString token = server.attach(server.codeOfNew(u"Branch"_s, u"Enabled"_s), u"SN1"_s)
                              .value("device_token"_L1)
                              .toString();
    QCOMPARE(statusOf(server), u"Connected"_s);
    QCOMPARE(used(server), 1);
    server.clock.advance(30s);
    QCOMPARE(statusOf(server), u"Disconnected"_s);
    (void)server.connect(u"heartbeat"_s, {{u"passwordless"_s, 1}}, token);
    QCOMPARE(statusOf(server), u"Connected"_s);
    QCOMPARE(used(server), 1);
    (void)server.connect(u"detach"_s, {}, token);
    QCOMPARE(statusOf(server), u"Disconnected"_s);
    QCOMPARE(used(server), 0);
}

void TestDeviceApi::codeOfADeviceWorksOnceForADay()
{
    CentralFixture server;
    (void)server.signIn();
    const QString code = server.codeOfNew(u"Branch"_s, u"Enabled"_s);
    const QString late = server.codeOfNew(u"Late"_s, u"Enabled"_s);
    QCOMPARE(server.attach(code, u"SN1"_s).value("errcode"_L1), QJsonValue(0));
    QCOMPARE(server.attach(code, u"SN2"_s).value("reason"_L1), QJsonValue(u"used"_s));
    server.clock.advance(24h);
    QCOMPARE(server.attach(late, u"SN2"_s).value("reason"_L1), QJsonValue(u"expired"_s));
}

void TestDeviceApi::deletedDeviceLosesItsPbx()
{
    CentralFixture server;
    (void)server.signIn();
    const QString code = server.codeOfNew(u"Branch"_s, u"Enabled"_s);
    const QString token = server.attach(code, u"SN1"_s).value("device_token"_L1).toString();
    QCOMPARE(codeOf(server.ask("DELETE", kPath, R"({"deviceIds":[1]})")), 0);
    QVERIFY(server.devices().isEmpty());
    QCOMPARE(server.connect(u"heartbeat"_s, {}, token).value("errcode"_L1), QJsonValue(10004));
    QCOMPARE(server.attach(code, u"SN1"_s).value("reason"_L1), QJsonValue(u"unknown"_s));
    QCOMPARE(used(server), 0);
}

void TestDeviceApi::pbxIsOneDevice()
{
    CentralFixture server;
    (void)server.signIn();
    const QString first = server.attach(server.codeOfNew(u"One"_s, u"Enabled"_s), u"SN1"_s)
                              .value("device_token"_L1)
                              .toString();
    (void)server.attach(server.codeOfNew(u"Two"_s, u"Enabled"_s), u"SN1"_s);
    QCOMPARE(statusOf(server, 0), u"Disconnected"_s);
    QCOMPARE(statusOf(server, 1), u"Connected"_s);
    QCOMPARE(used(server), 1);
    QCOMPARE(server.connect(u"heartbeat"_s, {}, first).value("errcode"_L1), QJsonValue(10004));
}

void TestDeviceApi::accountMakesADeviceOfItsOwn()
{
    CentralFixture server;
    (void)server.signIn();
    const auto attachByMail = [&](const QString &serialNumber) {
        return server.connect(u"attach"_s, {{u"sn"_s, serialNumber},
                                            {u"model"_s, u"P560"_s},
                                            {u"version"_s, u"37.19.0.110"_s},
                                            {u"method"_s, u"email"_s},
                                            {u"email"_s, u"support@practice.example"_s},
                                            {u"password"_s, u"Practice-Provider-1"_s}});
    };
    (void)attachByMail(u"SN1"_s);
    (void)attachByMail(u"SN1"_s);
    (void)attachByMail(u"SN2"_s);
    const QJsonArray rows = server.devices();
    QCOMPARE(rows.size(), 2);
    QCOMPARE(rows.at(0).toObject().value("deviceName"_L1), QJsonValue(u"P560 SN1"_s));
    QCOMPARE(used(server), 2);
}

void TestDeviceApi::wrongFormIsRefused_data()
{
    QTest::addColumn<QString>("field");
    QTest::addColumn<QJsonValue>("value");
    QTest::newRow("no name") << u"deviceName"_s << QJsonValue(QJsonValue::Undefined);
    QTest::newRow("blank name") << u"deviceName"_s << QJsonValue(u"  "_s);
    QTest::newRow("name is a number") << u"deviceName"_s << QJsonValue(1);
    QTest::newRow("long name") << u"deviceName"_s << QJsonValue(QString(64, u'x'));
    QTest::newRow("group is a list") << u"group"_s << QJsonValue(QJsonArray());
    QTest::newRow("long comment") << u"comment"_s << QJsonValue(QString(256, u'x'));
    QTest::newRow("no switch") << u"passwordlessLogin"_s << QJsonValue(QJsonValue::Undefined);
    QTest::newRow("unknown word") << u"provisioningViaTemplate"_s << QJsonValue(u"on"_s);
}

void TestDeviceApi::wrongFormIsRefused()
{
    QFETCH(QString, field);
    QFETCH(QJsonValue, value);
    CentralFixture server;
    (void)server.signIn();
    QJsonObject form{{u"deviceName"_s, u"Branch"_s},
                     {u"passwordlessLogin"_s, u"Enabled"_s},
                     {u"provisioningViaTemplate"_s, u"Disabled"_s}};
    form.insert(field, value);
    const WebAnswer answer = server.post(kPath, form);
    QCOMPARE(codeOf(answer), 1000004);
    QCOMPARE(answer.json.value("detailMsg"_L1).toString(), field);
    QVERIFY(server.devices().isEmpty());
    QCOMPARE(codeOf(server.ask("POST", kPath, "not JSON")), 1000004);
}

void TestDeviceApi::nameIsTakenOnce()
{
    CentralFixture server;
    (void)server.signIn();
    (void)server.codeOfNew(u"Branch"_s, u"Enabled"_s);
    const WebAnswer again = server.post(kPath, {{u"deviceName"_s, u"BRANCH "_s},
                                                {u"passwordlessLogin"_s, u"Enabled"_s},
                                                {u"provisioningViaTemplate"_s, u"Disabled"_s}});
    QCOMPARE(again.status, 409);
    QCOMPARE(codeOf(again), 1000007);
}

void TestDeviceApi::wrongDeletionDeletesNothing_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("code");
    QTest::newRow("not JSON") << QByteArray("x") << 1000004;
    QTest::newRow("no list") << QByteArray("{}") << 1000004;
    QTest::newRow("empty list") << QByteArray(R"({"deviceIds":[]})") << 1000004;
    QTest::newRow("text") << QByteArray(R"({"deviceIds":[1,"1"]})") << 1000004;
    QTest::newRow("one that is not there") << QByteArray(R"({"deviceIds":[1,2]})") << 1000005;
}

void TestDeviceApi::wrongDeletionDeletesNothing()
{
    QFETCH(QByteArray, body);
    CentralFixture server;
    (void)server.signIn();
    (void)server.codeOfNew(u"Branch"_s, u"Enabled"_s);
    QTEST(codeOf(server.ask("DELETE", kPath, body)), "code");
    QCOMPARE(server.devices().size(), 1);
}

void TestDeviceApi::searchLooksIntoTexts_data()
{
    QTest::addColumn<QByteArray>("search");
    QTest::addColumn<qsizetype>("rows");
    QTest::newRow("name") << QByteArray("bra") << qsizetype{1};
    QTest::newRow("serial number") << QByteArray("sn77") << qsizetype{1};
    QTest::newRow("nothing") << QByteArray("xyz") << qsizetype{0};
    QTest::newRow("empty") << QByteArray() << qsizetype{2};
    QTest::newRow("coded") << QByteArray("%42ranch") << qsizetype{1};
}

void TestDeviceApi::searchLooksIntoTexts()
{
    QFETCH(QByteArray, search);
    CentralFixture server;
    (void)server.signIn();
    (void)server.codeOfNew(u"Branch"_s, u"Enabled"_s);
    (void)server.attach(server.codeOfNew(u"Head office"_s, u"Enabled"_s), u"SN777"_s);
    QTEST(server.devices("search=" + search).size(), "rows");
}

void TestDeviceApi::largeFleetIsListedPageByPage()
{
    PlatformPlan plan = CentralFixture::usualPlan();
    plan.generatedDevices = 5000;
    plan.capacity = 6000;
    CentralFixture server(plan);
    (void)server.signIn();
    QSet<qint64> ids;
    QSet<QString> words;
    for (int number = 1; number <= 100; ++number) {
        const QJsonArray rows =
            server.devices("pageSize=50&pageNumber=" + QByteArray::number(number));
        QCOMPARE(rows.size(), 50);
        for (const QJsonValue &row : rows) {
            ids.insert(row[u"deviceId"_s].toInteger());
            words.insert(row[u"status"_s].toString());
        }
    }
    QCOMPARE(ids.size(), 5000);
    QCOMPARE(words, QSet<QString>({u"Connected"_s, u"Disconnected"_s, u"Pending"_s}));
    server.clock.advance(24h * 365);
    (void)server.signIn();
    QCOMPARE(server.devices().at(0)[u"status"_s].toString(), u"Connected"_s);
}

void TestDeviceApi::linkIsSealedForTheDevice_data()
{
    QTest::addColumn<QString>("mode");
    QTest::addColumn<QString>("path");
    QTest::addColumn<bool>("isPasswordless");
    QTest::newRow("by account") << u"account"_s << u"/signin"_s << false;
    QTest::newRow("passwordless") << u"passwordless"_s << u"/passwordless"_s << true;
}

void TestDeviceApi::linkIsSealedForTheDevice()
{
    QFETCH(QString, mode);
    PlatformPlan plan = CentralFixture::usualPlan();
    plan.linkTime = 90s;
    CentralFixture server(plan);
    (void)server.signIn();
    const QJsonObject attached =
        server.attach(server.codeOfNew(u"Branch"_s, u"Enabled"_s), u"SN1"_s);
    const QJsonObject data = CentralFixture::dataOf(linkOf(server, 1, mode));
    const QUrl url(data.value("url"_L1).toString());
    QCOMPARE(url.authority(), u"127.0.0.1:8088"_s);
    QTEST(url.path(), "path");
    const qint64 end = server.clock.now().toSecsSinceEpoch() + 90;
    QCOMPARE(data.value("expireTime"_L1).toInteger(), end);
    const QByteArray key =
        QByteArray::fromBase64(attached.value("link_key"_L1).toString().toLatin1());
    const auto ticket = opened(QUrlQuery(url).queryItemValue(u"ticket"_s).toLatin1(), key);
    QVERIFY(ticket);
    QCOMPARE(ticket->serialNumber, u"SN1"_s);
    QCOMPARE(ticket->end.toSecsSinceEpoch(), end);
    QTEST(ticket->account == LinkTicket::Account::Passwordless, "isPasswordless");
}

void TestDeviceApi::linkIsRefused_data()
{
    QTest::addColumn<QString>("mode");
    QTest::addColumn<QString>("onServer");
    QTest::addColumn<int>("onPbx");
    QTest::addColumn<int>("silence");
    QTest::addColumn<int>("code");
    const QString link = u"passwordless"_s;
    QTest::newRow("both sides want it") << link << u"Enabled"_s << 1 << 0 << 0;
    QTest::newRow("off on the server") << link << u"Disabled"_s << 1 << 0 << 1000043;
    QTest::newRow("off on the PBX") << link << u"Enabled"_s << 0 << 0 << 1000043;
    QTest::newRow("by account in any case") << u"account"_s << u"Disabled"_s << 0 << 0 << 0;
    QTest::newRow("silent device") << u"account"_s << u"Enabled"_s << 1 << 30 << 1000043;
    QTest::newRow("unknown mode") << u"magic"_s << u"Enabled"_s << 1 << 0 << 1000004;
    QTest::newRow("no mode") << QString() << u"Enabled"_s << 1 << 0 << 1000004;
}

void TestDeviceApi::linkIsRefused()
{
    QFETCH(QString, mode);
    QFETCH(QString, onServer);
    QFETCH(int, onPbx);
    QFETCH(int, silence);
    CentralFixture server;
    (void)server.signIn();
    (void)server.attach(server.codeOfNew(u"Branch"_s, onServer), u"SN1"_s, onPbx);
    server.clock.advance(std::chrono::seconds(silence));
    QTEST(codeOf(linkOf(server, 1, mode)), "code");
    QCOMPARE(codeOf(linkOf(server, 99, mode)), 1000005);
}

void TestDeviceApi::providerSwitchesPasswordlessOff()
{
    CentralFixture server;
    (void)server.signIn();
    const QJsonObject attached =
        server.attach(server.codeOfNew(u"Branch"_s, u"Enabled"_s), u"SN1"_s);
    QCOMPARE(attached.value("passwordless"_L1), QJsonValue(1));
    QVERIFY(server.platform.setPasswordless(1, false));
    QVERIFY(!server.platform.setPasswordless(2, false));
    QCOMPARE(codeOf(linkOf(server, 1, u"passwordless"_s)), 1000043);
    const QJsonObject beat = server.connect(u"heartbeat"_s, {{u"passwordless"_s, 1}},
                                            attached.value("device_token"_L1).toString());
    QCOMPARE(beat.value("passwordless"_L1), QJsonValue(0)); // so the PBX hears of it
}

void TestDeviceApi::serverWithoutDeviceCalls()
{
    PlatformPlan plan = CentralFixture::usualPlan();
    plan.hasDeviceCalls = false;
    CentralFixture server(plan);
    (void)server.signIn();
    QCOMPARE(server.get(kPath).status, 404);
    QCOMPARE(server.post(kPath, {}).status, 404);
    QCOMPARE(server.ask("DELETE", kPath).status, 404);
    QCOMPARE(linkOf(server, 1, u"account"_s).status, 404);
    QCOMPARE(codeOf(server.get(u"v1/subscription/rm_connections"_s)), 0);
}

QTEST_APPLESS_MAIN(TestDeviceApi)
#include "tst_deviceapi.moc"
