// SPDX-License-Identifier: GPL-3.0-or-later
#include <core/pbxaddress.h>

#include <QTest>

using namespace lw;
using namespace Qt::StringLiterals;
using Problem = PbxAddress::Problem;

Q_DECLARE_METATYPE(lw::PbxAddress::Problem)

/*! What people type as an address, and what malice types. */
class TestPbxAddress : public QObject
{
    Q_OBJECT
private slots:
    void accepted_data();
    void accepted();
    void refused_data();
    void refused();
    void defaultPort();
    void zoneIsKept();
    void internationalName();
    void nullAddress();
    void loopback_data();
    void loopback();
    void sameAddress();
};

void TestPbxAddress::accepted_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("host");
    QTest::addColumn<int>("port");
    const auto row = [](const char *name, const QString &text, const char *host, int port) {
        QTest::newRow(name) << text << QString::fromLatin1(host) << port;
    };
    row("a name gets the default port", u"pbx.example"_s, "pbx.example", 8088);
    row("a name without a dot is a name", u"pbx"_s, "pbx", 8088);
    row("a name with its port", u"pbx.example:443"_s, "pbx.example", 443);
    row("the highest port is a port", u"pbx.example:65535"_s, "pbx.example", 65535);
    row("the lowest port is a port", u"pbx.example:1"_s, "pbx.example", 1);
    row("https:// may stand before it", u"https://pbx.example"_s, "pbx.example", 8088);
    row("case of scheme and name is no matter", u"HTTPS://PBX.Example"_s, "pbx.example", 8088);
    row("a lone slash is no path", u"https://pbx.example:8443/"_s, "pbx.example", 8443);
    row("a lone slash behind the bare name is no path", u"pbx.example/"_s, "pbx.example", 8088);
    row("blanks and line ends around it are cut off", u" \tpbx.example:88 \r\n"_s, "pbx.example",
        88);
    row("an underscore as many local names have", u"pbx_1.local"_s, "pbx_1.local", 8088);
    row("a name that begins with a digit", u"3pbx.example"_s, "3pbx.example", 8088);
    row("an IPv4 address", u"192.168.5.150"_s, "192.168.5.150", 8088);
    row("an IPv4 address with port", u"192.168.5.150:9"_s, "192.168.5.150", 9);
    row("a bare IPv6 address", u"::1"_s, "::1", 8088);
    row("an IPv6 address in brackets", u"[2001:DB8::5]"_s, "2001:db8::5", 8088);
    row("an IPv6 address in brackets with port", u"[2001:db8::5]:443"_s, "2001:db8::5", 443);
    row("an IPv6 address with scheme and slash", u"https://[::1]:8443/"_s, "::1", 8443);
    row("an IPv4 address inside an IPv6 one", u"::ffff:10.0.0.1"_s, "::ffff:10.0.0.1", 8088);
    row("a name in its ASCII form", u"xn--bcher-kva.example"_s, "xn--bcher-kva.example", 8088);
    row("a name with letters of Europe", u"bücher.example"_s, "xn--bcher-kva.example", 8088);
    row("an emoji is a name like another", u"😀.example"_s, "xn--e28h.example", 8088);
    row("a name of 253 characters", (u"a2345678."_s.repeated(28) + u"b"_s),
        (QByteArray("a2345678.").repeated(28) + "b").constData(), 8088);
    row("a label of 63 characters", u"a"_s.repeated(63) + u".b"_s,
        (QByteArray("a").repeated(63) + ".b").constData(), 8088);
}

void TestPbxAddress::accepted()
{
    QFETCH(QString, text);
    QFETCH(QString, host);
    QFETCH(int, port);
    const auto address = PbxAddress::parse(text);
    QVERIFY2(address, address ? "" : qPrintable(QString::number(int(address.error()))));
    QCOMPARE(address->host(), host);
    QCOMPARE(int(address->port()), port);
    QVERIFY(!address->isNull());
    // What is shown, and saved, is the same address when it is read again.
    const auto again = PbxAddress::parse(address->displayText());
    QVERIFY2(again, qPrintable(address->displayText()));
    QCOMPARE(*again, *address);
    // What is dialled is what is shown: QUrl must not read another address into the text.
    QVERIFY(address->url().isValid());
    QCOMPARE(address->url().scheme(), u"https"_s);
    QCOMPARE(address->url().port(), port);
    QCOMPARE(address->url().host(QUrl::EncodeUnicode).size(), host.size());
    QVERIFY(address->url().path().isEmpty());
}

