// SPDX-License-Identifier: GPL-3.0-or-later
#include "centralfixture.h"

#include <QTest>

using namespace lw;
using namespace lw::test;
using namespace Qt::StringLiterals;

using Kind = ApiError::Kind;

namespace {

HttpResponse response(int status, const QByteArray &body)
{
    return {.status = status, .body = body, .requestId = "ours"};
}

} // namespace

/*! How refusals of a management server are read, whichever way they are written. */
class TestCentralEnvelope : public QObject, private CentralFixture
{
    Q_OBJECT
private slots:
    void goldenErrors_data();
    void goldenErrors();
    void shapes_data();
    void shapes();
    void refusedTokenRequests_data();
    void refusedTokenRequests();
    void rateLimitCountsWhateverTheCode();
    void whatMayBeSentOnceMore_data();
    void whatMayBeSentOnceMore();
    void withoutACode_data();
    void withoutACode();
    void retryAfter_data();
    void retryAfter();
    void noAnswer_data();
    void noAnswer();
    void missingListIsUnsupported();
    void missingObjectIsNotFound();
    void tokenRequestIsNeverOfUnknownOutcome();
    void greeting_data();
    void greeting();
};

void TestCentralEnvelope::goldenErrors_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<Kind>("kind");
    const auto row = [](const char *file, Kind kind) {
        QTest::newRow(file) << u"central/error-"_s + QString::fromLatin1(file) + u".response"_s
                            << kind;
    };
    row("400-1000004", Kind::Rejected);
    row("401-1000002", Kind::Unauthorized);
    row("401-1000033", Kind::Unauthorized);
    row("401-1000035", Kind::SessionExpired);
    row("401-1000036", Kind::SessionExpired);
    row("403-1000042", Kind::LockedOut);
    row("403-1000043", Kind::Forbidden);
    row("404-1000005", Kind::NotFound);
    row("404-1000015", Kind::NotFound);
    row("409-1000007", Kind::Rejected);
    row("429-1000040", Kind::RateLimited);
    row("500-1000001", Kind::ServerFault);
}

void TestCentralEnvelope::goldenErrors()
{
    QFETCH(QString, file);
    const int status = file.section(u'-', 1, 1).toInt();
    const auto result = decodeCentral(response(status, golden(file)), CentralCallKind::Bearer);
    QVERIFY(!result);
    QTEST(result.error().kind, "kind");
    QCOMPARE(result.error().httpStatus, status);
    QCOMPARE(result.error().serverCode,
             std::optional(file.section(u'-', 2).section(u'.', 0, 0).toInt()));
    QCOMPARE(result.error().requestId, u"8f14e45fceea467f9b1d2a3c4d5e6f70"_s);
    QVERIFY(!result.error().serverText.isEmpty());
}

void TestCentralEnvelope::shapes_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("code");
    const auto file = [](const char *name, int status, Kind kind, const char *text, int code) {
        const QString path = u"central/shape-"_s + QString::fromLatin1(name) + u".response"_s;
        QTest::newRow(name) << golden(path) << status << kind << QString::fromLatin1(text) << code;
    };
    file("401-nested", 401, Kind::SessionExpired, "TOKEN_EXPIRED", 1000035);
    file("403-partnerportal", 403, Kind::Forbidden, "No permission.", 1000043);
    file("403-workplace", 403, Kind::Forbidden, "ACCESS_DENIED", 0);
    file("409-ymp", 409, Kind::Rejected, "USER_NAME_ALREADY_EXISTS", 5408409);
    const auto row = [](const char *name, const QByteArray &body, Kind kind, const char *text,
                        int code) {
        QTest::newRow(name) << body << 400 << kind << QString::fromLatin1(text) << code;
    };
    row("names in other letters", R"({"ERRCODE":1000043,"ErrMsg":"no"})", Kind::Forbidden, "no",
        1000043);
    row("a list of errors", R"({"errors":[{"errorCode":"1000005","message":"gone"}]})",
        Kind::NotFound, "gone", 1000005);
    row("the first name counts", R"({"errCode":1000043,"code":1000005,"msg":"x"})", Kind::Forbidden,
        "x", 1000043);
    row("null is not there", R"({"errCode":null,"errno":"1000001"})", Kind::ServerFault, "",
        1000001);
    row("OAuth's own words", R"({"error":"invalid_client"})", Kind::Rejected, "invalid_client", 0);
    QTest::newRow("refused under HTTP 200")
        << QByteArray(R"({"status":"failed","errno":"1000002"})") << 200 << Kind::Unauthorized
        << QString() << 1000002;
}

