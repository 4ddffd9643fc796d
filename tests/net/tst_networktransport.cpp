// SPDX-License-Identifier: GPL-3.0-or-later
#include "netfixture.h"

#include <QTest>

using namespace lw;
using namespace lw::test;
using Kind = ApiError::Kind;
using Verb = HttpRequest::Verb;

/*! What goes over the wire and how often, and what comes back. */
class TestNetworkTransport : public QObject
{
    Q_OBJECT
private slots:
    void sendsWhatWasAsked();
    void deliversTheAnswer();
    void statusIsNoError_data();
    void statusIsNoError();
    void changeIsSentOnce_data();
    void changeIsSentOnce();
    void getIsRepeatedOnce_data();
    void getIsRepeatedOnce();
    void getThatFailsOnceSucceeds();
};

void TestNetworkTransport::sendsWhatWasAsked()
{
    NetFixture net;
    OddServer server(net.identity);
    const auto transport = net.pinned(server);
    HttpRequest request = get(QStringLiteral("/api/v1.0/a b?c"));
    request.query.addQueryItem(QStringLiteral("host"), QStringLiteral("a+b&c"));
    request.headers.emplace_back("Cookie", Secret("websession=1"));
    const auto outcome = send(*transport, std::move(request), &net.context);
    QVERIFY(outcome->wait());
    QCOMPARE(outcome->status(), 200);
    const SeenRequest seen = server.requests.value(0);
    QCOMPARE(seen.verb, "GET");
    QCOMPARE(seen.target, "/api/v1.0/a%20b%3Fc?host=a%2Bb%26c");
    QCOMPARE(seen.headers.value("cookie"), "websession=1");
    QCOMPARE(seen.headers.value("user-agent"), "Linewarden/" LINEWARDEN_VERSION);
    QCOMPARE(seen.headers.value("accept-encoding"), "identity");
    QCOMPARE(seen.headers.value("host"), server.address().url().authority().toLatin1());
    QCOMPARE(seen.headers.value("x-request-id").size(), 16);
    QCOMPARE(outcome->response->requestId, seen.headers.value("x-request-id"));
    QVERIFY(!seen.headers.contains("transfer-encoding"));
    QVERIFY(!seen.headers.contains("content-type"));
    QCOMPARE(seen.headers.value("content-length", "0"), "0");
}

void TestNetworkTransport::deliversTheAnswer()
{
    NetFixture net;
    OddServer server(net.identity);
    server.behaviour = OddServer::answering(
        OddServer::answer("body", 200,
                          "Set-Cookie: websession=x; Secure; HttpOnly\r\n"
                          "Set-Cookie: b=2; Expires=Wed, 21 Oct 2065 07:28:00 GMT\r\n"
                          "X-Other: y\r\nDate: Tue, 14 Nov 2023 22:14:20 GMT\r\n"));
    const auto transport = net.pinned(server);
    for (int i = 0; i < 2; ++i) {
        const auto outcome = send(*transport, change(), &net.context);
        QVERIFY(outcome->wait());
        QVERIFY(outcome->response);
        QCOMPARE(outcome->response->body, "body");
        QCOMPARE(outcome->response->header("x-other"), "y");
        QVERIFY(outcome->response->header("set-cookie").isNull());
        QCOMPARE(outcome->response->cookies.size(), 2U);
        QCOMPARE(outcome->response->cookies[0].view(), "websession=x; Secure; HttpOnly");
        QCOMPARE(outcome->response->cookies[1].view(),
                 "b=2; Expires=Wed, 21 Oct 2065 07:28:00 GMT");
    }
    QCOMPARE(server.requests[0].body, "{\"a\":1}");
    QCOMPARE(server.requests[0].headers.value("content-type"), "application/json");
    QVERIFY(!server.requests[1].headers.contains("cookie"));
    QCOMPARE(transport->clockSkew()->difference(), std::chrono::seconds(60));
}

void TestNetworkTransport::statusIsNoError_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("headers");
    QTest::newRow("redirect is not followed") << 302 << QByteArray("Location: /other\r\n");
    QTest::newRow("redirect to another scheme is not followed")
        << 307 << QByteArray("Location: http://127.0.0.1:1/\r\n");
    QTest::newRow("bad request") << 400 << QByteArray();
    QTest::newRow("refused without a challenge") << 401 << QByteArray();
    QTest::newRow("challenge is not answered")
        << 401 << QByteArray("WWW-Authenticate: Basic realm=\"x\"\r\n");
    QTest::newRow("NTLM challenge is not answered")
        << 401 << QByteArray("WWW-Authenticate: NTLM\r\nWWW-Authenticate: Negotiate\r\n");
    QTest::newRow("forbidden") << 403 << QByteArray();
    QTest::newRow("not found") << 404 << QByteArray();
    QTest::newRow("server that plays the proxy")
        << 407 << QByteArray("Proxy-Authenticate: Basic realm=\"x\"\r\n");
    QTest::newRow("conflict") << 409 << QByteArray();
    QTest::newRow("gone") << 410 << QByteArray();
    QTest::newRow("teapot") << 418 << QByteArray();
    QTest::newRow("too many") << 429 << QByteArray("Retry-After: 3\r\n");
    QTest::newRow("server error") << 500 << QByteArray();
    QTest::newRow("not implemented") << 501 << QByteArray();
    QTest::newRow("unavailable") << 503 << QByteArray();
}