void TestPbxAddress::refused_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<Problem>("problem");
    const auto row = [](const char *name, const QString &text, Problem problem) {
        QTest::newRow(name) << text << problem;
    };
    row("nothing", u""_s, Problem::Empty);
    row("only blanks", u" \t\n "_s, Problem::Empty);
    row("only the scheme", u"https://"_s, Problem::Empty);
    row("only a slash", u"/"_s, Problem::Empty);
    row("only a port", u":8088"_s, Problem::Empty);
    row("plain http", u"http://pbx.example"_s, Problem::NotHttps);
    row("another scheme", u"ftp://pbx.example"_s, Problem::NotHttps);
    row("an empty scheme", u"://pbx.example"_s, Problem::NotHttps);
    row("script", u"javascript://pbx.example"_s, Problem::NotHttps);
    row("user name before the host", u"admin@pbx.example"_s, Problem::HasUserInfo);
    row("user name and password", u"https://admin:secret@pbx.example:8088"_s, Problem::HasUserInfo);
    row("a path", u"https://pbx.example/admin"_s, Problem::HasPath);
    row("two slashes", u"pbx.example//"_s, Problem::HasPath);
    row("a query", u"pbx.example?x=1"_s, Problem::HasPath);
    row("a fragment", u"pbx.example#top"_s, Problem::HasPath);
    row("a backslash", u"pbx.example\\share"_s, Problem::HasPath);
    row("a blank inside", u"pbx example"_s, Problem::HasBlank);
    row("a tab inside", u"pbx\texample"_s, Problem::HasBlank);
    row("a line end inside", u"pbx.example\nHost: evil"_s, Problem::HasBlank);
    row("a no-break space inside", u"pbx\u00a0example"_s, Problem::HasBlank);
    row("a NUL inside", u"pbx"_s + QChar(0) + u".example"_s, Problem::HasBlank);
    row("a NUL at the end", u"pbx.example"_s + QChar(0), Problem::HasBlank);
    row("a right-to-left override", u"pbx\u202eelpmaxe"_s, Problem::HasBlank);
    row("a zero width space", u"pbx\u200b.example"_s, Problem::HasBlank);
    row("a soft hyphen", u"pbx\u00ad.example"_s, Problem::HasBlank);
    row("10,000 characters", u"a"_s.repeated(10'000), Problem::TooLong);
    row("10,000 blanks in the middle", u"a"_s + u" "_s.repeated(10'000) + u"b"_s, Problem::TooLong);
    row("a host of 254 characters", u"a2345678."_s.repeated(28) + u"bc"_s, Problem::TooLong);
    row("a label of 64 characters", u"a"_s.repeated(64) + u".b"_s, Problem::BadHost);
    row("an empty label", u"pbx..example"_s, Problem::BadHost);
    row("a dot first", u".example"_s, Problem::BadHost);
    row("only a dot", u"."_s, Problem::BadHost);
    row("a hyphen first", u"-pbx.example"_s, Problem::BadHost);
    row("a hyphen last", u"pbx-.example"_s, Problem::BadHost);
    row("half an emoji", u"pbx"_s + QChar(0xd83d) + u".example"_s, Problem::BadHost);
    row("a percent escape", u"pbx%2eexample"_s, Problem::BadHost);
    row("a list of names", u"pbx.example,pbx2.example"_s, Problem::BadHost);
    row("five numbers", u"1.2.3.4.5"_s, Problem::BadHost);
    row("three numbers", u"1.2.3"_s, Problem::BadHost);
    row("one number", u"2130706433"_s, Problem::BadHost);
    row("a number over 255", u"256.1.1.1"_s, Problem::BadHost);
    row("a sign before a number", u"+1.2.3.4"_s, Problem::BadHost);
    row("a leading zero, which some read as octal", u"010.0.0.1"_s, Problem::BadHost);
    row("a hexadecimal IPv4 address", u"0x7f.0.0.0x1"_s, Problem::BadHost);
    row("a hexadecimal number", u"0x7f000001"_s, Problem::BadHost);
    row("wide digits, which are mapped to plain ones", u"１２７.0.0.1"_s, Problem::BadHost);
    row("IPv4 in brackets", u"[1.2.3.4]"_s, Problem::BadHost);
    row("a name in brackets", u"[pbx.example]"_s, Problem::BadHost);
    row("empty brackets", u"[]"_s, Problem::BadHost);
    row("an open bracket", u"[::1"_s, Problem::BadHost);
    row("text behind the bracket", u"[::1]8088"_s, Problem::BadHost);
    row("three colons", u":::"_s, Problem::BadHost);
    row("two gaps in an IPv6 address", u"1::2::3"_s, Problem::BadHost);
    row("nine groups in an IPv6 address", u"1:2:3:4:5:6:7:8:9"_s, Problem::BadHost);
    row("an empty zone", u"fe80::1%"_s, Problem::BadHost);
    row("two ports", u"pbx.example:1:2"_s, Problem::BadHost);
    row("port 0", u"pbx.example:0"_s, Problem::BadPort);
    row("port 70000", u"pbx.example:70000"_s, Problem::BadPort);
    row("port 65536", u"pbx.example:65536"_s, Problem::BadPort);
    row("a port that is far too long", u"pbx.example:99999999999999999999"_s, Problem::BadPort);
    row("no port behind the colon", u"pbx.example:"_s, Problem::BadPort);
    row("no port behind the brackets", u"[::1]:"_s, Problem::BadPort);
    row("a sign before the port", u"pbx.example:+80"_s, Problem::BadPort);
    row("a negative port", u"pbx.example:-80"_s, Problem::BadPort);
    row("letters in the port", u"pbx.example:80a"_s, Problem::BadPort);
    row("wide digits in the port", u"pbx.example:８０８８"_s, Problem::BadPort);
    row("port 0 of an IPv6 address", u"[::1]:0"_s, Problem::BadPort);
}

void TestPbxAddress::refused()
{
    QFETCH(QString, text);
    QFETCH(Problem, problem);
    const auto address = PbxAddress::parse(text);
    QVERIFY2(!address, address ? qPrintable(address->displayText()) : "");
    QCOMPARE(int(address.error()), int(problem));
}

void TestPbxAddress::defaultPort()
{
    QCOMPARE(PbxAddress::parse(u"cloud.example"_s, PbxAddress::kCloudPort)->port(), quint16(443));
    QCOMPARE(PbxAddress::parse(u"cloud.example:8088"_s, 443)->port(), quint16(8088));
    QCOMPARE(PbxAddress::parse(u"[::1]"_s, 443)->port(), quint16(443));
}

void TestPbxAddress::zoneIsKept()
{
    for (const QString &text : {u"[fe80::1%eth0]:443"_s, u"[fe80::1%25eth0]:443"_s}) {
        const auto address = PbxAddress::parse(text);
        QVERIFY2(address, qPrintable(text));
        QCOMPARE(address->host(), u"fe80::1%eth0"_s);
        QVERIFY(address->url().isValid());
        QCOMPARE(address->url().host(QUrl::FullyDecoded), u"fe80::1%eth0"_s);
        QCOMPARE(PbxAddress::parse(address->displayText()).value(), *address);
    }
    // Names of interfaces are case-sensitive.
    QCOMPARE(PbxAddress::parse(u"FE80::1%Eth0"_s)->host(), u"fe80::1%Eth0"_s);
}

void TestPbxAddress::internationalName()
{
    for (const QString &text : {u"bücher.de"_s, u"例え.jp"_s, u"مثال.example"_s, u"straße.de"_s}) {
        const auto address = PbxAddress::parse(text);
        QVERIFY2(address, qPrintable(text));
        QVERIFY(address->host().contains(u"xn--"_s));
        for (const QChar c : address->host())
            QVERIFY(c.unicode() < 0x80);
        QCOMPARE(PbxAddress::parse(address->displayText()).value(), *address);
    }
}

void TestPbxAddress::nullAddress()
{
    QVERIFY(PbxAddress().isNull());
    QCOMPARE(PbxAddress().port(), quint16(0));
    QVERIFY(!PbxAddress().isLoopback());
}

void TestPbxAddress::loopback_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("isLoopback");
    QTest::newRow("localhost") << u"localhost"_s << true;
    QTest::newRow("localhost in capitals") << u"LOCALHOST:1"_s << true;
    QTest::newRow("127.0.0.1") << u"127.0.0.1"_s << true;
    QTest::newRow("the rest of 127/8") << u"127.8.9.10"_s << true;
    QTest::newRow("IPv6 loopback") << u"[::1]"_s << true;
    QTest::newRow("a name that begins like one") << u"127.0.0.1.example"_s << false;
    QTest::newRow("a name that ends like one") << u"localhost.example"_s << false;
    QTest::newRow("another network") << u"10.127.0.1"_s << false;
    QTest::newRow("another IPv6 address") << u"::2"_s << false;
}

void TestPbxAddress::loopback()
{
    QFETCH(QString, text);
    QFETCH(bool, isLoopback);
    QCOMPARE(PbxAddress::parse(text)->isLoopback(), isLoopback);
}

void TestPbxAddress::sameAddress()
{
    const auto address = [](const QString &text) { return PbxAddress::parse(text).value(); };
    QCOMPARE(address(u"https://PBX.example/"_s), address(u"pbx.example:8088"_s));
    QVERIFY(address(u"pbx.example"_s) != address(u"pbx.example:443"_s));
    QVERIFY(address(u"pbx.example"_s) != address(u"pbx2.example"_s));
    QVERIFY(PbxAddress::parse(u"pbx.example."_s).has_value());
}

QTEST_APPLESS_MAIN(TestPbxAddress)
#include "tst_pbxaddress.moc"
