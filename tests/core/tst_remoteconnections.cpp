// SPDX-License-Identifier: GPL-3.0-or-later
#include <core/centralsettings.h>
#include <core/remoteconnections.h>

#include <QTest>

using namespace lw;
using namespace Qt::StringLiterals;

/*! When a subscription ends, how full a platform is, and how a PBX is told its address. */
class TestRemoteConnections : public QObject
{
    Q_OBJECT
private slots:
    void expiry_data();
    void expiry();
    void neverEndingIsFar();
    void usage_data();
    void usage();
    void serverText_data();
    void serverText();
};

void TestRemoteConnections::expiry_data()
{
    QTest::addColumn<qint64>("secondsLeft");
    QTest::addColumn<ExpiryStage>("stage");
    constexpr qint64 kDay = 86'400;
    QTest::newRow("31 days are far") << 31 * kDay << ExpiryStage::Far;
    QTest::newRow("30 days and a second are far") << 30 * kDay + 1 << ExpiryStage::Far;
    QTest::newRow("30 days are the first reminder") << 30 * kDay << ExpiryStage::Within30Days;
    QTest::newRow("7 days and a second too") << 7 * kDay + 1 << ExpiryStage::Within30Days;
    QTest::newRow("7 days are the second reminder") << 7 * kDay << ExpiryStage::Within7Days;
    QTest::newRow("a second is left") << qint64(1) << ExpiryStage::Within7Days;
    QTest::newRow("now it is over") << qint64(0) << ExpiryStage::Over;
    QTest::newRow("it is long over") << -400 * kDay << ExpiryStage::Over;
}

void TestRemoteConnections::expiry()
{
    QFETCH(qint64, secondsLeft);
    const QDateTime now = QDateTime::fromSecsSinceEpoch(1'800'000'000, Qt::UTC);
    const RemoteSubscription subscription{.status = {}, .expires = now.addSecs(secondsLeft)};
    QTEST(expiryStage(subscription, now), "stage");
}

void TestRemoteConnections::neverEndingIsFar()
{
    QCOMPARE(expiryStage({}, QDateTime::fromSecsSinceEpoch(0, Qt::UTC)), ExpiryStage::Far);
}

void TestRemoteConnections::usage_data()
{
    QTest::addColumn<qint64>("used");
    QTest::addColumn<qint64>("capacity");
    QTest::addColumn<UsageStage>("stage");
    QTest::newRow("none of ten") << qint64(0) << qint64(10) << UsageStage::Free;
    QTest::newRow("eight of ten") << qint64(8) << qint64(10) << UsageStage::Free;
    QTest::newRow("nine of ten are 90 %") << qint64(9) << qint64(10) << UsageStage::Nearly;
    QTest::newRow("ten of ten") << qint64(10) << qint64(10) << UsageStage::Full;
    QTest::newRow("more than there are") << qint64(11) << qint64(10) << UsageStage::Full;
    QTest::newRow("449 of 500 are below") << qint64(449) << qint64(500) << UsageStage::Free;
    QTest::newRow("450 of 500 are not") << qint64(450) << qint64(500) << UsageStage::Nearly;
    QTest::newRow("no capacity at all is full") << qint64(0) << qint64(0) << UsageStage::Full;
    QTest::newRow("one of one") << qint64(1) << qint64(1) << UsageStage::Full;
}

void TestRemoteConnections::usage()
{
    QFETCH(qint64, used);
    QFETCH(qint64, capacity);
    QTEST(usageStage({.used = used, .capacity = capacity}), "stage");
}

void TestRemoteConnections::serverText_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("text");
    QTest::newRow("the usual port is left out") << u"https://rm.example"_s << u"rm.example"_s;
    QTest::newRow("so it is when it is named") << u"rm.example:443"_s << u"rm.example"_s;
    QTest::newRow("another port stays") << u"rm.example:8443"_s << u"rm.example:8443"_s;
    QTest::newRow("an IPv6 address") << u"[2001:db8::1]"_s << u"[2001:db8::1]"_s;
}

void TestRemoteConnections::serverText()
{
    QFETCH(QString, url);
    const auto address = PbxAddress::parse(url, kCentralPort);
    QVERIFY(address);
    QTEST(connectionServerText(*address), "text");
}

QTEST_APPLESS_MAIN(TestRemoteConnections)

#include "tst_remoteconnections.moc"
