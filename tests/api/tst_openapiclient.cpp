// SPDX-License-Identifier: GPL-3.0-or-later
#include "centralfixture.h"

#include <QTest>

using namespace lw;
using namespace lw::test;
using namespace Qt::StringLiterals;

using Kind = ApiError::Kind;

namespace {
const QString kBase = u"/openapi/v1.0/"_s;
}

/*! The PBX's OpenAPI as the vendor documents it; its token stays out of logs and errors. */
class TestOpenApiClient : public QObject, private CentralFixture
{
    Q_OBJECT
private slots:
    void tokens();
    void refresh();
    void release();
    void information();
    void informationOfOlderFirmware();
    void search();
    void errors_data();
    void errors();
    void refusedTokenCall();
    void blockEnds();
    void noEnvelope_data();
    void noEnvelope();
    void tokenIsNeitherInTheLogNorInAnError();
    void echoOfASecretIsNotInTheError_data();
    void echoOfASecretIsNotInTheError();
    void formBodyKeepsEveryByte_data();
    void formBodyKeepsEveryByte();
};

void TestOpenApiClient::tokens()
{
    play(kBase + u"get_token"_s, u"openapi/get_token.response"_s);
    const auto tokens = answerOf(
        openApi.requestTokens(u"bkfYc4b1TRyL0dR8yXMHs3hGa7DvMQ6u"_s, Secret("Practice-OpenApi-1")));
    QVERIFY(tokens);
    QCOMPARE(tokens->access.view(), QByteArrayView("access1"));
    QCOMPARE(tokens->refresh.view(), QByteArrayView("refresh1"));
    QCOMPARE(tokens->expiresIn, std::chrono::seconds(1800));
    QCOMPARE(lastSent(), QJsonDocument::fromJson(golden(u"openapi/get_token.request"_s)).object());
    QVERIFY(server.sent().back().query.isEmpty());
}

void TestOpenApiClient::refresh()
{
    play(kBase + u"refresh_token"_s, u"openapi/refresh_token.response"_s);
    const auto tokens = answerOf(openApi.refreshTokens(Secret("refresh1")));
    QVERIFY(tokens);
    QCOMPARE(tokens->refresh.view(), QByteArrayView("refresh2"));
    QCOMPARE(lastSent(),
             QJsonDocument::fromJson(golden(u"openapi/refresh_token.request"_s)).object());
}

void TestOpenApiClient::release()
{
    play(kBase + u"del_token"_s, u"openapi/del_token.response"_s);
    QVERIFY(answerOf(openApi.releaseToken(Secret("a+b"))));
    QCOMPARE(server.sent().back().verb, HttpRequest::Verb::Get);
    QCOMPARE(server.sent().back().query, u"access_token=a%2Bb"_s);
}

