// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectthroughfixture.h"

#include <QTest>

#include <memory>

Q_DECLARE_METATYPE(lw::DeviceRollback::State)

using namespace lw;
using namespace lw::test;
using namespace Qt::StringLiterals;

using End = ConnectThrough::End;
using Kind = ApiError::Kind;
using Leg = ConnectThrough::Leg;
using Rollback = ConnectThrough::Rollback;
using Verb = HttpRequest::Verb;

/*! How one go ends, and that it is told in time, last and once. */
class TestConnectThroughEnd : public QObject
{
    Q_OBJECT
private slots:
    void cancelledAddingIsRolledBackByItsId();
    void unsettledSaveKeepsTheDevice();
    void codeThatCannotBeSavedEndsTheGo_data();
    void codeThatCannotBeSavedEndsTheGo();
    void sessionThatGoesEndsTheGo_data();
    void sessionThatGoesEndsTheGo();
    void waitingIsKept();
    void closingIsBounded();
    void closingIsCancelled();
    void handlerMayDestroyTheGo();
    void endIsToldOnce();
    void nameInUseIsRefusedEarly();
    void otherPlatformNeedsCustomServers();
    void journalTellsWhatThePbxHas();
    void abandonSaysWhatMayBeLeft_data();
    void abandonSaysWhatMayBeLeft();
};

void TestConnectThroughEnd::cancelledAddingIsRolledBackByItsId()
{
    OneGo g;
    g.server.compute(kDevicesPath, [&g](const SentRequest &sent) {
        return sent.verb == Verb::Post ? FakeAnswer::hang() : g.device(sent);
    });
    g.go();
    QTRY_COMPARE(g.server.hanging(kDevicesPath), 1);
    g.flow.cancel();
    QVERIFY(g.flow.isBusy()); // only the answer names the device
    const FakeAnswer added = g.device(g.server.last(kDevicesPath));
    QVERIFY(g.server.release(kDevicesPath, added));
    QTRY_VERIFY(!g.flow.isBusy());
    QCOMPARE(g.flow.end(), End::Cancelled);
    QCOMPARE(g.flow.rollback(), Rollback::DeviceRemoved);
    QCOMPARE(g.flow.deviceId(), u"7"_s);
    QVERIFY(!g.exists);
    QCOMPARE(g.server.count(kUpdateCall), 0);
}

void TestConnectThroughEnd::unsettledSaveKeepsTheDevice()
{
    OneGo g;
    g.server.compute(kUpdateCall, [&g](const SentRequest &) {
        g.server.compute(kGetCall, [](const SentRequest &) { return FakeAnswer::hang(); });
        return FakeAnswer::failure(Kind::UnknownOutcome);
    });
    g.go();
    QTRY_VERIFY(g.server.hanging(kGetCall) > 0);
    g.flow.cancel();
    QTRY_VERIFY(!g.flow.isBusy());
    QCOMPARE(g.flow.end(), End::Cancelled);
    QCOMPARE(g.flow.rollback(), Rollback::DeviceInUse);
    QCOMPARE(g.count(Verb::Delete), 0);
    QCOMPARE(g.deeds.summary().last(), u"connect-through Lab unknown"_s);
}

void TestConnectThroughEnd::codeThatCannotBeSavedEndsTheGo_data()
{
    QTest::addColumn<QString>("code");
    QTest::newRow("too long") << QString(200, u'x');
    QTest::newRow("control character") << u"CODE\n7"_s;
    QTest::newRow("blank") << u"   "_s;
}

void TestConnectThroughEnd::codeThatCannotBeSavedEndsTheGo()
{
    QFETCH(QString, code);
    OneGo g;
    g.server.compute(kDevicesPath, [&g, code](const SentRequest &sent) {
        const FakeAnswer answer = g.device(sent);
        return sent.verb == Verb::Post
                   ? centralAnswer(QJsonObject{{u"deviceId"_s, 7}, {u"authenticationCode"_s, code}})
                   : answer;
    });
    g.go();
    QTRY_VERIFY(!g.flow.isBusy());
    QCOMPARE(g.flow.end(), End::Refused);
    QCOMPARE(g.flow.error()->kind, Kind::MalformedReply);
    QCOMPARE(g.flow.rollback(), Rollback::DeviceRemoved);
    QCOMPARE(g.server.count(kUpdateCall), 0);
}

void TestConnectThroughEnd::sessionThatGoesEndsTheGo_data()
{
    QTest::addColumn<bool>("isDeviceAdded");
    QTest::newRow("before the page was read") << false;
    QTest::newRow("while the device was added") << true;
}

void TestConnectThroughEnd::sessionThatGoesEndsTheGo()
{
    QFETCH(bool, isDeviceAdded);
    OneGo g;
    g.server.compute(kConnectionsPath, [&](const SentRequest &) {
        if (!isDeviceAdded)
            g.session.signOut();
        return connectionsAnswer();
    });
    g.server.compute(kDevicesPath, [&](const SentRequest &sent) {
        const bool isPost = sent.verb == Verb::Post;
        const FakeAnswer answer = g.device(sent);
        if (isPost)
            g.session.signOut();
        return answer;
    });
    g.go();
    QTRY_VERIFY(!g.flow.isBusy());
    QCOMPARE(g.flow.end(), End::Refused);
    QCOMPARE(g.flow.rollback(), isDeviceAdded ? Rollback::DeviceRemoved : Rollback::NotNeeded);
}

