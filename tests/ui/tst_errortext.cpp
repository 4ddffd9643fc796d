// SPDX-License-Identifier: GPL-3.0-or-later
#include <fleet/pbxregistry.h>
#include <session/remotemanagementdraft.h>
#include <ui/support/errortext.h>

#include <QSet>
#include <QTest>

using namespace lw;
using namespace std::chrono_literals;
using Kind = ApiError::Kind;

Q_DECLARE_METATYPE(lw::ApiError)
Q_DECLARE_METATYPE(lw::RegistryProblem)
Q_DECLARE_METATYPE(lw::FieldProblem)

/*! Every error has its own sentence, and texts of a server never get out of their quotation marks.
 */
class TestErrorText : public QObject
{
    Q_OBJECT
private slots:
    void sentence_data();
    void sentence();
    void passwordAloneIsBlamed();
    void blockEndsAtLocalTime();
    void everyKindHasItsOwnSentence();
    void certificateProblemsAreWorded_data();
    void certificateProblemsAreWorded();
    void addressProblemsAreWorded();
    void fieldProblem_data();
    void fieldProblem();
    void refusedField_data();
    void refusedField();
    void registryProblem_data();
    void registryProblem();
    void setAside();
    void wireProfileErrorNamesItsLine();
    void serverTextIsQuotedAndBounded();
};

