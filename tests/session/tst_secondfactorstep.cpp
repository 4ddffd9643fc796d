// SPDX-License-Identifier: GPL-3.0-or-later
#include "accountfixture.h"

#include <QSignalSpy>

using namespace lw;
using namespace lw::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Kind = ApiError::Kind;
using State = PbxSession::State;

Q_DECLARE_METATYPE(lw::ApiError::Kind)

/*! The second step of a sign-in, as PbxSession shows it. */
class TestSecondFactorStep : public QObject
{
    Q_OBJECT
private slots:
    void init() { m_fixture = std::make_unique<AccountFixture>(); }
    void cleanup() { m_fixture.reset(); }

    void challengeIsShown_data();
    void challengeIsShown();
    void challengeWithoutItsParts();
    void codeIsSentOnce();
    void codeLosesItsBlanks_data();
    void codeLosesItsBlanks();
    void refusalThatGoesOn_data();
    void refusalThatGoesOn();
    void refusalThatEnds_data();
    void refusalThatEnds();
    void attemptsCountDown();
    void resendGivesMoreTime();
    void resendTooEarly();
    void resendOnlyByEmail();
    void nothingIsSentWhileBusy();
    void cancelled();
    void signInAgainEndsTheChallenge();
    void signOutEndsTheChallenge();
    void cancelWhileTheCodeIsOnItsWay();
    void cancelFromTheSignal();
    void nothingWithoutAChallenge();

private:
    PbxSession &session() { return m_fixture->session; }
    FakeServer &server() { return m_fixture->server; }
    void challenge(const QString &method)
    {
        m_fixture->challenge(method);
        QCOMPARE(session().state(), State::NeedsSecondFactor);
    }
    void send(const char *code) { m_fixture->sendCode(code); }
    void resend()
    {
        session().resendCode();
        AccountFixture::turn();
    }
    static FakeAnswer rightCode() { return AccountFixture::rightCode(); }
    std::unique_ptr<AccountFixture> m_fixture;
};

void TestSecondFactorStep::challengeIsShown_data()
{
    QTest::addColumn<QString>("method");
    QTest::addColumn<QString>("hint");
    QTest::addColumn<int>("resendAfter");
    QTest::newRow("by authenticator") << u"authenticator"_s << u""_s << 0;
    QTest::newRow("by e-mail") << u"email"_s << u"a***@pbx.example"_s << 60;
}

void TestSecondFactorStep::challengeIsShown()
{
    QFETCH(QString, method);
    QFETCH(QString, hint);
    QFETCH(int, resendAfter);
    challenge(method);
    const QDateTime now = m_fixture->clock.now();
    const SecondFactorWait *wait = session().secondFactor();
    QVERIFY(wait);
    QCOMPARE(wait->method.word, method);
    QVERIFY(wait->method.known);
    QCOMPARE(wait->emailHint, hint);
    QCOMPARE(wait->endsAt, now.addSecs(300));
    QCOMPARE(wait->mayResendAt, now.addSecs(resendAfter));
    QVERIFY(!wait->isBusy && !wait->error && !wait->attemptsLeft);
    QVERIFY(session().error() && session().error()->kind == Kind::SecondFactorRequired);
    QCOMPARE(session().error()->method, method);
    QVERIFY(!session().isSignedIn() && !session().mayAdminister());
    QVERIFY(session().cookie().isEmpty());
    QVERIFY(!session().endsAt());
}

void TestSecondFactorStep::challengeWithoutItsParts()
{
    server().always(kLoginCall, FakeAnswer::refusal(70601));
    m_fixture->signIn();
    QCOMPARE(session().state(), State::Failed);
    QVERIFY(!session().secondFactor());
    QCOMPARE(int(session().error()->kind), int(Kind::MalformedReply));
}

