// SPDX-License-Identifier: GPL-3.0-or-later
#include "netfixture.h"
#include "oddserver.h"

#include <net/networkprobe.h>

#include <QTcpServer>
#include <QTest>

#include <optional>

using namespace lw;
using namespace lw::test;
using namespace Qt::StringLiterals;

using Kind = ApiError::Kind;

/*! Looks at servers on this machine, and says nothing to them. */
class TestNetworkProbe : public QObject, private NetFixture
{
    Q_OBJECT
private slots:
    void addressesNeedNoLookUp_data();
    void addressesNeedNoLookUp();
    void localNameIsFound();
    void nameThatCannotExist();
    void connectsAndSaysNothing();
    void nobodyListens();
    void certificateIsSeenWhateverItIsWorth();
    void serverWithoutTls();

private:
    template<typename T>
    Result<T> answerOf(Pending<T> *call)
    {
        std::optional<Result<T>> found;
        call->then(this, [&](Result<T> result) { found.emplace(std::move(result)); });
        [&] { QTRY_VERIFY_WITH_TIMEOUT(found, 60'000); }();
        return found ? std::move(*found)
                     : Result<T>(Failure(ApiError{.kind = ApiError::Kind::Timeout}));
    }
    [[nodiscard]] static PbxAddress freePort()
    {
        QTcpServer server;
        (void)server.listen(QHostAddress::LocalHost);
        return PbxAddress::parse(u"127.0.0.1:%1"_s.arg(server.serverPort())).value();
    }

    NetworkProbe m_probe;
};

void TestNetworkProbe::addressesNeedNoLookUp_data()
{
    QTest::addColumn<QString>("host");
    QTest::newRow("IPv4") << u"192.0.2.1"_s;
    QTest::newRow("IPv6") << u"2001:db8::1"_s;
}

void TestNetworkProbe::addressesNeedNoLookUp()
{
    QFETCH(QString, host);
    const auto found = answerOf(m_probe.resolve(host));
    QVERIFY(found);
    QCOMPARE(*found, QStringList{host});
}

void TestNetworkProbe::localNameIsFound()
{
    const auto found = answerOf(m_probe.resolve(u"localhost"_s));
    QVERIFY(found);
    QVERIFY(found->contains(u"127.0.0.1"_s) || found->contains(u"::1"_s));
}

void TestNetworkProbe::nameThatCannotExist()
{
    const auto found = answerOf(m_probe.resolve(u"no..such..name"_s));
    QVERIFY(!found);
    QCOMPARE(found.error().kind, Kind::Unreachable);
    QCOMPARE(found.error().reason, u"name-not-found"_s);
}

void TestNetworkProbe::connectsAndSaysNothing()
{
    OddServer server(identity);
    QVERIFY(answerOf(m_probe.connectTo(server.address())));
    QCOMPARE(server.receivedBytes, 0);
}

void TestNetworkProbe::nobodyListens()
{
    const PbxAddress nobody = freePort();
    const auto connected = answerOf(m_probe.connectTo(nobody));
    QVERIFY(!connected);
    QCOMPARE(connected.error().reason, u"refused"_s);
    const auto greeted = answerOf(m_probe.greet(nobody));
    QVERIFY(!greeted);
    QCOMPARE(greeted.error().kind, Kind::Unreachable);
}

void TestNetworkProbe::certificateIsSeenWhateverItIsWorth()
{
    OddServer server(identity);
    const auto seen = answerOf(m_probe.greet(server.address()));
    QVERIFY2(seen, seen ? "" : qPrintable(seen.error().detail));
    QCOMPARE(seen->facts.sha256, identity.sha256());
    QVERIFY(seen->facts.problems.contains(CertificateProblem::SelfSigned));
    QVERIFY(server.requests.isEmpty());
}

void TestNetworkProbe::serverWithoutTls()
{
    OddServer server(identity, OddServer::Speaks::Plain);
    server.onRawConnection = [](QSslSocket &peer) {
        peer.write("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
        peer.disconnectFromHost();
    };
    const auto seen = answerOf(m_probe.greet(server.address()));
    QVERIFY(!seen);
    QCOMPARE(seen.error().kind, Kind::TlsFailed);
}

QTEST_GUILESS_MAIN(TestNetworkProbe)

#include "tst_networkprobe.moc"