void TestErrorText::sentence_data()
{
    QTest::addColumn<ApiError>("error");
    QTest::addColumn<QString>("sentence"); // a part of it
    QTest::addColumn<QString>("advice");   // a part of it
    const auto row = [](const char *name, const ApiError &error, const char *sentence,
                        const char *advice) {
        QTest::newRow(name) << error << QString::fromUtf8(sentence) << QString::fromUtf8(advice);
    };
    const auto text = [](const char *latin1) { return QString::fromLatin1(latin1); };

    row("cancelled adds nothing", {.kind = Kind::Cancelled}, "Cancelled.", "");
    row("time-out", {.kind = Kind::Timeout}, "did not answer in time", "firewall");
    row("name not found", {.kind = Kind::Unreachable, .reason = text("name-not-found")},
        "name of the PBX was not found", "DNS");
    row("refused port", {.kind = Kind::Unreachable, .reason = text("refused")},
        "refused the connection", "8088");
    row("lost connection", {.kind = Kind::Unreachable, .reason = text("connection-lost")},
        "connection was lost", "Try again");
    row("network down", {.kind = Kind::Unreachable, .reason = text("network")}, "cannot be reached",
        "VPN");
    row("proxy wants a sign-in", {.kind = Kind::ProxyFailed, .reason = text("authentication")},
        "proxy asks for a user name", "settings of the PBX");
    row("proxy refuses", {.kind = Kind::ProxyFailed, .reason = text("refused")}, "proxy refused",
        "Check the proxy");
    row("proxy is not found", {.kind = Kind::ProxyFailed, .reason = text("name-not-found")},
        "name of the proxy was not found", "Check the proxy");
    row("proxy fails otherwise", {.kind = Kind::ProxyFailed, .reason = text("other")},
        "did not let the connection through", "without it");
    row("unverified certificate", {.kind = Kind::TlsUntrusted}, "could not be verified", "SHA-256");
    row("expired certificate is said to be",
        {.kind = Kind::TlsUntrusted,
         .certificate = CertificateFacts{.problems = {CertificateProblem::Expired}}},
        "has expired", "SHA-256");
    row("changed certificate", {.kind = Kind::TlsChanged}, "another certificate",
        "Nothing was sent");
    row("old TLS", {.kind = Kind::TlsFailed, .reason = text("weak-protocol")},
        "outdated encryption", "TLS 1.2");
    row("no TLS at all", {.kind = Kind::TlsFailed, .reason = text("no-tls")},
        "no encrypted connection on this port", "HTTPS port");
    row("broken handshake", {.kind = Kind::TlsFailed}, "No encrypted connection could be made",
        "port");
    row("wrong password", {.kind = Kind::Unauthorized, .serverCode = -1},
        "Wrong user name or password", "blocks the address");
    row("wrong code", {.kind = Kind::Unauthorized, .reason = text("code-wrong")}, "code is wrong",
        "shown now");
    row("wrong code, attempts known",
        {.kind = Kind::Unauthorized, .reason = text("code-wrong"), .attemptsLeft = 3},
        "code is wrong", "Attempts left: 3");
    row("code too old", {.kind = Kind::Unauthorized, .reason = text("code-expired")},
        "code has expired", "5 minutes");
    row("proof of the password is over",
        {.kind = Kind::Unauthorized, .reason = text("password-proof-over")},
        "the password once more", "Nothing was changed");
    row("another e-mail too soon",
        {.kind = Kind::RateLimited, .serverCode = 70605, .retryAfter = 42s}, "a moment ago",
        "in 42 s");
    row("second factor is mandatory", {.kind = Kind::Forbidden, .serverCode = 70084},
        "does not allow this action", "mandatory");
    row("ended session", {.kind = Kind::SessionExpired}, "session has ended", "is kept");
    row("authenticator wanted",
        {.kind = Kind::SecondFactorRequired, .method = text("authenticator")},
        "authenticator application", "the code");
    row("e-mail code wanted", {.kind = Kind::SecondFactorRequired, .method = text("email")},
        "by e-mail", "the code");
    row("blocked for minutes", {.kind = Kind::LockedOut, .serverCode = 70004, .retryAfter = 10min},
        "for 10 min", "Blocked IPs");
    row("blocked for seconds", {.kind = Kind::LockedOut, .retryAfter = 45s}, "for 45 s",
        "Blocked IPs");
    row("blocked for hours", {.kind = Kind::LockedOut, .retryAfter = 5h}, "for 5 h", "Blocked IPs");
    row("blocked for good", {.kind = Kind::LockedOut, .serverCode = 70004, .retryAfter = 0s},
        "for good", "from another address");
    row("blocked, nobody says how long", {.kind = Kind::LockedOut}, "has blocked the address",
        "Blocked IPs");
    row("role too small", {.kind = Kind::Forbidden, .serverCode = 10005}, "may not do that",
        "Administrator");
    row("action not allowed", {.kind = Kind::Forbidden, .serverCode = 70084},
        "does not allow this action", "policy");
    row("address not allowed", {.kind = Kind::Forbidden, .serverCode = 70087},
        "requests from this address", "Add the address");
    row("gone", {.kind = Kind::NotFound}, "does not have", "Read the page again");
    row("unknown call", {.kind = Kind::Unsupported, .serverCode = 10001}, "does not know",
        "Overview");
    row("duplicate", {.kind = Kind::Conflict, .serverCode = 40003}, "already in use",
        "another one");
    row("limit reached", {.kind = Kind::Conflict, .serverCode = 60002}, "reached a limit",
        "Remove one");
    row("changed by someone else", {.kind = Kind::Conflict}, "by someone else",
        "before you decide");
    row("other conflict quotes",
        {.kind = Kind::Conflict, .serverCode = 4711, .serverText = text("BUSY")}, "conflicts",
        "“BUSY”");
    row("body not understood", {.kind = Kind::Rejected, .serverCode = 40001},
        "did not understand the request", "wire profile");
    row("value not accepted", {.kind = Kind::Rejected, .serverCode = 40002},
        "did not accept a value", "Correct it");
    row("no mail server", {.kind = Kind::Rejected, .serverCode = 70606}, "mail server",
        "Set it up");
    row("unknown code", {.kind = Kind::Rejected, .serverCode = 70611, .reason = text("unknown")},
        "not known to the server", "Compare it");
    row("used code", {.kind = Kind::Rejected, .serverCode = 70611, .reason = text("used")},
        "used already", "new one");
    row("expired code", {.kind = Kind::Rejected, .serverCode = 70611, .reason = text("expired")},
        "has expired", "new one");
    row("provider's account refused", {.kind = Kind::Rejected, .serverCode = 70612},
        "refused the account", "provider's account");
    row("platform's name unknown",
        {.kind = Kind::Rejected, .serverCode = 70613, .reason = text("dns")},
        "could not reach the management server", "DNS");
    row("platform refuses",
        {.kind = Kind::Rejected, .serverCode = 70613, .reason = text("refused")}, "could not reach",
        "refused the connection");
    row("platform silent", {.kind = Kind::Rejected, .serverCode = 70613, .reason = text("timeout")},
        "could not reach", "did not answer");
    row("platform's certificate",
        {.kind = Kind::Rejected, .serverCode = 70613, .reason = text("tls")}, "could not reach",
        "certificate");
    row("platform unreachable, no reason", {.kind = Kind::Rejected, .serverCode = 70613},
        "could not reach", "firewall");
    row("capacity used up", {.kind = Kind::Rejected, .serverCode = 70614}, "no connection left",
        "My Subscription");
    row("device not supported", {.kind = Kind::Rejected, .serverCode = 70615},
        "does not support this PBX", "Update the firmware");
    row("unknown refusal is quoted",
        {.kind = Kind::Rejected, .serverCode = 99999, .serverText = text("NO SUCH THING")},
        "“NO SUCH THING” (code 99999)", "Nothing was changed");
    row("refusal without a text has its number", {.kind = Kind::Rejected, .serverCode = 99999},
        "(code 99999)", "Nothing was changed");
    row("asked too often", {.kind = Kind::RateLimited}, "too often", "Wait a moment");
    row("asked too often, wait known", {.kind = Kind::RateLimited, .retryAfter = 30s}, "too often",
        "in 30 s");
    row("internal error", {.kind = Kind::ServerFault, .serverCode = -2, .serverText = text("OOPS")},
        "“OOPS”", "Try again");
    row("HTTP error", {.kind = Kind::ServerFault, .httpStatus = 503}, "HTTP 503", "Try again");
    row("not understood", {.kind = Kind::MalformedReply, .detail = text("no field \"sn\"")},
        "“no field \"sn\"”", "wire profile");
    row("unknown outcome", {.kind = Kind::UnknownOutcome}, "not known whether", "Read the page");
}

