// SPDX-License-Identifier: GPL-3.0-or-later
#include <ui/support/centralerrortext.h>

#include <QSet>
#include <QTest>

using namespace lw;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using Kind = ApiError::Kind;

Q_DECLARE_METATYPE(lw::ApiError)

namespace {

constexpr int kKinds = static_cast<int>(Kind::UnknownOutcome) + 1;

} // namespace

/*! What a management server refuses is said of it, not of the PBX. */
class TestCentralErrorText : public QObject
{
    Q_OBJECT
private slots:
    void central_data();
    void central();
    void everyKindHasItsOwnSentence();
    void requestIsNamed();
};

void TestCentralErrorText::central_data()
{
    QTest::addColumn<ApiError>("error");
    QTest::addColumn<QString>("sentence"); // a part of it
    QTest::addColumn<QString>("advice");   // a part of it
    const auto row = [](const char *name, const ApiError &error, const char *sentence,
                        const char *advice) {
        QTest::newRow(name) << error << QString::fromUtf8(sentence) << QString::fromUtf8(advice);
    };
    row("refused credentials name the block", {.kind = Kind::Unauthorized}, "Client ID",
        "after five refusals");
    row("a block says where it is lifted", {.kind = Kind::LockedOut}, "blocked",
        "Security > Blocked IP");
    row("a short wait", {.kind = Kind::RateLimited, .retryAfter = 20s}, "too often", "in 20 s");
    row("a long wait", {.kind = Kind::RateLimited, .retryAfter = 125s}, "too often", "in 3 min");
    row("a wait of unknown length", {.kind = Kind::RateLimited}, "too often", "a moment");
    row("refusal with a code is quoted",
        {.kind = Kind::Rejected, .serverCode = 1000004, .serverText = u"INVALID_PARAMETER"_s},
        "(code 1000004)", "Nothing was changed");
    row("refusal without a code is quoted", {.kind = Kind::Rejected, .serverText = u"no"_s}, "“no”",
        "Nothing was changed");
    row("permission", {.kind = Kind::Forbidden, .serverCode = 1000043}, "does not allow",
        "permission");
    row("address restriction", {.kind = Kind::Forbidden, .httpStatus = 403}, "from this PC",
        "Client IP Restriction");
    row("name not found", {.kind = Kind::Unreachable, .reason = u"name-not-found"_s},
        "was not found", "DNS");
    row("nobody listens", {.kind = Kind::Unreachable, .reason = u"refused"_s}, "refused", "443");
    row("connection lost", {.kind = Kind::Unreachable, .reason = u"connection-lost"_s}, "lost",
        "Try again");
    row("certificate of another name",
        {.kind = Kind::TlsUntrusted,
         .certificate = CertificateFacts{.problems = {CertificateProblem::WrongName}}},
        "address of the management server", "Compare the SHA-256");
    row("self-signed certificate",
        {.kind = Kind::TlsUntrusted,
         .certificate = CertificateFacts{.problems = {CertificateProblem::SelfSigned}}},
        "self-signed", "Compare the SHA-256");
    row("place in the answer", {.kind = Kind::MalformedReply, .detail = u"data.list"_s},
        "data.list", "Central Management");
    row("own fault", {.kind = Kind::ServerFault, .serverText = u"SERVER_ERROR"_s}, "SERVER_ERROR",
        "tell the provider");
}

void TestCentralErrorText::central()
{
    QFETCH(ApiError, error);
    QFETCH(QString, sentence);
    QFETCH(QString, advice);
    const ErrorText text = centralErrorText(error);
    QVERIFY2(text.sentence.contains(sentence), qPrintable(text.sentence));
    QVERIFY2(text.advice.contains(advice), qPrintable(text.advice));
}

void TestCentralErrorText::everyKindHasItsOwnSentence()
{
    QSet<QString> sentences;
    for (int kind = 0; kind < kKinds; ++kind) {
        const ErrorText text = centralErrorText({.kind = static_cast<Kind>(kind)});
        QVERIFY(!text.sentence.isEmpty());
        QVERIFY2(!text.joined().contains(u"The PBX"_s), qPrintable(text.joined()));
        sentences.insert(text.sentence);
    }
    QCOMPARE(sentences.size(), kKinds);
}

void TestCentralErrorText::requestIsNamed()
{
    QVERIFY(!centralErrorText({.kind = Kind::NotFound}).advice.contains(u"Request ID"_s));
    QVERIFY(centralErrorText({.kind = Kind::NotFound, .requestId = u"4f2a"_s})
                .advice.endsWith(u"Request ID: 4f2a."_s));
    QCOMPARE(centralErrorText({.kind = Kind::Cancelled, .requestId = u"4f2a"_s}).advice,
             u"Request ID: 4f2a."_s);
}

QTEST_APPLESS_MAIN(TestCentralErrorText)
#include "tst_centralerrortext.moc"
