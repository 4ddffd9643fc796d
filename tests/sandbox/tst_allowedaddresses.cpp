// SPDX-License-Identifier: GPL-3.0-or-later
#include <sandbox/allowedaddresses.h>

#include <QTest>

using namespace lw::Sandbox;
using namespace Qt::StringLiterals;

/*! Addresses and ranges of them, as people type them. */
class TestAllowedAddresses : public QObject
{
    Q_OBJECT
private slots:
    void rangeContains_data();
    void rangeContains();
    void whatIsNoRange_data();
    void whatIsNoRange();
    void sameRangeInOtherWords();
    void listContainsAndForgets();
};

void TestAllowedAddresses::rangeContains_data()
{
    QTest::addColumn<QString>("range");
    QTest::addColumn<QByteArray>("address");
    QTest::addColumn<bool>("isInside");
    QTest::newRow("the address itself") << u"192.0.2.7"_s << QByteArray("192.0.2.7") << true;
    QTest::newRow("its neighbour") << u"192.0.2.7"_s << QByteArray("192.0.2.8") << false;
    QTest::newRow("blanks around it") << u" 192.0.2.7 "_s << QByteArray("192.0.2.7") << true;
    QTest::newRow("first of a network") << u"192.0.2.0/24"_s << QByteArray("192.0.2.0") << true;
    QTest::newRow("last of a network") << u"192.0.2.0/24"_s << QByteArray("192.0.2.255") << true;
    QTest::newRow("next network") << u"192.0.2.0/24"_s << QByteArray("192.0.3.0") << false;
    QTest::newRow("half an octet inside") << u"10.1.16.0/20"_s << QByteArray("10.1.31.9") << true;
    QTest::newRow("half an octet outside") << u"10.1.16.0/20"_s << QByteArray("10.1.32.0") << false;
    QTest::newRow("by mask inside")
        << u"10.1.16.0/255.255.240.0"_s << QByteArray("10.1.31.9") << true;
    QTest::newRow("by mask outside")
        << u"10.1.16.0/255.255.240.0"_s << QByteArray("10.1.32.0") << false;
    QTest::newRow("host of a network") << u"192.0.2.7/24"_s << QByteArray("192.0.2.9") << true;
    QTest::newRow("everything") << u"0.0.0.0/0"_s << QByteArray("203.0.113.1") << true;
    QTest::newRow("IPv6 network") << u"2001:db8::/32"_s << QByteArray("2001:db8::7") << true;
    QTest::newRow("IPv6 outside") << u"2001:db8::/32"_s << QByteArray("2001:db9::7") << false;
    QTest::newRow("other family") << u"0.0.0.0/0"_s << QByteArray("::1") << false;
    QTest::newRow("what is no address") << u"0.0.0.0/0"_s << QByteArray("nobody") << false;
}

void TestAllowedAddresses::rangeContains()
{
    QFETCH(QString, range);
    QFETCH(QByteArray, address);
    const auto parsed = AddressRange::parse(range);
    QVERIFY(parsed);
    QTEST(parsed->contains(address), "isInside");
}

void TestAllowedAddresses::whatIsNoRange_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("nothing") << QString();
    QTest::newRow("a name") << u"pbx.example"_s;
    QTest::newRow("three numbers") << u"192.0.2"_s;
    QTest::newRow("a number too large") << u"192.0.2.256"_s;
    QTest::newRow("prefix too long") << u"192.0.2.0/33"_s;
    QTest::newRow("prefix missing") << u"192.0.2.0/"_s;
    QTest::newRow("negative prefix") << u"192.0.2.0/-1"_s;
    QTest::newRow("signed prefix") << u"192.0.2.0/+8"_s;
    QTest::newRow("mask with a hole") << u"192.0.2.0/255.0.255.0"_s;
    QTest::newRow("two prefixes") << u"192.0.2.0/24/24"_s;
    QTest::newRow("mask of the other family") << u"192.0.2.0/ffff::"_s;
    QTest::newRow("IPv6 by mask") << u"2001:db8::/ffff::"_s;
    QTest::newRow("IPv6 prefix too long") << u"2001:db8::/129"_s;
    QTest::newRow("a zone") << u"fe80::1%lo"_s;
    QTest::newRow("a port") << u"192.0.2.7:8088"_s;
}

void TestAllowedAddresses::whatIsNoRange()
{
    QFETCH(QString, text);
    QVERIFY(!AddressRange::parse(text));
}

void TestAllowedAddresses::sameRangeInOtherWords()
{
    const auto range = [](const QString &text) { return AddressRange::parse(text).value(); };
    QCOMPARE(range(u"192.0.2.0/24"_s), range(u"192.0.2.0/255.255.255.0"_s));
    QCOMPARE(range(u"192.0.2.9/24"_s), range(u"192.0.2.0/24"_s));
    QCOMPARE(range(u"192.0.2.9"_s), range(u"192.0.2.9/32"_s));
    QVERIFY(range(u"192.0.2.0"_s) != range(u"192.0.2.0/24"_s));
}

void TestAllowedAddresses::listContainsAndForgets()
{
    AllowedAddresses addresses;
    QVERIFY(!addresses.contains("192.0.2.7"));
    addresses.add({.id = 1, .range = AddressRange::parse(u"198.51.100.7"_s).value()});
    addresses.add({.id = 2, .range = AddressRange::parse(u"192.0.2.0/24"_s).value()});
    QVERIFY(addresses.contains("192.0.2.7"));
    addresses.remove(1);
    QVERIFY(addresses.contains("192.0.2.7"));
    addresses.remove(2);
    QVERIFY(!addresses.contains("192.0.2.7"));
}

QTEST_APPLESS_MAIN(TestAllowedAddresses)
#include "tst_allowedaddresses.moc"
