// SPDX-License-Identifier: GPL-3.0-or-later
#include <session/connectionwatch.h>
#include <support/sessionfixture.h>

using namespace lw;
using namespace lw::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

FakeAnswer statusAnswer(const QString &state)
{
    return FakeAnswer::json({{u"errcode"_s, 0},
                             {u"status"_s, QJsonObject{{u"state"_s, state},
                                                       {u"since"_s, 1},
                                                       {u"server"_s, u"s"_s},
                                                       {u"detail"_s, u""_s},
                                                       {u"last_error"_s, u""_s}}}});
}

} // namespace

/*! Polling that never overlaps, never keeps a session alive and never speaks out of turn. */
class TestConnectionWatch : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void cleanup();
    void asksAtOnceAndAgain();
    void asksLater();
    void nextQuestionOnlyAfterTheAnswer();
    void stopped();
    void answerToAQuestionBeforeTheRestartIsNotTold();
    void silentWhileNobodyIsSignedIn();
    void expiryEndsTheSession();
    void lateAnswerDoesNotEndTheNextSession();
    void otherErrorsAreToldAndItGoesOn();
    void doesNotMoveTheEndOfTheSession();

private:
    FakeServer &server() { return m_fixture->server; }
    std::unique_ptr<SessionFixture> m_fixture;
    std::unique_ptr<ConnectionWatch> m_watch;
    QStringList m_told; //!< states, or "error"
};

void TestConnectionWatch::init()
{
    m_told.clear();
    m_fixture = std::make_unique<SessionFixture>();
    m_fixture->signIn();
    m_watch = std::make_unique<ConnectionWatch>(
        m_fixture->session, [this](Result<ConnectionStatus> status) {
            m_told.append(status ? status->state.word : u"error"_s);
        });
}

void TestConnectionWatch::cleanup()
{
    m_watch.reset();
    m_fixture.reset();
}

void TestConnectionWatch::asksAtOnceAndAgain()
{
    server().always(kStatusCall, statusAnswer(u"Connecting"_s));
    m_watch->start(5ms);
    QCOMPARE(server().count(kStatusCall), 1);
    QTRY_VERIFY(m_told.size() >= 3);
    for (const SentRequest &sent : server().sentTo(kStatusCall)) {
        QVERIFY(sent.cause == HttpRequest::Cause::Timer);
        QVERIFY(sent.header("X-User-Activity").isNull());
    }
}

void TestConnectionWatch::asksLater()
{
    server().always(kStatusCall, statusAnswer(u"Connected"_s));
    m_watch->startLater(5ms);
    QCOMPARE(server().count(kStatusCall), 0);
    QTRY_VERIFY(m_told.size() >= 2);
}

void TestConnectionWatch::nextQuestionOnlyAfterTheAnswer()
{
    m_watch->start(1ms);
    const QDeadlineTimer wait(30);
    QTRY_VERIFY(wait.hasExpired());
    QCOMPARE(server().count(kStatusCall), 1);
    server().always(kStatusCall, statusAnswer(u"Connected"_s));
    QVERIFY(server().release(kStatusCall, statusAnswer(u"Connecting"_s)));
    QTRY_VERIFY(m_told.size() >= 2);
    QCOMPARE(m_told.first(), u"Connecting"_s);
}

void TestConnectionWatch::stopped()
{
    server().always(kStatusCall, statusAnswer(u"Connected"_s));
    m_watch->start(1ms);
    QTRY_VERIFY(m_told.size() >= 2);
    m_watch->stop();
    const auto told = m_told.size();
    const auto asked = server().count(kStatusCall);
    const QDeadlineTimer wait(30);
    QTRY_VERIFY(wait.hasExpired());
    QCOMPARE(m_told.size(), told);
    QCOMPARE(server().count(kStatusCall), asked);
}

//! What was asked before a Save says nothing about the time after it, however late it comes.
void TestConnectionWatch::answerToAQuestionBeforeTheRestartIsNotTold()
{
    m_watch->start(5ms);
    QCOMPARE(server().hanging(kStatusCall), 1);
    m_watch->stop();
    server().always(kStatusCall, statusAnswer(u"Connecting"_s));
    m_watch->start(5ms);
    QCOMPARE(server().count(kStatusCall), 2);
    static_cast<void>(server().release(kStatusCall, statusAnswer(u"Connected"_s)));
    QTRY_VERIFY(m_told.size() >= 2);
    QVERIFY(!m_told.contains(u"Connected"_s));
}

void TestConnectionWatch::silentWhileNobodyIsSignedIn()
{
    server().always(kStatusCall, statusAnswer(u"Connected"_s));
    m_fixture->session.signOut();
    m_watch->start(1ms);
    const QDeadlineTimer wait(30);
    QTRY_VERIFY(wait.hasExpired());
    QCOMPARE(server().count(kStatusCall), 0);
    m_fixture->signIn();
    QTRY_VERIFY(!m_told.isEmpty());
}

void TestConnectionWatch::expiryEndsTheSession()
{
    server().always(kStatusCall, FakeAnswer::refusal(10004));
    m_watch->start(1ms);
    QTRY_COMPARE(m_told, QStringList{u"error"_s});
    QCOMPARE(m_fixture->session.state(), PbxSession::State::NeedsPassword);
    QVERIFY(m_fixture->session.hasExpired());
}

void TestConnectionWatch::lateAnswerDoesNotEndTheNextSession()
{
    m_watch->start(5ms);
    QCOMPARE(server().hanging(kStatusCall), 1);
    m_fixture->session.noteError(ApiError{.kind = ApiError::Kind::SessionExpired});
    m_fixture->signIn();
    QCOMPARE(m_fixture->session.state(), PbxSession::State::Connected);
    server().always(kStatusCall, statusAnswer(u"Connecting"_s));
    QVERIFY(server().release(kStatusCall, FakeAnswer::refusal(10004)));
    QTRY_VERIFY(!m_told.isEmpty());
    QCOMPARE(m_told.first(), u"Connecting"_s);
    QCOMPARE(m_fixture->session.state(), PbxSession::State::Connected);
}

void TestConnectionWatch::otherErrorsAreToldAndItGoesOn()
{
    server().next(kStatusCall, FakeAnswer::failure(ApiError::Kind::Timeout));
    server().next(kStatusCall, FakeAnswer::refusal(-2));
    server().always(kStatusCall, statusAnswer(u"Connected"_s));
    m_watch->start(1ms);
    QTRY_VERIFY(m_told.contains(u"Connected"_s));
    QCOMPARE(m_told.mid(0, 3), (QStringList{u"error"_s, u"error"_s, u"Connected"_s}));
    QCOMPARE(m_fixture->session.state(), PbxSession::State::Connected);
}

void TestConnectionWatch::doesNotMoveTheEndOfTheSession()
{
    const auto end = m_fixture->session.endsAt();
    server().always(kStatusCall, statusAnswer(u"Connected"_s));
    m_fixture->clock.advance(5min);
    m_watch->start(1ms);
    QTRY_VERIFY(m_told.size() >= 3);
    QCOMPARE(m_fixture->session.endsAt(), end);
}

QTEST_GUILESS_MAIN(TestConnectionWatch)
#include "tst_connectionwatch.moc"