void TestSecondFactorStep::codeIsSentOnce()
{
    challenge(u"authenticator"_s);
    server().always(kCodeCall, rightCode());
    QSignalSpy trusted(&session(), &PbxSession::deviceTrusted);
    session().sendCode(typed("287082"), TrustDevice::No);
    QVERIFY(session().secondFactor()->isBusy);
    AccountFixture::turn();
    QCOMPARE(session().state(), State::Connected);
    QVERIFY(!session().secondFactor());
    QVERIFY(!session().error());
    QCOMPARE(server().count(kCodeCall), 1);
    QCOMPARE(server().count(kLoginCall), 1);
    QCOMPARE(server().last(kCodeCall).json(),
             (QJsonObject{{u"challenge"_s, u"0f0e0d0c0b0a09080706050403020100"_s},
                          {u"code"_s, u"287082"_s},
                          {u"trust_device"_s, 0},
                          {u"device_name"_s, u"Workstation 7"_s}}));
    QVERIFY(session().cookie() == typed("S2"));
    QCOMPARE(session().endsAt(), std::optional(m_fixture->clock.now().addSecs(15 * 60)));
    QCOMPARE(trusted.count(), 0);
}

void TestSecondFactorStep::codeLosesItsBlanks_data()
{
    QTest::addColumn<QByteArray>("code");
    QTest::newRow("as it is") << QByteArray("287082");
    QTest::newRow("in groups") << QByteArray("287 082");
    QTest::newRow("pasted with a line end") << QByteArray(" 287082\r\n");
    QTest::newRow("with tabs") << QByteArray("\t28 70 82\t");
}

void TestSecondFactorStep::codeLosesItsBlanks()
{
    QFETCH(QByteArray, code);
    challenge(u"authenticator"_s);
    send(code.constData());
    QCOMPARE(server().last(kCodeCall).json().value(u"code"_s).toString(), u"287082"_s);
}

void TestSecondFactorStep::refusalThatGoesOn_data()
{
    QTest::addColumn<QString>("method");
    QTest::addColumn<int>("code");
    QTest::addColumn<QJsonObject>("more");
    QTest::newRow("a wrong code") << u"authenticator"_s << 70602
                                  << QJsonObject{{u"attempts_left"_s, 4}};
    QTest::newRow("a wrong code, one attempt left")
        << u"email"_s << 70602 << QJsonObject{{u"attempts_left"_s, 1}};
    QTest::newRow("a wrong code, nobody says how many are left")
        << u"authenticator"_s << 70602 << QJsonObject{};
    QTest::newRow("an e-mailed code that is over") << u"email"_s << 70603 << QJsonObject{};
    QTest::newRow("too many requests")
        << u"email"_s << 70605 << QJsonObject{{u"resend_after"_s, 9}};
    QTest::newRow("a code of the wrong form") << u"authenticator"_s << 40002 << QJsonObject{};
}

void TestSecondFactorStep::refusalThatGoesOn()
{
    QFETCH(QString, method);
    QFETCH(int, code);
    QFETCH(QJsonObject, more);
    challenge(method);
    server().next(kCodeCall, FakeAnswer::refusal(code, more));
    send("000000");
    QCOMPARE(session().state(), State::NeedsSecondFactor);
    QVERIFY(session().secondFactor() && !session().secondFactor()->isBusy);
    QVERIFY(session().secondFactor()->error);
    QCOMPARE(session().secondFactor()->error->serverCode, std::optional(code));
    QCOMPARE(server().count(kCodeCall), 1);
    server().next(kCodeCall, rightCode());
    send("287082");
    QCOMPARE(session().state(), State::Connected);
}

