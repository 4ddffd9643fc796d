// SPDX-License-Identifier: GPL-3.0-or-later
#include "centralfixture.h"

#include <QTest>

using namespace lw;
using namespace lw::test;
using namespace Qt::StringLiterals;

using Kind = ApiError::Kind;

/*! What a management server lists: what must be told, what is kept as it is, what goes back. */
class TestCentralRows : public QObject, private CentralFixture
{
    Q_OBJECT
private slots:
    void malformedFields_data();
    void malformedFields();
    void unknownSwitchWordIsKept();
    void cloudPbxWithoutADocumentedSwitchIsNotSent();
};

void TestCentralRows::malformedFields_data()
{
    QTest::addColumn<QByteArray>("data");
    QTest::addColumn<QString>("named");
    const auto row = [](const char *name, const QByteArray &data, const char *named) {
        QTest::newRow(name) << data << QString::fromLatin1(named);
    };
    row("no total", R"({"pageSize":50,"list":[]})", "total");
    row("a negative total", R"({"pageSize":50,"total":-1,"list":[]})", "total");
    row("no page size", R"({"total":0,"list":[]})", "pageSize");
    row("a page size of nothing", R"({"pageSize":0,"total":0,"list":[]})", "pageSize");
    row("a page size that is a text", R"({"pageSize":"50","total":0,"list":[]})", "pageSize");
    row("a page size that is null", R"({"pageSize":null,"total":0,"list":[]})", "pageSize");
    row("a page size out of range", R"({"pageSize":4000000000,"total":0,"list":[]})", "pageSize");
    row("no list", R"({"pageSize":50,"total":0})", "list");
    row("a list of texts", R"({"pageSize":50,"total":1,"list":["x"]})", "list");
    row("a row without an id",
        R"({"pageSize":50,"total":1,"list":[{"deviceName":"x","status":"Pending"}]})", "deviceId");
    row("a row without a status",
        R"({"pageSize":50,"total":1,"list":[{"deviceId":1,"deviceName":"x"}]})", "status");
    row("a switch that is a number",
        R"({"pageSize":50,"total":1,"list":[{"deviceId":1,"deviceName":"x","status":"Pending",
            "passwordlessLogin":1}]})",
        "passwordlessLogin");
    row("a time that is a text",
        R"({"pageSize":50,"total":1,"list":[{"deviceId":1,"deviceName":"x","status":"Pending",
            "lastOnlineTime":"today"}]})",
        "lastOnlineTime");
}

void TestCentralRows::malformedFields()
{
    QFETCH(QByteArray, data);
    QFETCH(QString, named);
    server.next(u"/dm/open_api/v1/remote_devices"_s,
                {.body = R"({"requestId":"theirs","status":"Success","data":)" + data + '}'});
    const auto page = answerOf(central.devices(kToken, {}));
    QVERIFY(!page);
    QCOMPARE(page.error().kind, Kind::MalformedReply);
    QVERIFY2(page.error().detail.contains(named), qPrintable(page.error().detail));
    QCOMPARE(page.error().requestId, u"theirs"_s);
    QCOMPARE(page.error().httpStatus, 200);
}

void TestCentralRows::unknownSwitchWordIsKept()
{
    server.next(u"/dm/open_api/v2/cloud_pbx/instances"_s,
                {.body = R"({"status":"Success","data":{"pageSize":50,"total":1,"list":[
                    {"cloudPbxId":7,"name":"x","upgradeInPbx":"Scheduled","im":"Limited"}]}})"});
    const auto page = answerOf(central.cloudPbxs(kToken, {}));
    QVERIFY(page);
    CloudPbx pbx = page->rows.at(0);
    QVERIFY(!pbx.isUpgradedInPbx);
    QCOMPARE(pbx.isUpgradedInPbx.unknownWord(), u"Scheduled"_s);
    server.next(u"/dm/open_api/v1/cloud_pbx/instances/7"_s, {.body = R"({"status":"Success"})"});
    pbx.isPasswordless = true;
    QVERIFY(answerOf(central.updateCloudPbx(kToken, pbx)));
    QCOMPARE(lastSent().value(u"upgradeInPbx"_s).toString(), u"Scheduled"_s);
    QCOMPARE(lastSent().value(u"im"_s).toString(), u"Limited"_s);
    QCOMPARE(lastSent().value(u"passwordlessLogin"_s).toString(), u"Enabled"_s);
}

void TestCentralRows::cloudPbxWithoutADocumentedSwitchIsNotSent()
{
    server.forgetRequests();
    const auto done = answerOf(central.updateCloudPbx(kToken, {.id = u"7"_s, .name = u"x"_s}));
    QVERIFY(!done);
    QCOMPARE(done.error().kind, Kind::MalformedReply);
    QVERIFY(done.error().detail.contains(u"upgradeInPbx"_s));
    QVERIFY(server.sent().empty());
}

QTEST_GUILESS_MAIN(TestCentralRows)

#include "tst_centralrows.moc"
