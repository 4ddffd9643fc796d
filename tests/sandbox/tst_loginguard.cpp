// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/fakes.h"

#include <sandbox/loginguard.h>

#include <QTest>

using namespace lw::Sandbox;
using namespace std::chrono_literals;

/*! The ladder of blocks: five failures, ten minutes, the third one for good. */
class TestLoginGuard : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        m_guard = {};
        m_clock = {};
    }
    void fifthFailureBlocks_data();
    void fifthFailureBlocks();
    void successStartsAgain();
    void blockEndsAfterTenMinutes();
    void thirdBlockIsForGood();
    void otherAddressesAreNotBlocked();
    void blocksAreListed();
    void forgivenAddressStartsAgain();
    void anotherRule();

private:
    void fail(int times)
    {
        for (int i = 0; i < times; ++i)
            m_guard.countFailure("127.0.0.1", m_clock.now());
    }
    [[nodiscard]] auto block() const { return m_guard.blockOf("127.0.0.1", m_clock.now()); }

    LoginGuard m_guard;
    FixedClock m_clock;
};

void TestLoginGuard::fifthFailureBlocks_data()
{
    QTest::addColumn<int>("failures");
    QTest::addColumn<bool>("isBlocked");
    QTest::newRow("nobody failed") << 0 << false;
    QTest::newRow("four failures are forgiven") << 4 << false;
    QTest::newRow("five failures are not") << 5 << true;
}

void TestLoginGuard::fifthFailureBlocks()
{
    QFETCH(int, failures);
    fail(failures);
    QTEST(block().has_value(), "isBlocked");
    QCOMPARE(m_guard.blockedAt(m_clock.now()).size(), block() ? 1 : 0);
}

void TestLoginGuard::successStartsAgain()
{
    fail(4);
    m_guard.countSuccess("127.0.0.1");
    fail(4);
    QVERIFY(!block());
}

void TestLoginGuard::blockEndsAfterTenMinutes()
{
    fail(5);
    QCOMPARE(block()->until, m_clock.now().addSecs(600));
    m_clock.advance(599s);
    QVERIFY(block());
    m_clock.advance(1s);
    QVERIFY(!block());
    fail(4);
    QVERIFY(!block());
}

void TestLoginGuard::thirdBlockIsForGood()
{
    fail(5);
    m_clock.advance(10min);
    fail(5);
    QVERIFY(block()->until);
    m_clock.advance(10min);
    fail(5);
    QVERIFY(!block()->until);
    m_clock.advance(24h * 365);
    QVERIFY(block());
}

void TestLoginGuard::otherAddressesAreNotBlocked()
{
    fail(5);
    QVERIFY(!m_guard.blockOf("127.0.0.2", m_clock.now()));
}

void TestLoginGuard::blocksAreListed()
{
    fail(5);
    m_clock.advance(1min);
    for (int i = 0; i < 5; ++i)
        m_guard.countFailure("192.0.2.7", m_clock.now());
    const auto blocked = m_guard.blockedAt(m_clock.now());
    QCOMPARE(blocked.size(), 2);
    QCOMPARE(blocked.first().address, QByteArray("192.0.2.7"));
    QCOMPARE(blocked.first().since, m_clock.now());
    QCOMPARE(blocked.first().block.until, m_clock.now().addSecs(600));
    QVERIFY(blocked.first().id != blocked.last().id);
    m_clock.advance(9min);
    QCOMPARE(m_guard.blockedAt(m_clock.now()).size(), 1);
}

void TestLoginGuard::forgivenAddressStartsAgain()
{
    for (int i = 0; i < 3; ++i) {
        fail(5);
        m_clock.advance(10min);
    }
    QVERIFY(block());
    m_guard.forgive("127.0.0.1");
    QVERIFY(!block());
    fail(5);
    QVERIFY(block()->until); // the first rung of the ladder, not the last one
}

void TestLoginGuard::anotherRule()
{
    m_guard = LoginGuard({.failures = 6, .blocksForGood = 0, .lastId = 100});
    for (int i = 0; i < 5; ++i) {
        fail(5);
        QVERIFY(!block());
        fail(1);
        QVERIFY(block()->until);
        QCOMPARE(m_guard.blockedAt(m_clock.now()).first().id, 101 + i);
        m_clock.advance(10min);
    }
}

QTEST_APPLESS_MAIN(TestLoginGuard)
#include "tst_loginguard.moc"
