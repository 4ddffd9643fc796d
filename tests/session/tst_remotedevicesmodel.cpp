// SPDX-License-Identifier: GPL-3.0-or-later
#include <support/centralsessionfixture.h>

#include <session/remotedevicesmodel.h>

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>
#include <QUrlQuery>

using namespace lw;
using namespace lw::test;
using namespace Qt::StringLiterals;

using Kind = ApiError::Kind;

namespace {

/*! A platform with as many devices as a test wants, in pages of its own size. */
struct Devices : CentralSessionFixture
{
    explicit Devices(int number = 5000, int most = 50) : count(number), pageSize(most)
    {
        server.compute(kDevicesPath, [this](const SentRequest &sent) { return page(sent); });
        signInToCentral();
    }

    FakeAnswer page(const SentRequest &sent)
    {
        if (sent.verb != HttpRequest::Verb::Get)
            return change(sent);
        const QUrlQuery query(sent.query);
        searches.append(query.queryItemValue(u"search"_s, QUrl::FullyDecoded));
        const int number = query.queryItemValue(u"pageNumber"_s).toInt();
        const int size = std::min(pageSize, query.queryItemValue(u"pageSize"_s).toInt());
        asked.append(number);
        QJsonArray rows;
        for (int i = (number - 1) * size; i < std::min(count, number * size); ++i)
            rows.append(deviceRow(i + 1, u"Connected"_s, QString::number(i)));
        return pageAnswer(rows, count, size);
    }

    FakeAnswer change(const SentRequest &sent)
    {
        if (sent.verb == HttpRequest::Verb::Delete) {
            count -= static_cast<int>(sent.json().value(u"deviceIds"_s).toArray().size());
            return centralAnswer(QJsonValue());
        }
        ++count;
        return centralAnswer(
            QJsonObject{{u"deviceId"_s, count}, {u"authenticationCode"_s, u"CODE"_s}});
    }

    void load()
    {
        model.load();
        QTRY_VERIFY(!model.isBusy());
    }

    [[nodiscard]] QVariant look(int row, int column = RemoteDevicesModel::Name)
    {
        return model.data(model.index(row, column), Qt::DisplayRole);
    }

    int count;
    int pageSize;
    QList<int> asked;
    QStringList searches;
    RemoteDevicesModel model{central};
};

} // namespace

/*! A long list of devices, read as it is looked at, and what is added to it and deleted. */
class TestRemoteDevicesModel : public QObject
{
    Q_OBJECT
private slots:
    void thousandsOfRowsCostOnePage();
    void rowsAreReadWhenLookedAt();
    void scrollingFastReadsWhatIsSeenLast();
    void serversOwnPageSizeCounts();
    void shortPageIsNotAskedForEver();
    void searchTakesEffectAfterTyping();
    void columns();
    void failureStopsAsking();
    void missingCallsAreSaid();
    void addingHasTheCodeAndReadsAgain();
    void addingIsSentOnce();
    void unansweredAddingIsUnknown();
    void refusedRemovalIsToldAndScrollingGoesOn();
    void removing();
    void clearForgets();
};