void TestOpenApiClient::information()
{
    play(kBase + u"system/information"_s, u"openapi/system-information.response"_s);
    const auto found = answerOf(openApi.systemInformation(Secret("t")));
    QVERIFY(found);
    QCOMPARE(found->serialNumber, u"369831900110"_s);
    QCOMPARE(found->upTime, std::chrono::seconds(86'400));
    QCOMPARE(found->systemTime, u"2027/01/15 08:00:00"_s);
    QCOMPARE(found->time, std::optional(QDateTime::fromSecsSinceEpoch(1'800'000'000, Qt::UTC)));
}

void TestOpenApiClient::informationOfOlderFirmware()
{
    QJsonObject answer =
        QJsonDocument::fromJson(golden(u"openapi/system-information.response"_s)).object();
    QJsonObject data = answer.value(u"data"_s).toObject();
    data.remove(u"timestamp"_s);
    answer.insert(u"data"_s, data);
    server.next(kBase + u"system/information"_s, FakeAnswer::json(answer));
    const auto found = answerOf(openApi.systemInformation(Secret("t")));
    QVERIFY(found);
    QVERIFY(!found->time);
}

void TestOpenApiClient::search()
{
    play(kBase + u"extension/search"_s, u"openapi/extension-search.response"_s);
    const auto page = answerOf(
        openApi.searchExtensions(Secret("t"), {.page = 1, .pageSize = 20, .search = u"anna"_s}));
    QVERIFY(page);
    QCOMPARE(page->total, 1);
    QCOMPARE(page->rows.at(0).email, u"anna@pbx.example"_s);
    QJsonObject sent = lastSent();
    sent.remove(u"access_token"_s);
    QCOMPARE(sent, QJsonDocument::fromJson(golden(u"openapi/extension-search.request"_s)).object());
}

void TestOpenApiClient::errors_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char *file, Kind kind, const char *reason = "") {
        QTest::newRow(file) << u"openapi/error-"_s + QString::fromLatin1(file) + u".response"_s
                            << kind << QString::fromLatin1(reason);
    };
    row("10001", Kind::Unsupported);
    row("10003", Kind::Unsupported);
    row("10004", Kind::SessionExpired);
    row("40001", Kind::Rejected);
    row("40002", Kind::Rejected);
    row("60002", Kind::Conflict, "token-limit");
    row("70004", Kind::LockedOut);
    row("70087", Kind::Forbidden, "address-not-allowed");
    row("70123", Kind::Unsupported, "api-off");
    row("minus1", Kind::Rejected);
}

void TestOpenApiClient::errors()
{
    QFETCH(QString, file);
    play(kBase + u"system/information"_s, file);
    const auto found = answerOf(openApi.systemInformation(Secret("t")));
    QVERIFY(!found);
    QTEST(found.error().kind, "kind");
    QTEST(found.error().reason, "reason");
    QVERIFY(found.error().serverCode);
    if (file.contains(u"40002"_s))
        QCOMPARE(found.error().fields.value(u"username"_s), u"required"_s);
}

void TestOpenApiClient::refusedTokenCall()
{
    play(kBase + u"get_token"_s, u"openapi/error-minus1.response"_s);
    const auto tokens = answerOf(openApi.requestTokens(u"id"_s, Secret("wrong")));
    QVERIFY(!tokens);
    QCOMPARE(tokens.error().kind, Kind::Unauthorized);
    QCOMPARE(tokens.error().fields.value(u"username or password"_s), u"error"_s);
}

void TestOpenApiClient::blockEnds()
{
    FakeAnswer blocked{.body = golden(u"openapi/error-70004.response"_s)};
    blocked.headers = {{"date", "Fri, 15 Jan 2027 08:00:00 GMT"}};
    server.next(kBase + u"get_token"_s, blocked);
    const auto tokens = answerOf(openApi.requestTokens(u"id"_s, Secret("x")));
    QVERIFY(!tokens);
    QCOMPARE(tokens.error().retryAfter, std::optional(std::chrono::seconds(600)));
}

void TestOpenApiClient::noEnvelope_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<Kind>("kind");
    QTest::newRow("no OpenAPI at all") << 404 << Kind::Unsupported;
    QTest::newRow("a proxy's error") << 502 << Kind::ServerFault;
    QTest::newRow("a web page") << 200 << Kind::MalformedReply;
    QTest::newRow("a redirect") << 302 << Kind::MalformedReply;
}

void TestOpenApiClient::noEnvelope()
{
    QFETCH(int, status);
    server.next(kBase + u"system/information"_s, {.status = status, .body = "<html></html>"});
    const auto found = answerOf(openApi.systemInformation(Secret("t")));
    QVERIFY(!found);
    QTEST(found.error().kind, "kind");
}

void TestOpenApiClient::tokenIsNeitherInTheLogNorInAnError()
{
    FakeAnswer lost = FakeAnswer::failure(Kind::Unreachable);
    lost.error.detail =
        u"Error transferring https://x/openapi/v1.0/system/information?access_token=SECRET"_s;
    server.next(kBase + u"system/information"_s, lost);
    const auto found = answerOf(openApi.systemInformation(Secret("SECRET")));
    QVERIFY(!found);
    QVERIFY(!found.error().detail.contains(u"SECRET"_s));
    QVERIFY(found.error().detail.contains(u"Error transferring"_s));
    QCOMPARE(server.sent().back().logPath, QByteArray("/openapi/v1.0/system/information"));
    QVERIFY(server.sent().back().query.contains(u"SECRET"_s));
}

void TestOpenApiClient::echoOfASecretIsNotInTheError_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("the refused value of a secret field")
        << QByteArray(R"({"errcode":40002,"errmsg":"PARAMETER ERROR",
            "invalid_param_list":[{"field":"password","value":"masked+S-1"}]})");
    QTest::newRow("the value under another name")
        << QByteArray(R"({"errcode":40002,"errmsg":"PARAMETER ERROR",
            "invalid_param_list":[{"field":"input","value":"is S+1"}]})");
    QTest::newRow("the text of the error")
        << QByteArray(R"({"errcode":-1,"errmsg":"S+1 is wrong"})");
    QTest::newRow("as it stands in a query")
        << QByteArray(R"({"errcode":-1,"errmsg":"/del_token?access_token=S%2B1"})");
}

void TestOpenApiClient::echoOfASecretIsNotInTheError()
{
    QFETCH(QByteArray, body);
    server.next(kBase + u"get_token"_s, {.body = body});
    server.next(kBase + u"del_token"_s, {.body = body});
    const auto tokens = answerOf(openApi.requestTokens(u"id"_s, Secret("S+1")));
    const auto released = answerOf(openApi.releaseToken(Secret("S+1")));
    QVERIFY(!tokens && !released);
    for (const ApiError &error : {tokens.error(), released.error()}) {
        QString all = error.serverText + error.detail + error.reason;
        for (auto it = error.fields.begin(); it != error.fields.end(); ++it)
            all += it.key() + it.value();
        QVERIFY2(!all.contains(u"S+1"_s) && !all.contains(u"S%2B1"_s), qPrintable(all));
        QVERIFY2(!all.contains(u"masked"_s), qPrintable(all));
        QVERIFY(error.serverCode);
    }
}

void TestOpenApiClient::formBodyKeepsEveryByte_data()
{
    QTest::addColumn<QString>("secret");
    QTest::newRow("what a form takes for its own") << u"a&b=c+d%20 e"_s;
    QTest::newRow("letters of the world") << u"Ünal 密码"_s;
    QTest::newRow("line breaks") << u"a\r\nb"_s;
}

void TestOpenApiClient::formBodyKeepsEveryByte()
{
    QFETCH(QString, secret);
    play(u"/dm/open_api/oauth/token"_s, u"central/oauth-token.response"_s);
    QVERIFY(answerOf(central.requestTokens(u"id"_s, Secret::fromText(secret))));
    QCOMPARE(lastSent().value(u"client_secret"_s).toString(), secret);
}

QTEST_GUILESS_MAIN(TestOpenApiClient)

#include "tst_openapiclient.moc"
