// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectthroughfixture.h"

#include <QTest>
#include <QUrlQuery>

Q_DECLARE_METATYPE(lw::DeviceRollback::State)

using namespace lw;
using namespace lw::test;
using namespace Qt::StringLiterals;

using End = ConnectThrough::End;
using Kind = ApiError::Kind;
using Rollback = ConnectThrough::Rollback;
using Verb = HttpRequest::Verb;

namespace {

//! A device of the name of our PBX, with \a more.
QJsonObject labRow(int id, const QJsonObject &more = {})
{
    QJsonObject row = deviceRow(id, u"Pending"_s);
    row.insert(u"deviceName"_s, u"Lab"_s);
    for (auto it = more.begin(); it != more.end(); ++it)
        row.insert(it.key(), *it);
    return row;
}

//! The platform adds what it is asked for, and its answer is lost.
void loseTheAnswer(OneGo &g, const QJsonArray &rowsAfterwards,
                   const FakeAnswer &lost = FakeAnswer::failure(Kind::UnknownOutcome))
{
    g.server.compute(kDevicesPath, [&g, rowsAfterwards, lost](const SentRequest &sent) {
        if (sent.verb == Verb::Post)
            return lost;
        if (sent.verb == Verb::Delete)
            return centralAnswer(QJsonValue());
        const bool isAdded = g.count(Verb::Post) > 0;
        return pageAnswer(isAdded ? rowsAfterwards : QJsonArray(),
                          isAdded ? rowsAfterwards.size() : 0, 50);
    });
}

//! A list of two pages, \a ours on the second.
FakeAnswer secondPage(const SentRequest &sent, const QJsonObject &ours)
{
    QJsonArray rows;
    if (QUrlQuery(sent.query).queryItemValue(u"pageNumber"_s).toInt() > 1) {
        rows.append(ours);
    } else {
        for (int id = 100; id < 150; ++id)
            rows.append(deviceRow(id, u"Connected"_s, u"9"_s));
    }
    return pageAnswer(rows, 51, 50);
}

} // namespace

/*! What is removed of a go that failed, and that nothing is removed but what is ours beyond doubt.
 */
class TestDeviceRollback : public QObject
{
    Q_OBJECT
private slots:
    void lostDevice_data();
    void lostDevice();
    void changeThatWasNotSentNeedsNoRollback();
    void devicesOnTheSecondPageAreFound();
    void deviceThatIsNotListedIsNotRemoved();
    void deviceThatIsGoneCountsAsRemoved();
};

void TestDeviceRollback::lostDevice_data()
{
    QTest::addColumn<QJsonArray>("rows");
    QTest::addColumn<Rollback>("rollback");
    const QJsonArray one{labRow(7)};
    QTest::newRow("exactly one that is as we wanted it is removed")
        << one << Rollback::DeviceRemoved;
    QTest::newRow("none may come later") << QJsonArray() << Rollback::DeviceUnknown;
    QTest::newRow("two of the name are not told apart")
        << QJsonArray{labRow(7), labRow(8)} << Rollback::DeviceUnknown;
    QTest::newRow("one with a serial number is somebody else's")
        << QJsonArray{labRow(7, {{u"sn"_s, u"55"_s}})} << Rollback::DeviceUnknown;
    QTest::newRow("one that was connected is somebody else's")
        << QJsonArray{labRow(7, {{u"status"_s, u"Disconnected"_s}})} << Rollback::DeviceUnknown;
    QTest::newRow("one of another group is somebody else's")
        << QJsonArray{labRow(7, {{u"group"_s, u"Others"_s}})} << Rollback::DeviceUnknown;
    QTest::newRow("one with another comment is somebody else's")
        << QJsonArray{labRow(7, {{u"comment"_s, u"mine"_s}})} << Rollback::DeviceUnknown;
    QTest::newRow("one whose name only begins so is another")
        << QJsonArray{labRow(7, {{u"deviceName"_s, u"Lab 2"_s}})} << Rollback::DeviceUnknown;
}