void TestErrorText::sentence()
{
    QFETCH(ApiError, error);
    QFETCH(QString, sentence);
    QFETCH(QString, advice);
    const ErrorText text = errorText(error);
    QVERIFY2(text.sentence.contains(sentence), qPrintable(text.sentence));
    QVERIFY2(text.advice.contains(advice), qPrintable(text.advice));
    QCOMPARE(text.advice.isEmpty(), advice.isEmpty());
    QVERIFY(text.joined().startsWith(text.sentence) && text.joined().endsWith(text.advice));
}

void TestErrorText::passwordAloneIsBlamed()
{
    QCOMPARE(passwordErrorText({.kind = Kind::Unauthorized, .serverCode = -1}).sentence,
             QStringLiteral("The password is wrong."));
    const ApiError proof{.kind = Kind::Unauthorized,
                         .reason = QStringLiteral("password-proof-over")};
    QCOMPARE(passwordErrorText(proof).sentence, errorText(proof).sentence);
    const ApiError lost{.kind = Kind::Timeout};
    QCOMPARE(passwordErrorText(lost).joined(), errorText(lost).joined());
}

void TestErrorText::blockEndsAtLocalTime()
{
    const QDateTime now(QDate(2026, 1, 1), QTime(8, 50), Qt::UTC);
    const QString text = blockedUntilText({.kind = Kind::LockedOut, .retryAfter = 10min}, now);
    QVERIFY2(text.contains(QStringLiteral("9:00")) || text.contains(QStringLiteral("09:00")),
             qPrintable(text));
    QVERIFY2(text.endsWith(QStringLiteral("UTC.")), qPrintable(text));
    QVERIFY(blockedUntilText({.kind = Kind::LockedOut, .retryAfter = 0s}, now).isEmpty());
    QVERIFY(blockedUntilText({.kind = Kind::LockedOut}, now).isEmpty());
    QVERIFY(blockedUntilText({.kind = Kind::RateLimited, .retryAfter = 10min}, now).isEmpty());
}

void TestErrorText::everyKindHasItsOwnSentence()
{
    QSet<QString> sentences;
    const int last = static_cast<int>(Kind::UnknownOutcome);
    for (int kind = 0; kind <= last; ++kind) {
        const QString text = errorText({.kind = static_cast<Kind>(kind)}).sentence;
        QVERIFY2(!text.isEmpty(), qPrintable(QString::number(kind)));
        sentences.insert(text);
    }
    QCOMPARE(sentences.size(), last + 1);
}

void TestErrorText::certificateProblemsAreWorded_data()
{
    QTest::addColumn<int>("problem");
    QTest::addColumn<QString>("part");
    const auto row = [](const char *name, CertificateProblem problem, const char *part) {
        QTest::newRow(name) << static_cast<int>(problem) << QString::fromLatin1(part);
    };
    row("self-signed", CertificateProblem::SelfSigned, "self-signed");
    row("unknown issuer", CertificateProblem::UnknownIssuer, "does not know");
    row("expired names the clock too", CertificateProblem::Expired, "clock of this PC");
    row("not yet valid names the clock too", CertificateProblem::NotYetValid, "clock of this PC");
    row("wrong name", CertificateProblem::WrongName, "another name");
    row("revoked", CertificateProblem::Revoked, "revoked");
    row("weak protocol", CertificateProblem::WeakProtocol, "outdated");
    row("anything else", CertificateProblem::Other, "could not be verified");
}

void TestErrorText::certificateProblemsAreWorded()
{
    QFETCH(int, problem);
    QFETCH(QString, part);
    QVERIFY(certificateProblemText(static_cast<CertificateProblem>(problem)).contains(part));
}

void TestErrorText::addressProblemsAreWorded()
{
    QSet<QString> sentences;
    const int last = static_cast<int>(PbxAddress::Problem::BadPort);
    for (int problem = 0; problem <= last; ++problem)
        sentences.insert(addressProblemText(static_cast<PbxAddress::Problem>(problem)));
    QCOMPARE(sentences.size(), last + 1);
    QVERIFY(!sentences.contains(QString()));
    QVERIFY(addressProblemText(PbxAddress::Problem::BadPort).contains(QLatin1String("65535")));
}

