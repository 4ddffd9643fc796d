// SPDX-License-Identifier: GPL-3.0-or-later
#include <core/edition.h>
#include <core/firmwareversion.h>
#include <core/productfacts.h>

#include <QTest>

using namespace lw;
using namespace Qt::StringLiterals;

/*! The product line by the first firmware number, and its word. */
class TestEdition : public QObject
{
    Q_OBJECT
private slots:
    void byFirmware_data();
    void byFirmware();
    void words();
    void platformNamesTheCloud();
};

void TestEdition::byFirmware_data()
{
    QTest::addColumn<QString>("firmware");
    QTest::addColumn<QString>("word");
    QTest::newRow("37 is the appliance") << "37.19.0.110"
                                         << "appliance";
    QTest::newRow("83 is the software") << "83.5.0.86"
                                        << "software";
    QTest::newRow("84 is the cloud") << "84.20.0.1"
                                     << "cloud";
    QTest::newRow("another line is unknown") << "85.1"
                                             << "unknown";
    QTest::newRow("a bare line is no firmware") << "83"
                                                << "unknown";
    QTest::newRow("garbage is unknown") << "eighty-three"
                                        << "unknown";
    QTest::newRow("nothing is unknown") << ""
                                        << "unknown";
}

void TestEdition::byFirmware()
{
    QFETCH(QString, firmware);
    QFETCH(QString, word);
    QCOMPARE(editionWord(editionOf(FirmwareVersion(firmware))), word);
}

void TestEdition::words()
{
    for (const Edition edition : {Edition::Appliance, Edition::Software, Edition::Cloud})
        QVERIFY(editionFromWord(editionWord(edition)) == edition);
    QVERIFY(editionFromWord(u"unknown"_s) == Edition::Unknown);
    QVERIFY(editionFromWord(u"Software"_s) == Edition::Unknown);
    QVERIFY(editionFromWord({}) == Edition::Unknown);
}

void TestEdition::platformNamesTheCloud()
{
    ProductFacts facts{.firmware = FirmwareVersion(u"83.19.0.110"_s)};
    QVERIFY(facts.edition() == Edition::Software);
    facts.isCloud = true;
    QVERIFY(facts.edition() == Edition::Cloud);
}

QTEST_APPLESS_MAIN(TestEdition)
#include "tst_edition.moc"
