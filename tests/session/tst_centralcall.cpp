// SPDX-License-Identifier: GPL-3.0-or-later
#include <support/centralsessionfixture.h>

#include <session/centralcall.h>
#include <session/changeoutcome.h>

#include <QSignalSpy>
#include <QTest>

Q_DECLARE_METATYPE(lw::ApiError::Kind)

using namespace lw;
using namespace lw::test;
using namespace Qt::StringLiterals;

using State = CentralSession::State;
using Kind = ApiError::Kind;

namespace {

//! How the calls of a test were answered.
struct Answers
{
    QObject context;
    int good = 0;
    QList<ApiError> errors;
    [[nodiscard]] qsizetype count() const { return good + errors.size(); }
};

void ask(CentralSession &session, Answers &answers,
         CentralCallRepeat repeat = CentralCallRepeat::Read)
{
    callCentral<RemoteConnections>(
        session, &answers.context, repeat,
        [](CentralClient &client, const Secret &token) { return client.remoteConnections(token); },
        [&answers](const Result<RemoteConnections> &result) {
            if (result)
                ++answers.good;
            else
                answers.errors.append(result.error());
        });
}

//! What the platform says to a token that is not the newest.
auto onlyNewest(CentralSessionFixture &f)
{
    return [&f](const SentRequest &sent) {
        const QByteArray newest = "Bearer access." + QByteArray::number(f.tokens);
        return sent.header("Authorization") == newest ? connectionsAnswer()
                                                      : centralRefusal(401, 1000036);
    };
}

} // namespace

/*! Calls under tokens that end, rotate and are refused, and under a rate limit. */
class TestCentralCall : public QObject
{
    Q_OBJECT
private slots:
    void hundredCallsAtExpiryCauseOneRefresh();
    void hundredCallsUnderAForgottenTokenCauseOneRefresh_data();
    void hundredCallsUnderAForgottenTokenCauseOneRefresh();
    void refreshTokensRotate();
    void tokenWithoutLifeIsNotRefreshedInALoop();
    void tokenThatIsNeverTakenEndsTheSession();
    void refusedRefreshTokenFallsBackOnTheSecretOnce();
    void refusedSecretAfterwardsStops();
    void lostRefreshFailsTheCallsAndKeepsTheSession();
    void changeThatWasNotSentLeavesNothingOpen_data();
    void changeThatWasNotSentLeavesNothingOpen();
    void changeThatWasSentLeavesItsOutcomeOpen();
    void refreshWithoutARefreshTokenUsesTheSecret();
    void limitedCallsWaitTogether();
    void readsWaitSeveralTimesChangesOnce();
    void longWaitAnswersAtOnce();
    void limitedRefreshWaits();
    void callWithoutASessionIsAnswered();
    void callWhileSigningInWaits();
    void blockedAddressEndsTheSession();
    void signOutAnswersWhatWaits();
    void deadContextIsNotAnswered();
};

void TestCentralCall::hundredCallsAtExpiryCauseOneRefresh()
{
    CentralSessionFixture f;
    f.server.compute(kConnectionsPath, onlyNewest(f));
    f.signInToCentral();
    f.clock.advance(std::chrono::seconds(1800));
    Answers answers;
    for (int i = 0; i < 100; ++i)
        ask(f.central, answers);
    QTRY_COMPARE(answers.count(), 100);
    QCOMPARE(answers.good, 100);
    QCOMPARE(f.grants(), (QStringList{u"secret"_s, u"refresh"_s}));
    QCOMPARE(f.server.count(kConnectionsPath), 100);
}

void TestCentralCall::hundredCallsUnderAForgottenTokenCauseOneRefresh_data()
{
    QTest::addColumn<int>("code");
    QTest::newRow("expired") << 1000035;
    QTest::newRow("invalid") << 1000036;
}