void TestErrorText::fieldProblem_data()
{
    QTest::addColumn<FieldProblem>("problem");
    QTest::addColumn<QString>("part");
    const auto row = [](const char *name, const FieldProblem &problem, const char *part) {
        QTest::newRow(name) << problem << QString::fromLatin1(part);
    };
    row("missing", {.kind = FieldProblem::Kind::Missing}, "needed");
    row("too long", {.kind = FieldProblem::Kind::TooLong}, "longer");
    row("control characters", {.kind = FieldProblem::Kind::NotPrintable}, "Control characters");
    row("not an e-mail address", {.kind = FieldProblem::Kind::NotAnEmail}, "e-mail");
    row("address with a path says so",
        {.kind = FieldProblem::Kind::NotAnAddress, .address = PbxAddress::Problem::HasPath},
        "nothing after them");
    row("address without a reason", {.kind = FieldProblem::Kind::NotAnAddress}, "neither a host");
}

void TestErrorText::fieldProblem()
{
    QFETCH(FieldProblem, problem);
    QFETCH(QString, part);
    QVERIFY(fieldProblemText(problem).contains(part));
}

void TestErrorText::refusedField_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("word");
    QTest::addColumn<QString>("part");
    QTest::newRow("duplicate names the rule")
        << 40003 << QString() << QStringLiteral("super administrator");
    QTest::newRow("the server's word is quoted")
        << 40002 << QStringLiteral("max_length") << QStringLiteral("“max_length”");
    QTest::newRow("no word at all") << 40002 << QString() << QStringLiteral("did not accept");
}

void TestErrorText::refusedField()
{
    QFETCH(int, code);
    QFETCH(QString, word);
    QFETCH(QString, part);
    QVERIFY(refusedFieldText({.serverCode = code}, word).contains(part));
}

void TestErrorText::registryProblem_data()
{
    QTest::addColumn<RegistryProblem>("problem");
    QTest::addColumn<QString>("part");
    using Problem = RegistryProblem::Kind;
    const auto row = [](const char *name, const RegistryProblem &problem, const char *part) {
        QTest::newRow(name) << problem << QString::fromUtf8(part);
    };
    row("empty name", {.kind = Problem::NameEmpty}, "name is needed");
    row("impossible name", {.kind = Problem::NameInvalid}, "too long");
    row("taken name", {.kind = Problem::NameTaken}, "already");
    row("unknown name", {.kind = Problem::NameUnknown}, "no PBX of this name");
    row("full disk is named",
        {.kind = Problem::CannotWrite, .detail = QStringLiteral("No space left on device")},
        "“No space left on device”. The list on disk is as it was");
}

void TestErrorText::registryProblem()
{
    QFETCH(RegistryProblem, problem);
    QFETCH(QString, part);
    QVERIFY2(registryProblemText(problem).contains(part), qPrintable(registryProblemText(problem)));
}

void TestErrorText::setAside()
{
    const auto textOf = [](SetAside::Reason reason) {
        return setAsideText({.reason = reason,
                             .keptAs = QStringLiteral("servers.json.kept"),
                             .detail = QStringLiteral("Permission denied")});
    };
    for (const auto reason :
         {SetAside::Reason::Damaged, SetAside::Reason::NewerVersion, SetAside::Reason::NotOurs})
        QVERIFY(textOf(reason).advice.contains(QLatin1String("servers.json.kept")));
    QVERIFY(textOf(SetAside::Reason::NewerVersion).sentence.contains(QLatin1String("newer")));
    const ErrorText unreadable = textOf(SetAside::Reason::CannotRead);
    QVERIFY(unreadable.sentence.contains(QLatin1String("Permission denied")));
    QVERIFY(unreadable.advice.contains(QLatin1String("left as it is")));
}

void TestErrorText::wireProfileErrorNamesItsLine()
{
    const QString text =
        wireProfileErrorText({.line = 12, .reason = QStringLiteral("unknown name \"pth\"")});
    QCOMPARE(text, QStringLiteral("Line 12 of the wire profile: unknown name \"pth\"."));
}

void TestErrorText::serverTextIsQuotedAndBounded()
{
    ApiError error{.kind = Kind::Rejected, .serverCode = 1};
    error.serverText = QStringLiteral("a\nb\tc\u0007d");
    QVERIFY(errorText(error).sentence.contains(QStringLiteral("“a b c d”")));
    error.serverText = QString(10'000, QLatin1Char('x'));
    QVERIFY(errorText(error).sentence.size() < 400);
}

QTEST_APPLESS_MAIN(TestErrorText)
#include "tst_errortext.moc"
