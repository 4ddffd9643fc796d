// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/centralfixture.h"

#include <core/practicecontrol.h>
#include <sandbox/faultplan.h>

#include <QTest>

using namespace lw;
using namespace lw::Sandbox;
using namespace Qt::StringLiterals;

/*! Lists, paging and changes of a management server's API. */
class TestCentralApi : public QObject
{
    Q_OBJECT
private slots:
    void unknownPathIsNotFound_data();
    void unknownPathIsNotFound();
    void pagesAreCut_data();
    void pagesAreCut();
    void wrongPagingIsRefused_data();
    void wrongPagingIsRefused();
    void rowsAreSorted_data();
    void rowsAreSorted();
    void searchFindsCloudPbxs();
    void selfHostedDiffers();
    void changeOfACloudPbxIsKept();
    void wrongChangeOfACloudPbxIsRefused_data();
    void wrongChangeOfACloudPbxIsRefused();
    void secondFactorCanOnlyBeSwitchedOff();
    void resetBringsTheScenarioBack();
    void everyCallHasAName();

private:
    static int codeOf(const WebAnswer &answer) { return CentralFixture::codeOf(answer); }
    static PlatformPlan largePlan()
    {
        PlatformPlan plan = CentralFixture::usualPlan();
        plan.generatedUsers = 122;
        plan.cloudPbxs.append(plan.cloudPbxs.first());
        plan.cloudPbxs.last().name = u"Alpine"_s;
        return plan;
    }
    static const QString kCloudPbx;
    static QJsonObject cloudForm()
    {
        return {{u"name"_s, u"New name"_s},
                {u"upgradeInPbx"_s, u"Disabled"_s},
                {u"im"_s, u"Enabled"_s},
                {u"passwordlessLogin"_s, u"Enabled"_s},
                {u"allowSuperiorPasswordlessLogin"_s, u"Enabled"_s}};
    }
};

const QString TestCentralApi::kCloudPbx = u"v1/cloud_pbx/instances/4711"_s;

void TestCentralApi::unknownPathIsNotFound_data()
{
    QTest::addColumn<QByteArray>("verb");
    QTest::addColumn<QString>("path");
    QTest::newRow("another path") << QByteArray("GET") << u"v1/nothing"_s;
    QTest::newRow("another version") << QByteArray("GET") << u"v3/users"_s;
    QTest::newRow("another verb") << QByteArray("POST") << u"v2/users"_s;
    QTest::newRow("an id that is none") << QByteArray("PUT") << u"v1/users/abc"_s;
    QTest::newRow("a huge id") << QByteArray("PUT") << u"v1/users/99999999999999999999"_s;
    QTest::newRow("a negative id") << QByteArray("PUT") << u"v1/users/-1"_s;
    QTest::newRow("the documentation's slip") << QByteArray("PUT") << u"v1/user/13329"_s;
    QTest::newRow("the base") << QByteArray("GET") << QString();
}

void TestCentralApi::unknownPathIsNotFound()
{
    QFETCH(QByteArray, verb);
    QFETCH(QString, path);
    CentralFixture server;
    (void)server.signIn();
    const WebAnswer answer = server.ask(verb, path, "{}");
    QCOMPARE(answer.status, 404);
    QCOMPARE(codeOf(answer), 1000005);
}

void TestCentralApi::pagesAreCut_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<qsizetype>("rows");
    QTest::addColumn<int>("pageSize");
    QTest::newRow("the usual page") << QByteArray() << qsizetype{10} << 10;
    QTest::newRow("the largest page") << QByteArray("pageSize=50") << qsizetype{50} << 50;
    QTest::newRow("the last page") << QByteArray("pageSize=50&pageNumber=3") << qsizetype{23} << 50;
    QTest::newRow("behind the last page")
        << QByteArray("pageSize=50&pageNumber=4") << qsizetype{0} << 50;
}

void TestCentralApi::pagesAreCut()
{
    QFETCH(QByteArray, query);
    CentralFixture server(largePlan());
    (void)server.signIn();
    const QJsonObject data = CentralFixture::dataOf(server.get(u"v2/users"_s, query));
    QTEST(data.value("list"_L1).toArray().size(), "rows");
    QTEST(data.value("pageSize"_L1).toInt(), "pageSize");
    QCOMPARE(data.value("total"_L1), QJsonValue(123));
}

