// SPDX-License-Identifier: GPL-3.0-or-later
#include <support/centralsessionfixture.h>

#include <session/centralinventory.h>

#include <QSignalSpy>
#include <QTest>
#include <QUrlQuery>

using namespace lw;
using namespace lw::test;
using namespace Qt::StringLiterals;

using Kind = ApiError::Kind;

namespace {

int pageOf(const SentRequest &sent)
{
    return QUrlQuery(sent.query).queryItemValue(u"pageNumber"_s).toInt();
}

//! Devices \a first and the following, \a count of them.
QJsonArray rowsFrom(int first, int count)
{
    QJsonArray rows;
    for (int id = first; id < first + count; ++id)
        rows.append(deviceRow(id, u"Pending"_s));
    return rows;
}

} // namespace

/*! Whole lists, and servers that would have us read for ever. */
class TestCentralInventory : public QObject
{
    Q_OBJECT
private slots:
    void everyPageIsRead();
    void pageThatBringsNothingNewEndsTheReading_data();
    void pageThatBringsNothingNewEndsTheReading();
};

void TestCentralInventory::everyPageIsRead()
{
    CentralSessionFixture f;
    f.server.compute(kDevicesPath, [](const SentRequest &sent) {
        // A row that has moved from the first page to the second is listed once.
        return pageOf(sent) == 1 ? pageAnswer(rowsFrom(1, 10), 15, 10)
                                 : pageAnswer(rowsFrom(10, 6), 15, 10);
    });
    f.signInToCentral();
    CentralInventory inventory(f.central);
    QSignalSpy changes(&inventory, &CentralInventory::changed);
    inventory.loadDevices();
    QTRY_COMPARE(changes.count(), 1);
    QVERIFY(inventory.isLoaded());
    QCOMPARE(inventory.devices().size(), 15);
    QCOMPARE(f.server.count(kDevicesPath), 2);
}

void TestCentralInventory::pageThatBringsNothingNewEndsTheReading_data()
{
    QTest::addColumn<int>("firstOfNext");
    QTest::newRow("the same page again and again") << 1;
    QTest::newRow("rows of the page before") << 5;
}

void TestCentralInventory::pageThatBringsNothingNewEndsTheReading()
{
    QFETCH(int, firstOfNext);
    CentralSessionFixture f;
    f.server.compute(kDevicesPath, [firstOfNext](const SentRequest &sent) {
        return pageOf(sent) == 1 ? pageAnswer(rowsFrom(1, 10), 1'000'000'000, 10)
                                 : pageAnswer(rowsFrom(firstOfNext, 6), 1'000'000'000, 10);
    });
    f.signInToCentral();
    CentralInventory inventory(f.central);
    inventory.loadDevices();
    QTRY_VERIFY(!inventory.isBusy());
    QVERIFY(!inventory.isLoaded());
    QVERIFY(inventory.error());
    QCOMPARE(inventory.error()->kind, Kind::MalformedReply);
    QCOMPARE(f.server.count(kDevicesPath), 2);
}

QTEST_GUILESS_MAIN(TestCentralInventory)

#include "tst_centralinventory.moc"
