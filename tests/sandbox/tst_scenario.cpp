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
    void defaultPlatformsHaveSomethingToShow();
    void generatedDevicesMakeRoomForThemselves();
    void defaultHasAccountsToTryTheSecondFactorWith();
    void everyPbxHasASecondAdministrator();
    void accountOptionsAreRead();
    void mistakeIsNamed_data();
    void mistakeIsNamed();
    void mistakeOfAPlatformIsNamed_data();
    void mistakeOfAPlatformIsNamed();
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

void TestScenario::defaultPlatformsHaveSomethingToShow()
{
    const Scenario scenario = Scenario::parse(defaultScenario()).value();
    const PlatformPlan &hosted = scenario.platforms.at(0);
    const PlatformPlan &own = scenario.platforms.at(1);
    QVERIFY(!hosted.isSelfHosted && own.isSelfHosted);
    QVERIFY(hosted.hasDeviceCalls && own.hasDeviceCalls);
    QVERIFY(hosted.premiumAccount.expiresInDays < 30); // a warning to look at
    QCOMPARE(own.account.status, u"Not Subscribed"_s);
    QCOMPARE(hosted.users.size(), 3);
    QVERIFY(hosted.users.at(0).hasTwoFactor && !hosted.users.at(1).hasTwoFactor);
    QCOMPARE(hosted.cloudPbxs.size(), 3);
    QVERIFY(hosted.cloudPbxs.at(1).isPasswordless);
    QVERIFY(hosted.cloudPbxs.at(2).expiresInDays < 0);
    QVERIFY(scenario.pbxs.at(0).openApi.clientId.isEmpty()); // one to see it refuse
    for (qsizetype i = 1; i < scenario.pbxs.size(); ++i)
        QVERIFY(!scenario.pbxs.at(i).openApi.clientSecret.isEmpty());
}

void TestScenario::generatedDevicesMakeRoomForThemselves()
{
    QByteArray json = defaultScenario();
    const QByteArray capacity = "\"capacity\": 10";
    json.replace(json.indexOf(capacity), capacity.size(), "\"generate_devices\": 5000");
    const auto scenario = Scenario::parse(json);
    QVERIFY2(scenario, qPrintable(scenario ? QString() : scenario.error()));
    QCOMPARE(scenario->platforms.at(0).generatedDevices, 5000);
    QCOMPARE(scenario->platforms.at(0).capacity, 5010);
}

void TestScenario::defaultHasAccountsToTryTheSecondFactorWith()
{
    const Scenario scenario = Scenario::parse(defaultScenario()).value();
    const PbxPlan &lab = scenario.pbxs.at(2);
    QCOMPARE(lab.extensions, 1200);
    QVERIFY(lab.hasMailServer);
    const AccountPlan &secured = lab.accounts.at(4);
    QCOMPARE(secured.userName, u"secured"_s);
    QCOMPARE(secured.twoFactor, u"email"_s);
    QCOMPARE(lab.accounts.at(5).userName, u"newadmin"_s);
    QVERIFY(lab.accounts.at(5).mustChangePassword);
    for (const PbxPlan &pbx : scenario.pbxs) {
        QCOMPARE(pbx.accounts.first().userName, u"admin"_s); // what the window offers first
        QVERIFY(pbx.accounts.first().twoFactor.isEmpty());
        QVERIFY(!pbx.accounts.first().email.isEmpty());
        QCOMPARE(pbx.accounts.at(3).twoFactor, u"email"_s);
    }
}

void TestScenario::everyPbxHasASecondAdministrator()
{
    const Scenario scenario = Scenario::parse(defaultScenario()).value();
    for (const PbxPlan &pbx : scenario.pbxs) {
        const AccountPlan &second = pbx.accounts.at(1);
        QCOMPARE(second.role, u"administrator"_s);
        QCOMPARE(second.extensionNumber(), u"1000"_s);
        QCOMPARE(second.roleName, u"Administrator"_s);
        QVERIFY(!pbx.accounts.first().isExtension());
    }
}