void TestCentralApi::wrongPagingIsRefused_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QString>("field");
    QTest::newRow("too large a page") << QByteArray("pageSize=51") << u"pageSize"_s;
    QTest::newRow("page of nothing") << QByteArray("pageSize=0") << u"pageSize"_s;
    QTest::newRow("size that is none") << QByteArray("pageSize=ten") << u"pageSize"_s;
    QTest::newRow("page 0") << QByteArray("pageNumber=0") << u"pageNumber"_s;
    QTest::newRow("unknown field to sort by") << QByteArray("sort=secret") << u"sort"_s;
}

void TestCentralApi::wrongPagingIsRefused()
{
    QFETCH(QByteArray, query);
    CentralFixture server;
    (void)server.signIn();
    const WebAnswer answer = server.get(u"v2/cloud_pbx/instances"_s, query);
    QCOMPARE(answer.status, 400);
    QCOMPARE(codeOf(answer), 1000004);
    QTEST(answer.json.value("detailMsg"_L1).toString(), "field");
}

void TestCentralApi::rowsAreSorted_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QString>("first");
    const QString cloud = u"v2/cloud_pbx/instances"_s;
    const QString users = u"v2/users"_s;
    QTest::newRow("by time, as usual") << cloud << QByteArray() << u"Cloud 84"_s;
    QTest::newRow("latest first") << cloud << QByteArray("sort=-createTime") << u"Alpine"_s;
    QTest::newRow("highest number first") << cloud << QByteArray("sort=-cloudPbxId") << u"Alpine"_s;
    QTest::newRow("users by number") << users << QByteArray() << u"petra@practice.example"_s;
    QTest::newRow("users by any field, descending")
        << users << QByteArray("sort=-email") << u"user9@practice.example"_s;
}

void TestCentralApi::rowsAreSorted()
{
    QFETCH(QString, path);
    QFETCH(QByteArray, query);
    CentralFixture server(largePlan());
    (void)server.signIn();
    const QJsonArray rows =
        CentralFixture::dataOf(server.get(path, query)).value("list"_L1).toArray();
    const QString field = path.contains("users"_L1) ? u"email"_s : u"name"_s;
    QTEST(rows.at(0).toObject().value(field).toString(), "first");
}

void TestCentralApi::searchFindsCloudPbxs()
{
    CentralFixture server(largePlan());
    (void)server.signIn();
    const QJsonObject data =
        CentralFixture::dataOf(server.get(u"v2/cloud_pbx/instances"_s, "search=ALP"));
    QCOMPARE(data.value("total"_L1), QJsonValue(1));
}

void TestCentralApi::selfHostedDiffers()
{
    PlatformPlan plan = CentralFixture::usualPlan();
    plan.isSelfHosted = true;
    CentralFixture server(plan);
    (void)server.signIn();
    const QJsonObject connections =
        CentralFixture::dataOf(server.get(u"v1/subscription/rm_connections"_s))
            .value("connections"_L1)
            .toObject();
    QCOMPARE(connections.keys(), QStringList({u"capacity"_s, u"used"_s}));
    const QJsonArray users =
        CentralFixture::dataOf(server.get(u"v2/users"_s)).value("list"_L1).toArray();
    QVERIFY(users.at(0).toObject().contains("createdReseller"_L1));
}

void TestCentralApi::changeOfACloudPbxIsKept()
{
    CentralFixture server;
    (void)server.signIn();
    const WebAnswer answer = server.ask("PUT", kCloudPbx, bytesOf(cloudForm()));
    QCOMPARE(codeOf(answer), 0);
    QVERIFY(!answer.json.contains("data"_L1));
    const QJsonObject row = CentralFixture::dataOf(server.get(u"v2/cloud_pbx/instances"_s))
                                .value("list"_L1)
                                .toArray()
                                .at(0)
                                .toObject();
    QCOMPARE(row.value("name"_L1), QJsonValue(u"New name"_s));
    QCOMPARE(row.value("passwordlessLogin"_L1), QJsonValue(u"Enabled"_s));
    QVERIFY(!row.contains("im"_L1));
    const QJsonObject state = server.platform.state().value("api"_L1).toObject();
    QCOMPARE(state[u"cloud_pbxs"_s].toObject()[u"New name"_s].toObject().value(
                 "allowSuperiorPasswordlessLogin"_L1),
             QJsonValue(u"Enabled"_s));
}

