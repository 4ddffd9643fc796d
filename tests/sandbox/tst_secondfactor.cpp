// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/fakes.h"

#include <sandbox/secondfactor.h>

#include <QTest>

using namespace lw;
using namespace lw::Sandbox;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

Q_DECLARE_METATYPE(lw::Sandbox::CodeVerdict)

/*! The second factor of one account, and the codes that go by mail. */
class TestSecondFactor : public QObject
{
    Q_OBJECT
private slots:
    void mailedCodeEnds_data();
    void mailedCodeEnds();
    void newMailedCodeReplacesTheOld();
    void waitBetweenMails_data();
    void waitBetweenMails();
    void mailedCodeIsGoodOnce();
    void codesHaveSixDigits();
    void keyWaitsForItsFirstCode();
    void newKeyReplacesTheWaitingOne();
    void firstCodeIsUsedUp();
    void oldMethodStaysUntilTheNewOneIsRight();
    void switchedOffTakesNothing();
    void nothingWaitsAtFirst();

private:
    [[nodiscard]] QByteArray codeOf(const QString &key) const
    {
        return hotp(Secret(fromBase32(key)), m_clock.now().toSecsSinceEpoch() / 30);
    }

    FixedClock m_clock;
};

void TestSecondFactor::mailedCodeEnds_data()
{
    QTest::addColumn<int>("seconds");
    QTest::addColumn<CodeVerdict>("verdict");
    QTest::newRow("at once") << 0 << CodeVerdict::Right;
    QTest::newRow("in the last second") << 299 << CodeVerdict::Right;
    QTest::newRow("five minutes later") << 300 << CodeVerdict::Expired;
    QTest::newRow("a day later") << 86'400 << CodeVerdict::Expired;
}

void TestSecondFactor::mailedCodeEnds()
{
    QFETCH(int, seconds);
    FixedClock clock;
    MailedCode code;
    const QByteArray digits = code.issue(countingRandom(), clock.now());
    clock.advance(std::chrono::seconds(seconds));
    const QByteArray wrong = digits == "000000" ? "000001" : "000000";
    QCOMPARE(code.judge(wrong, clock.now()), CodeVerdict::Wrong); // not Expired: nothing is told
    QTEST(code.judge(digits, clock.now()), "verdict");
}

void TestSecondFactor::newMailedCodeReplacesTheOld()
{
    const RandomSource random = systemRandom();
    MailedCode code;
    const QByteArray first = code.issue(random, m_clock.now());
    QByteArray second = first;
    while (second == first)
        second = code.issue(random, m_clock.now());
    QCOMPARE(code.judge(first, m_clock.now()), CodeVerdict::Wrong);
    QCOMPARE(code.judge(second, m_clock.now()), CodeVerdict::Right);
}

void TestSecondFactor::waitBetweenMails_data()
{
    QTest::addColumn<int>("seconds");
    QTest::addColumn<int>("wait");
    QTest::newRow("at once") << 0 << 60;
    QTest::newRow("later") << 18 << 42;
    QTest::newRow("almost") << 59 << 1;
    QTest::newRow("a minute later") << 60 << 0;
    QTest::newRow("long after") << 6000 << 0;
}

void TestSecondFactor::waitBetweenMails()
{
    QFETCH(int, seconds);
    FixedClock clock;
    MailedCode code;
    QCOMPARE(code.waitAt(clock.now()).count(), 0);
    (void)code.issue(countingRandom(), clock.now());
    clock.advance(std::chrono::seconds(seconds));
    QTEST(static_cast<int>(code.waitAt(clock.now()).count()), "wait");
}

void TestSecondFactor::mailedCodeIsGoodOnce()
{
    MailedCode code;
    const QByteArray digits = code.issue(countingRandom(), m_clock.now());
    QCOMPARE(code.judge(digits, m_clock.now()), CodeVerdict::Right);
    QCOMPARE(code.judge(digits, m_clock.now()), CodeVerdict::Wrong);
    QCOMPARE(code.judge("", m_clock.now()), CodeVerdict::Wrong);
}

void TestSecondFactor::codesHaveSixDigits()
{
    MailedCode code;
    // A number of one digit, then the largest one, which would favour small codes.
    int calls = 0;
    const RandomSource random = [&calls](qsizetype count) {
        ++calls;
        return calls == 1 ? QByteArray(count, '\xff') : QByteArray(count - 1, '\0') + '\7';
    };
    QCOMPARE(code.issue(random, m_clock.now()), QByteArray("000007"));
    QCOMPARE(calls, 2);
}