void TestCentralEnvelope::shapes()
{
    QFETCH(QByteArray, body);
    QFETCH(int, status);
    QFETCH(int, code);
    QVERIFY(!body.isEmpty());
    const auto result = decodeCentral(response(status, body), CentralCallKind::Bearer);
    QVERIFY(!result);
    QTEST(result.error().kind, "kind");
    QTEST(result.error().serverText, "text");
    QCOMPARE(result.error().serverCode.value_or(0), code);
    QVERIFY(!result.error().requestId.isEmpty());
}

void TestCentralEnvelope::refusedTokenRequests_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<int>("code");
    QTest::addColumn<Kind>("kind");
    QTest::newRow("bad parameter counts as refused") << 400 << 1000004 << Kind::Unauthorized;
    QTest::newRow("no permission counts as refused") << 403 << 1000043 << Kind::Unauthorized;
    QTest::newRow("unknown code counts as refused") << 403 << 77 << Kind::Unauthorized;
    QTest::newRow("expired counts as refused") << 401 << 1000035 << Kind::Unauthorized;
    QTest::newRow("blocked address does not") << 403 << 1000042 << Kind::LockedOut;
    QTest::newRow("missing call does not") << 404 << 1000005 << Kind::NotFound;
    QTest::newRow("broken server does not") << 500 << 1000001 << Kind::ServerFault;
    QTest::newRow("rate limit does not") << 429 << 1000040 << Kind::RateLimited;
    QTest::newRow("refused under HTTP 200 counts") << 200 << 1000004 << Kind::Unauthorized;
}

void TestCentralEnvelope::refusedTokenRequests()
{
    QFETCH(int, status);
    QFETCH(int, code);
    const QByteArray body =
        R"({"status":"Failed","errCode":)" + QByteArray::number(code) + QByteArray("}");
    const auto result = decodeCentral(response(status, body), CentralCallKind::Token);
    QVERIFY(!result);
    QTEST(result.error().kind, "kind");
}

void TestCentralEnvelope::rateLimitCountsWhateverTheCode()
{
    for (const auto call : {CentralCallKind::Bearer, CentralCallKind::Token}) {
        HttpResponse answer = response(429, R"({"errCode":1000099})");
        answer.headers = {{"retry-after", "7"}};
        const auto result = decodeCentral(answer, call);
        QVERIFY(!result);
        QCOMPARE(result.error().kind, Kind::RateLimited);
        QCOMPARE(result.error().retryAfter, std::optional(std::chrono::seconds(7)));
    }
}

void TestCentralEnvelope::whatMayBeSentOnceMore_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<bool>("isSure");
    const auto row = [](const char *name, int status, const char *body, bool isSure) {
        QTest::newRow(name) << status << QByteArray(body) << isSure;
    };
    row("token expired", 401, R"({"errCode":1000035})", true);
    row("token invalid", 401, R"({"errCode":1000036})", true);
    row("rate limit", 429, R"({"errCode":1000040})", true);
    row("rate limit without a code", 429, "", true);
    row("401 without a code", 401, "{}", false);
    row("token expired under another status", 403, R"({"errCode":1000035})", false);
    row("rate limit under another status", 503, R"({"errCode":1000040})", false);
    row("broken server", 500, R"({"errCode":1000001})", false);
}

void TestCentralEnvelope::whatMayBeSentOnceMore()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    const auto result = decodeCentral(response(status, body), CentralCallKind::Bearer);
    QVERIFY(!result);
    QTEST(wasNotCarriedOut(result.error()), "isSure");
}

void TestCentralEnvelope::withoutACode_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<Kind>("ofACall");
    QTest::addColumn<Kind>("ofATokenCall");
    QTest::newRow("400") << 400 << Kind::Rejected << Kind::Unauthorized;
    QTest::newRow("401") << 401 << Kind::SessionExpired << Kind::Unauthorized;
    QTest::newRow("403 is a blocked address where tokens are made")
        << 403 << Kind::Forbidden << Kind::LockedOut;
    QTest::newRow("405") << 405 << Kind::Rejected << Kind::Unauthorized;
    QTest::newRow("404") << 404 << Kind::NotFound << Kind::NotFound;
    QTest::newRow("429") << 429 << Kind::RateLimited << Kind::RateLimited;
    QTest::newRow("502 of a proxy") << 502 << Kind::ServerFault << Kind::ServerFault;
}

void TestCentralEnvelope::withoutACode()
{
    QFETCH(int, status);
    for (const QByteArray &body : {QByteArray("<html>no</html>"), QByteArray("{}"), QByteArray()}) {
        const auto call = decodeCentral(response(status, body), CentralCallKind::Bearer);
        const auto token = decodeCentral(response(status, body), CentralCallKind::Token);
        QVERIFY(!call && !token);
        QTEST(call.error().kind, "ofACall");
        QTEST(token.error().kind, "ofATokenCall");
        QCOMPARE(call.error().requestId, u"ours"_s);
    }
}

