// SPDX-License-Identifier: GPL-3.0-or-later
#include "remotemanagementfixture.h"

#include <QJsonArray>
#include <QSignalSpy>

using namespace lw;
using namespace lw::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Activity = RemoteManagementModel::Activity;
using Field = RemoteManagementField;
using Kind = ApiError::Kind;
using Outcome = RemoteManagementModel::Outcome;
using Settings = RemoteManagementSettings;

Q_DECLARE_METATYPE(lw::ApiError::Kind)
Q_DECLARE_METATYPE(lw::Feature)

/*! The page's model after Save: waiting, watching, disconnecting. */
class TestRemoteManagementWaiting : public QObject, private RemoteManagementStage
{
    Q_OBJECT
private slots:
    void init() { start(u"83.19.0.110"_s); }
    void cleanup() { m_fixture.reset(); }

    void waitsUntilConnected();
    void waitingEndsAtTheLimit();
    void waitingEndsAtTheLimitWithoutAnswers();
    void failingPollIsNoConnection();
    void staleConnectedIsNotConnected_data();
    void staleConnectedIsNotConnected();
    void staleConnectedAtTheLimit();
    void expiryWhileWaiting();
    void cancelWhileLoading();
    void cancelWhileWaiting();
    void disconnectIsVerified();
    void disconnectThatDoesNotHelp();
    void disconnectUnanswered_data();
    void disconnectUnanswered();
    void disconnectRefused();
    void disconnectThatTheFirmwareLacks();
    void cancelWhileDisconnecting();
    void watching();
    void watchingDoesNotKeepTheSessionAlive();
};

