// SPDX-License-Identifier: GPL-3.0-or-later
#include <api/envelope.h>
#include <core/httpdate.h>
#include <net/httprequest.h>
#include <support/profiles.h>

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace lw;
using namespace Qt::StringLiterals;
using Kind = ApiError::Kind;

Q_DECLARE_METATYPE(lw::ApiError::Kind)

namespace {

constexpr qint64 kNow = 1'767'225'600;

HttpResponse reply(const QByteArray &body, int status = 200)
{
    return {.status = status,
            .headers = {{"content-type", "application/json;charset=utf-8"},
                        {"date", formatHttpDate(QDateTime::fromSecsSinceEpoch(kNow, Qt::UTC))}},
            .body = body,
            .requestId = "id-7"};
}

HttpResponse reply(QJsonObject object, int code)
{
    object.insert(u"errcode"_s, code);
    if (!object.contains(u"errmsg"_s))
        object.insert(u"errmsg"_s, u"THE TEXT"_s);
    return reply(QJsonDocument(object).toJson());
}

ApiError errorOf(const HttpResponse &response)
{
    const auto answer = decodeEnvelope(response, test::builtInProfile());
    return answer ? ApiError{.kind = Kind::Cancelled, .detail = u"no error at all"_s}
                  : answer.error();
}

} // namespace

/*! Every code of the contract, and everything that is no envelope. */
class TestEnvelope : public QObject
{
    Q_OBJECT
private slots:
    void codes_data();
    void codes();
    void done();
    void processing();
    void refusedFields_data();
    void refusedFields();
    void blockedUntil_data();
    void blockedUntil();
    void blockedWithoutDate();
    void resendAfter();
    void reasonWord();
    void secondFactorMethod();
    void noEnvelope_data();
    void noEnvelope();
    void scrambledProfile();
};

void TestEnvelope::codes_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<Kind>("kind");
    QTest::newRow("-1 wrong name, password or code") << -1 << Kind::Unauthorized;
    QTest::newRow("-2 internal error") << -2 << Kind::ServerFault;
    QTest::newRow("10001 unknown call") << 10001 << Kind::Unsupported;
    QTest::newRow("10004 session over") << 10004 << Kind::SessionExpired;
    QTest::newRow("10005 role too small") << 10005 << Kind::Forbidden;
    QTest::newRow("40001 not the JSON expected") << 40001 << Kind::Rejected;
    QTest::newRow("40002 wrong parameter") << 40002 << Kind::Rejected;
    QTest::newRow("40003 duplicate") << 40003 << Kind::Conflict;
    QTest::newRow("60002 too many") << 60002 << Kind::Conflict;
    QTest::newRow("70004 address blocked") << 70004 << Kind::LockedOut;
    QTest::newRow("70084 action forbidden") << 70084 << Kind::Forbidden;
    QTest::newRow("70087 address not allowed") << 70087 << Kind::Forbidden;
    QTest::newRow("70601 second factor") << 70601 << Kind::SecondFactorRequired;
    QTest::newRow("70602 code wrong") << 70602 << Kind::Unauthorized;
    QTest::newRow("70603 code too old") << 70603 << Kind::Unauthorized;
    QTest::newRow("70604 confirm the password again") << 70604 << Kind::Unauthorized;
    QTest::newRow("70605 too frequent") << 70605 << Kind::RateLimited;
    QTest::newRow("70606 no mail server") << 70606 << Kind::Rejected;
    QTest::newRow("70611 authentication code") << 70611 << Kind::Rejected;
    QTest::newRow("70612 platform account") << 70612 << Kind::Rejected;
    QTest::newRow("70613 platform not reached") << 70613 << Kind::Rejected;
    QTest::newRow("70614 platform full") << 70614 << Kind::Rejected;
    QTest::newRow("70615 device too old") << 70615 << Kind::Rejected;
    QTest::newRow("a code that nobody knows") << 12345 << Kind::Rejected;
    QTest::newRow("a negative code that nobody knows") << -77 << Kind::Rejected;
    QTest::newRow("code 1 is not done") << 1 << Kind::Rejected;
}

void TestEnvelope::codes()
{
    QFETCH(int, code);
    QFETCH(Kind, kind);
    for (const int status : {200, 400, 500}) {
        HttpResponse response = reply(QJsonObject{}, code);
        response.status = status;
        const ApiError error = errorOf(response);
        QCOMPARE(int(error.kind), int(kind));
        QCOMPARE(error.serverCode, std::optional<int>(code));
        QCOMPARE(error.serverText, u"THE TEXT"_s);
        QCOMPARE(error.httpStatus, status);
        QCOMPARE(error.requestId, u"id-7"_s);
        QVERIFY(error.fields.isEmpty());
        QVERIFY(!error.retryAfter);
    }
}

