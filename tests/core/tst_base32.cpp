// SPDX-License-Identifier: GPL-3.0-or-later
#include <core/base32.h>

#include <QTest>

using namespace lw;

/*! RFC 4648, section 10, and text as people type it. */
class TestBase32 : public QObject
{
    Q_OBJECT
private slots:
    void vectors_data();
    void vectors();
    void tolerated_data();
    void tolerated();
    void refused_data();
    void refused();
    void everyByteComesBack();
    void plainText();
};

void TestBase32::vectors_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("nothing") << QByteArray() << QByteArray();
    QTest::newRow("one byte") << QByteArray("f") << QByteArray("MY======");
    QTest::newRow("two bytes") << QByteArray("fo") << QByteArray("MZXQ====");
    QTest::newRow("three bytes") << QByteArray("foo") << QByteArray("MZXW6===");
    QTest::newRow("four bytes") << QByteArray("foob") << QByteArray("MZXW6YQ=");
    QTest::newRow("five bytes") << QByteArray("fooba") << QByteArray("MZXW6YTB");
    QTest::newRow("six bytes") << QByteArray("foobar") << QByteArray("MZXW6YTBOI======");
    QTest::newRow("zero bytes are kept") << QByteArray("\0\0", 2) << QByteArray("AAAA====");
    QTest::newRow("all bits") << QByteArray("\xff\xff\xff\xff\xff") << QByteArray("77777777");
}

void TestBase32::vectors()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, text);
    QCOMPARE(encodeBase32(bytes).view().toByteArray(), text);
    const auto decoded = decodeBase32(text);
    QVERIFY(decoded);
    QCOMPARE(decoded->view().toByteArray(), bytes);
}

void TestBase32::tolerated_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("groups of four") << QByteArray("MZXW 6YTB OI");
    QTest::newRow("lower case") << QByteArray("mzxw6ytboi");
    QTest::newRow("both cases") << QByteArray("MzXw6YtBoI");
    QTest::newRow("hyphens") << QByteArray("MZXW-6YTB-OI");
    QTest::newRow("no padding") << QByteArray("MZXW6YTBOI");
    QTest::newRow("too little padding") << QByteArray("MZXW6YTBOI==");
    QTest::newRow("a line end behind it") << QByteArray("MZXW6YTBOI======\r\n");
    QTest::newRow("blanks around and tabs within") << QByteArray("  MZXW6\tYTBOI ");
}

void TestBase32::tolerated()
{
    QFETCH(QByteArray, text);
    const auto decoded = decodeBase32(text);
    QVERIFY(decoded);
    QCOMPARE(decoded->view().toByteArray(), QByteArray("foobar"));
}

void TestBase32::refused_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("a zero for an O") << QByteArray("MZXW6YT0");
    QTest::newRow("a one for an I") << QByteArray("MZXW6YT1");
    QTest::newRow("an eight") << QByteArray("MZXW6YT8");
    QTest::newRow("a letter beyond ASCII") << QByteArray("MZXW6YT\xc3\xa4");
    QTest::newRow("a NUL") << QByteArray("MZXW6YT\0", 8);
    QTest::newRow("one digit") << QByteArray("M");
    QTest::newRow("three digits") << QByteArray("MZX");
    QTest::newRow("six digits") << QByteArray("MZXW6Y");
    QTest::newRow("nine digits") << QByteArray("MZXW6YTBO");
    QTest::newRow("digits behind the padding") << QByteArray("MY======MY======");
}

void TestBase32::refused()
{
    QFETCH(QByteArray, text);
    QVERIFY(!decodeBase32(text));
}

void TestBase32::everyByteComesBack()
{
    QByteArray bytes;
    for (int i = 0; i < 256; ++i) {
        bytes.append(static_cast<char>(i));
        const auto decoded = decodeBase32(encodeBase32(bytes).view());
        QVERIFY(decoded);
        QCOMPARE(decoded->view().toByteArray(), bytes);
    }
}

void TestBase32::plainText()
{
    QCOMPARE(plainBase32("mzxw 6ytb-oi====").view().toByteArray(), QByteArray("MZXW6YTBOI"));
    QVERIFY(plainBase32("").isEmpty());
    QVERIFY(plainBase32("0189 ===").isEmpty());
}

QTEST_APPLESS_MAIN(TestBase32)
#include "tst_base32.moc"
