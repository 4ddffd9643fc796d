// SPDX-License-Identifier: GPL-3.0-or-later
#include "netfixture.h"

#include <QElapsedTimer>
#include <QPointer>
#include <QTest>
#include <QTimer>

using namespace lw;
using namespace lw::test;
using namespace std::chrono_literals;
using Cause = HttpRequest::Cause;
using Kind = ApiError::Kind;
using Verb = HttpRequest::Verb;

namespace {

//! Enough for a handshake on a busy machine, short enough to wait for.
// Long enough for a handshake on a busy machine.
#if defined(__SANITIZE_ADDRESS__)
constexpr std::chrono::milliseconds kPatience = 5'000ms;
#else
constexpr std::chrono::milliseconds kPatience = 1'500ms;
#endif
constexpr qsizetype kMostBytes = 4 * 1024 * 1024;

HttpRequest within(std::chrono::milliseconds timeout, HttpRequest request)
{
    request.timeout = timeout;
    return request;
}

HttpRequest timer(HttpRequest request)
{
    request.cause = Cause::Timer;
    return request;
}

} // namespace

/*! When requests go out, how long and how much they may take, and how they end early. */
class TestTransportTiming : public QObject
{
    Q_OBJECT
private slots:
    void silenceTimesOut_data();
    void silenceTimesOut();
    void neverReachedChangeIsNoUnknownOutcome_data();
    void neverReachedChangeIsNoUnknownOutcome();
    void waitingInTheQueueDoesNotCount();
    void largeBody_data();
    void largeBody();
    void onePageOneHandshake();
    void closedWhileIdleIsNoLoss();
    void abandonedHandshakeIsNotUsedLater();
    void personDoesNotWaitBehindTimer();
    void atMostFiftyInFlight();
    void abortEndsIt_data();
    void abortEndsIt();
    void abortedWaitingRequestIsNeverSent();
    void destroyingIsSilent();
    void handlerMayDestroyTheTransport_data();
    void handlerMayDestroyTheTransport();
    void lineBreakInHeaderIsRefused();
    void nothingHappensBeforeTheFirstRequest();
};