void TestCentralEnvelope::retryAfter_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<int>("seconds");
    QTest::newRow("seconds") << QByteArray("17") << 17;
    QTest::newRow("at once") << QByteArray("0") << 0;
    QTest::newRow("a date by the server's clock")
        << QByteArray("Sun, 06 Nov 1994 08:50:00 GMT") << 23;
    QTest::newRow("a date that is over") << QByteArray("Sun, 06 Nov 1994 08:00:00 GMT") << 0;
    QTest::newRow("nothing sensible") << QByteArray("soon") << -1;
    QTest::newRow("negative") << QByteArray("-5") << -1;
    QTest::newRow("none") << QByteArray() << -1;
}

void TestCentralEnvelope::retryAfter()
{
    QFETCH(QByteArray, header);
    QFETCH(int, seconds);
    HttpResponse answer = response(429, R"({"errCode":1000040})");
    answer.headers = {{"date", "Sun, 06 Nov 1994 08:49:37 GMT"}};
    if (!header.isNull())
        answer.headers.append({"retry-after", header});
    const auto result = decodeCentral(answer, CentralCallKind::Bearer);
    QVERIFY(!result);
    QCOMPARE(result.error().retryAfter.value_or(std::chrono::seconds(-1)),
             std::chrono::seconds(seconds));
}

void TestCentralEnvelope::noAnswer_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("a redirect") << 302 << QByteArray("{}");
    QTest::newRow("a web page") << 200 << QByteArray("<html></html>");
    QTest::newRow("a list") << 200 << QByteArray("[]");
    QTest::newRow("no status") << 200 << QByteArray(R"({"data":{}})");
    QTest::newRow("another status") << 200 << QByteArray(R"({"status":"Maybe"})");
    QTest::newRow("cut off") << 200 << QByteArray(R"({"status":"Succ)");
}

void TestCentralEnvelope::noAnswer()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    const auto result = decodeCentral(response(status, body), CentralCallKind::Bearer);
    QVERIFY(!result);
    QCOMPARE(result.error().kind, Kind::MalformedReply);
}

void TestCentralEnvelope::missingListIsUnsupported()
{
    for (const QByteArray &body :
         {QByteArray(), QByteArray("<html>"), golden(u"central/error-404-1000005.response"_s)}) {
        server.next(u"/dm/open_api/v1/remote_devices"_s, {.status = 404, .body = body});
        const auto page = answerOf(central.devices(kToken, {}));
        QVERIFY(!page);
        QCOMPARE(page.error().kind, Kind::Unsupported);
    }
}

void TestCentralEnvelope::missingObjectIsNotFound()
{
    play(u"/dm/open_api/v1/remote_devices"_s, u"central/error-404-1000005.response"_s, 404);
    const auto done = answerOf(central.deleteDevices(kToken, {u"9"_s}));
    QVERIFY(!done);
    QCOMPARE(done.error().kind, Kind::NotFound);
}

void TestCentralEnvelope::tokenRequestIsNeverOfUnknownOutcome()
{
    FakeAnswer lost = FakeAnswer::failure(Kind::UnknownOutcome);
    lost.error.reason = u"connection-lost"_s;
    server.next(u"/dm/open_api/oauth/token"_s, lost);
    QCOMPARE(answerOf(central.refreshTokens(Secret("x"))).error().kind, Kind::Unreachable);
    lost.error.reason = u"timeout"_s;
    server.next(u"/dm/open_api/oauth/token"_s, lost);
    QCOMPARE(answerOf(central.requestTokens(u"id"_s, Secret("x"))).error().kind, Kind::Timeout);
}

void TestCentralEnvelope::greeting_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<bool>("isCentral");
    QTest::newRow("refused in the vendor's form")
        << 401 << golden(u"central/error-401-1000036.response"_s) << true;
    QTest::newRow("refused in the sister's form")
        << 403 << golden(u"central/shape-403-workplace.response"_s) << true;
    QTest::newRow("a web page") << 200 << QByteArray("<html>") << false;
    QTest::newRow("a web page that is not there") << 404 << QByteArray("<html>") << false;
    QTest::newRow("another server's JSON") << 200 << QByteArray(R"({"errcode":10001})") << false;
}

void TestCentralEnvelope::greeting()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    server.next(u"/dm/open_api/v1/subscription/rm_connections"_s, {.status = status, .body = body});
    QTEST(answerOf(central.greet()).has_value(), "isCentral");
    QVERIFY(server.sent().back().header("Authorization").isNull());
}

QTEST_GUILESS_MAIN(TestCentralEnvelope)

#include "tst_centralenvelope.moc"