void TestSecondFactorStep::refusalThatEnds_data()
{
    QTest::addColumn<QString>("answer"); // a number: the code of a refusal
    QTest::addColumn<State>("state");
    QTest::addColumn<bool>("hasChallengeEnded");
    const auto row = [](const char *name, const QString &answer, State state, bool ended) {
        QTest::newRow(name) << answer << state << ended;
    };
    row("the last attempt was wrong", u"last"_s, State::NeedsPassword, true);
    row("the challenge is over", u"-1"_s, State::NeedsPassword, true);
    row("an authenticator's code cannot be over", u"70603"_s, State::NeedsPassword, true);
    row("address blocked", u"70004"_s, State::Locked, false);
    row("address not allowed", u"70087"_s, State::Failed, false);
    row("an old firmware", u"10001"_s, State::Failed, false);
    row("fault of the PBX", u"-2"_s, State::Failed, false);
    row("a challenge for a challenge", u"70601"_s, State::Failed, false);
    row("no answer", u"unknown"_s, State::Failed, false);
    row("not reached", u"unreachable"_s, State::Failed, false);
    row("another certificate", u"certificate"_s, State::NeedsTrust, false);
    row("an answer without a cookie", u"0"_s, State::Failed, false);
}

void TestSecondFactorStep::refusalThatEnds()
{
    QFETCH(QString, answer);
    QFETCH(State, state);
    QFETCH(bool, hasChallengeEnded);
    challenge(u"authenticator"_s);
    FakeAnswer reply = FakeAnswer::refusal(answer.toInt(), {{u"block_expire_time"_s, 0}});
    if (answer == u"last"_s)
        reply = FakeAnswer::refusal(70602, {{u"attempts_left"_s, 0}});
    else if (answer == u"unknown"_s)
        reply = unanswered();
    else if (answer == u"unreachable"_s)
        reply = FakeAnswer::failure(Kind::Unreachable);
    else if (answer == u"certificate"_s)
        reply = untrusted(Kind::TlsChanged);
    server().always(kCodeCall, reply);
    send("000000");
    QCOMPARE(session().state(), state);
    QCOMPARE(session().hasChallengeEnded(), hasChallengeEnded);
    QVERIFY(!session().secondFactor());
    QVERIFY2(session().error(), "nobody knows why");
    QVERIFY(!session().hasExpired());
    QCOMPARE(server().count(kCodeCall), 1);
    QCOMPARE(server().count(kLoginCall), 1);
    send("287082");
    QCOMPARE(server().count(kCodeCall), 1);
}

void TestSecondFactorStep::attemptsCountDown()
{
    challenge(u"authenticator"_s);
    for (int left = 4; left > 0; --left) {
        server().next(kCodeCall, FakeAnswer::refusal(70602, {{u"attempts_left"_s, left}}));
        send("000000");
        QCOMPARE(session().secondFactor()->attemptsLeft, std::optional(left));
        QCOMPARE(session().secondFactor()->error->reason, u"code-wrong"_s);
    }
    session().sendCode(typed("1"), TrustDevice::No);
    QVERIFY2(!session().secondFactor()->error, "gone with the next attempt");
}

void TestSecondFactorStep::resendGivesMoreTime()
{
    challenge(u"email"_s);
    server().next(kCodeCall, FakeAnswer::refusal(70602, {{u"attempts_left"_s, 3}}));
    send("000000");
    server().next(kCodeCall, FakeAnswer::refusal(70603));
    send("000000");
    m_fixture->clock.advance(200s);
    server().always(kResendCall, golden(u"login-twofactor-sendemail"_s));
    session().resendCode();
    QVERIFY(session().secondFactor()->isBusy);
    QVERIFY(!session().secondFactor()->error);
    AccountFixture::turn();
    QVERIFY(!session().secondFactor()->isBusy);
    const QDateTime now = m_fixture->clock.now();
    QCOMPARE(session().secondFactor()->endsAt, now.addSecs(300));
    QCOMPARE(session().secondFactor()->mayResendAt, now.addSecs(60));
    QCOMPARE(session().secondFactor()->attemptsLeft, std::optional(3));
    QCOMPARE(server().last(kResendCall).json(),
             (QJsonObject{{u"challenge"_s, u"0f0e0d0c0b0a09080706050403020100"_s}}));
    QCOMPARE(session().state(), State::NeedsSecondFactor);
}

