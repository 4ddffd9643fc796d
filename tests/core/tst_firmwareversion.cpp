// SPDX-License-Identifier: GPL-3.0-or-later
#include <core/firmwareversion.h>

#include <QTest>

using namespace lw;
using namespace Qt::StringLiterals;

/*! Firmware numbers: compared number by number, and garbage compared with nothing. */
class TestFirmwareVersion : public QObject
{
    Q_OBJECT
private slots:
    void order_data();
    void order();
    void garbage_data();
    void garbage();
    void productLine();
};

void TestFirmwareVersion::order_data()
{
    QTest::addColumn<QString>("left");
    QTest::addColumn<QString>("right");
    QTest::addColumn<int>("order"); // -1: left is older
    QTest::newRow("5 is older than 17") << "83.5.0.86"
                                        << "83.17.0.16" << -1;
    QTest::newRow("17 is newer than 5") << "83.17.0.16"
                                        << "83.5.0.86" << 1;
    QTest::newRow("the last number counts") << "83.17.0.15"
                                            << "83.17.0.16" << -1;
    QTest::newRow("110 is newer than 16") << "83.19.0.110"
                                          << "83.19.0.16" << 1;
    QTest::newRow("the same number") << "37.19.0.110"
                                     << "37.19.0.110" << 0;
    QTest::newRow("a missing number is zero") << "83.19"
                                              << "83.19.0.0" << 0;
    QTest::newRow("a shorter number is older") << "83.19"
                                               << "83.19.0.1" << -1;
    QTest::newRow("a leading zero is no difference") << "83.05"
                                                     << "83.5" << 0;
    QTest::newRow("blanks around it are no difference") << " 83.5 "
                                                        << "83.5" << 0;
    QTest::newRow("the line comes first") << "37.99.9.9"
                                          << "83.1" << -1;
}

void TestFirmwareVersion::order()
{
    QFETCH(QString, left);
    QFETCH(QString, right);
    QFETCH(int, order);
    const FirmwareVersion a(left);
    const FirmwareVersion b(right);
    QVERIFY(a.isValid() && b.isValid());
    QCOMPARE(a < b, order < 0);
    QCOMPARE(a > b, order > 0);
    QCOMPARE(a == b, order == 0);
    QCOMPARE(b<a, order> 0);
}

void TestFirmwareVersion::garbage_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("nothing") << "";
    QTest::newRow("a word") << "unknown";
    QTest::newRow("one number") << "83";
    QTest::newRow("a letter behind a number") << "83.19a";
    QTest::newRow("a negative number") << "83.-5";
    QTest::newRow("a sign") << "83.+5";
    QTest::newRow("an empty number") << "83..5";
    QTest::newRow("a dot last") << "83.19.";
    QTest::newRow("a blank inside") << "83. 5";
    QTest::newRow("a blank before the dot") << "83 .5";
    QTest::newRow("a number too large") << "83.99999999999";
    QTest::newRow("hexadecimal") << "0x53.5";
    QTest::newRow("digits of Arabic") << "٨٣.٥";
    QTest::newRow("10,000 dots") << u"."_s.repeated(10'000);
    QTest::newRow("an emoji") << u"83.😀"_s;
}

void TestFirmwareVersion::garbage()
{
    QFETCH(QString, text);
    const FirmwareVersion version(text);
    QVERIFY(!version.isValid());
    QCOMPARE(version.text(), text.trimmed());
    QCOMPARE(version.productLine(), 0);
    const FirmwareVersion good(u"83.5.0.86"_s);
    QVERIFY(!(version < good) && !(version > good) && !(version == good));
    QVERIFY(!(version >= good) && !(version <= good));
    QVERIFY(version == FirmwareVersion(text));
}

void TestFirmwareVersion::productLine()
{
    QCOMPARE(FirmwareVersion(u"83.19.0.110"_s).productLine(), 83);
    QCOMPARE(FirmwareVersion(u"37.19.0.110"_s).productLine(), 37);
    QVERIFY(!FirmwareVersion().isValid());
    QVERIFY(FirmwareVersion() == FirmwareVersion());
}

QTEST_APPLESS_MAIN(TestFirmwareVersion)
#include "tst_firmwareversion.moc"