void TestCentralCall::hundredCallsUnderAForgottenTokenCauseOneRefresh()
{
    QFETCH(int, code);
    CentralSessionFixture f;
    f.server.compute(kConnectionsPath, [&](const SentRequest &sent) {
        return sent.header("Authorization") == "Bearer access.1" ? centralRefusal(401, code)
                                                                 : connectionsAnswer();
    });
    f.signInToCentral();
    Answers answers;
    for (int i = 0; i < 100; ++i)
        ask(f.central, answers);
    QTRY_COMPARE(answers.count(), 100);
    QCOMPARE(answers.good, 100);
    QCOMPARE(f.grants(), (QStringList{u"secret"_s, u"refresh"_s}));
    QCOMPARE(f.server.count(kConnectionsPath), 200);
}

void TestCentralCall::refreshTokensRotate()
{
    CentralSessionFixture f;
    f.server.compute(kConnectionsPath, onlyNewest(f));
    f.signInToCentral();
    Answers answers;
    for (int i = 1; i <= 3; ++i) {
        f.clock.advance(std::chrono::seconds(1799));
        ask(f.central, answers);
        QTRY_COMPARE(answers.good, i);
        QVERIFY(f.server.last(kTokenPath)
                    .body.endsWith("refresh_token=refresh." + QByteArray::number(i)));
    }
}

void TestCentralCall::tokenWithoutLifeIsNotRefreshedInALoop()
{
    CentralSessionFixture f;
    f.server.compute(kTokenPath, [](const SentRequest &) {
        return FakeAnswer::json(
            {{u"access_token"_s, u"a"_s}, {u"refresh_token"_s, u"r"_s}, {u"expires_in"_s, 0}});
    });
    f.server.always(kConnectionsPath, connectionsAnswer());
    f.signInToCentral();
    Answers answers;
    ask(f.central, answers);
    QTRY_COMPARE(answers.good, 1);
    QCOMPARE(f.server.count(kTokenPath), 2);
}

void TestCentralCall::tokenThatIsNeverTakenEndsTheSession()
{
    CentralSessionFixture f;
    f.server.always(kConnectionsPath, centralRefusal(401, 1000035));
    f.signInToCentral();
    Answers answers;
    ask(f.central, answers);
    QTRY_COMPARE(answers.errors.size(), 1);
    QCOMPARE(answers.errors.at(0).kind, Kind::SessionExpired);
    QCOMPARE(f.central.state(), State::NeedsSecret);
    QCOMPARE(f.server.count(kTokenPath), 2);
    QCOMPARE(f.server.count(kConnectionsPath), 2);
}

void TestCentralCall::refusedRefreshTokenFallsBackOnTheSecretOnce()
{
    CentralSessionFixture f;
    f.server.always(kConnectionsPath, connectionsAnswer());
    f.signInToCentral();
    f.clock.advance(std::chrono::seconds(1800));
    f.server.next(kTokenPath, centralRefusal(401, 1000036));
    Answers answers;
    ask(f.central, answers);
    QTRY_COMPARE(answers.good, 1);
    QCOMPARE(f.grants(), (QStringList{u"secret"_s, u"refresh"_s, u"secret"_s}));
    QCOMPARE(f.central.refusals(), 0);
}

void TestCentralCall::refusedSecretAfterwardsStops()
{
    CentralSessionFixture f;
    f.signInToCentral();
    f.clock.advance(std::chrono::seconds(1800));
    f.server.next(kTokenPath, centralRefusal(401, 1000036));
    f.server.next(kTokenPath, centralRefusal(401, 1000002));
    Answers answers;
    ask(f.central, answers);
    ask(f.central, answers);
    QTRY_COMPARE(answers.errors.size(), 2);
    QCOMPARE(f.central.state(), State::Stopped);
    f.signInToCentral();
    QCOMPARE(f.server.count(kTokenPath), 3);
}

