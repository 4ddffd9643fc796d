// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/fakes.h"

#include <core/edition.h>
#include <sandbox/practice.h>
#include <sandbox/scenario.h>

#include <QTest>

using namespace lw;
using namespace lw::Sandbox;
using namespace Qt::StringLiterals;

/*! Scenario files: the one that the program brings along, and ones with mistakes. */
class TestScenario : public QObject
{
    Q_OBJECT
private slots:
    void defaultHasTheAgreedPbxs();
    void defaultPbxHasEveryRole();
    void defaultHasTwoPlatforms();
    void mistakeIsNamed_data();
    void mistakeIsNamed();
};

void TestScenario::defaultHasTheAgreedPbxs()
{
    const auto scenario = Scenario::parse(defaultScenario());
    QVERIFY2(scenario, qPrintable(scenario ? QString() : scenario.error()));
    QStringList firmware;
    for (const PbxPlan &pbx : scenario->pbxs)
        firmware.append(pbx.firmware.text());
    QCOMPARE(firmware, QStringList({u"83.5.0.86"_s, u"83.17.0.16"_s, u"83.19.0.110"_s,
                                    u"37.19.0.110"_s, u"84.19.0.110"_s}));
}

void TestScenario::defaultPbxHasEveryRole()
{
    const Scenario scenario = Scenario::parse(defaultScenario()).value();
    for (const PbxPlan &pbx : scenario.pbxs) {
        QCOMPARE(pbx.autoLogoutTime.count(), 15);
        QSet<QString> roles;
        for (const AccountPlan &account : pbx.accounts)
            roles.insert(account.role);
        QCOMPARE(roles, QSet<QString>({u"super_admin"_s, u"administrator"_s, u"user"_s}));
    }
}

void TestScenario::defaultHasTwoPlatforms()
{
    const Scenario scenario = Scenario::parse(defaultScenario()).value();
    QCOMPARE(scenario.platforms.size(), 2);
    for (const PlatformPlan &platform : scenario.platforms) {
        QVERIFY(platform.codes >= 3);
        QVERIFY(platform.capacity >= 5);
        QVERIFY(!platform.clientSecret.isEmpty());
    }
}

void TestScenario::mistakeIsNamed_data()
{
    QTest::addColumn<QByteArray>("change");
    QTest::addColumn<QByteArray>("into");
    QTest::addColumn<QString>("named");
    QTest::newRow("not JSON") << QByteArray("\"format\": 1,") << QByteArray("\"format\": 1")
                              << u"line 3"_s;
    QTest::newRow("newer format") << QByteArray("\"format\": 1") << QByteArray("\"format\": 2")
                                  << u"scenario.format"_s;
    QTest::newRow("mistyped name")
        << QByteArray("\"pbxs\"") << QByteArray("\"pbx\"") << u"scenario.pbx "_s;
    QTest::newRow("unknown firmware")
        << QByteArray("83.17.0.16") << QByteArray("12.0") << u"pbxs[1].firmware"_s;
    QTest::newRow("two of one name")
        << QByteArray("Lab 83.17") << QByteArray("Lab 83.5") << u"pbxs[1].name"_s;
    QTest::newRow("platform with the name of a PBX")
        << QByteArray("\"Hosted\"") << QByteArray("\"Cloud 84\"") << u"platforms[0].name"_s;
    QTest::newRow("unknown role") << QByteArray("\"super_admin\"") << QByteArray("\"root\"")
                                  << u"pbxs[0].accounts[0].role"_s;
    QTest::newRow("account twice") << QByteArray("\"operator\"") << QByteArray("\"admin\"")
                                   << u"pbxs[0].accounts[1].username"_s;
    QTest::newRow("capacity that is no number")
        << QByteArray("\"capacity\": 10") << QByteArray("\"capacity\": \"many\"")
        << u"platforms[0].capacity"_s;
    QTest::newRow("negative capacity")
        << QByteArray("\"capacity\": 10") << QByteArray("\"capacity\": -1")
        << u"platforms[0].capacity"_s;
    QTest::newRow("password missing") << QByteArray("\"Practice-Provider-1\"") << QByteArray("\"\"")
                                      << u"platforms[0].provider_password"_s;
    QTest::newRow("minimum firmware of another maker")
        << QByteArray("[\"83.19.0.110\"") << QByteArray("[\"1.2.3\"")
        << u"platforms[1].minimum_firmware"_s;
}

void TestScenario::mistakeIsNamed()
{
    QFETCH(QByteArray, change);
    QFETCH(QByteArray, into);
    QFETCH(QString, named);
    QByteArray json = defaultScenario();
    const qsizetype at = json.indexOf(change);
    QVERIFY(at >= 0);
    json.replace(at, change.size(), into);
    const auto scenario = Scenario::parse(json);
    QVERIFY(!scenario);
    QVERIFY2(scenario.error().contains(named), qPrintable(scenario.error()));
}

QTEST_APPLESS_MAIN(TestScenario)
#include "tst_scenario.moc"
