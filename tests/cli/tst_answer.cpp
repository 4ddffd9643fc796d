// SPDX-License-Identifier: GPL-3.0-or-later
#include <cli/answer.h>

#include <QTest>

using namespace lw;
using Kind = ApiError::Kind;

/*! The shapes and exit codes that scripts see. */
class TestAnswer : public QObject
{
    Q_OBJECT
private slots:
    void exitCodes_data();
    void exitCodes();
    void everyErrorIsWorded();
    void statusKeepsUnknownWords();
    void statusTimesAreUtc();
    void settingsOfTheOldLayout();
    void settingsOfTheNewLayout();
    void linesForPeople();
};

void TestAnswer::exitCodes_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("exitCode");
    const auto row = [](Kind kind, const char *name, int exitCode) {
        QTest::newRow(name) << static_cast<int>(kind) << QString::fromLatin1(name) << exitCode;
    };
    row(Kind::Rejected, "Rejected", 1);
    row(Kind::Conflict, "Conflict", 1);
    row(Kind::Forbidden, "Forbidden", 1);
    row(Kind::NotFound, "NotFound", 1);
    row(Kind::RateLimited, "RateLimited", 1);
    row(Kind::ServerFault, "ServerFault", 1);
    row(Kind::MalformedReply, "MalformedReply", 1);
    row(Kind::Timeout, "Timeout", 3);
    row(Kind::Unreachable, "Unreachable", 3);
    row(Kind::ProxyFailed, "ProxyFailed", 3);
    row(Kind::TlsUntrusted, "TlsUntrusted", 4);
    row(Kind::TlsChanged, "TlsChanged", 4);
    row(Kind::TlsFailed, "TlsFailed", 4);
    row(Kind::Unauthorized, "Unauthorized", 5);
    row(Kind::SessionExpired, "SessionExpired", 5);
    row(Kind::LockedOut, "LockedOut", 5);
    row(Kind::SecondFactorRequired, "SecondFactorRequired", 6);
    row(Kind::Unsupported, "Unsupported", 7);
    row(Kind::UnknownOutcome, "UnknownOutcome", 8);
    row(Kind::Cancelled, "Cancelled", 130);
}

void TestAnswer::exitCodes()
{
    QFETCH(int, kind);
    QFETCH(QString, name);
    QFETCH(int, exitCode);
    const CommandError error = commandError({.kind = static_cast<Kind>(kind)});
    QCOMPARE(error.kind, name);
    QCOMPARE(static_cast<int>(error.exitCode), exitCode);
}

void TestAnswer::everyErrorIsWorded()
{
    for (int kind = 0; kind <= static_cast<int>(Kind::UnknownOutcome); ++kind)
        QVERIFY2(commandError({.kind = static_cast<Kind>(kind)}).message.endsWith(QLatin1Char('.')),
                 qPrintable(kindName(static_cast<Kind>(kind))));
}

void TestAnswer::statusKeepsUnknownWords()
{
    const QJsonObject json = statusJson({.state = {std::nullopt, QStringLiteral("Tunnel up")}});
    QCOMPARE(json.value(QLatin1String("state")).toString(), QStringLiteral("Tunnel up"));
    QCOMPARE(json.value(QLatin1String("known")), QJsonValue(false));
    QVERIFY(json.value(QLatin1String("since")).isNull());
}

void TestAnswer::statusTimesAreUtc()
{
    const ConnectionStatus status{
        .state = {ConnectionStatus::State::Connected, QStringLiteral("Connected")},
        .since = QDateTime::fromSecsSinceEpoch(0, Qt::OffsetFromUTC, 3600)};
    const QJsonObject json = statusJson(status);
    QCOMPARE(json.value(QLatin1String("since")).toString(), QStringLiteral("1970-01-01T00:00:00Z"));
    QCOMPARE(json.value(QLatin1String("known")), QJsonValue(true));
}

void TestAnswer::settingsOfTheOldLayout()
{
    const QJsonObject json = settingsJson(
        {.activationMethod = {ActivationMethod::AuthenticationCode, QStringLiteral("auth_code")}});
    QCOMPARE(json.value(QLatin1String("server")).toString(), QStringLiteral("default"));
    QCOMPARE(json.value(QLatin1String("method")).toString(), QStringLiteral("auth-code"));
    QVERIFY(json.value(QLatin1String("passwordless")).isNull());
    QCOMPARE(json.value(QLatin1String("login_password")).toString(), QStringLiteral("not set"));
}

void TestAnswer::settingsOfTheNewLayout()
{
    const QJsonObject json = settingsJson(
        {.serverType = OpenWord(std::optional(RemoteServerType::Custom), QStringLiteral("custom")),
         .serverAddress = QStringLiteral("h:443"),
         .activationMethod = {ActivationMethod::Email, QStringLiteral("email")},
         .yeastarId = QStringLiteral("unused"),
         .email = QStringLiteral("i@x"),
         .isAccountEnabled = true,
         .accountUserName = QStringLiteral("prov"),
         .isAccountPasswordSet = true,
         .isPasswordless = true});
    const QJsonObject expected{{QStringLiteral("server"), QStringLiteral("custom")},
                               {QStringLiteral("address"), QStringLiteral("h:443")},
                               {QStringLiteral("method"), QStringLiteral("email")},
                               {QStringLiteral("account"), QStringLiteral("i@x")},
                               {QStringLiteral("login_enabled"), true},
                               {QStringLiteral("login_user"), QStringLiteral("prov")},
                               {QStringLiteral("login_password"), QStringLiteral("set")},
                               {QStringLiteral("passwordless"), true}};
    QCOMPARE(json, expected);
}

void TestAnswer::linesForPeople()
{
    const QJsonObject json{{QStringLiteral("a"), true},
                           {QStringLiteral("b"), QJsonObject{{QStringLiteral("c"), 1}}},
                           {QStringLiteral("d"), QJsonValue()}};
    QCOMPARE(linesOf(json), QStringLiteral("a: yes\nb.c: 1\nd: -"));
}

QTEST_APPLESS_MAIN(TestAnswer)
#include "tst_answer.moc"
