// SPDX-License-Identifier: GPL-3.0-or-later
#include <session/ratelimitwait.h>

#include <QTest>

using namespace lw;
using namespace std::chrono_literals;

/*! How long the program waits after a 429. */
class TestRateLimitWait : public QObject
{
    Q_OBJECT
private slots:
    void serversWordCounts_data();
    void serversWordCounts();
    void doublesUpToAMinute();
    void startsAgainAfterAnAnswer();
    void jitterIsBetweenHalfAndAll_data();
    void jitterIsBetweenHalfAndAll();
};

void TestRateLimitWait::serversWordCounts_data()
{
    QTest::addColumn<int>("seconds");
    QTest::addColumn<bool>("isWaitedFor");
    QTest::newRow("two seconds") << 2 << true;
    QTest::newRow("a minute") << 60 << true;
    QTest::newRow("over a minute is told instead") << 61 << false;
    QTest::newRow("at once") << 0 << true;
}

void TestRateLimitWait::serversWordCounts()
{
    QFETCH(int, seconds);
    RateLimitWait wait(1s, [] { return 0.0; });
    const auto next = wait.next({.retryAfter = std::chrono::seconds(seconds)});
    QTEST(next.has_value(), "isWaitedFor");
    if (next)
        QVERIFY(*next >= std::chrono::seconds(seconds) &&
                *next < std::chrono::seconds(seconds) + 1s);
}

void TestRateLimitWait::doublesUpToAMinute()
{
    RateLimitWait wait(1s, {});
    QList<std::chrono::milliseconds> waits;
    for (int i = 0; i < 40; ++i)
        waits.append(*wait.next({}));
    const QList<std::chrono::milliseconds> first{1s, 2s, 4s, 8s, 16s, 32s, 60s, 60s};
    QCOMPARE(waits.first(first.size()), first);
    QVERIFY(std::all_of(waits.begin() + 6, waits.end(), [](auto w) { return w == 60s; }));
}

void TestRateLimitWait::startsAgainAfterAnAnswer()
{
    RateLimitWait wait(1s, {});
    (void)wait.next({});
    (void)wait.next({});
    wait.reset();
    QCOMPARE(*wait.next({}), 1s);
}

void TestRateLimitWait::jitterIsBetweenHalfAndAll_data()
{
    QTest::addColumn<double>("random");
    QTest::addColumn<int>("milliseconds");
    QTest::newRow("the least") << 0.0 << 500;
    QTest::newRow("the middle") << 0.5 << 750;
    QTest::newRow("nearly all") << 0.999 << 999;
}

void TestRateLimitWait::jitterIsBetweenHalfAndAll()
{
    QFETCH(double, random);
    QFETCH(int, milliseconds);
    RateLimitWait wait(1s, [random] { return random; });
    QCOMPARE(*wait.next({}), std::chrono::milliseconds(milliseconds));
}

QTEST_APPLESS_MAIN(TestRateLimitWait)

#include "tst_ratelimitwait.moc"
