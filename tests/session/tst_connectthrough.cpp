// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectthroughfixture.h"

#include <QSignalSpy>
#include <QTest>

using namespace lw;
using namespace lw::test;
using namespace Qt::StringLiterals;

using Leg = ConnectThrough::Leg;
using LegState = ConnectThrough::LegState;
using End = ConnectThrough::End;
using Rollback = ConnectThrough::Rollback;
using Kind = ApiError::Kind;

namespace {

constexpr auto kWaiting = LegState::Waiting;
constexpr auto kDone = LegState::Done;
constexpr auto kFailed = LegState::Failed;

} // namespace

/*! One go between a PBX and a platform, and how far it came where it fails. */
class TestConnectThrough : public QObject
{
    Q_OBJECT
private slots:
    void bothAgree();
    void planReachesBothSides();
    void oldFirmwareUsesItsDefaultServer();
    void oldFirmwareReachesNoOtherServer();
    void hostedPlatformIsTheDefaultServer();
    void needsTwoSessions();
    void refusedCapacityCallIsDoubtful();
    void lostCapacityCallEndsIt();
    void platformWithoutDeviceCallsChangesNothing();
    void refusedDeviceEndsIt();
    void lostDeviceIsFoundAndRemoved();
    void lostDeviceThatIsNotListedMayStillCome();
    void namesakeIsRefused();
    void strangerIsNotTakenForTheLostDevice();
    void refusedSaveRemovesTheDevice();
    void deviceThatIsInUseIsNotRemoved();
    void deviceThatCannotBeRemovedIsTold();
    void fullPlatformIsBlamedForTheRefusal();
    void missingLegs_data();
    void missingLegs();
    void platformThatDoesNotAnswerIsAskedAgain();
    void cancelBeforeTheDevice();
    void cancelWhileAdding();
    void cancelWhileFollowing();
    void deedsAreWrittenDown();
};

void TestConnectThrough::bothAgree()
{
    OneGo g;
    g.go();
    QVERIFY(g.flow.isBusy());
    QTRY_VERIFY(!g.flow.isBusy());
    QCOMPARE(g.flow.end(), End::Agreed);
    QCOMPARE(g.legs(), QList<LegState>(5, kDone));
    QCOMPARE(g.flow.rollback(), Rollback::NotNeeded);
    QVERIFY(g.flow.isPbxChanged());
    QCOMPARE(g.flow.deviceId(), u"7"_s);
    QVERIFY(g.flow.device()->status.is(RemoteDevice::Status::Connected));
    QCOMPARE(g.flow.leg(Leg::PlatformSees).at, g.clock.now());
    QCOMPARE(g.server.count(kUpdateCall), 1);
    QCOMPARE(g.count(HttpRequest::Verb::Post), 1);
    QCOMPARE(g.server.count(kConnectionsPath), 2);
}

void TestConnectThrough::planReachesBothSides()
{
    OneGo g;
    g.go({.deviceName = u"Lab & co"_s, .group = u"G"_s, .comment = u"C"_s, .passwordless = true});
    QTRY_COMPARE(g.flow.end(), End::Agreed);
    const auto posts = g.server.sentTo(kDevicesPath);
    const auto post = std::find_if(posts.begin(), posts.end(), [](const SentRequest &sent) {
        return sent.verb == HttpRequest::Verb::Post;
    });
    QCOMPARE(post->json().value(u"deviceName"_s), u"Lab & co"_s);
    QCOMPARE(post->json().value(u"passwordlessLogin"_s), u"Enabled"_s);
    const QJsonObject saved = g.server.last(kUpdateCall).json();
    QCOMPARE(saved.value(u"authentication_code"_s), u"CODE7"_s);
    QCOMPARE(saved.value(u"connection_server_type"_s), u"custom"_s);
    QCOMPARE(saved.value(u"server_address"_s), u"rm.example"_s);
    QCOMPARE(saved.value(u"enb_passwordless"_s), 1);
}

