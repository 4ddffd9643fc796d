// SPDX-License-Identifier: GPL-3.0-or-later
#include "accountfixture.h"

#include <session/sessioncall.h>

#include <QSignalSpy>

using namespace lw;
using namespace lw::test;
using namespace Qt::StringLiterals;
using Kind = ApiError::Kind;
using State = PbxSession::State;

Q_DECLARE_METATYPE(lw::ApiError::Kind)

/*! What a session hears of the answers to its calls, and that every call ends. */
class TestSessionCall : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void cleanup();

    void answerKeepsTheSessionAlive();
    void errorsReachTheSession_data();
    void errorsReachTheSession();
    void answersToAnEarlierSession_data();
    void answersToAnEarlierSession();
    void connectionGoes_data();
    void connectionGoes();
    void contextGoes();
    void contextGoesWithTheSession();

private:
    PbxSession &session() { return m_fixture->session; }
    FakeServer &server() { return m_fixture->server; }
    //! Asks; the answer is m_kinds, "done" where it is one.
    void ask()
    {
        whenAnswered(session(), m_context.get(), session().portal().twoFactor(byPerson(session())),
                     [this](const Result<TwoFactorState> &state) {
                         m_answers.append(state ? -1 : int(state.error().kind));
                     });
        AccountFixture::turn();
    }
    std::unique_ptr<AccountFixture> m_fixture;
    std::unique_ptr<QObject> m_context;
    QList<int> m_answers; //!< kinds of errors; -1: none
};

void TestSessionCall::init()
{
    m_fixture = std::make_unique<AccountFixture>();
    m_context = std::make_unique<QObject>();
    m_answers.clear();
    m_fixture->signIn();
}

void TestSessionCall::cleanup()
{
    m_context.reset();
    m_fixture.reset();
}

void TestSessionCall::answerKeepsTheSessionAlive()
{
    server().always(kTwoFactorCall, golden(u"twofactor-get"_s));
    m_fixture->clock.advance(std::chrono::minutes(5));
    ask();
    QCOMPARE(m_answers, QList<int>{-1});
    QCOMPARE(session().endsAt(), std::optional(m_fixture->clock.now().addSecs(15 * 60)));
    QCOMPARE(server().last(kTwoFactorCall).header("X-User-Activity"), QByteArray("1"));
    QCOMPARE(server().last(kTwoFactorCall).header("Cookie"), QByteArray("websession=S1"));
}

void TestSessionCall::errorsReachTheSession_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<State>("state");
    QTest::newRow("session over") << 10004 << Kind::SessionExpired << State::NeedsPassword;
    QTest::newRow("address blocked") << 70004 << Kind::LockedOut << State::Locked;
    QTest::newRow("not allowed") << 10005 << Kind::Forbidden << State::Connected;
}

void TestSessionCall::errorsReachTheSession()
{
    QFETCH(int, code);
    QFETCH(Kind, kind);
    QFETCH(State, state);
    server().always(kTwoFactorCall, FakeAnswer::refusal(code));
    ask();
    QCOMPARE(m_answers, QList<int>{int(kind)});
    QCOMPARE(session().state(), state);
}

void TestSessionCall::answersToAnEarlierSession_data()
{
    QTest::addColumn<int>("code");
    QTest::newRow("session over") << 10004;
    QTest::newRow("address blocked") << 70004;
    QTest::newRow("an answer") << 0;
}

//! Whoever asked hears of it; the session that began meanwhile does not.
void TestSessionCall::answersToAnEarlierSession()
{
    QFETCH(int, code);
    ask(); // hangs
    m_fixture->expire();
    m_fixture->signIn();
    m_fixture->clock.advance(std::chrono::minutes(5));
    const auto endsAt = session().endsAt();
    QVERIFY(server().release(kTwoFactorCall,
                             code == 0 ? golden(u"twofactor-get"_s) : FakeAnswer::refusal(code)));
    AccountFixture::turn();
    QCOMPARE(m_answers.size(), 1);
    QCOMPARE(session().state(), State::Connected);
    QCOMPARE(session().endsAt(), endsAt);
}

void TestSessionCall::connectionGoes_data()
{
    QTest::addColumn<bool>("isAnsweredBefore");
    QTest::newRow("a call under way is answered all the same") << false;
    QTest::newRow("an answered one is not answered again") << true;
}

void TestSessionCall::connectionGoes()
{
    QFETCH(bool, isAnsweredBefore);
    ask(); // hangs
    if (isAnsweredBefore)
        QVERIFY(server().release(kTwoFactorCall, FakeAnswer::refusal(10005)));
    AccountFixture::turn();
    m_fixture->moveElsewhere();
    AccountFixture::turn();
    QCOMPARE(m_answers, QList<int>{int(isAnsweredBefore ? Kind::Forbidden : Kind::Cancelled)});
}

void TestSessionCall::contextGoes()
{
    ask(); // hangs
    m_context.reset();
    QTRY_COMPARE(server().hanging(kTwoFactorCall), 0);
    QVERIFY(m_answers.isEmpty());
}

//! Whoever hears that the session is over may be whom the answer is for.
void TestSessionCall::contextGoesWithTheSession()
{
    connect(&session(), &PbxSession::stateChanged, this, [this] { m_context.reset(); });
    server().always(kTwoFactorCall, FakeAnswer::refusal(10004));
    ask();
    QCOMPARE(session().state(), State::NeedsPassword);
    QVERIFY(m_answers.isEmpty());
}

QTEST_GUILESS_MAIN(TestSessionCall)
#include "tst_sessioncall.moc"
