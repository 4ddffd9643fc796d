// SPDX-License-Identifier: GPL-3.0-or-later
#include "remotemanagementfixture.h"

#include <session/secondopinion.h>
#include <support/centralsessionfixture.h>

#include <QTest>

#include <memory>

Q_DECLARE_METATYPE(QJsonArray)
Q_DECLARE_METATYPE(lw::SecondOpinion::Agreement)

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
        server.always(kStatusCall, statusAnswer(u"Connected"_s));
        signIn();
        signInToCentral();
    }
};

} // namespace

/*! Which row of a platform counts, and that an opinion always comes. */
class TestSecondOpinionRows : public QObject
{
    Q_OBJECT
private slots:
    void connectedRowCounts_data();
    void connectedRowCounts();
    void noSerialNumberIsNoOpinion();
    void transportThatGoesEndsTheAsking();
    void handlerMayDestroyTheOpinion();
};

void TestSecondOpinionRows::connectedRowCounts_data()
{
    QTest::addColumn<QJsonArray>("rows");
    QTest::addColumn<Agreement>("agreement");
    const QJsonObject old = deviceRow(1, u"Disconnected"_s, u"36"_s);
    const QJsonObject now = deviceRow(2, u"Connected"_s, u"36"_s);
    QTest::newRow("old row before the connected one") << QJsonArray{old, now} << Agreement::Agree;
    QTest::newRow("old row after the connected one") << QJsonArray{now, old} << Agreement::Agree;
    QTest::newRow("old row alone") << QJsonArray{old} << Agreement::OnlyPbx;
}

void TestSecondOpinionRows::connectedRowCounts()
{
    QFETCH(QJsonArray, rows);
    Both f;
    f.server.always(kDevicesPath, pageAnswer(rows, rows.size(), 50));
    SecondOpinion opinion(f.session, f.central);
    opinion.load();
    QTRY_VERIFY(!opinion.isBusy());
    QTEST(opinion.agreement(), "agreement");
}

void TestSecondOpinionRows::noSerialNumberIsNoOpinion()
{
    Both f;
    FakeAnswer product = productAnswer(u"83.19.0.110"_s);
    product.body.replace("\"sn\":\"36\"", "\"sn\":\"\"");
    f.server.always(kProductCall, product);
    f.session.signOut();
    f.signIn();
    f.server.always(kDevicesPath, pageAnswer({deviceRow(1, u"Pending"_s)}, 1, 50));
    SecondOpinion opinion(f.session, f.central);
    opinion.load();
    QTRY_VERIFY(!opinion.isBusy());
    QCOMPARE(opinion.agreement(), Agreement::Unknown);
    QVERIFY(!opinion.device());
    QCOMPARE(f.server.count(kDevicesPath), 0);
}

void TestSecondOpinionRows::transportThatGoesEndsTheAsking()
{
    Both f;
    f.server.always(kStatusCall, FakeAnswer::hang());
    f.server.always(kDevicesPath, pageAnswer({}, 0, 50));
    SecondOpinion opinion(f.session, f.central);
    opinion.load();
    PbxSettings elsewhere = f.session.settings();
    elsewhere.address = PbxAddress::parse(u"other.example:8088"_s).value();
    f.session.setSettings(elsewhere);
    QTRY_VERIFY(!opinion.isBusy());
    QVERIFY(opinion.pbxError());
    QCOMPARE(opinion.pbxError()->kind, Kind::Cancelled);
}

void TestSecondOpinionRows::handlerMayDestroyTheOpinion()
{
    Both f;
    f.server.always(kStatusCall, FakeAnswer::refusal(10004)); // ends the session on top of it
    f.server.always(kDevicesPath, pageAnswer({}, 0, 50));
    auto opinion = std::make_unique<SecondOpinion>(f.session, f.central);
    connect(opinion.get(), &SecondOpinion::changed, this, [&opinion] {
        if (opinion && opinion->pbxError())
            opinion.reset();
    });
    opinion->load();
    QTRY_VERIFY(!opinion);
}

QTEST_GUILESS_MAIN(TestSecondOpinionRows)

#include "tst_secondopinionrows.moc"