void TestRemoteDevicesModel::thousandsOfRowsCostOnePage()
{
    Devices f;
    const QAbstractItemModelTester tester(&f.model,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    f.model.load();
    QVERIFY(f.model.isBusy());
    QTRY_COMPARE(f.model.rowCount(), 5000);
    QVERIFY(f.model.isLoaded() && f.model.isCurrent());
    QCOMPARE(f.model.total(), 5000);
    QCOMPARE(f.asked.first(), 1);
    QCOMPARE(f.look(0).toString(), u"Device 1"_s);
}

void TestRemoteDevicesModel::rowsAreReadWhenLookedAt()
{
    Devices f;
    f.load();
    QSignalSpy changes(&f.model, &QAbstractItemModel::dataChanged);
    QVERIFY(f.look(4999).isNull());
    QTRY_COMPARE(f.look(4999).toString(), u"Device 5000"_s);
    QCOMPARE(changes.at(0).at(0).toModelIndex().row(), 4950);
    QCOMPARE(f.asked, (QList{1, 100}));
    QVERIFY(!f.model.at(60));
    QCOMPARE(f.model.at(4990)->id, u"4991"_s);
}

void TestRemoteDevicesModel::scrollingFastReadsWhatIsSeenLast()
{
    Devices f;
    f.load();
    for (int row = 100; row < 5000; row += 50)
        (void)f.look(row);
    QTRY_VERIFY(f.asked.size() > 1 && !f.model.isBusy());
    QCOMPARE(f.asked.at(1), 100);
    QVERIFY2(f.asked.size() <= 5, "what was scrolled past is not read");
}

void TestRemoteDevicesModel::serversOwnPageSizeCounts()
{
    Devices f(100, 7);
    f.load();
    QVERIFY(f.look(20).isNull());
    QTRY_COMPARE(f.look(20).toString(), u"Device 21"_s);
    QCOMPARE(f.asked, (QList{1, 3}));
    QVERIFY(f.server.last(kDevicesPath).query.contains(u"pageSize=7"_s));
}

void TestRemoteDevicesModel::shortPageIsNotAskedForEver()
{
    Devices f;
    f.server.next(kDevicesPath, pageAnswer({deviceRow(1, u"Pending"_s)}, 3, 50));
    f.load();
    QVERIFY(f.look(2).isNull());
    QVERIFY(f.look(1).isNull());
    SessionFixture::settleAll([] { return false; });
    QVERIFY(!f.model.isBusy());
    QCOMPARE(f.server.count(kDevicesPath), 1);
}

void TestRemoteDevicesModel::searchTakesEffectAfterTyping()
{
    Devices f;
    f.load();
    for (const QString &text : {u"a"_s, u"a "_s, u"a &"_s, u"a & b+"_s})
        f.model.setSearch(text);
    QTRY_COMPARE(f.searches.size(), 2);
    QCOMPARE(f.searches.last(), u"a & b+"_s);
    QTRY_VERIFY(f.model.isCurrent());
}

void TestRemoteDevicesModel::columns()
{
    Devices f;
    QJsonObject row = deviceRow(8, u"Sleeping"_s, u"SN"_s);
    row.insert(u"passwordlessLogin"_s, u"Enabled"_s);
    row.insert(u"lastOnlineTime"_s, 1'800'000'000);
    row.insert(u"comment"_s, u"C"_s);
    f.server.next(kDevicesPath, pageAnswer({row}, 1, 50));
    f.load();
    QCOMPARE(f.look(0, RemoteDevicesModel::SerialNumber).toString(), u"SN"_s);
    QCOMPARE(f.look(0, RemoteDevicesModel::Status).toString(), u"Sleeping"_s);
    QCOMPARE(f.look(0, RemoteDevicesModel::Passwordless).toBool(), true);
    QCOMPARE(f.look(0, RemoteDevicesModel::Comment).toString(), u"C"_s);
    QCOMPARE(f.look(0, RemoteDevicesModel::LastOnline).toDateTime().toSecsSinceEpoch(),
             1'800'000'000);
    QVERIFY(f.look(0, RemoteDevicesModel::Group).toString().isEmpty());
    QCOMPARE(f.model.data(f.model.index(0, 0), RemoteDevicesModel::IdRole).toString(), u"8"_s);
    QCOMPARE(f.model.data(f.model.index(0, 0), RemoteDevicesModel::StatusRole).toInt(), -1);
    QVERIFY(f.model.data(f.model.index(0, 0), Qt::DecorationRole).isNull());
}

void TestRemoteDevicesModel::failureStopsAsking()
{
    Devices f;
    f.load();
    f.server.next(kDevicesPath, centralRefusal(500, 1000001));
    (void)f.look(1000);
    QTRY_VERIFY(f.model.error());
    QCOMPARE(f.model.error()->kind, Kind::ServerFault);
    QCOMPARE(f.model.rowCount(), 5000);
    const int sent = f.server.count(kDevicesPath);
    (void)f.look(2000);
    SessionFixture::settleAll([] { return false; });
    QCOMPARE(f.server.count(kDevicesPath), sent);
    f.load();
    QVERIFY(!f.model.error());
}

void TestRemoteDevicesModel::missingCallsAreSaid()
{
    Devices f;
    f.server.next(kDevicesPath, centralRefusal(404, 1000005));
    f.load();
    QVERIFY(f.model.isUnsupported());
    QVERIFY(!f.model.isLoaded());
}

void TestRemoteDevicesModel::addingHasTheCodeAndReadsAgain()
{
    Devices f(3);
    f.load();
    f.model.add({.name = u"New"_s});
    QTRY_COMPARE(f.model.outcome(), ChangeOutcome::Done);
    QCOMPARE(f.model.added()->authenticationCode.view(), QByteArrayView("CODE"));
    QTRY_COMPARE(f.model.rowCount(), 4);
    QCOMPARE(f.deeds.summary(), QStringList{u"device-add New done"_s});
    f.model.forgetAdded();
    QVERIFY(!f.model.added());
}

void TestRemoteDevicesModel::addingIsSentOnce()
{
    Devices f(3);
    f.model.add({.name = u"New"_s});
    f.model.add({.name = u"Another"_s});
    QTRY_COMPARE(f.model.outcome(), ChangeOutcome::Done);
    QCOMPARE(f.count, 4);
}

void TestRemoteDevicesModel::unansweredAddingIsUnknown()
{
    Devices f(3);
    f.server.next(kDevicesPath, FakeAnswer::failure(Kind::UnknownOutcome));
    f.model.add({.name = u"New"_s});
    QTRY_VERIFY(!f.model.isBusy());
    QCOMPARE(f.model.outcome(), ChangeOutcome::Unknown);
    QCOMPARE(f.model.error()->kind, Kind::UnknownOutcome);
    QCOMPARE(f.model.rowCount(), 3);
    QCOMPARE(f.deeds.summary(), QStringList{u"device-add New unknown"_s});
}

void TestRemoteDevicesModel::refusedRemovalIsToldAndScrollingGoesOn()
{
    Devices f;
    f.load();
    f.server.next(kDevicesPath, centralRefusal(403, 1000043));
    f.model.remove({u"1"_s});
    QTRY_COMPARE(f.model.outcome(), ChangeOutcome::NotDone);
    QCOMPARE(f.model.error()->kind, Kind::Forbidden);
    QTRY_COMPARE(f.look(4000).toString(), u"Device 4001"_s);
}

void TestRemoteDevicesModel::removing()
{
    Devices f(3);
    f.load();
    f.model.remove({});
    QVERIFY(!f.model.isBusy());
    f.model.remove({u"1"_s, u"2"_s});
    QTRY_COMPARE(f.model.rowCount(), 1);
    QCOMPARE(f.deeds.summary(), QStringList{u"device-remove 1, 2 done"_s});
}

void TestRemoteDevicesModel::clearForgets()
{
    Devices f;
    f.load();
    f.model.clear();
    QCOMPARE(f.model.rowCount(), 0);
    QVERIFY(!f.model.isLoaded());
}

QTEST_GUILESS_MAIN(TestRemoteDevicesModel)

#include "tst_remotedevicesmodel.moc"