void TestCentralCall::lostRefreshFailsTheCallsAndKeepsTheSession()
{
    CentralSessionFixture f;
    f.server.always(kConnectionsPath, connectionsAnswer());
    f.signInToCentral();
    f.clock.advance(std::chrono::seconds(1800));
    f.server.next(kTokenPath, FakeAnswer::failure(Kind::Unreachable));
    Answers answers;
    ask(f.central, answers);
    QTRY_COMPARE(answers.errors.size(), 1);
    QCOMPARE(answers.errors.at(0).kind, Kind::Unreachable);
    QCOMPARE(f.central.state(), State::Connected);
    ask(f.central, answers);
    QTRY_COMPARE(answers.good, 1);
}

void TestCentralCall::changeThatWasNotSentLeavesNothingOpen_data()
{
    QTest::addColumn<bool>("isAnsweredBefore"); // with a token that is over
    QTest::addColumn<Kind>("kind");
    QTest::newRow("no answer to the refresh before") << false << Kind::Timeout;
    QTest::newRow("unreadable answer to the refresh before") << false << Kind::MalformedReply;
    QTest::newRow("server fault at the refresh before") << false << Kind::ServerFault;
    QTest::newRow("given up before") << false << Kind::Cancelled;
    QTest::newRow("turned away, then no answer to the refresh") << true << Kind::Timeout;
}

void TestCentralCall::changeThatWasNotSentLeavesNothingOpen()
{
    QFETCH(bool, isAnsweredBefore);
    QFETCH(Kind, kind);
    CentralSessionFixture f;
    f.server.always(kConnectionsPath, centralRefusal(401, 1000035));
    f.signInToCentral();
    if (!isAnsweredBefore)
        f.clock.advance(std::chrono::seconds(1800));
    f.server.next(kTokenPath, FakeAnswer::failure(kind));
    Answers answers;
    ask(f.central, answers, CentralCallRepeat::Change);
    QTRY_COMPARE(answers.errors.size(), 1);
    QCOMPARE(answers.errors.at(0).kind, kind);
    QVERIFY(!leavesOutcomeOpen(answers.errors.at(0)));
    QCOMPARE(f.server.count(kConnectionsPath), isAnsweredBefore ? 1 : 0);
}

void TestCentralCall::changeThatWasSentLeavesItsOutcomeOpen()
{
    CentralSessionFixture f;
    f.server.next(kConnectionsPath, FakeAnswer::failure(Kind::Timeout));
    f.signInToCentral();
    Answers answers;
    ask(f.central, answers, CentralCallRepeat::Change);
    QTRY_COMPARE(answers.errors.size(), 1);
    QVERIFY(leavesOutcomeOpen(answers.errors.at(0)));
}

void TestCentralCall::refreshWithoutARefreshTokenUsesTheSecret()
{
    CentralSessionFixture f;
    f.server.next(kTokenPath,
                  FakeAnswer::json({{u"access_token"_s, u"a"_s}, {u"expires_in"_s, 1800}}));
    f.server.always(kConnectionsPath, connectionsAnswer());
    f.signInToCentral();
    f.clock.advance(std::chrono::seconds(1800));
    Answers answers;
    ask(f.central, answers);
    QTRY_COMPARE(answers.good, 1);
    QCOMPARE(f.grants(), (QStringList{u"secret"_s, u"secret"_s}));
}

void TestCentralCall::limitedCallsWaitTogether()
{
    CentralSessionFixture f;
    f.server.always(kConnectionsPath, connectionsAnswer());
    for (int i = 0; i < 10; ++i)
        f.server.next(kConnectionsPath, rateLimited());
    f.signInToCentral();
    QSignalSpy waits(&f.central, &CentralSession::waitChanged);
    Answers answers;
    for (int i = 0; i < 10; ++i)
        ask(f.central, answers);
    QTRY_COMPARE(answers.good, 10);
    QCOMPARE(waits.count(), 2); // one beginning, one end
    QCOMPARE(f.server.count(kConnectionsPath), 20);
}

