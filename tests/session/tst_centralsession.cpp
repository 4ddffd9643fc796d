// SPDX-License-Identifier: GPL-3.0-or-later
#include <support/centralsessionfixture.h>

#include <QSignalSpy>
#include <QTest>

using namespace lw;
using namespace lw::test;
using namespace Qt::StringLiterals;

using State = CentralSession::State;
using Kind = ApiError::Kind;

/*! Signing in to a management server and out again, and what stops it. */
class TestCentralSession : public QObject
{
    Q_OBJECT
private slots:
    void signsIn();
    void revokesOnSignOut();
    void signOutWithoutAnAnswerEndsAllTheSame();
    void refusals_data();
    void refusals();
    void secondRefusalStopsByItself();
    void startingOverAllowsOneMoreTry();
    void successForgetsRefusals();
    void anotherClientIdDoesNotForgetRefusals();
    void anotherAddressForgetsRefusals();
    void signingOutDoesNotForgetThatItStopped();
    void certificateIsAskedForAndPinned();
    void changedCertificateEndsTheSession();
    void limitedSignInWaitsOnce();
    void limitedSignInGivesUpTheSecondTime();
    void longWaitIsToldInstead();
    void cancelDropsTheAnswer();
    void otherAddressEndsTheSession();
    void connectionThatGoesDuringSignOutEndsIt();
    void newNameDoesNot();
    void deedsCarryServerAndClient();
};

void TestCentralSession::signsIn()
{
    CentralSessionFixture f;
    QSignalSpy changes(&f.central, &CentralSession::stateChanged);
    f.central.signIn(Secret("secret"));
    QCOMPARE(f.central.state(), State::Connecting);
    QTRY_COMPARE(f.central.state(), State::Connected);
    QCOMPARE(f.central.token().view(), QByteArrayView("access.1"));
    QCOMPARE(changes.count(), 2);
    QCOMPARE(f.factory.lastAddress.port(), quint16(443));
}

void TestCentralSession::revokesOnSignOut()
{
    CentralSessionFixture f;
    f.signInToCentral();
    QSignalSpy out(&f.central, &CentralSession::signedOut);
    f.central.signOut();
    QCOMPARE(f.central.state(), State::Disconnected);
    QVERIFY(f.central.token().isEmpty());
    QTRY_COMPARE(out.count(), 1);
    QCOMPARE(f.server.last(kRevokePath).body, QByteArray("client_id=client&client_secret=secret"));
}

void TestCentralSession::signOutWithoutAnAnswerEndsAllTheSame()
{
    CentralSessionFixture f;
    f.signInToCentral();
    f.server.next(kRevokePath, FakeAnswer::failure(Kind::Unreachable));
    QSignalSpy out(&f.central, &CentralSession::signedOut);
    f.central.signOut();
    QTRY_COMPARE(out.count(), 1);
    f.central.signOut();
    QTRY_COMPARE(out.count(), 2);
    QCOMPARE(f.server.count(kRevokePath), 1);
}

void TestCentralSession::refusals_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<int>("code");
    QTest::addColumn<State>("state");
    QTest::newRow("wrong secret") << 401 << 1000002 << State::NeedsSecret;
    QTest::newRow("wrong client") << 401 << 1000033 << State::NeedsSecret;
    QTest::newRow("blocked address") << 403 << 1000042 << State::Locked;
    QTest::newRow("broken server") << 500 << 1000001 << State::Failed;
    QTest::newRow("missing call") << 404 << 1000005 << State::Failed;
    QTest::newRow("not permitted counts as refused") << 403 << 1000043 << State::NeedsSecret;
    QTest::newRow("bad parameter counts as refused") << 400 << 1000004 << State::NeedsSecret;
}

void TestCentralSession::refusals()
{
    QFETCH(int, status);
    QFETCH(int, code);
    CentralSessionFixture f;
    f.server.next(kTokenPath, centralRefusal(status, code));
    f.signInToCentral();
    QTEST(f.central.state(), "state");
    QCOMPARE(f.central.error()->serverCode, std::optional(code));
    QCOMPARE(f.central.error()->requestId, u"r-1"_s);
    QCOMPARE(f.server.count(kTokenPath), 1);
}

