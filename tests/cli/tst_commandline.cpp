// SPDX-License-Identifier: GPL-3.0-or-later
#include <cli/commandline.h>

#include <QTest>

Q_DECLARE_METATYPE(lw::Invocation::Command)

using namespace lw;
using Command = Invocation::Command;
using Why = NoInvocation::Why;

/*! What linewardenctl understands; scripts rely on it. */
class TestCommandLine : public QObject
{
    Q_OBJECT
private slots:
    void commands_data();
    void commands();
    void refusals_data();
    void refusals();
    void emptyViaIsNoName();
    void globalOptionsStandAnywhere_data();
    void globalOptionsStandAnywhere();
    void connectOptionsArrive();
    void whatIsNotGivenIsAbsent();
    void helpIsNoError_data();
    void helpIsNoError();
    void textIsTakenAsItIs();
};

namespace {

QStringList words(const char *line)
{
    return QString::fromUtf8(line).split(QLatin1Char(' '), Qt::SkipEmptyParts);
}

} // namespace

void TestCommandLine::commands_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<Command>("command");
    const auto row = [](const char *line, Command command) {
        QTest::newRow(line) << QString::fromLatin1(line) << command;
    };
    row("pbx add a --url h --user u", Command::PbxAdd);
    row("pbx list", Command::PbxList);
    row("pbx show a", Command::PbxShow);
    row("pbx remove a", Command::PbxRemove);
    row("pbx check a", Command::PbxCheck);
    row("remote show a", Command::RemoteShow);
    row("remote status a", Command::RemoteStatus);
    row("remote disconnect a", Command::RemoteDisconnect);
    row("remote connect a --server default --method auth-code", Command::RemoteConnect);
    row("remote connect a --server custom --method email", Command::RemoteConnect);
}

void TestCommandLine::commands()
{
    QFETCH(QString, line);
    QFETCH(Command, command);
    const auto invocation = parseCommandLine(line.split(QLatin1Char(' ')));
    QVERIFY2(invocation, invocation ? "" : qPrintable(invocation.error().text));
    QCOMPARE(invocation->command, command);
    QCOMPARE(invocation->name, command == Command::PbxList ? QString() : QStringLiteral("a"));
}

void TestCommandLine::refusals_data()
{
    QTest::addColumn<QString>("line");
    const auto row = [](const char *name, const char *line) {
        QTest::newRow(name) << QString::fromLatin1(line);
    };
    row("nothing at all", "");
    row("a group without a command", "pbx");
    row("an unknown command", "pbx destroy a");
    row("an unknown option", "pbx list --frobnicate");
    row("add without an address", "pbx add a --user u");
    row("add without a user", "pbx add a --url h");
    row("show without a name", "pbx show");
    row("two names", "pbx show a b");
    row("both kinds of trust", "pbx add a --url h --user u --trust-sha256 00 --ca-file f");
    row("connect without a server", "remote connect a --method auth-code");
    row("connect without a method", "remote connect a --server default");
    row("an unknown server", "remote connect a --server other --method auth-code");
    row("an unknown method", "remote connect a --server default --method password");
    row("a method by number", "remote connect a --server default --method 7");
    row("an address for the default server",
        "remote connect a --server default --address x --method auth-code");
    row("e-mail with the default server", "remote connect a --server default --method email");
    row("Yeastar ID with a custom server", "remote connect a --server custom --method yeastar-id");
    row("an account with a code",
        "remote connect a --server default --method auth-code --account x");
    row("passwordless maybe",
        "remote connect a --server default --method auth-code --passwordless maybe");
    row("a negative wait", "remote connect a --server default --method auth-code --wait -1");
    row("a wait that is no number",
        "remote connect a --server default --method auth-code --wait x");
    row("a wait of days", "remote connect a --server default --method auth-code --wait 3601");
}

void TestCommandLine::refusals()
{
    QFETCH(QString, line);
    const auto invocation = parseCommandLine(line.split(QLatin1Char(' '), Qt::SkipEmptyParts));
    QVERIFY(!invocation);
    QCOMPARE(invocation.error().why, Why::Usage);
    QVERIFY(!invocation.error().text.isEmpty());
}

