// SPDX-License-Identifier: GPL-3.0-or-later
#include "enrolmentfixture.h"

#include <core/codeadvice.h>
#include <core/totp.h>

using namespace lw;
using namespace lw::test;
using namespace Qt::StringLiterals;
using Method = SecondFactorMethod;
using Verdict = CodeAdvice::Verdict;

/*! The key that an enrolment offers, and what it says of a code before the PBX does. */
class TestEnrolmentKey : public QObject
{
    Q_OBJECT
private slots:
    void init() { m_fixture = std::make_unique<EnrolmentFixture>(); }
    void cleanup() { m_fixture.reset(); }

    void renewedKey();
    void renewedKeyRefused_data();
    void renewedKeyRefused();
    void weakKeys_data();
    void weakKeys();
    void adviceFollowsThePbxClock();

private:
    TwoFactorEnrolment &flow() { return *m_fixture->flow; }
    FakeServer &server() { return m_fixture->server; }
    std::unique_ptr<EnrolmentFixture> m_fixture;
};

void TestEnrolmentKey::renewedKey()
{
    m_fixture->showKey();
    const Secret old = totpCode(*flow().key(), m_fixture->clock.now());
    QCOMPARE(flow().judgeCode(old).verdict, Verdict::Matches);
    server().next(kKeyCall, golden(u"twofactor-getsecret"_s,
                                   {{u"secret"_s, u"MFRGGZDFMZTWQ2LKNNWG23TPOBYXE43U"_s}}));
    flow().renewKey();
    QCOMPARE(flow().step(), Step::FetchingKey);
    AccountFixture::turn();
    QCOMPARE(flow().step(), Step::ShowingKey);
    QVERIFY(flow().key()->secret == typed("MFRGGZDFMZTWQ2LKNNWG23TPOBYXE43U"));
    QCOMPARE(flow().judgeCode(old).verdict, Verdict::OldKey);
    const Secret now = totpCode(*flow().key(), m_fixture->clock.now());
    QCOMPARE(flow().judgeCode(now).verdict, Verdict::Matches);
}

void TestEnrolmentKey::renewedKeyRefused_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<Step>("step");
    QTest::newRow("the proof of the password is over") << 70604 << Step::AskingPassword;
    QTest::newRow("fault of the PBX") << -2 << Step::ShowingKey;
    QTest::newRow("an answer without a key") << 0 << Step::ShowingKey;
}

void TestEnrolmentKey::renewedKeyRefused()
{
    QFETCH(int, code);
    QFETCH(Step, step);
    m_fixture->showKey();
    server().next(kKeyCall, FakeAnswer::refusal(code));
    flow().renewKey();
    AccountFixture::turn();
    QCOMPARE(flow().step(), step);
    QVERIFY(flow().error());
    QVERIFY(flow().key() && flow().key()->secret == typed("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"));
    QCOMPARE(flow().method(), std::optional(Method::Authenticator));
}

void TestEnrolmentKey::weakKeys_data()
{
    QTest::addColumn<QString>("secret");
    QTest::addColumn<bool>("isWeak");
    QTest::newRow("80 bits") << u"GEZDGNBVGY3TQOJQ"_s << true;
    QTest::newRow("120 bits") << u"GEZDGNBVGY3TQOJQGEZDGNBV"_s << true;
    QTest::newRow("128 bits") << u"GEZDGNBVGY3TQOJQGEZDGNBVGY"_s << false;
    QTest::newRow("160 bits") << u"GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"_s << false;
}

void TestEnrolmentKey::weakKeys()
{
    QFETCH(QString, secret);
    QFETCH(bool, isWeak);
    QVERIFY2(!flow().isKeyWeak(), "no key at all");
    server().next(kKeyCall, golden(u"twofactor-getsecret"_s, {{u"secret"_s, secret}}));
    m_fixture->showKey();
    QCOMPARE(flow().step(), Step::ShowingKey);
    QCOMPARE(flow().isKeyWeak(), isWeak);
}

void TestEnrolmentKey::adviceFollowsThePbxClock()
{
    QCOMPARE(flow().judgeCode(typed("287082")), CodeAdvice{});
    m_fixture->showKey();
    const QDateTime now = m_fixture->clock.now();
    const Secret early = totpCode(*flow().key(), now.addSecs(95));
    QCOMPARE(flow().judgeCode(early).verdict, Verdict::PhoneOff);
    server().clockSkew = ClockSkew::fromAnswer(now.addSecs(95), now, now);
    QCOMPARE(flow().judgeCode(early).verdict, Verdict::Matches);
    QCOMPARE(flow().judgeCode(typed("28 70")).verdict, Verdict::Incomplete);
    QCOMPARE(flow().judgeCode(typed("28708x")).verdict, Verdict::NotDigits);
}

QTEST_GUILESS_MAIN(TestEnrolmentKey)
#include "tst_enrolmentkey.moc"