void TestNetworkTransport::statusIsNoError()
{
    QFETCH(int, status);
    QFETCH(QByteArray, headers);
    NetFixture net;
    OddServer server(net.identity);
    server.behaviour = OddServer::answering(OddServer::answer("why", status, headers));
    const auto transport = net.pinned(server);
    int expectedRequests = 0;
    for (const Verb verb : {Verb::Get, Verb::Post}) {
        const auto outcome =
            send(*transport, verb == Verb::Get ? get() : change(verb), &net.context);
        QVERIFY(outcome->wait());
        QVERIFY2(outcome->status() == status, outcome->text().constData());
        if (status != 307) // Qt keeps the body of this one
            QCOMPARE(outcome->response->body, "why");
        QCOMPARE(server.requests.size(), ++expectedRequests);
    }
}

void TestNetworkTransport::changeIsSentOnce_data()
{
    QTest::addColumn<Verb>("verb");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("earlier");
    QTest::newRow("POST on a fresh connection") << Verb::Post << QByteArray("{}") << 0;
    QTest::newRow("POST on a kept connection") << Verb::Post << QByteArray("{}") << 1;
    QTest::newRow("PUT on a kept connection") << Verb::Put << QByteArray("{}") << 1;
    QTest::newRow("DELETE without a body, fresh") << Verb::Delete << QByteArray() << 0;
    QTest::newRow("DELETE without a body, kept") << Verb::Delete << QByteArray() << 1;
    QTest::newRow("POST without a body, fresh") << Verb::Post << QByteArray() << 0;
    QTest::newRow("POST of 300 KB") << Verb::Post << QByteArray(300'000, 'x') << 0;
}

void TestNetworkTransport::changeIsSentOnce()
{
    QFETCH(Verb, verb);
    QFETCH(QByteArray, body);
    QFETCH(int, earlier);
    NetFixture net;
    OddServer server(net.identity);
    const auto transport = net.pinned(server);
    for (int i = 0; i < earlier; ++i) {
        const auto before = send(*transport, get(), &net.context);
        QVERIFY(before->wait());
        QCOMPARE(before->status(), 200);
    }
    server.behaviour = [](QSslSocket &peer, const SeenRequest &) { peer.abort(); };
    const auto outcome = send(*transport, change(verb, body), &net.context);
    QVERIFY(outcome->wait());
    QCOMPARE(outcome->kind(), Kind::UnknownOutcome);
    QCOMPARE(outcome->reason(), QStringLiteral("connection-lost"));
    // One that was repeated would be on its way by the time another request has been answered.
    server.behaviour = OddServer::answering(OddServer::answer("ok"));
    const auto after = send(*transport, get(), &net.context);
    QVERIFY(after->wait());
    QCOMPARE(after->status(), 200);
    QCOMPARE(server.requests.size(), earlier + 2);
    QCOMPARE(server.requests[earlier].body, body);
}

void TestNetworkTransport::getIsRepeatedOnce_data()
{
    QTest::addColumn<QByteArray>("beginning");
    QTest::addColumn<int>("earlier");
    const QByteArray cut = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf";
    const QByteArray chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n";
    QTest::newRow("no answer, fresh connection") << QByteArray() << 0;
    QTest::newRow("no answer, kept connection") << QByteArray() << 1;
    QTest::newRow("half a status line") << QByteArray("HTTP/1.1 20") << 0;
    QTest::newRow("half of the headers") << QByteArray("HTTP/1.1 200 OK\r\nContent-Le") << 0;
    QTest::newRow("half of the body") << cut << 0;
    QTest::newRow("half of the body, kept connection") << cut << 1;
    QTest::newRow("half of the chunks") << chunked << 0;
}

void TestNetworkTransport::getIsRepeatedOnce()
{
    QFETCH(QByteArray, beginning);
    QFETCH(int, earlier);
    NetFixture net;
    OddServer server(net.identity);
    const auto transport = net.pinned(server);
    for (int i = 0; i < earlier; ++i) {
        const auto before = send(*transport, get(), &net.context);
        QVERIFY(before->wait());
        QCOMPARE(before->status(), 200);
    }
    server.behaviour = [beginning](QSslSocket &peer, const SeenRequest &) {
        peer.write(beginning);
        peer.disconnectFromHost();
    };
    const auto outcome = send(*transport, get(), &net.context);
    QVERIFY(outcome->wait());
    QCOMPARE(outcome->kind(), Kind::Unreachable);
    QCOMPARE(outcome->reason(), QStringLiteral("connection-lost"));
    QCOMPARE(server.requests.size(), earlier + 2);
    server.behaviour = OddServer::answering(OddServer::answer("ok"));
    const auto after = send(*transport, get(), &net.context);
    QVERIFY(after->wait());
    QCOMPARE(after->status(), 200);
    QCOMPARE(server.requests.size(), earlier + 3);
}

void TestNetworkTransport::getThatFailsOnceSucceeds()
{
    NetFixture net;
    OddServer server(net.identity);
    server.behaviour = [&server](QSslSocket &peer, const SeenRequest &) {
        if (server.requests.size() == 1)
            peer.abort();
        else
            peer.write(OddServer::answer("second"));
    };
    const auto transport = net.pinned(server);
    const auto outcome = send(*transport, get(), &net.context);
    QVERIFY(outcome->wait());
    QCOMPARE(outcome->status(), 200);
    QCOMPARE(outcome->response->body, "second");
    QCOMPARE(outcome->answers, 1);
    QCOMPARE(server.requests.size(), 2);
}

QTEST_GUILESS_MAIN(TestNetworkTransport)
#include "tst_networktransport.moc"