void TestScenario::accountOptionsAreRead()
{
    QByteArray json = defaultScenario();
    json.replace("\"extensions\": 1200", "\"mail_server\": false");
    const QByteArray mail = "\"two_factor\": \"email\"";
    json.replace(json.indexOf(mail), mail.size(),
                 R"("two_factor": "authenticator", "two_factor_key": "GEZDGNBVGY3TQOJQ")");
    const auto scenario = Scenario::parse(json);
    QVERIFY2(scenario, qPrintable(scenario ? QString() : scenario.error()));
    QVERIFY(!scenario->pbxs.at(2).hasMailServer);
    QCOMPARE(scenario->pbxs.at(0).accounts.at(3).twoFactorKey, QByteArray("1234567890"));
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
    QTest::newRow("second factor of another kind")
        << QByteArray("\"two_factor\": \"email\"") << QByteArray("\"two_factor\": \"sms\"")
        << u"pbxs[0].accounts[3].two_factor"_s;
    QTest::newRow("authenticator without a key") << QByteArray("\"two_factor\": \"email\"")
                                                 << QByteArray("\"two_factor\": \"authenticator\"")
                                                 << u"pbxs[0].accounts[3].two_factor_key"_s;
    QTest::newRow("key that is not base32")
        << QByteArray("\"two_factor\": \"email\"")
        << QByteArray("\"two_factor\": \"authenticator\", \"two_factor_key\": \"0189\"")
        << u"pbxs[0].accounts[3].two_factor_key"_s;
    QTest::newRow("mailed code without an address")
        << QByteArray("\"email\": \"admin@pbx.example\"") << QByteArray("\"two_factor\": \"email\"")
        << u"pbxs[0].accounts[0].email"_s;
    QTest::newRow("super administrator with an extension")
        << QByteArray("\"email\": \"admin@pbx.example\"") << QByteArray("\"number\": \"999\"")
        << u"pbxs[0].accounts[0].number"_s;
    QTest::newRow("forced change that is a number")
        << QByteArray("\"must_change_password\": true") << QByteArray("\"must_change_password\": 1")
        << u"pbxs[2].accounts[5].must_change_password"_s;
    QTest::newRow("too many extensions")
        << QByteArray("\"extensions\": 1200") << QByteArray("\"extensions\": 20001")
        << u"pbxs[2].extensions"_s;
    QTest::newRow("mail server that is a name")
        << QByteArray("\"extensions\": 1200") << QByteArray("\"mail_server\": \"mx\"")
        << u"pbxs[2].mail_server"_s;
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

void TestScenario::mistakeOfAPlatformIsNamed_data()
{
    QTest::addColumn<QByteArray>("change");
    QTest::addColumn<QByteArray>("into");
    QTest::addColumn<QString>("named");
    QTest::newRow("platform of an unknown kind")
        << QByteArray(R"("kind": "self-hosted")") << QByteArray(R"("kind": "rented")")
        << u"platforms[1].kind"_s;
    QTest::newRow("no room for the generated devices")
        << QByteArray(R"("capacity": 10)")
        << QByteArray(R"("capacity": 10, "generate_devices": 5000)") << u"platforms[0].capacity"_s;
    QTest::newRow("more refill than bucket")
        << QByteArray(R"("capacity": 10)") << QByteArray(R"("rate_limit": {"burst": 2, "rate": 3})")
        << u"platforms[0].rate_limit.rate"_s;
    QTest::newRow("rate limit that is a number")
        << QByteArray(R"("capacity": 10)") << QByteArray(R"("rate_limit": 7)")
        << u"platforms[0].rate_limit must"_s;
    QTest::newRow("address that is none")
        << QByteArray(R"("capacity": 10)") << QByteArray(R"("allowed_addresses": ["somewhere"])")
        << u"platforms[0].allowed_addresses"_s;
    QTest::newRow("six addresses")
        << QByteArray(R"("capacity": 10)")
        << QByteArray(R"("allowed_addresses": ["::1", "::2", "::3", "::4", "::5", "::6"])")
        << u"platforms[0].allowed_addresses"_s;
    QTest::newRow("unknown subscription")
        << QByteArray(R"("status": "Trial")") << QByteArray(R"("status": "Free")")
        << u"platforms[0].premium_subscription.status"_s;
    QTest::newRow("user without an address")
        << QByteArray(R"("email": "ole@practice.example")") << QByteArray(R"("phone": "1")")
        << u"platforms[0].users[1].phone"_s;
    QTest::newRow("unknown type of user")
        << QByteArray(R"("user_type": "Reseller")") << QByteArray(R"("user_type": "Guest")")
        << u"platforms[0].users[2].user_type"_s;
    QTest::newRow("Cloud PBX in an unknown state")
        << QByteArray(R"("status": "Stopped")") << QByteArray(R"("status": "Lost")")
        << u"platforms[0].cloud_pbxs[2].status"_s;
    QTest::newRow("OpenAPI without its secret")
        << QByteArray(R"(, "client_secret": "Practice-OpenApi-2")") << QByteArray(R"()")
        << u"pbxs[1].openapi.client_secret"_s;
    QTest::newRow("OpenAPI with a mistyped name")
        << QByteArray(R"("client_secret": "Practice-OpenApi-2")") << QByteArray(R"("secret": "x")")
        << u"pbxs[1].openapi.secret"_s;
}

void TestScenario::mistakeOfAPlatformIsNamed()
{
    mistakeIsNamed();
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