void TestCentralCall::readsWaitSeveralTimesChangesOnce()
{
    CentralSessionFixture f;
    f.server.always(kConnectionsPath, rateLimited());
    f.signInToCentral();
    Answers answers;
    ask(f.central, answers, CentralCallRepeat::Change);
    QTRY_COMPARE(answers.errors.size(), 1);
    QCOMPARE(answers.errors.at(0).kind, Kind::RateLimited);
    QCOMPARE(f.server.count(kConnectionsPath), 2);
    f.server.forgetRequests();
    ask(f.central, answers, CentralCallRepeat::Read);
    QTRY_COMPARE(answers.errors.size(), 2);
    QCOMPARE(f.server.count(kConnectionsPath), 5);
}

void TestCentralCall::longWaitAnswersAtOnce()
{
    CentralSessionFixture f;
    f.server.always(kConnectionsPath, rateLimited("3600"));
    f.signInToCentral();
    Answers answers;
    ask(f.central, answers);
    QTRY_COMPARE(answers.errors.size(), 1);
    QCOMPARE(answers.errors.at(0).retryAfter, std::optional(std::chrono::seconds(3600)));
    QCOMPARE(f.server.count(kConnectionsPath), 1);
    QCOMPARE(f.central.state(), State::Connected);
}

void TestCentralCall::limitedRefreshWaits()
{
    CentralSessionFixture f;
    f.server.always(kConnectionsPath, connectionsAnswer());
    f.signInToCentral();
    f.clock.advance(std::chrono::seconds(1800));
    f.server.next(kTokenPath, rateLimited());
    Answers answers;
    ask(f.central, answers);
    QTRY_COMPARE(answers.good, 1);
    QCOMPARE(f.grants(), (QStringList{u"secret"_s, u"refresh"_s, u"refresh"_s}));
}

void TestCentralCall::callWithoutASessionIsAnswered()
{
    CentralSessionFixture f;
    Answers answers;
    ask(f.central, answers);
    QCOMPARE(answers.count(), 0); // never from inside the call
    QTRY_COMPARE(answers.errors.size(), 1);
    QCOMPARE(f.server.count(kConnectionsPath), 0);
}

void TestCentralCall::callWhileSigningInWaits()
{
    CentralSessionFixture f;
    f.server.always(kConnectionsPath, connectionsAnswer());
    f.central.signIn(Secret("secret"));
    Answers answers;
    ask(f.central, answers);
    QTRY_COMPARE(answers.good, 1);
}

void TestCentralCall::blockedAddressEndsTheSession()
{
    CentralSessionFixture f;
    f.server.next(kConnectionsPath, centralRefusal(403, 1000042));
    f.signInToCentral();
    Answers answers;
    ask(f.central, answers);
    QTRY_COMPARE(answers.errors.size(), 1);
    QCOMPARE(f.central.state(), State::Locked);
}

void TestCentralCall::signOutAnswersWhatWaits()
{
    CentralSessionFixture f;
    f.signInToCentral();
    f.server.always(kConnectionsPath, rateLimited("50"));
    Answers answers;
    ask(f.central, answers);
    QTRY_VERIFY(f.central.waitsUntil());
    f.central.signOut();
    QTRY_COMPARE(answers.errors.size(), 1);
    QCOMPARE(answers.errors.at(0).kind, Kind::Cancelled);
    QVERIFY(!f.central.waitsUntil());
}

void TestCentralCall::deadContextIsNotAnswered()
{
    CentralSessionFixture f;
    f.server.always(kConnectionsPath, connectionsAnswer());
    f.signInToCentral();
    Answers living;
    {
        Answers dying;
        ask(f.central, dying);
        ask(f.central, living);
    }
    QTRY_COMPARE(living.good, 1);
    QCOMPARE(f.server.count(kConnectionsPath), 1);
}

QTEST_GUILESS_MAIN(TestCentralCall)

#include "tst_centralcall.moc"