void TestTransportTiming::silenceTimesOut_data()
{
    QTest::addColumn<QByteArray>("drops");
    QTest::addColumn<QByteArray>("beginning");
    const QByteArray head = "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n";
    QTest::newRow("no answer at all") << QByteArray() << QByteArray();
    QTest::newRow("body stops") << QByteArray() << head;
    QTest::newRow("body drips") << QByteArray("x") << head;
    QTest::newRow("headers drip") << QByteArray("X-A: b\r\n") << QByteArray("HTTP/1.1 200 OK\r\n");
    QTest::newRow("chunks drip") << QByteArray("1\r\nx\r\n")
                                 << QByteArray(
                                        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
    QTest::newRow("endless interim answers")
        << QByteArray("HTTP/1.1 100 Continue\r\n\r\n") << QByteArray();
}

void TestTransportTiming::silenceTimesOut()
{
    QFETCH(QByteArray, drops);
    QFETCH(QByteArray, beginning);
    NetFixture net;
    OddServer server(net.identity);
    server.behaviour = [=](QSslSocket &peer, const SeenRequest &) {
        peer.write(beginning);
        if (drops.isEmpty())
            return;
        auto *tap = new QTimer(&peer);
        connect(tap, &QTimer::timeout, &peer, [&peer, drops] { peer.write(drops); });
        tap->start(20ms);
    };
    const auto transport = net.pinned(server);
    QElapsedTimer elapsed;
    elapsed.start();
    const auto read = send(*transport, within(kPatience, get()), &net.context);
    QVERIFY(read->wait());
    QCOMPARE(read->kind(), Kind::Timeout);
    QVERIFY(elapsed.elapsed() >= kPatience.count() / 2);
    QCOMPARE(server.requests.size(), 1);
    for (const Verb verb : {Verb::Post, Verb::Delete}) {
        const auto changed =
            send(*transport, within(kPatience, change(verb, verb == Verb::Post ? "{}" : "")),
                 &net.context);
        QVERIFY(changed->wait());
        QCOMPARE(changed->kind(), Kind::UnknownOutcome);
        QCOMPARE(changed->reason(), QStringLiteral("timeout"));
        QCOMPARE(changed->error->requestId.toLatin1(),
                 server.requests.last().headers.value("x-request-id"));
    }
    QCOMPARE(server.requests.size(), 3);
}

void TestTransportTiming::neverReachedChangeIsNoUnknownOutcome_data()
{
    QTest::addColumn<QString>("server");
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<QString>("reason");
    QTest::newRow("connection refused") << "closed" << Kind::Unreachable << "refused";
    QTest::newRow("handshake never answered") << "mute" << Kind::Timeout << "";
    QTest::newRow("handshake cut") << "cut" << Kind::Unreachable << "connection-lost";
}

void TestTransportTiming::neverReachedChangeIsNoUnknownOutcome()
{
    QFETCH(QString, server);
    QFETCH(Kind, kind);
    QFETCH(QString, reason);
    NetFixture net;
    OddServer odd(net.identity);
    odd.onRawConnection = [server](QSslSocket &peer) {
        if (server == QLatin1String("cut"))
            peer.abort();
    };
    const auto transport = net.pinned(odd);
    if (server == QLatin1String("closed"))
        odd.close();
    for (const Verb verb : {Verb::Get, Verb::Post, Verb::Delete}) {
        const auto outcome =
            send(*transport, within(kPatience, change(verb, verb == Verb::Post ? "{}" : "")),
                 &net.context);
        QVERIFY(outcome->wait());
        QVERIFY2(outcome->kind() == kind, outcome->text().constData());
        QCOMPARE(outcome->reason(), reason);
    }
}

void TestTransportTiming::waitingInTheQueueDoesNotCount()
{
    NetFixture net;
    OddServer server(net.identity);
    server.behaviour = [](QSslSocket &peer, const SeenRequest &request) {
        if (request.target == "/fast")
            peer.write(OddServer::answer("ok"));
    };
    const auto transport = net.pinned(server);
    const auto slow =
        send(*transport, within(2 * kPatience, get(QStringLiteral("/slow"))), &net.context);
    const auto fast =
        send(*transport, within(kPatience, get(QStringLiteral("/fast"))), &net.context);
    QVERIFY(fast->wait());
    QCOMPARE(slow->kind(), Kind::Timeout);
    QVERIFY2(fast->status() == 200, fast->text().constData());
}

void TestTransportTiming::largeBody_data()
{
    QTest::addColumn<qsizetype>("size");
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<bool>("fits");
    const auto announced = [](qsizetype size) {
        return "HTTP/1.1 200 OK\r\nContent-Length: " + QByteArray::number(size) + "\r\n\r\n";
    };
    const QByteArray open = "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n";
    const QByteArray chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5000000\r\n";
    QTest::newRow("4 MiB exactly") << kMostBytes << announced(kMostBytes) << true;
    QTest::newRow("4 MiB to the end of the connection") << kMostBytes << open << true;
    QTest::newRow("one byte more") << kMostBytes + 1 << announced(kMostBytes + 1) << false;
    QTest::newRow("one byte more, length unknown") << kMostBytes + 1 << open << false;
    QTest::newRow("huge chunk") << 3 * kMostBytes << chunked << false;
    QTest::newRow("hugely announced, never sent") << qsizetype(0) << announced(1LL << 40) << false;
}

void TestTransportTiming::largeBody()
{
    QFETCH(qsizetype, size);
    QFETCH(QByteArray, head);
    QFETCH(bool, fits);
    NetFixture net;
    OddServer server(net.identity);
    server.behaviour = [=](QSslSocket &peer, const SeenRequest &) {
        peer.write(head + QByteArray(size, 'x'));
        if (head.contains("close"))
            peer.disconnectFromHost();
    };
    const auto transport = net.pinned(server);
    const auto read = send(*transport, get(), &net.context);
    QVERIFY(read->wait());
    if (fits) {
        QVERIFY2(read->status() == 200, read->text().constData());
        QCOMPARE(read->response->body.size(), size);
        return;
    }
    QCOMPARE(read->kind(), Kind::MalformedReply);
    QCOMPARE(read->error->detail, QStringLiteral("body larger than 4 MiB"));
    QCOMPARE(server.requests.size(), 1);
    const auto changed = send(*transport, change(), &net.context);
    QVERIFY(changed->wait());
    QCOMPARE(changed->kind(), Kind::UnknownOutcome);
}

void TestTransportTiming::onePageOneHandshake()
{
    NetFixture net;
    OddServer server(net.identity);
    const auto transport = net.pinned(server);
    QList<OutcomePtr> outcomes;
    for (int i = 0; i < 12; ++i)
        outcomes.append(send(*transport,
                             i % 3 == 2 ? change() : get(QString(u'/' + QString::number(i))),
                             &net.context));
    for (const OutcomePtr &outcome : outcomes) {
        QVERIFY(outcome->wait());
        QVERIFY2(outcome->status() == 200, outcome->text().constData());
    }
    QCOMPARE(server.requests.size(), 12);
    QCOMPARE(server.connections, 1);
    QCOMPARE(server.handshakes, 1);
    QCOMPARE(server.requests[1].target, "/1");
}

void TestTransportTiming::closedWhileIdleIsNoLoss()
{
    NetFixture net;
    OddServer server(net.identity);
    QPointer<QSslSocket> idle;
    server.behaviour = [&idle](QSslSocket &peer, const SeenRequest &) {
        idle = &peer;
        peer.write(OddServer::answer("ok"));
    };
    const auto transport = net.pinned(server);
    const auto before = send(*transport, get(), &net.context);
    QVERIFY(before->wait());
    idle->disconnectFromHost();
    QTRY_COMPARE(server.openConnections, 0);
    // The other end hears of it on a thread of its own: give it the time of a whole handshake.
    const auto other = net.pinned(server);
    const auto meanwhile = send(*other, get(), &net.context);
    QVERIFY(meanwhile->wait());
    const auto after = send(*transport, change(), &net.context);
    QVERIFY(after->wait());
    QVERIFY2(after->status() == 200, after->text().constData());
    QCOMPARE(server.connections, 3);
}

void TestTransportTiming::abandonedHandshakeIsNotUsedLater()
{
    NetFixture net;
    OddServer server(net.identity);
    server.onRawConnection = [](QSslSocket &) {};
    const auto transport = net.pinned(server);
    const auto early = send(*transport, within(200ms, change()), &net.context);
    QVERIFY(early->wait());
    QCOMPARE(early->kind(), Kind::Timeout);
    QTRY_COMPARE(server.openConnections, 0); // it is gone, not left to finish
    server.onRawConnection = {};
    const auto next = send(*transport, change(), &net.context);
    QVERIFY(next->wait());
    QCOMPARE(next->status(), 200);
    QCOMPARE(server.connections, 2);
}

void TestTransportTiming::personDoesNotWaitBehindTimer()
{
    NetFixture net;
    OddServer server(net.identity);
    QSslSocket *waiting = nullptr;
    server.behaviour = [&waiting](QSslSocket &peer, const SeenRequest &request) {
        if (request.target == "/poll")
            waiting = &peer;
        else
            peer.write(OddServer::answer("ok"));
    };
    const auto transport = net.pinned(server);
    const auto poll = send(*transport, timer(get(QStringLiteral("/poll"))), &net.context);
    QTRY_VERIFY(waiting);
    const auto later = send(*transport, timer(get(QStringLiteral("/later"))), &net.context);
    const auto person = send(*transport, get(QStringLiteral("/person")), &net.context);
    QVERIFY(person->wait());
    QCOMPARE(person->status(), 200);
    QVERIFY(!poll->isDone());
    QVERIFY(!later->isDone());
    waiting->write(OddServer::answer("ok"));
    QVERIFY(poll->wait());
    QVERIFY(later->wait());
    QCOMPARE(later->status(), 200);
    QCOMPARE(server.requests.last().target, "/later");
}

void TestTransportTiming::atMostFiftyInFlight()
{
    NetFixture net;
    OddServer server(net.identity);
    QList<QPointer<QSslSocket>> waiting;
    server.behaviour = [&waiting](QSslSocket &peer, const SeenRequest &) { waiting.append(&peer); };
    std::vector<std::unique_ptr<HttpTransport>> transports;
    QList<OutcomePtr> outcomes;
    for (int i = 0; i < 60; ++i) {
        transports.push_back(net.pinned(server));
        outcomes.append(send(*transports.back(), get(), &net.context));
    }
    QTRY_COMPARE_WITH_TIMEOUT(waiting.size(), 50, 10'000);
    QCOMPARE(server.connections, 50);
    // The one whose owner goes gives its turn away without an answer.
    transports[0].reset();
    QTRY_COMPARE_WITH_TIMEOUT(waiting.size(), 51, 10'000);
    server.behaviour = OddServer::answering(OddServer::answer("ok"));
    for (const QPointer<QSslSocket> &peer : waiting) {
        if (peer)
            peer->write(OddServer::answer("ok"));
    }
    for (qsizetype i = 1; i < outcomes.size(); ++i) {
        QVERIFY(outcomes[i]->wait());
        QVERIFY2(outcomes[i]->status() == 200, outcomes[i]->text().constData());
    }
    QVERIFY(!outcomes[0]->isDone());
}

void TestTransportTiming::abortEndsIt_data()
{
    QTest::addColumn<bool>("isDestroyed");
    QTest::newRow("aborting answers Cancelled") << false;
    QTest::newRow("destroying the answer is silent") << true;
}

void TestTransportTiming::abortEndsIt()
{
    QFETCH(bool, isDestroyed);
    NetFixture net;
    OddServer server(net.identity);
    server.behaviour = [](QSslSocket &peer, const SeenRequest &request) {
        if (request.verb == "GET")
            peer.write(OddServer::answer("ok"));
    };
    const auto transport = net.pinned(server);
    int answers = 0;
    std::optional<Kind> kind;
    auto *pending = transport->send(change());
    pending->then(&net.context, [&](Result<HttpResponse> result) {
        ++answers;
        kind = result.error().kind;
    });
    const auto next = send(*transport, get(), &net.context);
    QTRY_COMPARE(server.requests.size(), 1);
    if (isDestroyed)
        delete pending;
    else
        pending->abort();
    QVERIFY(next->wait());
    QCOMPARE(next->status(), 200);
    QCOMPARE(answers, isDestroyed ? 0 : 1);
    QCOMPARE(kind, isDestroyed ? std::nullopt : std::optional(Kind::Cancelled));
    QCOMPARE(server.requests.size(), 2);
}

void TestTransportTiming::abortedWaitingRequestIsNeverSent()
{
    NetFixture net;
    OddServer server(net.identity);
    const auto transport = net.pinned(server);
    const auto first = send(*transport, get(), &net.context);
    auto *second = transport->send(change());
    const auto third = send(*transport, get(), &net.context);
    second->abort();
    QVERIFY(first->wait());
    QVERIFY(third->wait());
    QCOMPARE(third->status(), 200);
    QCOMPARE(server.requests.size(), 2);
}

void TestTransportTiming::destroyingIsSilent()
{
    NetFixture net;
    OddServer server(net.identity);
    server.behaviour = [](QSslSocket &, const SeenRequest &) {};
    auto transport = net.pinned(server);
    QList<OutcomePtr> outcomes;
    for (int i = 0; i < 3; ++i)
        outcomes.append(send(*transport, change(), &net.context));
    outcomes.append(send(*transport, timer(get()), &net.context));
    QTRY_COMPARE(server.requests.size(), 1);
    transport.reset();
    const auto other = net.pinned(server);
    server.behaviour = OddServer::answering(OddServer::answer("ok"));
    const auto after = send(*other, get(), &net.context);
    QVERIFY(after->wait());
    QCOMPARE(after->status(), 200);
    for (const OutcomePtr &outcome : outcomes)
        QCOMPARE(outcome->answers, 0);
}

void TestTransportTiming::handlerMayDestroyTheTransport_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::newRow("after an answer") << OddServer::answer("ok");
    QTest::newRow("after a time-out") << QByteArray();
}

void TestTransportTiming::handlerMayDestroyTheTransport()
{
    QFETCH(QByteArray, answer);
    NetFixture net;
    OddServer server(net.identity);
    server.behaviour = OddServer::answering(answer);
    auto transport = net.pinned(server);
    bool wasCalled = false;
    transport->send(within(200ms, get()))->then(&net.context, [&](Result<HttpResponse>) {
        transport.reset();
        wasCalled = true;
    });
    const auto queued = send(*transport, get(), &net.context);
    QTRY_VERIFY(wasCalled);
    QVERIFY(!transport);
    QCOMPARE(queued->answers, 0);
}

void TestTransportTiming::lineBreakInHeaderIsRefused()
{
    NetFixture net;
    OddServer server(net.identity);
    const auto transport = net.pinned(server);
    HttpRequest request = change();
    request.headers.emplace_back("Cookie", Secret("a\r\nX-Evil: 1"));
    const auto outcome = send(*transport, std::move(request), &net.context);
    QVERIFY(!outcome->isDone());
    QVERIFY(outcome->wait());
    QCOMPARE(outcome->kind(), Kind::Rejected);
    QVERIFY(!outcome->error->detail.contains(QLatin1String("Evil")));
    QCOMPARE(server.connections, 0);
}

void TestTransportTiming::nothingHappensBeforeTheFirstRequest()
{
    NetFixture net;
    OddServer server(net.identity);
    const auto transport = net.pinned(server);
    QVERIFY(transport->children().isEmpty());
    QVERIFY(!transport->certificate());
    QVERIFY(!transport->clockSkew());
}

QTEST_GUILESS_MAIN(TestTransportTiming)
#include "tst_transporttiming.moc"
