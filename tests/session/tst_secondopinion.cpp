// SPDX-License-Identifier: GPL-3.0-or-later
#include "remotemanagementfixture.h"
#include <support/centralsessionfixture.h>

#include <session/secondopinion.h>

#include <QTest>

using namespace lw;
using namespace lw::test;
using namespace Qt::StringLiterals;

using Agreement = SecondOpinion::Agreement;
using Kind = ApiError::Kind;

namespace {

struct Both : CentralSessionFixture
{
    Both()
    {
        signIn();
        signInToCentral();
    }
    void load()
    {
        opinion.load();
        QTRY_VERIFY(!opinion.isBusy());
    }
    SecondOpinion opinion{session, central};
};

} // namespace

/*! What PBX and platform say of the same connection. */
class TestSecondOpinion : public QObject
{
    Q_OBJECT
private slots:
    void agreement_data();
    void agreement();
    void serialNumberIsSearchedOnEveryPage();
    void similarSerialNumberIsAnother();
    void ageIsKnown();
    void platformThatFails();
    void pbxThatFails();
    void nobodySignedIn();
    void askingAgainReplaces();
};

void TestSecondOpinion::agreement_data()
{
    QTest::addColumn<QString>("pbx");
    QTest::addColumn<QString>("platform"); // empty: not listed
    QTest::addColumn<Agreement>("agreement");
    QTest::newRow("both connected") << u"Connected"_s << u"Connected"_s << Agreement::Agree;
    QTest::newRow("both not") << u"Disconnected"_s << u"Disconnected"_s << Agreement::Agree;
    QTest::newRow("neither yet") << u"Connecting"_s << u"Pending"_s << Agreement::Agree;
    QTest::newRow("only the PBX") << u"Connected"_s << u"Disconnected"_s << Agreement::OnlyPbx;
    QTest::newRow("only the platform")
        << u"Disconnected"_s << u"Connected"_s << Agreement::OnlyPlatform;
    QTest::newRow("connected to another") << u"Connected"_s << QString() << Agreement::NotListed;
    QTest::newRow("not connected, not listed")
        << u"Disconnected"_s << QString() << Agreement::Agree;
    QTest::newRow("a word of the PBX's own")
        << u"Tunnel up"_s << u"Connected"_s << Agreement::Unknown;
    QTest::newRow("a word of the platform's own")
        << u"Connected"_s << u"Sleeping"_s << Agreement::Unknown;
}

void TestSecondOpinion::agreement()
{
    QFETCH(QString, pbx);
    QFETCH(QString, platform);
    Both f;
    QVERIFY(f.opinion.agreement() == Agreement::Unknown);
    f.server.always(kStatusCall, statusAnswer(pbx));
    f.server.always(kDevicesPath, platform.isEmpty()
                                      ? pageAnswer({}, 0, 50)
                                      : pageAnswer({deviceRow(1, platform, u"36"_s)}, 1, 50));
    f.load();
    QVERIFY(f.opinion.isLoaded());
    QTEST(f.opinion.agreement(), "agreement");
    QVERIFY(f.server.last(kDevicesPath).query.contains(u"search=36"_s));
    QVERIFY(f.server.last(kStatusCall).header("X-User-Activity").isNull());
}

void TestSecondOpinion::serialNumberIsSearchedOnEveryPage()
{
    Both f;
    f.server.always(kStatusCall, statusAnswer(u"Connected"_s));
    f.server.next(kDevicesPath, pageAnswer({deviceRow(1, u"Connected"_s, u"3600"_s)}, 2, 1));
    f.server.next(kDevicesPath, pageAnswer({deviceRow(2, u"Connected"_s, u"36"_s)}, 2, 1));
    f.load();
    QCOMPARE(f.opinion.agreement(), Agreement::Agree);
    QCOMPARE(f.opinion.device()->id, u"2"_s);
    QVERIFY(f.server.last(kDevicesPath).query.contains(u"pageNumber=2"_s));
}

void TestSecondOpinion::similarSerialNumberIsAnother()
{
    Both f;
    f.server.always(kStatusCall, statusAnswer(u"Connected"_s));
    f.server.next(kDevicesPath, pageAnswer({deviceRow(1, u"Connected"_s, u"3600"_s)}, 1, 50));
    f.load();
    QCOMPARE(f.opinion.agreement(), Agreement::NotListed);
    QVERIFY(!f.opinion.device());
}

void TestSecondOpinion::ageIsKnown()
{
    Both f;
    f.server.always(kStatusCall, statusAnswer(u"Connected"_s));
    f.server.always(kDevicesPath, pageAnswer({}, 0, 50));
    QVERIFY(f.opinion.askedAt().isNull());
    f.load();
    QCOMPARE(f.opinion.askedAt(), f.clock.now());
    f.clock.advance(std::chrono::hours(1));
    QCOMPARE(f.opinion.askedAt().secsTo(f.clock.now()), 3600);
}

void TestSecondOpinion::platformThatFails()
{
    Both f;
    f.server.always(kStatusCall, statusAnswer(u"Connected"_s));
    f.server.always(kDevicesPath, centralRefusal(404, 1000005));
    f.load();
    QVERIFY(!f.opinion.isLoaded());
    QCOMPARE(f.opinion.error()->kind, Kind::Unsupported);
    QVERIFY(f.opinion.pbxStatus());
    QCOMPARE(f.opinion.agreement(), Agreement::Unknown);
}

void TestSecondOpinion::pbxThatFails()
{
    Both f;
    f.server.always(kStatusCall, FakeAnswer::refusal(10004));
    f.server.always(kDevicesPath, pageAnswer({}, 0, 50));
    f.load();
    QVERIFY(!f.opinion.isLoaded());
    QCOMPARE(f.opinion.pbxError()->kind, Kind::SessionExpired);
    QVERIFY(f.session.hasExpired());
}

void TestSecondOpinion::nobodySignedIn()
{
    Both f;
    f.session.signOut();
    f.opinion.load();
    QVERIFY(!f.opinion.isBusy());
    QVERIFY(f.opinion.pbxError());
    QCOMPARE(f.server.count(kDevicesPath), 0);
}

void TestSecondOpinion::askingAgainReplaces()
{
    Both f;
    f.server.always(kStatusCall, statusAnswer(u"Connected"_s));
    f.server.next(kDevicesPath, FakeAnswer::hang());
    f.server.always(kDevicesPath, pageAnswer({deviceRow(1, u"Connected"_s, u"36"_s)}, 1, 50));
    f.opinion.load();
    QTRY_COMPARE(f.server.hanging(kDevicesPath), 1);
    f.load();
    QCOMPARE(f.opinion.agreement(), Agreement::Agree);
}

QTEST_GUILESS_MAIN(TestSecondOpinion)

#include "tst_secondopinion.moc"