void TestCommandLine::emptyViaIsNoName()
{
    for (const QString &command : {QStringLiteral("verify"), QStringLiteral("connect")}) {
        const auto invocation =
            parseCommandLine({QStringLiteral("remote"), command, QStringLiteral("a"),
                              QStringLiteral("--via"), QString()});
        QVERIFY2(!invocation, qPrintable(command));
        QCOMPARE(invocation.error().why, Why::Usage);
    }
    // Where --server and --method are given too there is nothing to tell what was meant.
    QVERIFY(!parseCommandLine(words("remote connect a --server default --method auth-code --via")
                              << QString()));
}

void TestCommandLine::globalOptionsStandAnywhere_data()
{
    QTest::addColumn<QString>("line");
    for (const char *line : {"--json --profile-dir d --secrets 3 remote status a",
                             "remote --json --profile-dir d --secrets 3 status a",
                             "remote status --json --profile-dir d --secrets 3 a",
                             "remote status a --json --profile-dir d --secrets 3",
                             "--profile-dir=d remote status a --secrets=3 --json"})
        QTest::newRow(line) << QString::fromLatin1(line);
}

void TestCommandLine::globalOptionsStandAnywhere()
{
    QFETCH(QString, line);
    const auto invocation = parseCommandLine(line.split(QLatin1Char(' ')));
    QVERIFY2(invocation, invocation ? "" : qPrintable(invocation.error().text));
    QCOMPARE(invocation->format, Invocation::Format::Json);
    QCOMPARE(invocation->profileFolder, QStringLiteral("d"));
    QCOMPARE(invocation->secrets, QStringLiteral("3"));
}

void TestCommandLine::connectOptionsArrive()
{
    const auto invocation = parseCommandLine(
        words("remote connect a --server custom --address h:1 --method email --account i@x "
              "--login-user none --passwordless off --wait 5"));
    QVERIFY(invocation);
    const ConnectOptions &connect = invocation->connect;
    QCOMPARE(connect.server, ConnectOptions::Server::Custom);
    QCOMPARE(connect.method, ConnectOptions::Method::Email);
    QCOMPARE(connect.address, std::optional(QStringLiteral("h:1")));
    QCOMPARE(connect.account, std::optional(QStringLiteral("i@x")));
    QCOMPARE(connect.loginUser, std::optional(QStringLiteral("none")));
    QCOMPARE(connect.passwordless, std::optional(false));
    QCOMPARE(connect.wait, std::chrono::seconds(5));
}

void TestCommandLine::whatIsNotGivenIsAbsent()
{
    const auto invocation =
        parseCommandLine(words("remote connect a --server default --method auth-code"));
    QVERIFY(invocation);
    QVERIFY(!invocation->connect.address && !invocation->connect.account);
    QVERIFY(!invocation->connect.loginUser && !invocation->connect.passwordless);
    QCOMPARE(invocation->connect.wait, std::chrono::seconds(60));
    QCOMPARE(invocation->format, Invocation::Format::Text);
}

void TestCommandLine::helpIsNoError_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("contains");
    QTest::newRow("help") << "--help"
                          << "remote";
    QTest::newRow("help of a group") << "remote --help"
                                     << "connect";
    QTest::newRow("version") << "--version" << LINEWARDEN_VERSION;
}

void TestCommandLine::helpIsNoError()
{
    QFETCH(QString, line);
    QFETCH(QString, contains);
    const auto invocation = parseCommandLine(line.split(QLatin1Char(' ')));
    QVERIFY(!invocation);
    QCOMPARE(invocation.error().why, Why::HelpWanted);
    QVERIFY(invocation.error().text.contains(contains));
}

void TestCommandLine::textIsTakenAsItIs()
{
    const QString name = QStringLiteral("Hauptsitz Zürich 📞 \u202Eabc");
    const auto invocation = parseCommandLine({QStringLiteral("pbx"), QStringLiteral("show"), name});
    QVERIFY(invocation);
    QCOMPARE(invocation->name, name);
}

QTEST_APPLESS_MAIN(TestCommandLine)
#include "tst_commandline.moc"