void TestDeviceRollback::lostDevice()
{
    QFETCH(QJsonArray, rows);
    QFETCH(Rollback, rollback);
    for (const FakeAnswer &lost :
         {FakeAnswer::failure(Kind::UnknownOutcome), centralRefusal(500, 1000001)}) {
        OneGo g;
        loseTheAnswer(g, rows, lost);
        g.go();
        QTRY_VERIFY(!g.flow.isBusy());
        QCOMPARE(g.flow.end(), End::Refused);
        QCOMPARE(g.flow.rollback(), rollback);
        QCOMPARE(g.count(Verb::Delete), rollback == Rollback::DeviceRemoved ? 1 : 0);
    }
}

void TestDeviceRollback::changeThatWasNotSentNeedsNoRollback()
{
    OneGo g;
    g.server.compute(kDevicesPath, [&g](const SentRequest &) {
        g.clock.advance(std::chrono::seconds(1800)); // the token ends before the device is added
        g.server.next(kTokenPath, FakeAnswer::failure(Kind::Timeout));
        return pageAnswer({}, 0, 50);
    });
    g.go();
    QTRY_VERIFY(!g.flow.isBusy());
    QCOMPARE(g.flow.error()->kind, Kind::Timeout);
    QCOMPARE(g.flow.rollback(), Rollback::NotNeeded);
    QCOMPARE(g.count(Verb::Post), 0);
}

void TestDeviceRollback::devicesOnTheSecondPageAreFound()
{
    OneGo g;
    g.server.compute(kDevicesPath, [&g](const SentRequest &sent) {
        if (sent.verb != Verb::Get)
            return g.device(sent);
        QJsonObject ours = labRow(7);
        if (g.isSaved)
            ours.insert(u"status"_s, u"Connected"_s);
        return g.exists ? secondPage(sent, ours) : pageAnswer({}, 0, 50);
    });
    g.go();
    QTRY_VERIFY(!g.flow.isBusy());
    QCOMPARE(g.flow.end(), End::Agreed);
    OneGo refused;
    refused.server.next(kUpdateCall, FakeAnswer::refusal(70613));
    refused.server.compute(kDevicesPath, [&refused](const SentRequest &sent) {
        if (sent.verb != Verb::Get)
            return refused.device(sent);
        return refused.exists ? secondPage(sent, labRow(7, {{u"sn"_s, u"36"_s}}))
                              : pageAnswer({}, 0, 50);
    });
    refused.go();
    QTRY_VERIFY(!refused.flow.isBusy());
    QCOMPARE(refused.flow.rollback(), Rollback::DeviceInUse);
}

void TestDeviceRollback::deviceThatIsNotListedIsNotRemoved()
{
    OneGo g;
    g.server.compute(kUpdateCall, [&g](const SentRequest &) {
        g.exists = false;
        return FakeAnswer::refusal(70613);
    });
    g.go();
    QTRY_VERIFY(!g.flow.isBusy());
    QCOMPARE(g.flow.rollback(), Rollback::DeviceUnknown);
    QCOMPARE(g.flow.deviceId(), u"7"_s);
    QCOMPARE(g.count(Verb::Delete), 0);
}

void TestDeviceRollback::deviceThatIsGoneCountsAsRemoved()
{
    OneGo g;
    g.server.next(kUpdateCall, FakeAnswer::refusal(70613));
    g.server.compute(kDevicesPath, [&g](const SentRequest &sent) {
        return sent.verb == Verb::Delete ? centralRefusal(404, 1000005) : g.device(sent);
    });
    g.go();
    QTRY_VERIFY(!g.flow.isBusy());
    QCOMPARE(g.flow.rollback(), Rollback::DeviceRemoved);
    QVERIFY(!g.flow.rollbackError());
}

QTEST_GUILESS_MAIN(TestDeviceRollback)

#include "tst_devicerollback.moc"