void TestSecondFactorStep::resendTooEarly()
{
    challenge(u"email"_s);
    const QDateTime endsAt = session().secondFactor()->endsAt;
    m_fixture->clock.advance(10s);
    server().always(kResendCall, golden(u"error-70605"_s));
    resend();
    QCOMPARE(session().state(), State::NeedsSecondFactor);
    QCOMPARE(int(session().secondFactor()->error->kind), int(Kind::RateLimited));
    QCOMPARE(session().secondFactor()->mayResendAt, m_fixture->clock.now().addSecs(42));
    QCOMPARE(session().secondFactor()->endsAt, endsAt);
    server().always(kResendCall, FakeAnswer::refusal(-1));
    resend();
    QCOMPARE(session().state(), State::NeedsPassword);
    QVERIFY(session().hasChallengeEnded());
}

void TestSecondFactorStep::resendOnlyByEmail()
{
    challenge(u"authenticator"_s);
    resend();
    QCOMPARE(server().count(kResendCall), 0);
    QVERIFY(!session().secondFactor()->isBusy);
}

void TestSecondFactorStep::nothingIsSentWhileBusy()
{
    challenge(u"email"_s);
    send("111111"); // hangs
    send("222222");
    resend();
    QCOMPARE(server().count(kCodeCall), 1);
    QCOMPARE(server().count(kResendCall), 0);
}

void TestSecondFactorStep::cancelled()
{
    challenge(u"email"_s);
    server().next(kCodeCall, FakeAnswer::refusal(70602));
    send("000000");
    session().cancel();
    QCOMPARE(session().state(), State::NeedsPassword);
    QVERIFY(!session().secondFactor() && !session().error());
    QVERIFY(!session().hasChallengeEnded());
    send("287082");
    resend();
    QCOMPARE(server().count(kCodeCall), 1);
    QCOMPARE(server().count(kResendCall), 0);
}

void TestSecondFactorStep::signInAgainEndsTheChallenge()
{
    challenge(u"email"_s);
    server().next(kCodeCall, FakeAnswer::refusal(-1));
    send("000000");
    QVERIFY(session().hasChallengeEnded());
    server().always(kLoginCall, loginAnswer());
    m_fixture->signIn();
    QCOMPARE(session().state(), State::Connected);
    QVERIFY(!session().hasChallengeEnded());
}

void TestSecondFactorStep::signOutEndsTheChallenge()
{
    challenge(u"email"_s);
    session().signOut();
    QCOMPARE(session().state(), State::Disconnected);
    QVERIFY(!session().secondFactor());
    QCOMPARE(server().count(kLogoutCall), 0);
}

void TestSecondFactorStep::cancelWhileTheCodeIsOnItsWay()
{
    challenge(u"authenticator"_s);
    send("287082");
    session().cancel();
    QTRY_COMPARE(server().hanging(kCodeCall), 0);
    QCOMPARE(session().state(), State::NeedsPassword);
    QVERIFY(session().cookie().isEmpty());
}

//! The step that tells is the one that goes.
void TestSecondFactorStep::cancelFromTheSignal()
{
    for (const int code : {0, 70602}) {
        init();
        challenge(u"authenticator"_s);
        server().always(kCodeCall, FakeAnswer::refusal(code));
        const bool isAtOnce = code == 0;
        connect(&session(), &PbxSession::stateChanged, this, [this, isAtOnce] {
            const SecondFactorWait *wait = session().secondFactor();
            if (wait && (isAtOnce || wait->error))
                session().cancel();
        });
        send("000000");
        QCOMPARE(session().state(), State::NeedsPassword);
        QVERIFY(!session().secondFactor());
    }
}

void TestSecondFactorStep::nothingWithoutAChallenge()
{
    m_fixture->signIn();
    send("287082");
    resend();
    QCOMPARE(session().state(), State::Connected);
    QCOMPARE(server().count(kCodeCall) + server().count(kResendCall), 0);
}

QTEST_GUILESS_MAIN(TestSecondFactorStep)
#include "tst_secondfactorstep.moc"
