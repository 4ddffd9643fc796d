// SPDX-License-Identifier: GPL-3.0-or-later
#include <support/centralsessionfixture.h>

#include <session/centralcall.h>

#include <QTest>

using namespace lw;
using namespace lw::test;
using namespace Qt::StringLiterals;

using State = CentralSession::State;
using Kind = ApiError::Kind;

namespace {

struct Answers
{
    QObject context;
    int good = 0;
    QList<ApiError> errors;
};

//! A change, of which the platform says what a test wants.
void change(CentralSession &session, Answers &answers,
            CentralCallRepeat repeat = CentralCallRepeat::Change)
{
    callCentral<Done>(
        session, &answers.context, repeat,
        [](CentralClient &client, const Secret &token) {
            return client.deleteDevices(token, {u"1"_s});
        },
        [&answers](const Result<Done> &result) {
            if (result)
                ++answers.good;
            else
                answers.errors.append(result.error());
        });
}

} // namespace

/*! How often a change is sent, and what late answers of an earlier session do not do. */
class TestCentralRepeats : public QObject
{
    Q_OBJECT
private slots:
    void changeIsSentAgainOnlyWhereItWasNotCarriedOut_data();
    void changeIsSentAgainOnlyWhereItWasNotCarriedOut();
    void changeIsSentTwiceAtMost_data();
    void changeIsSentTwiceAtMost();
    void changeAfterAStaleTokenRefreshesForTheNextOne();
    void refusedRefreshTokenIsNotSentAgain();
    void lateNewsOfAnEarlierSessionAreIgnored_data();
    void lateNewsOfAnEarlierSessionAreIgnored();
    void secretIsRememberedAsRefused();
};

void TestCentralRepeats::changeIsSentAgainOnlyWhereItWasNotCarriedOut_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<int>("code");
    QTest::addColumn<int>("sent");
    QTest::newRow("token expired") << 401 << 1000035 << 2;
    QTest::newRow("token invalid") << 401 << 1000036 << 2;
    QTest::newRow("rate limit") << 429 << 1000040 << 2;
    QTest::newRow("rate limit by an unknown code") << 429 << 77 << 2;
    QTest::newRow("401 by an unknown code") << 401 << 77 << 1;
    QTest::newRow("401 without a code") << 401 << 0 << 1;
    QTest::newRow("token expired under another status") << 403 << 1000035 << 1;
    QTest::newRow("rate limit under another status") << 503 << 1000040 << 1;
}

void TestCentralRepeats::changeIsSentAgainOnlyWhereItWasNotCarriedOut()
{
    QFETCH(int, status);
    QFETCH(int, code);
    QFETCH(int, sent);
    CentralSessionFixture f;
    f.server.always(kDevicesPath, centralAnswer({}));
    f.signInToCentral();
    f.server.next(kDevicesPath, centralRefusal(status, code));
    Answers answers;
    change(f.central, answers);
    QTRY_COMPARE(answers.good + answers.errors.size(), 1);
    QCOMPARE(f.server.count(kDevicesPath), sent);
    QCOMPARE(answers.good, sent - 1);
}

void TestCentralRepeats::changeIsSentTwiceAtMost_data()
{
    QTest::addColumn<int>("first");
    QTest::addColumn<int>("second");
    QTest::newRow("expired, then limited") << 401 << 429;
    QTest::newRow("limited, then expired") << 429 << 401;
    QTest::newRow("limited twice") << 429 << 429;
}

void TestCentralRepeats::changeIsSentTwiceAtMost()
{
    QFETCH(int, first);
    QFETCH(int, second);
    CentralSessionFixture f;
    f.server.always(kDevicesPath, centralAnswer({}));
    f.signInToCentral();
    for (const int status : {first, second})
        f.server.next(kDevicesPath, centralRefusal(status, status == 401 ? 1000035 : 1000040));
    Answers answers;
    change(f.central, answers);
    QTRY_COMPARE(answers.errors.size(), 1);
    QCOMPARE(answers.errors.at(0).httpStatus, second);
    QCOMPARE(f.server.count(kDevicesPath), 2);
    QCOMPARE(f.central.state(), State::Connected);
}

void TestCentralRepeats::changeAfterAStaleTokenRefreshesForTheNextOne()
{
    CentralSessionFixture f;
    f.server.always(kDevicesPath, centralAnswer({}));
    f.signInToCentral();
    f.server.next(kDevicesPath, centralRefusal(401, 0)); // no code
    Answers answers;
    change(f.central, answers);
    QTRY_COMPARE(answers.errors.size(), 1);
    change(f.central, answers);
    QTRY_COMPARE(answers.good, 1);
    QCOMPARE(f.grants(), (QStringList{u"secret"_s, u"refresh"_s}));
}

void TestCentralRepeats::refusedRefreshTokenIsNotSentAgain()
{
    CentralSessionFixture f;
    f.server.always(kDevicesPath, centralAnswer({}));
    f.signInToCentral();
    f.clock.advance(std::chrono::seconds(1800));
    f.server.next(kTokenPath, centralRefusal(400, 1000004));
    Answers answers;
    change(f.central, answers);
    QTRY_COMPARE(answers.good, 1);
    QCOMPARE(f.grants(), (QStringList{u"secret"_s, u"refresh"_s, u"secret"_s}));
}

void TestCentralRepeats::lateNewsOfAnEarlierSessionAreIgnored_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<int>("code");
    QTest::newRow("rate limit") << 429 << 1000040;
    QTest::newRow("blocked address") << 403 << 1000042;
    QTest::newRow("wrong credential") << 401 << 1000002;
}

void TestCentralRepeats::lateNewsOfAnEarlierSessionAreIgnored()
{
    QFETCH(int, status);
    QFETCH(int, code);
    CentralSessionFixture f;
    f.signInToCentral();
    f.server.next(kDevicesPath, FakeAnswer::hang());
    Answers answers;
    change(f.central, answers, CentralCallRepeat::Read);
    QTRY_COMPARE(f.server.hanging(kDevicesPath), 1);
    f.server.next(kTokenPath, FakeAnswer::hang());
    f.central.signIn(Secret("secret"));
    QVERIFY(f.server.release(kDevicesPath, centralRefusal(status, code)));
    QTRY_COMPARE(answers.errors.size(), 1);
    QVERIFY(!f.central.waitsUntil());
    QCOMPARE(f.central.state(), State::Connecting);
    QVERIFY(f.server.release(kTokenPath, f.nextToken()));
    QTRY_COMPARE(f.central.state(), State::Connected);
    QCOMPARE(f.server.count(kTokenPath), 2);
}

void TestCentralRepeats::secretIsRememberedAsRefused()
{
    CentralSessionFixture f;
    f.server.always(kDevicesPath, centralAnswer({}));
    f.signInToCentral();
    f.clock.advance(std::chrono::seconds(1800));
    f.server.next(kTokenPath, centralRefusal(401, 1000036));
    f.server.next(kTokenPath, FakeAnswer::failure(Kind::Unreachable));
    Answers answers;
    change(f.central, answers);
    QTRY_COMPARE(answers.errors.size(), 1);
    QVERIFY(!f.central.wasSecretRefused()); // only the refresh token was
    f.server.next(kTokenPath, centralRefusal(401, 1000002));
    change(f.central, answers);
    QTRY_COMPARE(answers.errors.size(), 2);
    QVERIFY(f.central.wasSecretRefused());
    QCOMPARE(f.central.state(), State::Stopped);
}

QTEST_GUILESS_MAIN(TestCentralRepeats)

#include "tst_centralrepeats.moc"
