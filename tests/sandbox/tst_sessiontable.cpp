// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/fakes.h"

#include <sandbox/sessiontable.h>

#include <QTest>

using namespace lw::Sandbox;
using namespace std::chrono_literals;
using Cause = SessionTable::Cause;

/*! How long a session lives, and what keeps it alive. */
class TestSessionTable : public QObject
{
    Q_OBJECT
private slots:
    void sessionEndsWithoutAPerson_data();
    void sessionEndsWithoutAPerson();
    void unknownCookieIsNobody();
    void closedSessionIsNobody();
    void sessionsAreApart();
    void manySessionsAreTidied();
    void otherSessionsOfAnAccountEnd();
    void logoutTimeIsForOpenSessionsToo();
    void deviceIsRemembered();
    void timeLeftIsTold();
};

void TestSessionTable::sessionEndsWithoutAPerson_data()
{
    QTest::addColumn<Cause>("cause");
    QTest::addColumn<int>("minutesBefore");
    QTest::addColumn<int>("minutesAfter");
    QTest::addColumn<bool>("isOpen");
    QTest::newRow("fresh") << Cause::Polling << 0 << 0 << true;
    QTest::newRow("just in time") << Cause::Polling << 0 << 14 << true;
    QTest::newRow("over after 15 minutes") << Cause::Polling << 0 << 15 << false;
    QTest::newRow("polling does not keep it alive") << Cause::Polling << 10 << 5 << false;
    QTest::newRow("a person keeps it alive") << Cause::Person << 10 << 14 << true;
    QTest::newRow("a person who leaves does not") << Cause::Person << 10 << 15 << false;
    QTest::newRow("a person who comes too late") << Cause::Person << 15 << 0 << false;
}

void TestSessionTable::sessionEndsWithoutAPerson()
{
    QFETCH(Cause, cause);
    QFETCH(int, minutesBefore);
    QFETCH(int, minutesAfter);
    QFETCH(bool, isOpen);
    FixedClock clock;
    SessionTable sessions(countingRandom(), 15min);
    const QByteArray cookie = sessions.open({.account = 3}, clock.now());
    clock.advance(std::chrono::minutes(minutesBefore));
    (void)sessions.use(cookie, cause, clock.now());
    clock.advance(std::chrono::minutes(minutesAfter));
    QCOMPARE(sessions.openAt(clock.now()), isOpen ? 1 : 0);
    QCOMPARE(sessions.use(cookie, Cause::Polling, clock.now()),
             isOpen ? std::optional<SessionTable::Owner>({.account = 3}) : std::nullopt);
}

void TestSessionTable::unknownCookieIsNobody()
{
    const FixedClock clock;
    SessionTable sessions(countingRandom(), 15min);
    QVERIFY(!sessions.use("", Cause::Person, clock.now()));
    QVERIFY(!sessions.use("0123", Cause::Person, clock.now()));
}

void TestSessionTable::closedSessionIsNobody()
{
    const FixedClock clock;
    SessionTable sessions(countingRandom(), 15min);
    const QByteArray cookie = sessions.open({.account = 0}, clock.now());
    sessions.close(cookie);
    QVERIFY(!sessions.use(cookie, Cause::Person, clock.now()));
}

void TestSessionTable::sessionsAreApart()
{
    const FixedClock clock;
    SessionTable sessions(countingRandom(), 15min);
    const QByteArray first = sessions.open({.account = 1}, clock.now());
    const QByteArray second = sessions.open({.account = 2}, clock.now());
    QVERIFY(first != second);
    QCOMPARE(first.size(), 32);
    sessions.close(first);
    QCOMPARE(sessions.use(second, Cause::Person, clock.now()),
             std::optional<SessionTable::Owner>({.account = 2}));
}

void TestSessionTable::manySessionsAreTidied()
{
    FixedClock clock;
    SessionTable sessions(systemRandom(), 15min);
    for (int i = 0; i < 200; ++i)
        (void)sessions.open({.account = 0}, clock.now());
    QCOMPARE(sessions.openAt(clock.now()), 200);
    clock.advance(15min);
    const QByteArray cookie = sessions.open({.account = 0}, clock.now());
    QCOMPARE(sessions.openAt(clock.now()), 1);
    QVERIFY(sessions.use(cookie, Cause::Polling, clock.now()));
}

void TestSessionTable::otherSessionsOfAnAccountEnd()
{
    const FixedClock clock;
    SessionTable sessions(countingRandom(), 15min);
    const QByteArray kept = sessions.open({.account = 1}, clock.now());
    const QByteArray other = sessions.open({.account = 1}, clock.now());
    const QByteArray neighbour = sessions.open({.account = 2}, clock.now());
    sessions.closeOthers(1, kept);
    QVERIFY(sessions.use(kept, Cause::Polling, clock.now()));
    QVERIFY(!sessions.use(other, Cause::Polling, clock.now()));
    QVERIFY(sessions.use(neighbour, Cause::Polling, clock.now()));
}

void TestSessionTable::logoutTimeIsForOpenSessionsToo()
{
    FixedClock clock;
    SessionTable sessions(countingRandom(), 15min);
    const QByteArray cookie = sessions.open({}, clock.now());
    clock.advance(6min);
    QVERIFY(sessions.use(cookie, Cause::Polling, clock.now()));
    sessions.setAutoLogoutTime(5min);
    QVERIFY(!sessions.use(cookie, Cause::Polling, clock.now()));
}

void TestSessionTable::deviceIsRemembered()
{
    const FixedClock clock;
    SessionTable sessions(countingRandom(), 15min);
    const QByteArray cookie = sessions.open({.account = 1, .device = 7}, clock.now());
    QCOMPARE(sessions.use(cookie, Cause::Polling, clock.now())->device, 7);
}

void TestSessionTable::timeLeftIsTold()
{
    FixedClock clock;
    SessionTable sessions(countingRandom(), 15min);
    const QByteArray cookie = sessions.open({}, clock.now());
    QCOMPARE(sessions.timeLeft(cookie, clock.now()), 15min);
    clock.advance(14min + 59s);
    QCOMPARE(sessions.timeLeft(cookie, clock.now()), 1s);
    clock.advance(1s);
    QCOMPARE(sessions.timeLeft(cookie, clock.now()), 0s);
    QCOMPARE(sessions.timeLeft("nobody", clock.now()), 0s);
}

QTEST_APPLESS_MAIN(TestSessionTable)
#include "tst_sessiontable.moc"
