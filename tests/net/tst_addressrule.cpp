// SPDX-License-Identifier: GPL-3.0-or-later
#include <net/addressrule.h>

#include <QTest>

using namespace lw;
using namespace Qt::StringLiterals;

namespace {

constexpr int kGood = -1;
constexpr int kEmpty = int(AddressRuleProblem::Empty);
constexpr int kNoAddress = int(AddressRuleProblem::NotAnAddress);
constexpr int kBadPrefix = int(AddressRuleProblem::BadPrefix);

} // namespace

/*! What the allowed list takes, and whom a rule covers. */
class TestAddressRule : public QObject
{
    Q_OBJECT
private slots:
    void problems_data();
    void problems();
    void covers_data();
    void covers();
};

void TestAddressRule::problems_data()
{
    QTest::addColumn<QString>("rule");
    QTest::addColumn<int>("problem");
    const auto row = [](const char *name, const QString &rule, int problem) {
        QTest::newRow(name) << rule << problem;
    };
    row("nothing", {}, kEmpty);
    row("blanks", u"  \t"_s, kEmpty);
    row("an address", u"192.0.2.7"_s, kGood);
    row("an address with blanks around it", u" 192.0.2.7 "_s, kGood);
    row("an IPv6 address", u"2001:db8::7"_s, kGood);
    row("a network by prefix", u"192.0.2.0/24"_s, kGood);
    row("a network by mask", u"192.0.2.0/255.255.255.0"_s, kGood);
    row("a network named by one of its hosts", u"192.0.2.77/24"_s, kGood);
    row("an IPv6 network", u"2001:db8::/32"_s, kGood);
    row("everybody", u"0.0.0.0/0"_s, kGood);
    row("one host as a network", u"192.0.2.7/32"_s, kGood);
    row("a name", u"pbx.example"_s, kNoAddress);
    row("a short form", u"10.1"_s, kNoAddress);
    row("a plain number", u"3232235777"_s, kNoAddress);
    row("a number too large", u"192.0.2.256"_s, kNoAddress);
    row("five numbers", u"192.0.2.7.1"_s, kNoAddress);
    row("an empty number", u"192.0..7"_s, kNoAddress);
    row("a last number that is empty", u"192.0.2."_s, kNoAddress);
    row("an octal number", u"010.0.0.1"_s, kNoAddress);
    row("a hexadecimal number", u"0x7f.0.0.1"_s, kNoAddress);
    row("a sign", u"+1.2.3.4"_s, kNoAddress);
    row("blanks inside", u"192.0.2. 7"_s, kNoAddress);
    row("an address with a port", u"192.0.2.7:8088"_s, kNoAddress);
    row("a range", u"192.0.2.1-192.0.2.9"_s, kNoAddress);
    row("a wildcard", u"192.0.2.*"_s, kNoAddress);
    row("two addresses", u"192.0.2.1,192.0.2.2"_s, kNoAddress);
    row("half an IPv6 address", u"2001:db8"_s, kNoAddress);
    row("only a prefix", u"/24"_s, kNoAddress);
    row("a short form as a network", u"10/8"_s, kNoAddress);
    row("a prefix too long", u"192.0.2.0/33"_s, kBadPrefix);
    row("a prefix too long for IPv6", u"2001:db8::/129"_s, kBadPrefix);
    row("a negative prefix", u"192.0.2.0/-1"_s, kBadPrefix);
    row("a prefix that is missing", u"192.0.2.0/"_s, kBadPrefix);
    row("a prefix that is no number", u"192.0.2.0/x"_s, kBadPrefix);
    row("a prefix with a blank", u"192.0.2.0/ 24"_s, kBadPrefix);
    row("two prefixes", u"192.0.2.0/24/8"_s, kBadPrefix);
    row("a mask with a hole", u"192.0.2.0/255.0.255.0"_s, kBadPrefix);
    row("a mask of the other kind", u"192.0.2.0/0.0.0.255"_s, kBadPrefix);
}

void TestAddressRule::problems()
{
    QFETCH(QString, rule);
    QFETCH(int, problem);
    const auto found = problemOfAddressRule(rule);
    QCOMPARE(found ? int(*found) : kGood, problem);
    if (found)
        QVERIFY2(!coversAny(rule, {u"192.0.2.7"_s, u"8.0.0.1"_s, u"10.0.0.1"_s, u"127.0.0.1"_s}),
                 "a rule that is none covers somebody");
}

void TestAddressRule::covers_data()
{
    QTest::addColumn<QString>("rule");
    QTest::addColumn<QStringList>("addresses");
    QTest::addColumn<bool>("isCovered");
    const auto row = [](const char *name, const QString &rule, const QStringList &addresses,
                        bool isCovered) { QTest::newRow(name) << rule << addresses << isCovered; };
    row("the address itself", u"192.0.2.7"_s, {u"192.0.2.7"_s}, true);
    row("another address", u"192.0.2.7"_s, {u"192.0.2.8"_s}, false);
    row("one of several", u"192.0.2.7"_s, {u"127.0.0.1"_s, u"::1"_s, u"192.0.2.7"_s}, true);
    row("nobody", u"192.0.2.7"_s, {}, false);
    row("what is no address", u"0.0.0.0/0"_s, {u"pbx.example"_s, u""_s}, false);
    row("blanks around the rule", u" 192.0.2.0/24 "_s, {u"192.0.2.7"_s}, true);
    row("a network", u"192.0.2.0/24"_s, {u"192.0.2.255"_s}, true);
    row("outside of a network", u"192.0.2.0/24"_s, {u"192.0.3.0"_s}, false);
    row("a network by mask", u"192.0.2.0/255.255.255.128"_s, {u"192.0.2.127"_s}, true);
    row("outside of a network by mask", u"192.0.2.0/255.255.255.128"_s, {u"192.0.2.128"_s}, false);
    row("a network named by a host", u"192.0.2.77/24"_s, {u"192.0.2.1"_s}, true);
    row("everybody", u"0.0.0.0/0"_s, {u"203.0.113.9"_s}, true);
    row("everybody of IPv4 is not IPv6", u"0.0.0.0/0"_s, {u"2001:db8::1"_s}, false);
    row("IPv6 in another spelling", u"2001:DB8:0::7"_s, {u"2001:db8::7"_s}, true);
    row("an IPv6 network", u"2001:db8::/32"_s, {u"2001:db8:ffff::1"_s}, true);
    row("outside of an IPv6 network", u"2001:db8::/32"_s, {u"2001:db9::1"_s}, false);
    row("IPv4 written as IPv6", u"192.0.2.7"_s, {u"::ffff:192.0.2.7"_s}, true);
    row("IPv4 written as IPv6 in a network", u"192.0.2.0/24"_s, {u"::ffff:192.0.2.7"_s}, true);
    row("a link-local address with its interface", u"fe80::1"_s, {u"fe80::1%eth0"_s}, true);
    row("a link-local network", u"fe80::/10"_s, {u"fe80::1%eth0"_s}, true);
}

void TestAddressRule::covers()
{
    QFETCH(QString, rule);
    QFETCH(QStringList, addresses);
    QFETCH(bool, isCovered);
    QCOMPARE(coversAny(rule, addresses), isCovered);
}

QTEST_GUILESS_MAIN(TestAddressRule)
#include "tst_addressrule.moc"