void TestRemoteManagementWaiting::waitsUntilConnected()
{
    server().next(kStatusCall, statusAnswer(u"Disconnected"_s)); // before
    server().next(kStatusCall, statusAnswer(u"Connecting"_s));
    server().next(kStatusCall, statusAnswer(u"Handshaking 😀"_s));
    server().always(kStatusCall, statusAnswer(u"Connected"_s, 2'000));
    model().setWaitLimit(10s);
    save();
    QCOMPARE(model().activity(), Activity::WaitingForConnection);
    QVERIFY(model().remainingWait() > 0ms);
    QTRY_COMPARE(model().activity(), Activity::Idle);
    QVERIFY(model().isConnected());
    QCOMPARE(model().remainingWait(), 0ms);
    QCOMPARE(server().count(kStatusCall), 4);
    QVERIFY(server().last(kStatusCall).header("X-User-Activity").isNull());
    QVERIFY(server().last(kStatusCall).cause == HttpRequest::Cause::Timer);
}

void TestRemoteManagementWaiting::waitingEndsAtTheLimit()
{
    server().always(kStatusCall, statusAnswer(u"Connecting"_s));
    model().setWaitLimit(30ms);
    save();
    QTRY_COMPARE(model().activity(), Activity::Idle);
    QCOMPARE(model().outcome(), Outcome::Saved);
    QVERIFY(!model().isConnected());
    QVERIFY(server().count(kStatusCall) >= 3);
}

//! A PBX that reads questions and says nothing must not prolong the minute.
void TestRemoteManagementWaiting::waitingEndsAtTheLimitWithoutAnswers()
{
    server().next(kStatusCall, statusAnswer(u"Connecting"_s)); // before
    server().next(kStatusCall, statusAnswer(u"Connecting"_s)); // first poll
    server().always(kStatusCall, FakeAnswer::hang());
    model().setWaitLimit(30ms);
    save();
    QTRY_COMPARE(model().activity(), Activity::Idle);
    QVERIFY(!model().isConnected());
    QTRY_COMPARE(server().hanging(kStatusCall), 0);
}

//! Connected before the Save, and nothing could be read since.
void TestRemoteManagementWaiting::failingPollIsNoConnection()
{
    server().next(kStatusCall, statusAnswer(u"Connected"_s));
    server().always(kStatusCall, FakeAnswer::failure(Kind::Timeout));
    model().setWaitLimit(30ms);
    save();
    QVERIFY(!model().isConnected());
    QTRY_COMPARE(model().activity(), Activity::Idle);
    QVERIFY(!model().isConnected());
    QVERIFY(model().statusError().has_value());
    QCOMPARE(model().outcome(), Outcome::Saved);
}

void TestRemoteManagementWaiting::staleConnectedIsNotConnected_data()
{
    QTest::addColumn<QString>("way");
    QTest::newRow("another server, to be processed") << u"server"_s;
    QTest::newRow("only another code, to be processed") << u"code"_s;
    QTest::newRow("another server, answer lost") << u"lost"_s;
}

//! The PBX still shows the connection that is about to go.
void TestRemoteManagementWaiting::staleConnectedIsNotConnected()
{
    QFETCH(QString, way);
    for (int i = 0; i < 3; ++i) // before, and two polls
        server().next(kStatusCall, statusAnswer(u"Connected"_s));
    server().next(kStatusCall, statusAnswer(u"Connecting"_s));
    server().always(kStatusCall, statusAnswer(u"Connected"_s, 2'000));
    model().setWaitLimit(10s);
    if (way == u"code"_s) {
        server().always(kUpdateCall, FakeAnswer::refusal(2));
        model().setSecret(Field::AuthenticationCode, Secret(QByteArrayView("NEW")));
        model().save();
        SessionFixture::settleAll([this] { return model().activity() != Activity::Saving; });
    } else if (way == u"lost"_s) {
        server().next(kGetCall, settingsAnswer());
        server().always(kGetCall, RemoteManagementFixture::changedServer());
        server().always(kUpdateCall, FakeAnswer::failure(Kind::UnknownOutcome));
        m_fixture->changeServer();
        model().save();
        SessionFixture::settleAll([this] { return model().activity() != Activity::Saving; });
    } else {
        save(2);
    }
    QVERIFY(!model().isConnected());
    QTRY_COMPARE(model().activity(), Activity::Idle);
    QCOMPARE(model().outcome(), Outcome::Saved);
    QVERIFY(model().isConnected());
    QCOMPARE(model().status()->since->toSecsSinceEpoch(), 2'000);
}

void TestRemoteManagementWaiting::staleConnectedAtTheLimit()
{
    server().always(kStatusCall, statusAnswer(u"Connected"_s));
    model().setWaitLimit(30ms);
    save(2);
    QTRY_COMPARE(model().activity(), Activity::Idle);
    QVERIFY(!model().isConnected());
    m_fixture->load(); // a person looks anew
    QVERIFY(model().isConnected());
}

void TestRemoteManagementWaiting::expiryWhileWaiting()
{
    server().next(kStatusCall, statusAnswer(u"Disconnected"_s));
    server().always(kStatusCall, FakeAnswer::refusal(10004));
    model().setWaitLimit(10s);
    save();
    QTRY_COMPARE(model().activity(), Activity::Idle);
    QCOMPARE(model().outcome(), Outcome::Saved);
    QVERIFY(!model().isConnected());
    QVERIFY(model().error()->kind == Kind::SessionExpired);
    QVERIFY(m_fixture->session.hasExpired());
}

void TestRemoteManagementWaiting::cancelWhileLoading()
{
    server().next(kGetCall, FakeAnswer::hang());
    model().load();
    model().cancel();
    QCOMPARE(model().activity(), Activity::Idle);
    QTRY_COMPARE(server().hanging(kGetCall), 0);
    QVERIFY(model().isLoaded());
    QVERIFY(!model().error());
}

void TestRemoteManagementWaiting::cancelWhileWaiting()
{
    server().next(kStatusCall, statusAnswer(u"Connected"_s));
    server().always(kStatusCall, FakeAnswer::hang());
    save();
    model().cancel();
    QCOMPARE(model().activity(), Activity::Idle);
    QCOMPARE(model().outcome(), Outcome::Saved);
    QVERIFY(!model().isConnected());
    model().cancel();
    QCOMPARE(model().outcome(), Outcome::Saved);
}

void TestRemoteManagementWaiting::disconnectIsVerified()
{
    server().next(kStatusCall, statusAnswer(u"Connected"_s));
    server().always(kStatusCall, statusAnswer(u"Disconnected"_s));
    model().setWaitLimit(10s);
    model().disconnectFromServer();
    QCOMPARE(model().activity(), Activity::Disconnecting);
    QTRY_COMPARE(model().activity(), Activity::Idle);
    QCOMPARE(model().outcome(), Outcome::Disconnected);
    QCOMPARE(server().count(kDisconnectCall), 1);
    QCOMPARE(server().count(kStatusCall), 2);
    QVERIFY(!server().last(kDisconnectCall).header("X-User-Activity").isNull());
}

void TestRemoteManagementWaiting::disconnectThatDoesNotHelp()
{
    server().always(kStatusCall, statusAnswer(u"Connected"_s));
    model().setWaitLimit(30ms);
    model().disconnectFromServer();
    QTRY_COMPARE(model().activity(), Activity::Idle);
    QCOMPARE(model().outcome(), Outcome::StillConnected);
    QCOMPARE(server().count(kDisconnectCall), 1);
}

void TestRemoteManagementWaiting::disconnectUnanswered_data()
{
    QTest::addColumn<int>("status"); // 0: the connection was lost
    QTest::addColumn<bool>("canRead");
    QTest::addColumn<Outcome>("outcome");
    QTest::newRow("lost, but carried out") << 0 << true << Outcome::Disconnected;
    QTest::newRow("a bad gateway, but carried out") << 502 << true << Outcome::Disconnected;
    QTest::newRow("no JSON, but carried out") << 200 << true << Outcome::Disconnected;
    QTest::newRow("lost, and nothing can be read") << 0 << false << Outcome::Unknown;
}

void TestRemoteManagementWaiting::disconnectUnanswered()
{
    QFETCH(int, status);
    QFETCH(bool, canRead);
    QFETCH(Outcome, outcome);
    server().always(kDisconnectCall, status == 0 ? FakeAnswer::failure(Kind::UnknownOutcome)
                                                 : FakeAnswer{.status = status, .body = "<p>"});
    server().always(kStatusCall, canRead ? statusAnswer(u"Disconnected"_s)
                                         : FakeAnswer::failure(Kind::Unreachable));
    model().setWaitLimit(30ms);
    model().disconnectFromServer();
    QTRY_COMPARE(model().activity(), Activity::Idle);
    QCOMPARE(model().outcome(), outcome);
    QCOMPARE(server().count(kDisconnectCall), 1);
}

void TestRemoteManagementWaiting::disconnectRefused()
{
    server().always(kDisconnectCall, FakeAnswer::refusal(10005));
    model().disconnectFromServer();
    SessionFixture::settleAll([this] { return !model().isBusy(); });
    QCOMPARE(model().outcome(), Outcome::NotSaved);
    QVERIFY(model().error()->kind == Kind::Forbidden);
    QCOMPARE(server().count(kStatusCall), 0);
}

//! Nobody knows the portal's own way: its absence says nothing about the page.
void TestRemoteManagementWaiting::disconnectThatTheFirmwareLacks()
{
    server().always(kDisconnectCall, FakeAnswer::refusal(10001));
    model().disconnectFromServer();
    SessionFixture::settleAll([this] { return !model().isBusy(); });
    QCOMPARE(model().outcome(), Outcome::NotSaved);
    QVERIFY(model().error()->kind == Kind::Unsupported);
    QVERIFY(!m_fixture->session.lacksRemoteManagement());
}

void TestRemoteManagementWaiting::cancelWhileDisconnecting()
{
    server().always(kDisconnectCall, FakeAnswer::hang());
    model().disconnectFromServer();
    model().cancel();
    QCOMPARE(model().activity(), Activity::Idle);
    QCOMPARE(model().outcome(), Outcome::Unknown);
}

void TestRemoteManagementWaiting::watching()
{
    server().always(kStatusCall, statusAnswer(u"Connecting"_s));
    model().setWatching(RemoteManagementModel::Watching::On);
    QCOMPARE(server().count(kStatusCall), 0);
    QTRY_VERIFY(server().count(kStatusCall) >= 3);
    QVERIFY(model().status()->state.is(ConnectionStatus::State::Connecting));
    QCOMPARE(model().activity(), Activity::Idle);
    model().setWatching(RemoteManagementModel::Watching::Off);
    const int count = server().count(kStatusCall);
    const QDeadlineTimer wait(40);
    QTRY_VERIFY(wait.hasExpired());
    QCOMPARE(server().count(kStatusCall), count);
}

void TestRemoteManagementWaiting::watchingDoesNotKeepTheSessionAlive()
{
    const auto end = m_fixture->session.endsAt();
    m_fixture->clock.advance(5min);
    model().setWatching(RemoteManagementModel::Watching::On);
    QTRY_VERIFY(server().count(kStatusCall) >= 2);
    for (const SentRequest &sent : server().sentTo(kStatusCall))
        QVERIFY(sent.header("X-User-Activity").isNull());
    QCOMPARE(m_fixture->session.endsAt(), end);
}

QTEST_GUILESS_MAIN(TestRemoteManagementWaiting)
#include "tst_remotemanagementwaiting.moc"