void TestEnvelope::done()
{
    const auto answer = decodeEnvelope(reply({{u"x"_s, 5}}, 0), test::builtInProfile());
    QVERIFY(answer);
    QVERIFY(!answer->isProcessing);
    QCOMPARE(answer->json.value(u"x"_s).toInt(), 5);
    QVERIFY(decodeEnvelope(reply(R"({"errcode":0})"), test::builtInProfile()));
    QVERIFY(decodeEnvelope(reply(R"({"errcode":0.0,"errmsg":null})"), test::builtInProfile()));
}

void TestEnvelope::processing()
{
    const auto answer = decodeEnvelope(reply(QJsonObject{}, 2), test::builtInProfile());
    QVERIFY(answer);
    QVERIFY(answer->isProcessing);
}

void TestEnvelope::refusedFields_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("fields"); // "name=reason;"
    const auto row = [](const char *name, const QByteArray &more, const QByteArray &fields) {
        QTest::newRow(name) << QByteArray("{\"errcode\":40002,\"errmsg\":\"x\"," + more + "}")
                            << fields;
    };
    row("a validation type",
        R"("invalid_param_list":[{"field":"email","validation_type":"format"}])", "email=format;");
    row("a value", R"("invalid_param_list":[{"field":"email","value":"nobody"}])", "email=nobody;");
    row("a value that is a number", R"("invalid_param_list":[{"field":"port","value":70000}])",
        "port=70000;");
    row("the type goes before the value",
        R"("invalid_param_list":[{"value":"x","field":"email","validation_type":"format"}])",
        "email=format;");
    row("neither type nor value", R"("invalid_param_list":[{"field":"email"}])", "email=;");
    row("two fields",
        R"("invalid_param_list":[{"field":"b","value":"1"},{"field":"a","value":"2"}])",
        "a=2;b=1;");
    row("a duplicate", R"("duplicate_field_list":["account_username"])",
        "account_username=duplicate;");
    row("a duplicate among rubbish", R"("duplicate_field_list":[5,null,"a",{"field":"b"}])",
        "a=duplicate;");
    row("entries that are no objects", R"("invalid_param_list":["email",5,null,[]])", "");
    row("a field without a name", R"("invalid_param_list":[{"validation_type":"format"}])", "");
    row("a list that is an object", R"("invalid_param_list":{"field":"email"})", "");
    row("a name that is a number", R"("invalid_param_list":[{"field":7,"value":"x"}])", "");
}

void TestEnvelope::refusedFields()
{
    QFETCH(QByteArray, json);
    QFETCH(QByteArray, fields);
    const ApiError error = errorOf(reply(json));
    QByteArray found;
    for (auto it = error.fields.begin(); it != error.fields.end(); ++it)
        found += it.key().toUtf8() + '=' + it->toUtf8() + ';';
    QCOMPARE(found, fields);
    QCOMPARE(int(error.kind), int(Kind::Rejected));
}

void TestEnvelope::blockedUntil_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<qint64>("seconds"); // -1: nobody knows
    const auto row = [](const char *name, const QByteArray &value, qint64 seconds) {
        QTest::newRow(name) << value << seconds;
    };
    row("0 is for good", "0", 0);
    row("ten minutes by the PBX's own clock", QByteArray::number(kNow + 600), 600);
    row("already over is almost now, and not for good", QByteArray::number(kNow - 600), 1);
    row("this very second is almost now", QByteArray::number(kNow), 1);
    row("text is no time", "\"1767226200\"", -1);
    row("null is no time", "null", -1);
    row("half a second is not for good", "0.4", -1);
    row("a number out of all reason", "1e300", -1);
    row("a negative number", "-5", -1);
}

void TestEnvelope::blockedUntil()
{
    QFETCH(QByteArray, value);
    QFETCH(qint64, seconds);
    const ApiError error =
        errorOf(reply("{\"errcode\":70004,\"errmsg\":\"B\",\"block_expire_time\":" + value + "}"));
    QCOMPARE(int(error.kind), int(Kind::LockedOut));
    QCOMPARE(error.retryAfter ? qint64(error.retryAfter->count()) : qint64(-1), seconds);
}

void TestEnvelope::blockedWithoutDate()
{
    HttpResponse response = reply({{u"block_expire_time"_s, kNow + 600}}, 70004);
    response.headers.clear();
    QVERIFY(!errorOf(response).retryAfter);
    response.headers = {{"date", "yesterday"}};
    QVERIFY(!errorOf(response).retryAfter);
    QVERIFY(!errorOf(reply(QJsonObject{}, 70004)).retryAfter);
}

void TestEnvelope::resendAfter()
{
    QCOMPARE(errorOf(reply({{u"resend_after"_s, 60}}, 70605)).retryAfter,
             std::optional(std::chrono::seconds(60)));
    QVERIFY(!errorOf(reply({{u"resend_after"_s, u"60"_s}}, 70605)).retryAfter);
}