void TestConnectThroughEnd::waitingIsKept()
{
    OneGo g;
    g.connects = false;
    g.server.compute(kDevicesPath, [&g, looks = 0](const SentRequest &sent) mutable {
        return g.isSaved && ++looks > 1 ? FakeAnswer::hang() : g.device(sent);
    });
    g.sees = false;
    g.go();
    QTRY_VERIFY_WITH_TIMEOUT(!g.flow.isBusy(), 20'000);
    QCOMPARE(g.flow.end(), End::NotAgreed);
    QCOMPARE(g.flow.leg(Leg::PlatformSees).word, u"Pending"_s);
}

void TestConnectThroughEnd::closingIsBounded()
{
    OneGo g;
    g.server.next(kConnectionsPath, connectionsAnswer());
    g.server.always(kConnectionsPath, FakeAnswer::hang());
    g.go();
    QTRY_VERIFY_WITH_TIMEOUT(!g.flow.isBusy(), 20'000);
    QCOMPARE(g.flow.end(), End::Agreed);
}

void TestConnectThroughEnd::closingIsCancelled()
{
    OneGo g;
    g.server.next(kConnectionsPath, connectionsAnswer());
    g.server.always(kConnectionsPath, FakeAnswer::hang());
    g.go();
    QTRY_COMPARE(g.server.hanging(kConnectionsPath), 1);
    g.flow.cancel();
    QVERIFY(!g.flow.isBusy());
    QCOMPARE(g.flow.end(), End::Agreed);
}

void TestConnectThroughEnd::handlerMayDestroyTheGo()
{
    for (const bool isRefused : {true, false}) {
        OneGo g;
        if (isRefused)
            g.server.next(kUpdateCall, FakeAnswer::refusal(70613));
        auto flow = std::make_unique<ConnectThrough>(g.session, g.central);
        connect(flow.get(), &ConnectThrough::changed, this, [&flow] {
            if (flow && !flow->isBusy())
                flow.reset();
        });
        flow->start({.wait = std::chrono::milliseconds(300)});
        QTRY_VERIFY(!flow);
    }
}

void TestConnectThroughEnd::endIsToldOnce()
{
    OneGo g;
    g.server.always(kConnectionsPath, FakeAnswer::failure(Kind::Unreachable));
    int told = 0;
    connect(&g.flow, &ConnectThrough::changed, this, [&] { told += g.flow.isBusy() ? 0 : 1; });
    g.go();
    QTRY_VERIFY(!g.flow.isBusy());
    QTRY_COMPARE(told, 1);
    SessionFixture::settleAll([] { return false; });
    QCOMPARE(told, 1);
}

void TestConnectThroughEnd::nameInUseIsRefusedEarly()
{
    OneGo g;
    g.exists = true;
    g.name = u"Lab"_s;
    g.go();
    QTRY_VERIFY(!g.flow.isBusy());
    QCOMPARE(g.flow.end(), End::Refused);
    QCOMPARE(g.flow.error()->kind, Kind::Conflict);
    QVERIFY(g.flow.namesake());
    QCOMPARE(g.flow.namesake()->id, u"7"_s);
    QCOMPARE(g.count(Verb::Post), 0);
    QVERIFY(g.exists);
}

void TestConnectThroughEnd::otherPlatformNeedsCustomServers()
{
    OneGo g;
    g.server.always(kProductCall, productAnswer(u"83.5.0.86"_s));
    g.session.signOut();
    g.signIn();
    g.server.compute(kGetCall, [](const SentRequest &) {
        return settingsAnswer({{u"connection_server_type"_s, QJsonValue()},
                               {u"server_address"_s, QJsonValue()},
                               {u"enb_passwordless"_s, QJsonValue()}});
    });
    g.go();
    QTRY_VERIFY(!g.flow.isBusy());
    QCOMPARE(g.flow.error()->kind, Kind::Unsupported);
    QCOMPARE(g.count(Verb::Post), 0);
    QCOMPARE(g.server.count(kUpdateCall), 0);
}

void TestConnectThroughEnd::journalTellsWhatThePbxHas()
{
    OneGo g;
    g.connects = false;
    g.go();
    QTRY_VERIFY(!g.flow.isBusy());
    QCOMPARE(g.flow.end(), End::NotAgreed);
    QCOMPARE(g.deeds.summary().last(), u"connect-through Lab done"_s);
}

void TestConnectThroughEnd::abandonSaysWhatMayBeLeft_data()
{
    QTest::addColumn<QString>("call");
    QTest::addColumn<Rollback>("rollback");
    QTest::newRow("while the page is read") << kGetCall << Rollback::NotNeeded;
    QTest::newRow("while the device is added") << kDevicesPath << Rollback::DeviceUnknown;
    QTest::newRow("while the PBX saves") << kUpdateCall << Rollback::DeviceInUse;
}

void TestConnectThroughEnd::abandonSaysWhatMayBeLeft()
{
    QFETCH(QString, call);
    QFETCH(Rollback, rollback);
    OneGo g;
    g.server.next(kDevicesPath, pageAnswer({}, 0, 50));
    g.server.next(call, FakeAnswer::hang());
    g.go();
    QTRY_COMPARE(g.server.hanging(call), 1);
    g.flow.abandon();
    QVERIFY(!g.flow.isBusy());
    QCOMPARE(g.flow.end(), End::Cancelled);
    QCOMPARE(g.flow.rollback(), rollback);
}

QTEST_GUILESS_MAIN(TestConnectThroughEnd)

#include "tst_connectthroughend.moc"
