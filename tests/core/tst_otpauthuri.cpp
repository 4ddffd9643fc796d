// SPDX-License-Identifier: GPL-3.0-or-later
#include <core/base32.h>
#include <core/otpauthuri.h>

#include <QTest>
#include <QUrl>
#include <QUrlQuery>

using namespace lw;
using namespace Qt::StringLiterals;

namespace {

TotpKey keyOf(const QString &issuer, const QString &account)
{
    return {.secret = Secret("JBSW Y3DP ehpk 3pxp===="), .issuer = issuer, .account = account};
}

QString uriOf(const TotpKey &key)
{
    return QString::fromUtf8(otpAuthUri(key).view());
}

} // namespace

/*! The Key URI Format, with names that were chosen by others. */
class TestOtpAuthUri : public QObject
{
    Q_OBJECT
private slots:
    void wholeUri();
    void otherParameters();
    void names_data();
    void names();
    void controlCharacters_data();
    void controlCharacters();
    void missingNames();
    void brokenSecret();
};

void TestOtpAuthUri::wholeUri()
{
    QCOMPARE(uriOf(keyOf(u"Yeastar"_s, u"admin@example.com"_s)),
             u"otpauth://totp/Yeastar:admin%40example.com?secret=JBSWY3DPEHPK3PXP"
             "&issuer=Yeastar&algorithm=SHA1&digits=6&period=30"_s);
}

void TestOtpAuthUri::otherParameters()
{
    TotpKey key = keyOf(u"P"_s, u"a"_s);
    key.algorithm = TotpKey::Algorithm::Sha512;
    key.digits = 8;
    key.period = std::chrono::seconds(60);
    QVERIFY(uriOf(key).endsWith(u"&algorithm=SHA512&digits=8&period=60"));
}

void TestOtpAuthUri::names_data()
{
    QTest::addColumn<QString>("issuer");
    QTest::addColumn<QString>("account");
    QTest::newRow("blanks") << u"Head office"_s << u"the admin"_s;
    QTest::newRow("a colon in the issuer") << u"PBX: main"_s << u"admin"_s;
    QTest::newRow("a colon in the account") << u"PBX"_s << u"a:b"_s;
    QTest::newRow("a parameter of its own") << u"x&secret=AAAA"_s << u"admin"_s;
    QTest::newRow("a query in the account") << u"x"_s << u"admin?secret=AAAA&digits=8#"_s;
    QTest::newRow("a fragment") << u"x#y"_s << u"a#b"_s;
    QTest::newRow("percent signs") << u"100%"_s << u"%41%00%zz"_s;
    QTest::newRow("slashes and dots") << u"../.."_s << u"//host/"_s;
    QTest::newRow("plus signs stay plus signs") << u"A+B"_s << u"me+totp@example.com"_s;
    QTest::newRow("umlauts") << u"Zürich"_s << u"müller"_s;
    QTest::newRow("Chinese") << u"总部电话系统"_s << u"管理员"_s;
    QTest::newRow("Arabic") << u"المقر"_s << u"مدير"_s;
    QTest::newRow("beyond the first plane") << u"😀"_s << u"𝔸"_s;
    QTest::newRow("quotes and brackets") << u"\"<b>'[x]{y}|\\^`"_s << u"a\"b"_s;
}

void TestOtpAuthUri::names()
{
    QFETCH(QString, issuer);
    QFETCH(QString, account);
    const QString text = uriOf(keyOf(issuer, account));
    for (const QChar c : text)
        QVERIFY2(c.unicode() > 0x20 && c.unicode() < 0x7f, qPrintable(text));
    const QUrl url(text, QUrl::StrictMode);
    QVERIFY2(url.isValid(), qPrintable(url.errorString()));
    QCOMPARE(url.scheme(), u"otpauth"_s);
    QCOMPARE(url.host(), u"totp"_s);
    const QString label = url.path(QUrl::FullyEncoded).mid(1);
    QCOMPARE(label.count(u':'), 1);
    QCOMPARE(QUrl::fromPercentEncoding(label.section(u':', 0, 0).toLatin1()), issuer);
    QCOMPARE(QUrl::fromPercentEncoding(label.section(u':', 1, 1).toLatin1()), account);
    const QUrlQuery query(url);
    QCOMPARE(query.queryItems().size(), 5);
    QCOMPARE(query.queryItemValue(u"issuer"_s, QUrl::FullyDecoded), issuer);
    QCOMPARE(query.allQueryItemValues(u"secret"_s), QStringList{u"JBSWY3DPEHPK3PXP"_s});
    QVERIFY(!url.hasFragment());
}

void TestOtpAuthUri::controlCharacters_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("shown");
    QTest::newRow("a line end") << u"Head\r\noffice"_s << u"Headoffice"_s;
    QTest::newRow("a NUL") << u"a"_s + QChar(0) + u"b"_s << u"ab"_s;
    QTest::newRow("an escape sequence") << u"\u001b[31mred"_s << u"%5B31mred"_s;
    QTest::newRow("delete and the second set") << u"a\u007f\u0085b"_s << u"ab"_s;
    QTest::newRow("Unicode's own line ends") << u"a\u2028\u2029b"_s << u"ab"_s;
    QTest::newRow("half of a pair") << u"a"_s + QChar(0xd83d) + u"b"_s << u"a%EF%BF%BDb"_s;
}

void TestOtpAuthUri::controlCharacters()
{
    QFETCH(QString, name);
    QFETCH(QString, shown);
    const QString text = uriOf(keyOf(name, u"admin"_s));
    QVERIFY2(text.startsWith(u"otpauth://totp/"_s + shown + u":admin?"_s), qPrintable(text));
    QVERIFY2(text.contains(u"&issuer="_s + shown + u"&"_s), qPrintable(text));
}

void TestOtpAuthUri::missingNames()
{
    QVERIFY(uriOf(keyOf({}, u"admin"_s)).startsWith(u"otpauth://totp/admin?secret="));
    QVERIFY(!uriOf(keyOf({}, u"admin"_s)).contains(u"issuer"));
    QVERIFY(uriOf(keyOf(u"PBX"_s, {})).startsWith(u"otpauth://totp/PBX?secret="));
    QVERIFY(uriOf(keyOf(u"PBX"_s, {})).contains(u"&issuer=PBX&"));
}

void TestOtpAuthUri::brokenSecret()
{
    TotpKey key = keyOf(u"PBX"_s, u"admin"_s);
    key.secret = Secret("no key!");
    QVERIFY(otpAuthUri(key).isEmpty());
    key.secret = Secret();
    QVERIFY(otpAuthUri(key).isEmpty());
}

QTEST_APPLESS_MAIN(TestOtpAuthUri)
#include "tst_otpauthuri.moc"