void TestConnectThrough::oldFirmwareUsesItsDefaultServer()
{
    OneGo g;
    g.useFirmwareWithoutServers();
    g.usePlatform(u"ycm.yeastar.com"_s);
    g.go();
    QTRY_COMPARE(g.flow.end(), End::Agreed);
    QVERIFY(!g.server.last(kUpdateCall).json().contains(u"server_address"_s));
}

void TestConnectThrough::oldFirmwareReachesNoOtherServer()
{
    OneGo g;
    g.useFirmwareWithoutServers();
    g.go();
    QTRY_COMPARE(g.flow.end(), End::Refused);
    QCOMPARE(g.flow.error()->kind, Kind::Unsupported);
    QCOMPARE(g.count(HttpRequest::Verb::Post), 0);
    QCOMPARE(g.server.count(kUpdateCall), 0);
}

void TestConnectThrough::hostedPlatformIsTheDefaultServer()
{
    OneGo g;
    g.usePlatform(u"ycm.yeastar.com"_s);
    g.go();
    QTRY_COMPARE(g.flow.end(), End::Agreed);
    QCOMPARE(g.server.last(kUpdateCall).json().value(u"connection_server_type"_s), u"default"_s);
}

void TestConnectThrough::needsTwoSessions()
{
    OneGo g;
    g.session.signOut();
    g.go();
    QTRY_COMPARE(g.flow.end(), End::Refused);
    QVERIFY(!g.flow.isBusy());
    OneGo other;
    other.central.signOut();
    other.go();
    QTRY_COMPARE(other.flow.end(), End::Refused);
    QCOMPARE(other.count(HttpRequest::Verb::Post), 0);
}

void TestConnectThrough::refusedCapacityCallIsDoubtful()
{
    OneGo g;
    g.server.next(kConnectionsPath, centralRefusal(403, 1000043));
    g.go();
    QTRY_COMPARE(g.flow.end(), End::Agreed);
    QCOMPARE(g.flow.leg(Leg::Capacity).state, LegState::Doubtful);
    QCOMPARE(g.flow.leg(Leg::Capacity).error->kind, Kind::Forbidden);
}

void TestConnectThrough::lostCapacityCallEndsIt()
{
    OneGo g;
    g.server.next(kConnectionsPath, FakeAnswer::failure(Kind::Unreachable));
    g.go();
    QTRY_COMPARE(g.flow.end(), End::Refused);
    QCOMPARE(g.legs(), (QList{kFailed, kWaiting, kWaiting, kWaiting, kWaiting}));
    QCOMPARE(g.server.count(kGetCall), 0);
}

void TestConnectThrough::platformWithoutDeviceCallsChangesNothing()
{
    OneGo g;
    g.server.next(kDevicesPath, centralRefusal(404, 1000005));
    g.go();
    QTRY_COMPARE(g.flow.end(), End::Refused);
    QCOMPARE(g.flow.error()->kind, Kind::Unsupported);
    QCOMPARE(g.count(HttpRequest::Verb::Post), 0);
    QCOMPARE(g.server.count(kUpdateCall), 0);
}

void TestConnectThrough::refusedDeviceEndsIt()
{
    OneGo g;
    g.server.next(kDevicesPath, pageAnswer({}, 0, 50));
    g.server.next(kDevicesPath, centralRefusal(400, 1000004));
    g.go();
    QTRY_COMPARE(g.flow.end(), End::Refused);
    QCOMPARE(g.legs(), (QList{kDone, kFailed, kWaiting, kWaiting, kWaiting}));
    QCOMPARE(g.flow.rollback(), Rollback::NotNeeded);
    QCOMPARE(g.server.count(kUpdateCall), 0);
}

void TestConnectThrough::lostDeviceIsFoundAndRemoved()
{
    OneGo g;
    g.server.next(kDevicesPath, pageAnswer({}, 0, 50));
    g.server.next(kDevicesPath, FakeAnswer::failure(Kind::UnknownOutcome));
    g.exists = true;
    g.name = u"Lab"_s;
    g.go();
    QTRY_VERIFY(!g.flow.isBusy());
    QCOMPARE(g.flow.end(), End::Refused);
    QCOMPARE(g.flow.rollback(), Rollback::DeviceRemoved);
    QVERIFY(!g.exists);
}

