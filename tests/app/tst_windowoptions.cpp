// SPDX-License-Identifier: GPL-3.0-or-later
#include <windowoptions.h>

#include <QTest>

using namespace lw;
using namespace Qt::StringLiterals;

/*! The options of the window program; --sandbox may have a scenario or none. */
class TestWindowOptions : public QObject
{
    Q_OBJECT
private slots:
    void understood_data();
    void understood();
    void refused_data();
    void refused();
    void informationEndsWell_data();
    void informationEndsWell();
};

void TestWindowOptions::understood_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<bool>("startsSandbox");
    QTest::addColumn<QString>("scenario");
    QTest::addColumn<QString>("profile");
    QTest::addColumn<QString>("tour");
    QTest::newRow("nothing") << QStringList() << false << QString() << QString() << QString();
    QTest::newRow("sandbox alone")
        << QStringList{u"--sandbox"_s} << true << QString() << QString() << QString();
    QTest::newRow("sandbox with a scenario") << QStringList{u"--sandbox"_s, u"s.json"_s} << true
                                             << u"s.json"_s << QString() << QString();
    QTest::newRow("the next option is no scenario")
        << QStringList{u"--sandbox"_s, u"--tour"_s, u"t"_s} << true << QString() << QString()
        << u"t"_s;
    QTest::newRow("values after an equals sign")
        << QStringList{u"--sandbox=s.json"_s, u"--profile-dir=p"_s} << true << u"s.json"_s << u"p"_s
        << QString();
}

void TestWindowOptions::understood()
{
    QFETCH(QStringList, arguments);
    const auto options = parseWindowOptions(arguments);
    QVERIFY(options);
    QTEST(options->startsSandbox, "startsSandbox");
    QTEST(options->scenarioFile, "scenario");
    QTEST(options->profileFolder, "profile");
    QTEST(options->tourFolder, "tour");
}

void TestWindowOptions::refused_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("part");
    QTest::newRow("unknown option") << QStringList{u"--sandpit"_s} << u"--sandpit"_s;
    QTest::newRow("stray word") << QStringList{u"word"_s} << u"word"_s;
    QTest::newRow("folder missing") << QStringList{u"--tour"_s} << u"needs a folder"_s;
    QTest::newRow("an option is no folder")
        << QStringList{u"--profile-dir"_s, u"--sandbox"_s} << u"needs a folder"_s;
}

void TestWindowOptions::refused()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, part);
    const auto options = parseWindowOptions(arguments);
    QVERIFY(!options);
    QCOMPARE(options.error().exitCode, 2);
    QVERIFY(options.error().text.contains(part));
}

void TestWindowOptions::informationEndsWell_data()
{
    QTest::addColumn<QString>("argument");
    QTest::addColumn<QString>("part");
    QTest::newRow("help lists the options") << u"--help"_s << u"--profile-dir"_s;
    QTest::newRow("version") << u"--version"_s << QStringLiteral(LINEWARDEN_VERSION);
}

void TestWindowOptions::informationEndsWell()
{
    QFETCH(QString, argument);
    QFETCH(QString, part);
    const auto options = parseWindowOptions({argument});
    QVERIFY(!options);
    QCOMPARE(options.error().exitCode, 0);
    QVERIFY(options.error().text.contains(part));
}

QTEST_APPLESS_MAIN(TestWindowOptions)
#include "tst_windowoptions.moc"