void TestCentralSession::secondRefusalStopsByItself()
{
    CentralSessionFixture f;
    f.server.always(kTokenPath, {});
    for (int i = 0; i < 5; ++i)
        f.server.next(kTokenPath, centralRefusal(401, 1000002));
    f.signInToCentral();
    QCOMPARE(f.central.state(), State::NeedsSecret);
    f.signInToCentral();
    QCOMPARE(f.central.state(), State::Stopped);
    QCOMPARE(f.central.error()->kind, Kind::Unauthorized);
    f.signInToCentral();
    f.signInToCentral();
    QCOMPARE(f.central.state(), State::Stopped);
    QCOMPARE(f.server.count(kTokenPath), 2);
}

void TestCentralSession::startingOverAllowsOneMoreTry()
{
    CentralSessionFixture f;
    for (int i = 0; i < 3; ++i)
        f.server.next(kTokenPath, centralRefusal(401, 1000002));
    f.signInToCentral();
    f.signInToCentral();
    f.central.startOver();
    QCOMPARE(f.central.state(), State::NeedsSecret);
    f.signInToCentral();
    QCOMPARE(f.central.state(), State::Stopped);
    QCOMPARE(f.server.count(kTokenPath), 3);
}

void TestCentralSession::successForgetsRefusals()
{
    CentralSessionFixture f;
    f.server.next(kTokenPath, centralRefusal(401, 1000002));
    f.signInToCentral();
    QCOMPARE(f.central.refusals(), 1);
    f.signInToCentral();
    QCOMPARE(f.central.state(), State::Connected);
    QCOMPARE(f.central.refusals(), 0);
}

void TestCentralSession::anotherClientIdDoesNotForgetRefusals()
{
    CentralSessionFixture f;
    f.refuseTwice();
    CentralSettings other = f.central.settings();
    other.clientId = u"another"_s;
    f.central.setSettings(other);
    QCOMPARE(f.central.state(), State::Stopped);
    f.signInToCentral();
    QCOMPARE(f.server.count(kTokenPath), 2);
    f.central.startOver();
    f.signInToCentral();
    QCOMPARE(f.central.state(), State::Connected);
}

void TestCentralSession::anotherAddressForgetsRefusals()
{
    CentralSessionFixture f;
    f.refuseTwice();
    CentralSettings other = f.central.settings();
    other.address = PbxAddress::parse(u"elsewhere.example"_s, kCentralPort).value();
    f.central.setSettings(other);
    QCOMPARE(f.central.state(), State::Disconnected);
    QCOMPARE(f.central.refusals(), 0);
    f.signInToCentral();
    QCOMPARE(f.central.state(), State::Connected);
}

void TestCentralSession::signingOutDoesNotForgetThatItStopped()
{
    CentralSessionFixture f;
    f.refuseTwice();
    f.central.signOut();
    f.signInToCentral();
    QCOMPARE(f.central.state(), State::Stopped);
    QCOMPARE(f.server.count(kTokenPath), 2);
}

void TestCentralSession::certificateIsAskedForAndPinned()
{
    CentralSessionFixture f;
    f.server.next(kTokenPath, untrusted());
    f.signInToCentral();
    QCOMPARE(f.central.state(), State::NeedsTrust);
    QSignalSpy kept(&f.central, &CentralSession::settingsChanged);
    f.central.trustCertificate();
    QTRY_COMPARE(f.central.state(), State::Connected);
    QCOMPARE(kept.count(), 1);
    QCOMPARE(f.central.settings().trust, TrustChoice::pinned(QByteArray(32, 'x')));
    QCOMPARE(f.server.trusts.last(), f.central.settings().trust);
    QVERIFY(f.server.last(kTokenPath).body.contains("client_secret=secret"));
}

void TestCentralSession::changedCertificateEndsTheSession()
{
    CentralSessionFixture f;
    f.signInToCentral();
    f.central.noteError(f.central.tokenNumber(), untrusted(Kind::TlsChanged).error);
    QCOMPARE(f.central.state(), State::NeedsTrust);
    QVERIFY(f.central.token().isEmpty());
}