void TestSecondFactor::keyWaitsForItsFirstCode()
{
    SecondFactor factor;
    const QString key = factor.newKey(systemRandom());
    QCOMPARE(key.size(), 32); // 160 bits
    QVERIFY(!factor.isOn());
    QCOMPARE(factor.judge(codeOf(key), m_clock.now()), CodeVerdict::Wrong);
    QCOMPARE(factor.enrol(FactorMethod::Authenticator, codeOf(key), m_clock.now()),
             CodeVerdict::Right);
    QCOMPARE(factor.method(), FactorMethod::Authenticator);
}

void TestSecondFactor::newKeyReplacesTheWaitingOne()
{
    SecondFactor factor;
    const QString first = factor.newKey(systemRandom());
    const QString second = factor.newKey(systemRandom());
    QVERIFY(first != second);
    QCOMPARE(factor.enrol(FactorMethod::Authenticator, codeOf(first), m_clock.now()),
             CodeVerdict::Wrong);
    QCOMPARE(factor.enrol(FactorMethod::Authenticator, codeOf(second), m_clock.now()),
             CodeVerdict::Right);
}

void TestSecondFactor::firstCodeIsUsedUp()
{
    SecondFactor factor;
    const QString key = factor.newKey(systemRandom());
    const QByteArray code = codeOf(key);
    (void)factor.enrol(FactorMethod::Authenticator, code, m_clock.now());
    QCOMPARE(factor.judge(code, m_clock.now()), CodeVerdict::Wrong);
    m_clock.advance(30s);
    QCOMPARE(factor.judge(code, m_clock.now()), CodeVerdict::Wrong);
    QCOMPARE(factor.judge(codeOf(key), m_clock.now()), CodeVerdict::Right);
}

void TestSecondFactor::oldMethodStaysUntilTheNewOneIsRight()
{
    SecondFactor factor;
    const QString key = factor.newKey(systemRandom());
    (void)factor.enrol(FactorMethod::Authenticator, codeOf(key), m_clock.now());
    const QByteArray mailed = factor.mailedCode().issue(countingRandom(), m_clock.now());
    QCOMPARE(factor.enrol(FactorMethod::Email, "000000", m_clock.now()), CodeVerdict::Wrong);
    QCOMPARE(factor.method(), FactorMethod::Authenticator);
    m_clock.advance(30s);
    QCOMPARE(factor.judge(codeOf(key), m_clock.now()), CodeVerdict::Right);
    QCOMPARE(factor.enrol(FactorMethod::Email, mailed, m_clock.now()), CodeVerdict::Right);
    QCOMPARE(factor.method(), FactorMethod::Email);
    m_clock.advance(30s);
    QCOMPARE(factor.judge(codeOf(key), m_clock.now()), CodeVerdict::Wrong);
}

void TestSecondFactor::switchedOffTakesNothing()
{
    SecondFactor factor;
    const QString key = factor.newKey(systemRandom());
    (void)factor.enrol(FactorMethod::Authenticator, codeOf(key), m_clock.now());
    factor.switchOff();
    m_clock.advance(30s);
    QVERIFY(!factor.isOn());
    QCOMPARE(factor.judge(codeOf(key), m_clock.now()), CodeVerdict::Wrong);
    QCOMPARE(factor.enrol(FactorMethod::Authenticator, codeOf(key), m_clock.now()),
             CodeVerdict::Wrong);
}

void TestSecondFactor::nothingWaitsAtFirst()
{
    SecondFactor factor;
    for (const FactorMethod method : {FactorMethod::Authenticator, FactorMethod::Email})
        QCOMPARE(factor.enrol(method, "000000", m_clock.now()), CodeVerdict::Wrong);
    factor.useEmail();
    QCOMPARE(factorMeaning(factor.method()), u"email"_s);
    factor.useKey(TotpCheck(Secret(QByteArrayView("12345678901234567890"))));
    QCOMPARE(factorMeaning(factor.method()), u"authenticator"_s);
    QCOMPARE(factorText(FactorMethod::None), u"nothing"_s);
}

QTEST_APPLESS_MAIN(TestSecondFactor)
#include "tst_secondfactor.moc"
