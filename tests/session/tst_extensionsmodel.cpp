// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/fakeextensions.h"
#include "support/sessionfixture.h"

#include <session/extensionsmodel.h>

#include <QSignalSpy>
#include <QTest>

using namespace lw;
using namespace lw::test;
using namespace Qt::StringLiterals;
using Kind = ApiError::Kind;
using Model = ExtensionsModel;

/*! Thousands of extensions, of which only what is looked at is read. */
class TestExtensionsModel : public QObject
{
    Q_OBJECT
private slots:
    void readsOnlyWhatIsLookedAt();
    void scrollingPastAsksForNothing();
    void onlyTwoPagesAreOnTheirWay();
    void typingAsksOnce();
    void olderSearchIsDropped();
    void rowsStayUntilTheFirstAnswer();
    void sortingIsThePbxs_data();
    void sortingIsThePbxs();
    void filterReadsTheWholeList();
    void filterShowsWhatItFoundSoFar();
    void stoppingKeepsWhatWasFound();
    void errorStopsReading();
    void listThatChangesItsLength_data();
    void listThatChangesItsLength();
    void oneRowIsReadAgain();
    void endOfSessionIsSaid();
    void lostAnswerDoesNotKeepItBusy();
    void clearForgets();

private:
    struct All
    {
        explicit All(int count = 10'000) : extensions(fixture.server, count), model(fixture.session)
        {
            fixture.signIn();
        }
        void load()
        {
            model.load();
            settle();
        }
        void settle()
        {
            SessionFixture::settleAll([this] { return !model.isBusy(); });
        }
        [[nodiscard]] QVariant text(int row, int column = Model::Number) const
        {
            return model.index(row, column).data();
        }
        [[nodiscard]] int requests() const { return fixture.server.count(kExtensionsCall); }
        [[nodiscard]] QString asked(const QString &name) const
        {
            return QUrlQuery(fixture.server.last(kExtensionsCall).query).queryItemValue(name);
        }

        SessionFixture fixture;
        FakeExtensions extensions;
        Model model;
    };
};

void TestExtensionsModel::readsOnlyWhatIsLookedAt()
{
    All all;
    all.load();
    QVERIFY(all.model.isLoaded());
    QCOMPARE(all.model.total(), 10'000);
    QCOMPARE(all.model.rowCount(), 10'000);
    QCOMPARE(all.text(99), u"1099"_s);
    QCOMPARE(all.text(99, Model::SecondFactor), true);
    QCOMPARE(all.requests(), 1);
    QVERIFY(all.text(5'000).isNull());
    QVERIFY(!all.model.at(5'000));
    QTRY_COMPARE(all.text(5'000), u"6000"_s);
    QCOMPARE(all.requests(), 2);
    QCOMPARE(all.asked(u"page"_s), u"51"_s);
    QVERIFY(!all.fixture.server.last(kExtensionsCall).header("X-User-Activity").isNull());
}

//! A drag of the scroll bar passes all rows before the event loop turns.
void TestExtensionsModel::scrollingPastAsksForNothing()
{
    All all;
    all.load();
    for (int row = 0; row < all.model.rowCount(); ++row)
        (void)all.text(row);
    QTRY_COMPARE(all.text(9'999), u"10999"_s);
    QTRY_VERIFY(!all.model.isBusy());
    QVERIFY2(all.requests() <= 5, qPrintable(QString::number(all.requests())));
}

void TestExtensionsModel::onlyTwoPagesAreOnTheirWay()
{
    All all;
    all.load();
    all.fixture.server.compute(kExtensionsCall,
                               [](const SentRequest &) { return FakeAnswer::hang(); });
    for (const int row : {1'000, 2'000, 3'000})
        (void)all.text(row);
    QTRY_COMPARE(all.fixture.server.hanging(kExtensionsCall), 2);
    QCOMPARE(all.asked(u"page"_s), u"21"_s); // the last one first
    const SentRequest first = all.fixture.server.sentTo(kExtensionsCall).at(1);
    QVERIFY(all.fixture.server.release(kExtensionsCall, all.extensions.page(first)));
    QTRY_COMPARE(all.asked(u"page"_s), u"11"_s);
    QCOMPARE(all.fixture.server.hanging(kExtensionsCall), 2);
}

void TestExtensionsModel::typingAsksOnce()
{
    All all;
    all.load();
    for (const QString &typed : {u"1"_s, u"12"_s, u" 123 "_s})
        all.model.setSearch(typed);
    QTRY_COMPARE(all.requests(), 2);
    QCOMPARE(all.asked(u"search_value"_s), u"123"_s);
    all.settle();
    QCOMPARE(all.text(0), u"1123"_s);
    all.model.setSearch(u"123"_s);
    QVERIFY(!all.model.isBusy());
}

void TestExtensionsModel::olderSearchIsDropped()
{
    All all;
    all.load();
    all.fixture.server.next(kExtensionsCall, FakeAnswer::hang());
    all.model.setSearch(u"777"_s);
    QTRY_COMPARE(all.fixture.server.hanging(kExtensionsCall), 1);
    all.model.setSearch(u"888"_s);
    QTRY_COMPARE(all.requests(), 3);
    all.settle();
    QCOMPARE(all.text(0), u"1888"_s);
    QTRY_COMPARE(all.fixture.server.hanging(kExtensionsCall), 0);
    QCOMPARE(all.text(0), u"1888"_s);
}

void TestExtensionsModel::rowsStayUntilTheFirstAnswer()
{
    All all;
    all.load();
    all.fixture.server.next(kExtensionsCall, FakeAnswer::hang());
    const QSignalSpy reset(&all.model, &QAbstractItemModel::modelReset);
    all.model.sort(Model::Number, Qt::DescendingOrder);
    QCOMPARE(all.text(0), u"1000"_s);
    QVERIFY(!all.model.isCurrent());
    (void)all.text(5'000); // a row of the old order is not worth asking for
    QCOMPARE(reset.count(), 0);
    QVERIFY(all.fixture.server.release(
        kExtensionsCall, all.extensions.page(all.fixture.server.last(kExtensionsCall))));
    all.settle();
    QCOMPARE(reset.count(), 1);
    QCOMPARE(all.text(0), u"10999"_s);
    QCOMPARE(all.requests(), 2);
}

void TestExtensionsModel::sortingIsThePbxs_data()
{
    QTest::addColumn<int>("column");
    QTest::addColumn<Qt::SortOrder>("order");
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("direction");
    QTest::newRow("by name") << int(Model::Name) << Qt::AscendingOrder << u"caller_id_name"_s
                             << u"asc"_s;
    QTest::newRow("by e-mail address, downwards")
        << int(Model::Email) << Qt::DescendingOrder << u"email_addr"_s << u"desc"_s;
    QTest::newRow("by role") << int(Model::Role) << Qt::AscendingOrder << u"role_name"_s
                             << u"asc"_s;
    QTest::newRow("by second factor")
        << int(Model::SecondFactor) << Qt::AscendingOrder << u"enb_two_factor"_s << u"asc"_s;
    QTest::newRow("by method") << int(Model::Method) << Qt::DescendingOrder
                               << u"two_factor_method"_s << u"desc"_s;
}

void TestExtensionsModel::sortingIsThePbxs()
{
    QFETCH(int, column);
    QFETCH(Qt::SortOrder, order);
    QFETCH(QString, field);
    QFETCH(QString, direction);
    All all;
    all.model.sort(column, order); // before the first reading
    QCOMPARE(all.requests(), 0);
    all.load();
    QCOMPARE(all.asked(u"sort_by"_s), field);
    QCOMPARE(all.asked(u"order_by"_s), direction);
    all.model.sort(column, order);
    QCOMPARE(all.requests(), 1);
    all.model.sort(Model::Number, order);
    QCOMPARE(all.requests(), 2);
    QCOMPARE(all.asked(u"sort_by"_s), u"number"_s);
}

void TestExtensionsModel::filterReadsTheWholeList()
{
    All all(1'205);
    all.load();
    all.model.setFilter(Model::Filter::WithoutSecondFactor);
    QVERIFY(all.model.isSweeping());
    QTRY_VERIFY(!all.model.isBusy());
    QCOMPARE(all.requests(), 1 + 13);
    QCOMPARE(all.model.rowCount(), 121);
    QCOMPARE(all.model.examined(), 1'205);
    QCOMPARE(all.model.total(), 1'205);
    QCOMPARE(all.text(120), u"2200"_s);
    QCOMPARE(all.text(120, Model::SecondFactor), false);
    all.model.setFilter(Model::Filter::All);
    all.settle();
    QCOMPARE(all.model.rowCount(), 1'205);
}

void TestExtensionsModel::filterShowsWhatItFoundSoFar()
{
    All all(1'000);
    all.load();
    const SentRequest first = all.fixture.server.last(kExtensionsCall);
    all.fixture.server.next(kExtensionsCall, all.extensions.page(first));
    all.fixture.server.next(kExtensionsCall, FakeAnswer::hang());
    all.model.setFilter(Model::Filter::WithoutSecondFactor);
    QTRY_COMPARE(all.model.rowCount(), 10);
    QVERIFY(all.model.isSweeping());
    QCOMPARE(all.model.examined(), 100);
    QCOMPARE(all.model.total(), 1'000);
}

void TestExtensionsModel::stoppingKeepsWhatWasFound()
{
    All all(1'000);
    all.load();
    const SentRequest first = all.fixture.server.last(kExtensionsCall);
    all.fixture.server.next(kExtensionsCall, all.extensions.page(first));
    all.fixture.server.next(kExtensionsCall, FakeAnswer::hang());
    all.model.setFilter(Model::Filter::WithoutSecondFactor);
    QTRY_COMPARE(all.model.rowCount(), 10);
    all.model.cancel();
    QVERIFY(!all.model.isBusy());
    QVERIFY(!all.model.error());
    QCOMPARE(all.model.rowCount(), 10);
    QTRY_COMPARE(all.fixture.server.hanging(kExtensionsCall), 0);
}

void TestExtensionsModel::errorStopsReading()
{
    All all;
    all.load();
    all.fixture.server.next(kExtensionsCall, FakeAnswer::failure(Kind::Timeout));
    (void)all.text(5'000);
    QTRY_VERIFY(all.model.error().has_value());
    QCOMPARE(all.model.error()->kind, Kind::Timeout);
    const int before = all.requests();
    (void)all.text(5'000); // painted again, and again
    (void)all.text(7'000);
    QVERIFY(!all.model.isBusy());
    QCOMPARE(all.text(0), u"1000"_s);
    all.load();
    QVERIFY(!all.model.error());
    QCOMPARE(all.requests(), before + 1);
}

void TestExtensionsModel::listThatChangesItsLength_data()
{
    QTest::addColumn<int>("after");
    QTest::newRow("somebody deletes extensions") << 400;
    QTest::newRow("somebody adds extensions") << 640;
}

void TestExtensionsModel::listThatChangesItsLength()
{
    QFETCH(int, after);
    All all(500);
    all.load();
    all.extensions.setCount(after);
    (void)all.text(250);
    QTRY_COMPARE(all.model.rowCount(), after);
    QCOMPARE(all.model.total(), after);
    QCOMPARE(all.text(250), u"1250"_s);
}

void TestExtensionsModel::oneRowIsReadAgain()
{
    All all;
    all.load();
    QCOMPARE(all.text(7, Model::SecondFactor), true);
    all.extensions.setSecondFactor(7, false);
    const QSignalSpy painted(&all.model, &QAbstractItemModel::dataChanged);
    all.model.refresh(u"7"_s);
    QTRY_COMPARE(painted.count(), 1);
    QCOMPARE(painted.constFirst().constFirst().toModelIndex().row(), 7);
    QCOMPARE(all.text(7, Model::SecondFactor), false);
    QCOMPARE(all.requests(), 1);
}

void TestExtensionsModel::endOfSessionIsSaid()
{
    All all;
    all.fixture.server.next(kExtensionsCall, FakeAnswer::refusal(10004));
    all.load();
    QVERIFY(all.model.error());
    QCOMPARE(all.model.error()->kind, Kind::SessionExpired);
    QVERIFY(!all.model.isBusy());
    QVERIFY(all.fixture.session.hasExpired());
    all.model.load();
    QVERIFY(!all.model.isBusy());
}

//! After signing out the transport may go without a word.
void TestExtensionsModel::lostAnswerDoesNotKeepItBusy()
{
    All all;
    all.fixture.server.next(kExtensionsCall, FakeAnswer::hang());
    all.model.load();
    QVERIFY(all.model.isBusy());
    all.fixture.session.signOut();
    QTRY_VERIFY(!all.model.isBusy());
    QVERIFY(!all.model.isLoaded());
    QCOMPARE(all.model.error()->kind, Kind::Cancelled);
}

void TestExtensionsModel::clearForgets()
{
    All all;
    all.load();
    all.model.clear();
    QCOMPARE(all.model.rowCount(), 0);
    QVERIFY(!all.model.isLoaded());
    QVERIFY(!all.model.at(0));
    all.model.setSearch(u"1"_s); // a page that is not shown asks for nothing
    all.model.sort(Model::Name, Qt::AscendingOrder);
    QVERIFY(!all.model.isBusy());
}

QTEST_GUILESS_MAIN(TestExtensionsModel)
#include "tst_extensionsmodel.moc"
