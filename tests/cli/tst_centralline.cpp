// SPDX-License-Identifier: GPL-3.0-or-later
#include <cli/centralanswers.h>
#include <cli/centralfactory.h>
#include <cli/commandline.h>

#include <QJsonDocument>
#include <QTest>

Q_DECLARE_METATYPE(lw::Invocation::Command)

using namespace lw;
using namespace Qt::StringLiterals;
using Command = Invocation::Command;

namespace {

auto parse(const QString &line)
{
    return parseCommandLine(line.split(u' ', Qt::SkipEmptyParts));
}

QDateTime at(qint64 seconds)
{
    return QDateTime::fromSecsSinceEpoch(seconds, Qt::UTC);
}

} // namespace

/*! The commands about management servers: what is understood, and under which names it answers. */
class TestCentralLine : public QObject
{
    Q_OBJECT
private slots:
    void commands_data();
    void commands();
    void refusals_data();
    void refusals();
    void argumentsArrive();
    void viaNeedsNoServerAndMethod();
    void deviceNames();
    void whatThePlatformLeavesOutIsLeftOut();
    void ids_data();
    void ids();
    void connectionsAndUsersAndClouds();
};

void TestCentralLine::commands_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<Command>("command");
    const auto row = [](const char *line, Command command) {
        QTest::newRow(line) << QString::fromLatin1(line) << command;
    };
    row("central add a --url h --client-id c", Command::CentralAdd);
    row("central list", Command::CentralList);
    row("central show a", Command::CentralShow);
    row("central devices a --search s", Command::CentralDevices);
    row("central device-add a d --group g --comment c --passwordless off",
        Command::CentralDeviceAdd);
    row("central device-remove a 1", Command::CentralDeviceRemove);
    row("central link a 1 --mode account", Command::CentralLink);
    row("central users a", Command::CentralUsers);
    row("central user-disable-2fa a 1 --reason r", Command::CentralUserOff);
    row("central cloud a", Command::CentralCloud);
    row("central cloud-passwordless a 1 on", Command::CentralCloudPasswordless);
    row("--json central users a --secrets -", Command::CentralUsers);
    row("remote connect p --via a", Command::RemoteConnect);
    row("remote connect p --via a --passwordless on --wait 5", Command::RemoteConnect);
    row("remote verify p --via a", Command::RemoteVerify);
}

void TestCentralLine::commands()
{
    QFETCH(QString, line);
    const auto invocation = parse(line);
    QVERIFY2(invocation, invocation ? "" : qPrintable(invocation.error().text));
    QTEST(invocation->command, "command");
    QCOMPARE(isCentral(invocation->command), line.contains(u"central "_s));
}

void TestCentralLine::refusals_data()
{
    QTest::addColumn<QString>("line");
    const auto row = [](const char *name, const char *line) {
        QTest::newRow(name) << QString::fromLatin1(line);
    };
    row("no command", "central");
    row("no client", "central add a --url h");
    row("no address", "central add a --client-id c");
    row("two kinds of trust", "central add a --url h --client-id c --trust-sha256 x --ca-file y");
    row("no device", "central device-add a");
    row("no id", "central device-remove a");
    row("an id that is a path", "central device-remove a 1/../2");
    row("an id that is a query", "central link a 1?x --mode account");
    row("no mode", "central link a 1");
    row("another mode", "central link a 1 --mode root");
    row("no reason", "central user-disable-2fa a 1");
    row("neither on nor off", "central cloud-passwordless a 1 maybe");
    row("verify without a platform", "remote verify p");
    row("via and a server", "remote connect p --via a --server custom");
    row("via and a method", "remote connect p --via a --method auth-code");
    row("via and an address", "remote connect p --via a --address x");
    row("via and an account", "remote connect p --via a --login-user x");
    row("neither via nor a server", "remote connect p");
    row("search of users", "central users a --search x");
}

void TestCentralLine::refusals()
{
    QFETCH(QString, line);
    const auto invocation = parse(line);
    QVERIFY(!invocation);
    QCOMPARE(invocation.error().why, NoInvocation::Why::Usage);
    QVERIFY(!invocation.error().text.isEmpty());
}

void TestCentralLine::argumentsArrive()
{
    const auto add = parse(u"central device-add a d --group g --comment c --passwordless on"_s);
    QCOMPARE(add->name, u"a"_s);
    QCOMPARE(add->central.device, u"d"_s);
    QCOMPARE(add->central.group, u"g"_s);
    QCOMPARE(add->central.comment, u"c"_s);
    QVERIFY(add->central.isOn);
    QVERIFY(!parse(u"central device-add a d"_s)->central.isOn);
    const auto link = parse(u"central link a 5 --mode passwordless"_s);
    QCOMPARE(link->central.id, u"5"_s);
    QCOMPARE(link->central.mode, CentralArguments::Mode::Passwordless);
    QVERIFY(parse(u"central cloud-passwordless a 5 on"_s)->central.isOn);
    QVERIFY(!parse(u"central cloud-passwordless a 5 off"_s)->central.isOn);
    QCOMPARE(parse(u"central user-disable-2fa a 5 --reason lost"_s)->central.reason, u"lost"_s);
    QCOMPARE(parse(u"central add a --url h --client-id c"_s)->central.clientId, u"c"_s);
    QCOMPARE(parse(u"pbx add a --url h --user u --openapi-id o"_s)->openApiId, u"o"_s);
}

