// SPDX-License-Identifier: GPL-3.0-or-later
#include "netfixture.h"

#include <QTest>

using namespace lw;
using namespace lw::test;
using Kind = ApiError::Kind;
using Verb = HttpRequest::Verb;
using Way = ProxyChoice::Way;

/*! The ways around and through proxies. */
class TestTransportProxy : public QObject
{
    Q_OBJECT
private slots:
    void cleanup();
    void tunnelWorks();
    void systemProxyIsUsed();
    void systemProxyIsPassedBy_data();
    void systemProxyIsPassedBy();
    void proxyFails_data();
    void proxyFails();
    void userNameIsTriedOnce();
    void proxyThatDoesNotListen();
    void certificateIsJudgedBehindTheProxy();
};

void TestTransportProxy::cleanup()
{
    qputenv("https_proxy", "");
}

void TestTransportProxy::tunnelWorks()
{
    NetFixture net;
    OddServer server(net.identity);
    OddProxy proxy(server.serverPort());
    const auto transport = net.factory.create(
        server.address(QStringLiteral("pbx.example")), TrustChoice::pinned(net.identity.sha256()),
        {.way = Way::Http, .host = QStringLiteral("127.0.0.1"), .port = proxy.serverPort()});
    for (int i = 0; i < 2; ++i) {
        HttpRequest request = change();
        request.headers.emplace_back("Cookie", Secret("websession=hidden"));
        const auto outcome = send(*transport, std::move(request), &net.context);
        QVERIFY(outcome->wait());
        QVERIFY2(outcome->status() == 200, outcome->text().constData());
    }
    QCOMPARE(proxy.seenHeads.size(), 1);
    QVERIFY(proxy.seenHeads[0].startsWith("CONNECT pbx.example:"));
    QVERIFY(!proxy.seenHeads[0].contains("websession"));
    QCOMPARE(server.handshakes, 1);
}

void TestTransportProxy::systemProxyIsUsed()
{
    NetFixture net;
    OddServer server(net.identity);
    OddProxy proxy(server.serverPort());
    qputenv("https_proxy", "http://127.0.0.1:" + QByteArray::number(proxy.serverPort()));
    const auto transport =
        net.factory.create(server.address(QStringLiteral("pbx.example")),
                           TrustChoice::pinned(net.identity.sha256()), {.way = Way::System});
    const auto outcome = send(*transport, get(), &net.context);
    QVERIFY(outcome->wait());
    QVERIFY2(outcome->status() == 200, outcome->text().constData());
    QCOMPARE(proxy.seenHeads.size(), 1);
}

void TestTransportProxy::systemProxyIsPassedBy_data()
{
    QTest::addColumn<QString>("host");
    QTest::addColumn<int>("way");
    QTest::newRow("loopback by address") << "127.0.0.1" << int(Way::System);
    QTest::newRow("loopback by name") << "localhost" << int(Way::System);
    QTest::newRow("told to use none") << "127.0.0.1" << int(Way::None);
}

void TestTransportProxy::systemProxyIsPassedBy()
{
    QFETCH(QString, host);
    QFETCH(int, way);
    NetFixture net;
    OddServer server(net.identity);
    OddProxy proxy(server.serverPort());
    qputenv("https_proxy", "http://127.0.0.1:" + QByteArray::number(proxy.serverPort()));
    const auto transport =
        net.factory.create(server.address(host), TrustChoice::pinned(net.identity.sha256()),
                           {.way = static_cast<Way>(way)});
    const auto outcome = send(*transport, get(), &net.context);
    QVERIFY(outcome->wait());
    QVERIFY2(outcome->status() == 200, outcome->text().constData());
    QCOMPARE(proxy.seenHeads.size(), 0);
}

void TestTransportProxy::proxyFails_data()
{
    QTest::addColumn<QByteArray>("refusal");
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char *name, const char *answer, Kind kind, const char *reason) {
        QTest::newRow(name) << QByteArray(answer) << kind << QString::fromLatin1(reason);
    };
    row("407 without credentials",
        "HTTP/1.1 407 Who\r\nProxy-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n",
        Kind::ProxyFailed, "authentication");
    row("407 without a challenge", "HTTP/1.1 407 Who\r\nContent-Length: 0\r\n\r\n",
        Kind::ProxyFailed, "authentication");
    row("403", "HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n", Kind::ProxyFailed, "refused");
    row("502", "HTTP/1.1 502 Bad\r\nContent-Length: 0\r\n\r\n", Kind::ProxyFailed, "other");
    row("503", "HTTP/1.1 503 Down\r\nContent-Length: 0\r\n\r\n", Kind::Unreachable, "refused");
    row("404", "HTTP/1.1 404 Name\r\nContent-Length: 0\r\n\r\n", Kind::Unreachable,
        "name-not-found");
    row("not a proxy", "220 mail.example ESMTP\r\n\r\n", Kind::ProxyFailed, "other");
}