void TestCentralApi::wrongChangeOfACloudPbxIsRefused_data()
{
    QTest::addColumn<QString>("field");
    QTest::addColumn<QJsonValue>("value");
    for (const QString &field : cloudForm().keys()) {
        QTest::newRow(qPrintable(field + u" is missing"_s)) << field << QJsonValue();
        QTest::newRow(qPrintable(field + u" is a number"_s)) << field << QJsonValue(1);
    }
    QTest::newRow("unknown word") << u"passwordlessLogin"_s << QJsonValue(u"enabled"_s);
}

void TestCentralApi::wrongChangeOfACloudPbxIsRefused()
{
    QFETCH(QString, field);
    QFETCH(QJsonValue, value);
    CentralFixture server;
    (void)server.signIn();
    const QJsonObject before = server.platform.state();
    QJsonObject form = cloudForm();
    form.insert(field, value);
    const WebAnswer answer = server.ask("PUT", kCloudPbx, bytesOf(form));
    QCOMPARE(codeOf(answer), 1000004);
    QCOMPARE(answer.json.value("detailMsg"_L1).toString(), field);
    QCOMPARE(server.platform.state(), before);
    QCOMPARE(codeOf(server.ask("PUT", u"v1/cloud_pbx/instances/1"_s, bytesOf(cloudForm()))),
             1000005);
}

void TestCentralApi::secondFactorCanOnlyBeSwitchedOff()
{
    CentralFixture server;
    (void)server.signIn();
    const QString user = u"v1/users/13329"_s;
    const auto put = [&](const QString &path, const QJsonObject &body) {
        return codeOf(server.ask("PUT", path, bytesOf(body)));
    };
    const QString field = u"twoFactorAuthenticationEnable"_s;
    const auto protectedUsers = [&] {
        return server.platform.state()[u"api"_s].toObject()[u"users_with_two_factor"_s].toInt();
    };
    QCOMPARE(put(user, {{field, u"enable"_s}}), 1000004);
    QCOMPARE(protectedUsers(), 1);
    QCOMPARE(put(u"v1/users/1"_s, {{field, u"disable"_s}}), 1000015);
    QCOMPARE(put(user, {{field, u"disable"_s}}), 0);
    QCOMPARE(protectedUsers(), 0);
    QCOMPARE(put(user, {{field, u"disable"_s}}), 0);
    QCOMPARE(put(user, {{u"phone"_s, 7}}), 1000004);
    QCOMPARE(codeOf(server.ask("PUT", user, "[]")), 1000004);
}

void TestCentralApi::resetBringsTheScenarioBack()
{
    CentralFixture server;
    const QJsonObject before = server.platform.state();
    (void)server.signIn();
    (void)server.ask("PUT", kCloudPbx, bytesOf(cloudForm()));
    (void)server.codeOfNew(u"Branch"_s, u"Disabled"_s);
    server.platform.reset();
    QCOMPARE(server.platform.state(), before);
    QCOMPARE(codeOf(server.get(u"v2/users"_s)), 1000036);
}

void TestCentralApi::everyCallHasAName()
{
    for (const QString &call : CentralApi::calls()) {
        QVERIFY(PlatformService::calls().contains(call));
        QVERIFY(!FaultPlan::whyImpossible(
            {.call = call, .kind = u"status-word"_s, .value = u"1000040"_s}));
    }
    CentralFixture server;
    const WebRequest request{.verb = "POST",
                             .path = u"/dm/open_api/v1/remote_devices/7/access_link"_s};
    QCOMPARE(server.platform.callOf(request), u"central/remote_devices/access_link"_s);
}

QTEST_APPLESS_MAIN(TestCentralApi)
#include "tst_centralapi.moc"
