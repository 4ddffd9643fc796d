// SPDX-License-Identifier: GPL-3.0-or-later
#include <cli/commandline.h>

#include <QTest>

Q_DECLARE_METATYPE(lw::Invocation::Command)

using namespace lw;
using namespace Qt::StringLiterals;
using Command = Invocation::Command;
using Method = SecurityArguments::Method;
using LogFormat = SecurityArguments::LogFormat;

namespace {

tl::expected<Invocation, NoInvocation> parsed(const QString &line)
{
    return parseCommandLine(line.split(u' ', Qt::SkipEmptyParts));
}

} // namespace

/*! The account security part of what linewardenctl understands. */
class TestSecurityLine : public QObject
{
    Q_OBJECT
private slots:
    void commands_data();
    void commands();
    void refusals_data();
    void refusals();
    void enrolmentOptionsArrive();
    void otherOptionsArrive();
    void defaults();
    void times_data();
    void times();
    void logFormats_data();
    void logFormats();
};

void TestSecurityLine::commands_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<Command>("command");
    const auto row = [](const char *line, Command command) {
        QTest::newRow(line) << QString::fromLatin1(line) << command;
    };
    row("pbx remember a", Command::PbxRemember);
    row("pbx forget a --as u", Command::PbxForget);
    row("security show a", Command::SecurityShow);
    row("security enable a --method authenticator --qr f.png", Command::SecurityEnable);
    row("security enable a --method authenticator --qr -", Command::SecurityEnable);
    row("security enable a --method email", Command::SecurityEnable);
    row("security disable a", Command::SecurityDisable);
    row("security devices a", Command::SecurityDevices);
    row("security devices a --remove-others", Command::SecurityDevices);
    row("security password a", Command::SecurityPassword);
    row("extensions list a", Command::ExtensionsList);
    row("extensions disable-2fa a 1001 --reason lost", Command::ExtensionsDisable);
    row("extensions mandatory a on", Command::ExtensionsMandatory);
    row("options a", Command::Options);
    row("blocks a", Command::Blocks);
    row("log a", Command::Log);
}

void TestSecurityLine::commands()
{
    QFETCH(QString, line);
    QFETCH(Command, command);
    const auto invocation = parsed(line);
    QVERIFY2(invocation, invocation ? "" : qPrintable(invocation.error().text));
    QCOMPARE(invocation->command, command);
    QCOMPARE(invocation->name, u"a"_s);
}

void TestSecurityLine::refusals_data()
{
    QTest::addColumn<QString>("line");
    const auto row = [](const char *name, const char *line) {
        QTest::newRow(name) << QString::fromLatin1(line);
    };
    row("a group without a command", "security");
    row("no method", "security enable a --secret-out 3");
    row("an unknown method", "security enable a --method sms --secret-out 3");
    row("a key that goes nowhere", "security enable a --method authenticator");
    row("a picture of an e-mail", "security enable a --method email --qr f.png");
    row("a picture inside the JSON", "security enable a --method authenticator --qr - --json");
    row("a key inside the JSON", "security enable a --method authenticator --secret-out 1 --json");
    row("the same by its other name",
        "security enable a --method authenticator --secret-out - --json");
    row("codes from where the secrets are",
        "security enable a --method email --secrets 3 --code-fd 3");
    row("both from standard input", "security enable a --method email --secrets - --code-fd 0");
    row("one device and all others", "security devices a --remove 1 --remove-others");
    row("no number", "extensions disable-2fa a --reason lost");
    row("no reason", "extensions disable-2fa a 1001");
    row("mandatory or what", "extensions mandatory a");
    row("mandatory maybe", "extensions mandatory a maybe");
    row("a sign-out after 4 minutes", "options a --auto-logout 4");
    row("a sign-out after 121 minutes", "options a --auto-logout 121");
    row("a time that is none", "log a --since yesterday");
    row("a format that is none", "log a --format xml");
}

void TestSecurityLine::refusals()
{
    QFETCH(QString, line);
    const auto invocation = parsed(line);
    QVERIFY(!invocation);
    QCOMPARE(invocation.error().why, NoInvocation::Why::Usage);
    QVERIFY(!invocation.error().text.isEmpty());
}