void TestTransportProxy::proxyFails()
{
    QFETCH(QByteArray, refusal);
    QFETCH(Kind, kind);
    QFETCH(QString, reason);
    NetFixture net;
    OddServer server(net.identity);
    OddProxy proxy(server.serverPort());
    proxy.refusal = refusal;
    const auto transport = net.factory.create(
        server.address(QStringLiteral("pbx.example")), TrustChoice::pinned(net.identity.sha256()),
        {.way = Way::Http, .host = QStringLiteral("127.0.0.1"), .port = proxy.serverPort()});
    for (const Verb verb : {Verb::Get, Verb::Post, Verb::Delete}) {
        const auto outcome =
            send(*transport, change(verb, verb == Verb::Post ? "{}" : ""), &net.context);
        QVERIFY(outcome->wait());
        QVERIFY2(outcome->kind() == kind, outcome->text().constData());
        QVERIFY2(outcome->reason() == reason, outcome->text().constData());
    }
    QCOMPARE(server.connections, 0);
    QCOMPARE(proxy.seenHeads.size(), 3);
}

void TestTransportProxy::userNameIsTriedOnce()
{
    NetFixture net;
    OddServer server(net.identity);
    OddProxy proxy(server.serverPort());
    proxy.refusal =
        "HTTP/1.1 407 Who\r\nProxy-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n";
    const auto transport = net.factory.create(server.address(QStringLiteral("pbx.example")),
                                              TrustChoice::pinned(net.identity.sha256()),
                                              {.way = Way::Http,
                                               .host = QStringLiteral("127.0.0.1"),
                                               .port = proxy.serverPort(),
                                               .userName = QStringLiteral("office")});
    const auto outcome = send(*transport, change(), &net.context);
    QVERIFY(outcome->wait());
    QVERIFY2(outcome->kind() == Kind::ProxyFailed, outcome->text().constData());
    QCOMPARE(outcome->reason(), QStringLiteral("authentication"));
    int credentials = 0;
    for (const QByteArray &head : proxy.seenHeads)
        credentials +=
            head.contains("Proxy-Authorization: Basic " + QByteArray("office:").toBase64());
    QCOMPARE(credentials, 1);
}

void TestTransportProxy::proxyThatDoesNotListen()
{
    NetFixture net;
    OddServer server(net.identity);
    OddProxy proxy(server.serverPort());
    const quint16 port = proxy.serverPort();
    proxy.close();
    const auto transport = net.factory.create(
        server.address(QStringLiteral("pbx.example")), TrustChoice::pinned(net.identity.sha256()),
        {.way = Way::Http, .host = QStringLiteral("127.0.0.1"), .port = port});
    const auto outcome = send(*transport, change(), &net.context);
    QVERIFY(outcome->wait());
    QVERIFY2(outcome->kind() == Kind::ProxyFailed, outcome->text().constData());
    QCOMPARE(outcome->reason(), QStringLiteral("refused"));
}

void TestTransportProxy::certificateIsJudgedBehindTheProxy()
{
    NetFixture net;
    OddServer server(TestIdentity::selfSigned({}));
    OddProxy proxy(server.serverPort());
    const auto transport = net.factory.create(
        server.address(QStringLiteral("pbx.example")), TrustChoice::pinned(net.identity.sha256()),
        {.way = Way::Http, .host = QStringLiteral("127.0.0.1"), .port = proxy.serverPort()});
    const auto outcome = send(*transport, change(), &net.context);
    QVERIFY(outcome->wait());
    QVERIFY2(outcome->kind() == Kind::TlsChanged, outcome->text().constData());
    QCOMPARE(server.requests.size(), 0);
}

QTEST_GUILESS_MAIN(TestTransportProxy)
#include "tst_transportproxy.moc"