void TestCentralLine::viaNeedsNoServerAndMethod()
{
    const auto connect = parse(u"remote connect p --via a --wait 7 --passwordless off"_s);
    QCOMPARE(connect->central.via, u"a"_s);
    QCOMPARE(connect->connect.wait, std::chrono::seconds(7));
    QCOMPARE(connect->connect.passwordless, std::optional(false));
    QVERIFY(
        parse(u"remote connect p --server default --method auth-code"_s)->central.via.isEmpty());
}

void TestCentralLine::deviceNames()
{
    const QJsonObject json = deviceJson({.id = u"1"_s,
                                         .name = u"N"_s,
                                         .group = u"G"_s,
                                         .comment = u""_s,
                                         .serialNumber = u"S"_s,
                                         .model = u"M"_s,
                                         .version = u"V"_s,
                                         .status = {{}, u"Sleeping"_s},
                                         .lastOnline = at(1'800'000'000),
                                         .isPasswordless = true,
                                         .isProvisionedByTemplate = false});
    const QJsonObject expected{{u"deviceId"_s, 1},
                               {u"deviceName"_s, u"N"_s},
                               {u"group"_s, u"G"_s},
                               {u"comment"_s, u""_s},
                               {u"sn"_s, u"S"_s},
                               {u"model"_s, u"M"_s},
                               {u"version"_s, u"V"_s},
                               {u"status"_s, u"Sleeping"_s},
                               {u"lastOnlineTime"_s, 1'800'000'000},
                               {u"passwordlessLogin"_s, u"Enabled"_s},
                               {u"provisioningViaTemplate"_s, u"Disabled"_s}};
    QCOMPARE(json, expected);
}

void TestCentralLine::whatThePlatformLeavesOutIsLeftOut()
{
    const QJsonObject json = deviceJson(
        {.id = u"x"_s, .name = u"N"_s, .status = {RemoteDevice::Status::Pending, u"Pending"_s}});
    QCOMPARE(json.keys(), (QStringList{u"deviceId"_s, u"deviceName"_s, u"status"_s}));
    QCOMPARE(userJson({.id = u"1"_s}).keys(), QStringList{u"userId"_s});
}

void TestCentralLine::ids_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("a number") << u"4711"_s << QByteArray("[4711]");
    QTest::newRow("a text") << u"ab-1"_s << QByteArray("[\"ab-1\"]");
    QTest::newRow("a text that reads like a number") << u"\"4711\""_s << QByteArray("[\"4711\"]");
    QTest::newRow("too long for a number")
        << u"12345678901234567890"_s << QByteArray("[\"12345678901234567890\"]");
}

void TestCentralLine::ids()
{
    QFETCH(QString, id);
    QTEST(QJsonDocument(QJsonArray{idJson(id)}).toJson(QJsonDocument::Compact), "json");
}

void TestCentralLine::connectionsAndUsersAndClouds()
{
    const QJsonObject connections = connectionsJson(
        {.used = 1,
         .capacity = 2,
         .resellerUsed = 3,
         .premium = RemoteSubscription{.status = {{}, u"Trial"_s}, .expires = at(5)}});
    QCOMPARE(connections.value(u"connections"_s).toObject().keys(),
             (QStringList{u"assignedToResellerUsed"_s, u"capacity"_s, u"used"_s}));
    QVERIFY(!connections.contains(u"remoteManagementAccount"_s));
    QCOMPARE(connections.value(u"remoteManagementPremiumAccount"_s)
                 .toObject()
                 .value(u"expirationTime"_s),
             5);
    QCOMPARE(
        userJson({.id = u"1"_s, .hasSecondFactor = true}).value(u"twoFactorAuthenticationEnable"_s),
        u"enable"_s);
    const QJsonObject cloud =
        cloudPbxJson({.id = u"7"_s, .name = u"C"_s, .hasMessaging = false, .isPasswordless = true});
    QCOMPARE(cloud.keys(),
             (QStringList{u"cloudPbxId"_s, u"im"_s, u"name"_s, u"passwordlessLogin"_s}));
}

QTEST_APPLESS_MAIN(TestCentralLine)

#include "tst_centralline.moc"