void TestConnectThrough::lostDeviceThatIsNotListedMayStillCome()
{
    OneGo g;
    g.server.next(kDevicesPath, pageAnswer({}, 0, 50));
    g.server.next(kDevicesPath, FakeAnswer::failure(Kind::UnknownOutcome));
    g.go();
    QTRY_VERIFY(!g.flow.isBusy());
    QCOMPARE(g.flow.rollback(), Rollback::DeviceUnknown);
    QCOMPARE(g.count(HttpRequest::Verb::Delete), 0);
}

void TestConnectThrough::namesakeIsRefused()
{
    OneGo g;
    g.exists = true;
    g.name = u"Lab"_s;
    g.go();
    QTRY_VERIFY(!g.flow.isBusy());
    QCOMPARE(g.flow.end(), End::Refused);
    QCOMPARE(g.flow.error()->kind, Kind::Conflict);
    QCOMPARE(g.flow.namesake()->id, u"7"_s);
    QCOMPARE(g.flow.rollback(), Rollback::NotNeeded);
    QCOMPARE(g.count(HttpRequest::Verb::Post), 0);
    QVERIFY(g.exists);
}

//! Somebody else adds a device of the same name while our answer is lost.
void TestConnectThrough::strangerIsNotTakenForTheLostDevice()
{
    OneGo g;
    g.server.next(kDevicesPath, pageAnswer({}, 0, 50));
    g.server.next(kDevicesPath, FakeAnswer::failure(Kind::UnknownOutcome));
    g.exists = true;
    g.name = u"Lab"_s;
    g.go({.group = u"Ours"_s});
    QTRY_VERIFY(!g.flow.isBusy());
    QCOMPARE(g.flow.rollback(), Rollback::DeviceUnknown);
    QVERIFY(g.exists);
}

void TestConnectThrough::refusedSaveRemovesTheDevice()
{
    OneGo g;
    g.server.next(kUpdateCall, FakeAnswer::refusal(70613, {{u"reason"_s, u"refused"_s}}));
    g.go();
    QTRY_VERIFY(!g.flow.isBusy());
    QCOMPARE(g.flow.end(), End::Refused);
    QCOMPARE(g.legs(), (QList{kDone, kDone, kFailed, kWaiting, kWaiting}));
    QCOMPARE(g.flow.error()->serverCode, std::optional(70613));
    QCOMPARE(g.flow.rollback(), Rollback::DeviceRemoved);
    QVERIFY(!g.exists && !g.flow.isPbxChanged());
}

void TestConnectThrough::deviceThatIsInUseIsNotRemoved()
{
    OneGo g;
    g.server.compute(kUpdateCall, [&g](const SentRequest &) {
        g.isSaved = true; // carried out all the same
        return FakeAnswer::refusal(70613);
    });
    g.go();
    QTRY_VERIFY(!g.flow.isBusy());
    QCOMPARE(g.flow.rollback(), Rollback::DeviceInUse);
    QVERIFY(g.exists);
}

void TestConnectThrough::deviceThatCannotBeRemovedIsTold()
{
    OneGo g;
    g.server.compute(kUpdateCall, [&g](const SentRequest &) {
        g.server.next(kDevicesPath, FakeAnswer::failure(Kind::Unreachable));
        return FakeAnswer::refusal(70613);
    });
    g.go();
    QTRY_VERIFY(!g.flow.isBusy());
    QCOMPARE(g.flow.rollback(), Rollback::DeviceLeft);
    QCOMPARE(g.flow.rollbackError()->kind, Kind::Unreachable);
    QVERIFY(g.exists);
}

void TestConnectThrough::fullPlatformIsBlamedForTheRefusal()
{
    OneGo g;
    g.server.always(kConnectionsPath, connectionsAnswer(10, 10));
    g.server.next(kUpdateCall, FakeAnswer::refusal(70614));
    g.go();
    QTRY_VERIFY(!g.flow.isBusy());
    QCOMPARE(g.legs(), (QList{kFailed, kDone, kFailed, kWaiting, kWaiting}));
}