void TestSecurityLine::enrolmentOptionsArrive()
{
    const auto invocation = parsed(
        u"security enable a --method authenticator --as u --qr f.png --secret-out 4 --code-fd 5"_s);
    QVERIFY(invocation);
    QCOMPARE(invocation->security.method, Method::Authenticator);
    QCOMPARE(invocation->security.asUser, u"u"_s);
    QCOMPARE(invocation->security.qr, u"f.png"_s);
    QCOMPARE(invocation->security.secretOut, u"4"_s);
    QCOMPARE(invocation->codes, u"5"_s);
    QCOMPARE(parsed(u"security enable a --method email"_s)->security.method, Method::Email);
}

void TestSecurityLine::otherOptionsArrive()
{
    const auto list = parsed(u"extensions list a --without-2fa --search x"_s);
    QVERIFY(list && list->security.isOnlyWithout);
    QCOMPARE(list->security.search, u"x"_s);
    const auto off = parseCommandLine({u"extensions"_s, u"disable-2fa"_s, u"a"_s, u"1001"_s,
                                       u"--reason"_s, u"phone lost, asked in person"_s});
    QVERIFY(off);
    QCOMPARE(off->security.number, u"1001"_s);
    QCOMPARE(off->security.reason, u"phone lost, asked in person"_s);
    const auto mandatory = parsed(u"extensions mandatory a on --dry-run"_s);
    QVERIFY(mandatory && mandatory->security.isMandatory && mandatory->security.isDryRun);
    QVERIFY(!parsed(u"extensions mandatory a off"_s)->security.isMandatory);
    QCOMPARE(parsed(u"options a --auto-logout 120"_s)->security.autoLogout,
             std::optional(std::chrono::minutes(120)));
    QCOMPARE(parsed(u"blocks a --remove 7"_s)->security.removeId, u"7"_s);
    QVERIFY(parsed(u"security devices a --remove-others"_s)->security.removesOthers);
}

void TestSecurityLine::defaults()
{
    const auto invocation = parsed(u"options a"_s);
    QVERIFY(invocation);
    QVERIFY(!invocation->security.autoLogout && !invocation->security.since);
    QVERIFY(invocation->codes.isEmpty() && invocation->security.asUser.isEmpty());
}

void TestSecurityLine::times_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("utc");
    QTest::newRow("UTC") << u"2026-01-31T08:00:00Z"_s << u"2026-01-31T08:00:00Z"_s;
    QTest::newRow("no zone is UTC") << u"2026-01-31T08:00:00"_s << u"2026-01-31T08:00:00Z"_s;
    QTest::newRow("another zone") << u"2026-01-31T08:00:00+02:00"_s << u"2026-01-31T06:00:00Z"_s;
    QTest::newRow("a day") << u"2026-01-31"_s << u"2026-01-31T00:00:00Z"_s;
}

void TestSecurityLine::times()
{
    QFETCH(QString, text);
    QFETCH(QString, utc);
    const auto invocation = parsed(u"log a --since "_s + text);
    QVERIFY2(invocation, invocation ? "" : qPrintable(invocation.error().text));
    QVERIFY(invocation->security.since);
    QCOMPARE(invocation->security.since->toString(Qt::ISODate), utc);
}

void TestSecurityLine::logFormats_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<int>("format");
    QTest::newRow("CSV for people") << u"log a"_s << int(LogFormat::Csv);
    QTest::newRow("JSON for scripts") << u"log a --json"_s << int(LogFormat::Json);
    QTest::newRow("JSON as text") << u"log a --format json"_s << int(LogFormat::Json);
    QTest::newRow("CSV inside the JSON") << u"log a --json --format csv"_s << int(LogFormat::Csv);
}

void TestSecurityLine::logFormats()
{
    QFETCH(QString, line);
    QFETCH(int, format);
    const auto invocation = parsed(line);
    QVERIFY(invocation);
    QCOMPARE(int(invocation->security.logFormat), format);
}

QTEST_APPLESS_MAIN(TestSecurityLine)
#include "tst_securityline.moc"