void TestEnvelope::reasonWord()
{
    QCOMPARE(errorOf(reply({{u"reason"_s, u"expired"_s}}, 70611)).reason, u"expired"_s);
    QCOMPARE(errorOf(reply({{u"reason"_s, u"a word of 2031"_s}}, 70613)).reason,
             u"a word of 2031"_s);
    QVERIFY(errorOf(reply({{u"reason"_s, 5}}, 70611)).reason.isEmpty());
}

void TestEnvelope::secondFactorMethod()
{
    const QJsonObject factor{{u"method"_s, u"email"_s}, {u"challenge"_s, u"c"_s}};
    QCOMPARE(errorOf(reply({{u"two_factor"_s, factor}}, 70601)).method, u"email"_s);
    QVERIFY(errorOf(reply(QJsonObject{}, 70601)).method.isEmpty());
}

void TestEnvelope::noEnvelope_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<QString>("detail");
    const QByteArray html("<!DOCTYPE html><html><body>Sign in</body></html>");
    const auto row = [](const char *name, int status, const QByteArray &body, Kind kind,
                        const char *detail) {
        QTest::newRow(name) << status << body << kind << QString::fromLatin1(detail);
    };
    row("an empty body", 200, "", Kind::MalformedReply, "JSON object");
    row("an HTML page", 200, html, Kind::MalformedReply, "JSON object");
    row("a list", 200, "[0]", Kind::MalformedReply, "JSON object");
    row("JSON that is cut off", 200, R"({"errcode":0,"produ)", Kind::MalformedReply, "JSON object");
    row("text behind the JSON", 200, "{\"errcode\":0}x", Kind::MalformedReply, "JSON object");
    row("no errcode", 200, R"({"errmsg":"SUCCESS"})", Kind::MalformedReply, "errcode");
    row("errcode as text", 200, R"({"errcode":"0"})", Kind::MalformedReply, "errcode");
    row("errcode as text of a refusal", 200, R"({"errcode":"10004"})", Kind::MalformedReply,
        "errcode");
    row("errcode with a fraction", 200, R"({"errcode":0.25})", Kind::MalformedReply, "errcode");
    row("errcode as half", 200, R"({"errcode":0.5})", Kind::MalformedReply, "errcode");
    row("errcode null", 200, R"({"errcode":null})", Kind::MalformedReply, "errcode");
    row("errcode false", 200, R"({"errcode":false})", Kind::MalformedReply, "errcode");
    row("errcode out of all reason", 200, R"({"errcode":1e300})", Kind::MalformedReply, "errcode");
    row("errcode beyond 32 bits", 200, R"({"errcode":4294967296})", Kind::MalformedReply,
        "errcode");
    row("a redirect", 302, "", Kind::MalformedReply, "redirect");
    row("a redirect with a page", 301, html, Kind::MalformedReply, "HTTP 301");
    row("HTTP 204", 204, "", Kind::MalformedReply, "JSON object");
    row("HTTP 400 without an envelope", 400, "no User-Agent", Kind::Rejected, "JSON object");
    row("HTTP 401 without an envelope", 401, html, Kind::Unauthorized, "JSON object");
    row("HTTP 403 without an envelope", 403, html, Kind::Forbidden, "JSON object");
    row("HTTP 404 without an envelope", 404, html, Kind::NotFound, "JSON object");
    row("HTTP 429 without an envelope", 429, "", Kind::RateLimited, "JSON object");
    row("HTTP 500 with a page", 500, html, Kind::ServerFault, "JSON object");
    row("HTTP 502 of a proxy", 502, "", Kind::ServerFault, "JSON object");
    row("HTTP 500 that says done", 500, R"({"errcode":0})", Kind::ServerFault, "HTTP 500");
    row("HTTP 404 that says done", 404, R"({"errcode":0})", Kind::NotFound, "HTTP 404");
}

void TestEnvelope::noEnvelope()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(Kind, kind);
    QFETCH(QString, detail);
    const ApiError error = errorOf(reply(body, status));
    QCOMPARE(int(error.kind), int(kind));
    QVERIFY2(error.detail.contains(detail), qPrintable(error.detail));
    QCOMPARE(error.httpStatus, status);
    QVERIFY(!error.serverCode);
    QCOMPARE(error.requestId, u"id-7"_s);
}

void TestEnvelope::scrambledProfile()
{
    const WireProfile scrambled = WireProfile::parse(test::scrambledProfileJson()).value();
    const auto refused =
        decodeEnvelope(reply(R"({"zz_errcode":70611,"zz_errmsg":"T","zz_reason":"used",)"
                             R"("zz_duplicate_field_list":["f"]})"),
                       scrambled);
    QVERIFY(!refused);
    QCOMPARE(refused.error().serverCode, std::optional<int>(70611));
    QCOMPARE(refused.error().serverText, u"T"_s);
    QCOMPARE(refused.error().reason, u"used"_s);
    QVERIFY(refused.error().fields.contains(u"f"_s));
    QVERIFY(!decodeEnvelope(reply(R"({"errcode":0})"), scrambled));
}

QTEST_APPLESS_MAIN(TestEnvelope)
#include "tst_envelope.moc"