void TestConnectThrough::missingLegs_data()
{
    QTest::addColumn<bool>("connects");
    QTest::addColumn<bool>("sees");
    QTest::addColumn<QList<LegState>>("legs");
    QTest::newRow("the PBX does not reach the platform")
        << false << false << QList{kDone, kDone, kDone, kFailed, kFailed};
    QTest::newRow("the platform does not see the PBX")
        << true << false << QList{kDone, kDone, kDone, kDone, kFailed};
    QTest::newRow("only the platform sees it")
        << false << true << QList{kDone, kDone, kDone, kFailed, kDone};
}

void TestConnectThrough::missingLegs()
{
    OneGo g;
    QFETCH(bool, connects);
    QFETCH(bool, sees);
    g.connects = connects;
    g.sees = sees;
    g.go();
    QTRY_VERIFY(!g.flow.isBusy());
    QCOMPARE(g.flow.end(), End::NotAgreed);
    QTEST(g.legs(), "legs");
    QCOMPARE(g.flow.rollback(), Rollback::DeviceInUse);
    QVERIFY(g.flow.isPbxChanged() && g.exists);
}

void TestConnectThrough::platformThatDoesNotAnswerIsAskedAgain()
{
    OneGo g;
    g.server.compute(kUpdateCall, [&g](const SentRequest &) {
        g.isSaved = true;
        g.address = u"rm.example"_s;
        for (int i = 0; i < 3; ++i)
            g.server.next(kDevicesPath, FakeAnswer::failure(Kind::Unreachable));
        return FakeAnswer::done();
    });
    g.go();
    QTRY_COMPARE(g.flow.end(), End::Agreed);
    QVERIFY(!g.flow.leg(Leg::PlatformSees).error);
}

void TestConnectThrough::cancelBeforeTheDevice()
{
    OneGo g;
    g.server.next(kGetCall, FakeAnswer::hang());
    g.go();
    QTRY_COMPARE(g.server.hanging(kGetCall), 1);
    g.flow.cancel();
    QVERIFY(!g.flow.isBusy());
    QCOMPARE(g.flow.end(), End::Cancelled);
    QCOMPARE(g.count(HttpRequest::Verb::Post), 0);
}

void TestConnectThrough::cancelWhileAdding()
{
    OneGo g;
    g.server.next(kDevicesPath, pageAnswer({}, 0, 50));
    g.server.next(kDevicesPath, FakeAnswer::hang());
    g.go();
    QTRY_COMPARE(g.server.hanging(kDevicesPath), 1);
    g.flow.cancel();
    QVERIFY(g.flow.isBusy()); // the answer tells which device to remove
    g.exists = true;
    g.name = u"Lab"_s;
    QVERIFY(g.server.release(kDevicesPath, g.addedAnswer()));
    QTRY_VERIFY(!g.flow.isBusy());
    QCOMPARE(g.flow.end(), End::Cancelled);
    QCOMPARE(g.flow.rollback(), Rollback::DeviceRemoved);
    QVERIFY(!g.exists);
    QCOMPARE(g.server.count(kUpdateCall), 0);
}

void TestConnectThrough::cancelWhileFollowing()
{
    OneGo g;
    g.connects = false;
    g.flow.start({.wait = std::chrono::minutes(1)});
    QTRY_VERIFY(g.flow.isPbxChanged());
    QVERIFY(g.flow.remainingWait().count() > 0);
    g.flow.cancel();
    QTRY_VERIFY(!g.flow.isBusy());
    QCOMPARE(g.flow.end(), End::Cancelled);
    QCOMPARE(g.flow.rollback(), Rollback::DeviceInUse);
    QCOMPARE(g.flow.remainingWait().count(), 0);
}

void TestConnectThrough::deedsAreWrittenDown()
{
    OneGo g;
    g.server.next(kUpdateCall, FakeAnswer::refusal(70611));
    g.go();
    QTRY_VERIFY(!g.flow.isBusy());
    const QStringList expected{u"device-add Lab done"_s, u"device-remove Lab done"_s,
                               u"connect-through Lab not-done"_s};
    QCOMPARE(g.deeds.summary(), expected);
}

QTEST_GUILESS_MAIN(TestConnectThrough)

#include "tst_connectthrough.moc"
