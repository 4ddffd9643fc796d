// SPDX-License-Identifier: GPL-3.0-or-later
#include <core/clockskew.h>

#include <QTest>

using namespace lw;

/*! How far a clock is off, and when nobody can tell. */
class TestClockSkew : public QObject
{
    Q_OBJECT
private slots:
    void difference_data();
    void difference();
    void noAnswerYet();
};

void TestClockSkew::difference_data()
{
    QTest::addColumn<qint64>("serverMs"); // against our clock when the request was sent
    QTest::addColumn<qint64>("tripMs");
    QTest::addColumn<qint64>("differenceSeconds");
    QTest::addColumn<qint64>("errorMs");
    const auto row = [](const char *name, qint64 server, qint64 trip, qint64 difference,
                        qint64 error) {
        QTest::newRow(name) << server << trip << difference << error;
    };
    row("the same clock", 0, 20, 0, 510);
    row("the second had just begun", -999, 0, 0, 500);
    row("half a second is within the header's error", -500, 10, 0, 505);
    row("a slow answer hides two seconds", 2'000, 4'000, 0, 2'500);
    row("a minute ahead", 60'000, 100, 60, 550);
    row("four minutes behind", -240'000, 100, -240, 550);
    row("two seconds ahead", 2'000, 0, 3, 500);
    row("two seconds behind", -2'000, 0, -2, 500);
    row("a day ahead", 86'400'000, 0, 86'401, 500);
    row("our clock was set back meanwhile", 60'000, -5'000, 61, 500);
}

void TestClockSkew::difference()
{
    QFETCH(qint64, serverMs);
    QFETCH(qint64, tripMs);
    QFETCH(qint64, differenceSeconds);
    QFETCH(qint64, errorMs);
    const auto sent = QDateTime::fromMSecsSinceEpoch(1'767'225'600'000, Qt::UTC);
    const auto skew = ClockSkew::fromAnswer(sent.addMSecs(serverMs), sent, sent.addMSecs(tripMs));
    QVERIFY(qAbs(skew.difference().count() - differenceSeconds) <= 1);
    QCOMPARE(skew.difference().count() == 0, differenceSeconds == 0);
    QCOMPARE(skew.difference().count() < 0, differenceSeconds < 0);
    QCOMPARE(qint64(skew.error().count()), errorMs);
}

void TestClockSkew::noAnswerYet()
{
    QCOMPARE(ClockSkew().difference().count(), 0);
    QCOMPARE(ClockSkew(), ClockSkew());
}

QTEST_APPLESS_MAIN(TestClockSkew)
#include "tst_clockskew.moc"