void TestCentralSession::limitedSignInWaitsOnce()
{
    CentralSessionFixture f;
    f.server.next(kTokenPath, rateLimited());
    QList<bool> waits;
    connect(&f.central, &CentralSession::waitChanged, &f.central,
            [&] { waits.append(f.central.waitsUntil().has_value()); });
    f.central.signIn(Secret("secret"));
    QTRY_COMPARE(f.central.state(), State::Connected);
    QCOMPARE(waits, (QList{true, false}));
    QCOMPARE(f.server.count(kTokenPath), 2);
}

void TestCentralSession::limitedSignInGivesUpTheSecondTime()
{
    CentralSessionFixture f;
    f.server.next(kTokenPath, rateLimited());
    f.server.next(kTokenPath, rateLimited());
    f.central.signIn(Secret("secret"));
    QTRY_COMPARE(f.central.state(), State::Failed);
    QCOMPARE(f.central.error()->kind, Kind::RateLimited);
    QCOMPARE(f.server.count(kTokenPath), 2);
}

void TestCentralSession::longWaitIsToldInstead()
{
    CentralSessionFixture f;
    f.server.next(kTokenPath, rateLimited("61"));
    f.signInToCentral();
    QCOMPARE(f.central.state(), State::Failed);
    QCOMPARE(f.central.error()->retryAfter, std::optional(std::chrono::seconds(61)));
    QVERIFY(!f.central.waitsUntil());
}

void TestCentralSession::cancelDropsTheAnswer()
{
    CentralSessionFixture f;
    f.server.next(kTokenPath, FakeAnswer::hang());
    f.central.signIn(Secret("secret"));
    f.central.cancel();
    QCOMPARE(f.central.state(), State::Disconnected);
    (void)f.server.release(kTokenPath, f.nextToken());
    SessionFixture::settleAll([] { return false; });
    QCOMPARE(f.central.state(), State::Disconnected);
    QVERIFY(f.central.token().isEmpty());
}

void TestCentralSession::otherAddressEndsTheSession()
{
    CentralSessionFixture f;
    f.signInToCentral();
    CentralSettings other = f.central.settings();
    other.address = PbxAddress::parse(u"elsewhere.example"_s, kCentralPort).value();
    f.central.setSettings(other);
    QCOMPARE(f.central.state(), State::Disconnected);
    QVERIFY(f.central.token().isEmpty());
    f.signInToCentral();
    QCOMPARE(f.factory.lastAddress.host(), u"elsewhere.example"_s);
}

void TestCentralSession::connectionThatGoesDuringSignOutEndsIt()
{
    CentralSessionFixture f;
    f.signInToCentral();
    f.server.next(kRevokePath, FakeAnswer::hang());
    QSignalSpy out(&f.central, &CentralSession::signedOut);
    f.central.signOut();
    CentralSettings other = f.central.settings();
    other.address = PbxAddress::parse(u"elsewhere.example"_s, kCentralPort).value();
    f.central.setSettings(other);
    QTRY_COMPARE(out.count(), 1);
}

void TestCentralSession::newNameDoesNot()
{
    CentralSessionFixture f;
    f.signInToCentral();
    CentralSettings renamed = f.central.settings();
    renamed.name = u"Another name"_s;
    f.central.setSettings(renamed);
    QCOMPARE(f.central.state(), State::Connected);
}

void TestCentralSession::deedsCarryServerAndClient()
{
    CentralSessionFixture f;
    f.central.recordDeed(u"device-add"_s, u"Lab"_s, u"why"_s, u"done"_s);
    const Deed expected{.time = f.clock.now(),
                        .pbxName = u"Provider"_s,
                        .userName = u"client"_s,
                        .action = u"device-add"_s,
                        .object = u"Lab"_s,
                        .reason = u"why"_s,
                        .outcome = u"done"_s};
    QCOMPARE(f.deeds.deeds, QList{expected});
}

QTEST_GUILESS_MAIN(TestCentralSession)

#include "tst_centralsession.moc"
