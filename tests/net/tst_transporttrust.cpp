// SPDX-License-Identifier: GPL-3.0-or-later
#include "netfixture.h"

#include <QTemporaryFile>
#include <QTest>

using namespace lw;
using namespace lw::test;
using Kind = ApiError::Kind;
using Problem = CertificateProblem;
using Role = TestIdentity::Wish::Role;

namespace {

constexpr long kDay = 86400;

TestIdentity authority()
{
    return TestIdentity::selfSigned(
        {.commonName = "odd authority", .names = {}, .role = Role::Authority});
}

} // namespace

Q_DECLARE_METATYPE(lw::test::TestIdentity)

/*! Whom the transport believes, over real handshakes. Nothing may reach a server it does not. */
class TestTransportTrust : public QObject
{
    Q_OBJECT
private slots:
    void unverifiedIsRefused_data();
    void unverifiedIsRefused();
    void pinAcceptsWhateverIsWrong_data();
    void pinAcceptsWhateverIsWrong();
    void otherCertificateThanPinnedIsRefused_data();
    void otherCertificateThanPinnedIsRefused();
    void authorityFileVerifies();
    void authorityFileDoesNotExcuse();
    void badAuthorityFileIsNamed_data();
    void badAuthorityFileIsNamed();
    void brokenHandshake_data();
    void brokenHandshake();
    void trustRenewedThenRequestSucceeds();
    void newTrustClosesOldConnections();
    void newTrustCancelsRunningAndKeepsQueued();
    void reconnectingKeepsWhatWasWrong();
};

void TestTransportTrust::unverifiedIsRefused_data()
{
    QTest::addColumn<TestIdentity>("identity");
    QTest::addColumn<QList<Problem>>("problems");
    const auto row = [](const char *name, const TestIdentity &identity,
                        const QList<Problem> &problems) {
        QTest::newRow(name) << identity << problems;
    };
    row("self-signed", TestIdentity::selfSigned({}), {Problem::SelfSigned});
    row("self-signed authority as a server", TestIdentity::selfSigned({.role = Role::Authority}),
        {Problem::SelfSigned});
    row("unknown issuer", authority().issue({}), {Problem::UnknownIssuer});
    row("expired", TestIdentity::selfSigned({.validFrom = -2 * kDay, .validTo = -kDay}),
        {Problem::SelfSigned, Problem::Expired});
    row("not yet valid", TestIdentity::selfSigned({.validFrom = kDay, .validTo = 2 * kDay}),
        {Problem::SelfSigned, Problem::NotYetValid});
    row("wrong name", TestIdentity::selfSigned({.names = "DNS:pbx.example"}),
        {Problem::SelfSigned, Problem::WrongName});
}

void TestTransportTrust::unverifiedIsRefused()
{
    QFETCH(TestIdentity, identity);
    QFETCH(QList<Problem>, problems);
    NetFixture net;
    OddServer server(identity);
    const auto transport = net.trusting(server, TrustChoice::system());
    for (HttpRequest::Verb verb : {HttpRequest::Verb::Get, HttpRequest::Verb::Post}) {
        const auto outcome = send(*transport, change(verb), &net.context);
        QVERIFY(outcome->wait());
        QVERIFY2(outcome->kind() == Kind::TlsUntrusted, outcome->text().constData());
        const CertificateFacts facts = *outcome->error->certificate;
        QCOMPARE(facts.sha256, identity.sha256());
        QCOMPARE(QSet(facts.problems.begin(), facts.problems.end()),
                 QSet(problems.begin(), problems.end()));
        QCOMPARE(facts.subject, QStringLiteral("odd server"));
        QCOMPARE(facts.notAfter, identity.certificate().expiryDate().toUTC());
    }
    QTRY_COMPARE(server.openConnections, 0);
    QCOMPARE(server.receivedBytes, 0);
    QVERIFY(!transport->certificate());
}

void TestTransportTrust::pinAcceptsWhateverIsWrong_data()
{
    unverifiedIsRefused_data();
}

void TestTransportTrust::pinAcceptsWhateverIsWrong()
{
    QFETCH(TestIdentity, identity);
    QFETCH(QList<Problem>, problems);
    NetFixture net;
    OddServer server(identity);
    const auto transport = net.trusting(server, TrustChoice::pinned(identity.sha256()));
    const auto outcome = send(*transport, change(), &net.context);
    QVERIFY(outcome->wait());
    QVERIFY2(outcome->status() == 200, outcome->text().constData());
    QCOMPARE(transport->certificate()->sha256, identity.sha256());
    QCOMPARE(transport->certificate()->problems.size(), problems.size());
}

void TestTransportTrust::otherCertificateThanPinnedIsRefused_data()
{
    QTest::addColumn<bool>("isVerified");
    QTest::newRow("another self-signed one") << false;
    QTest::newRow("one that the authorities vouch for") << true;
}

void TestTransportTrust::otherCertificateThanPinnedIsRefused()
{
    QFETCH(bool, isVerified);
    NetFixture net;
    const TestIdentity ca = authority();
    const TestIdentity other = isVerified ? ca.issue({}) : TestIdentity::selfSigned({});
    OddServer server(other);
    // The only way to a verified certificate that does not depend on the machine's authorities.
    const QSslConfiguration before = QSslConfiguration::defaultConfiguration();
    if (isVerified) {
        QSslConfiguration verifying = before;
        verifying.addCaCertificate(ca.certificate());
        QSslConfiguration::setDefaultConfiguration(verifying);
    }
    const auto transport = net.pinned(server);
    for (HttpRequest::Verb verb : {HttpRequest::Verb::Get, HttpRequest::Verb::Post}) {
        const auto outcome = send(*transport, change(verb), &net.context);
        QVERIFY(outcome->wait());
        QVERIFY2(outcome->kind() == Kind::TlsChanged, outcome->text().constData());
        QCOMPARE(outcome->error->pinnedSha256, net.identity.sha256());
        QCOMPARE(outcome->error->certificate->sha256, other.sha256());
        QCOMPARE(outcome->error->certificate->problems.isEmpty(), isVerified);
    }
    QTRY_COMPARE(server.openConnections, 0);
    QCOMPARE(server.receivedBytes, 0);
    QVERIFY(!transport->certificate());
    QSslConfiguration::setDefaultConfiguration(before);
}

void TestTransportTrust::authorityFileVerifies()
{
    NetFixture net;
    const TestIdentity ca = authority();
    OddServer server(ca.issue({}));
    QTemporaryFile file;
    QVERIFY(file.open());
    file.write(ca.pem());
    file.flush();
    const auto transport = net.trusting(server, TrustChoice::authorityFile(file.fileName()));
    const auto first = send(*transport, get(), &net.context);
    const auto second = send(*transport, change(), &net.context);
    QVERIFY(first->wait());
    QVERIFY(second->wait());
    QVERIFY2(first->status() == 200, first->text().constData());
    QCOMPARE(second->status(), 200);
    QCOMPARE(transport->certificate()->problems, QList<Problem>());
    QCOMPARE(transport->certificate()->issuer, QStringLiteral("odd authority"));
    QCOMPARE(transport->certificate()->names,
             QStringList({QStringLiteral("localhost"), QStringLiteral("127.0.0.1")}));
}

void TestTransportTrust::authorityFileDoesNotExcuse()
{
    NetFixture net;
    const TestIdentity ca = authority();
    OddServer server(ca.issue({.names = "DNS:pbx.example", .validTo = -60}));
    QTemporaryFile file;
    QVERIFY(file.open());
    file.write(ca.pem());
    file.flush();
    const auto transport = net.trusting(server, TrustChoice::authorityFile(file.fileName()));
    const auto outcome = send(*transport, get(), &net.context);
    QVERIFY(outcome->wait());
    QCOMPARE(outcome->kind(), Kind::TlsUntrusted);
    const auto problems = outcome->error->certificate->problems;
    QCOMPARE(QSet(problems.begin(), problems.end()), QSet({Problem::Expired, Problem::WrongName}));
    QCOMPARE(server.requests.size(), 0);
}

void TestTransportTrust::badAuthorityFileIsNamed_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("not there") << QByteArray();
    QTest::newRow("no certificate in it") << QByteArray("hello\n");
    QTest::newRow("broken certificate")
        << QByteArray("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
}

void TestTransportTrust::badAuthorityFileIsNamed()
{
    QFETCH(QByteArray, content);
    NetFixture net;
    OddServer server(net.identity);
    QTemporaryFile file;
    QVERIFY(file.open());
    file.write(content);
    file.flush();
    const QString path =
        content.isNull() ? file.fileName() + QStringLiteral(".missing") : file.fileName();
    const auto transport = net.trusting(server, TrustChoice::authorityFile(path));
    const auto outcome = send(*transport, change(), &net.context);
    QVERIFY(outcome->wait());
    QCOMPARE(outcome->kind(), Kind::TlsFailed);
    QCOMPARE(outcome->reason(), QStringLiteral("ca-file"));
    QVERIFY(outcome->error->detail.contains(path));
    QCOMPARE(server.connections, 0);
    transport->setTrust(TrustChoice::pinned(net.identity.sha256()));
    const auto after = send(*transport, change(), &net.context);
    QVERIFY(after->wait());
    QCOMPARE(after->status(), 200);
}

void TestTransportTrust::brokenHandshake_data()
{
    QTest::addColumn<QByteArray>("firstBytes");
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char *name, const QByteArray &bytes, Kind kind, const char *reason) {
        QTest::newRow(name) << bytes << kind << QString::fromLatin1(reason);
    };
    const auto hex = [](const char *text) { return QByteArray::fromHex(text); };
    row("TLS 1.1 only", "tls1.1", Kind::TlsFailed, "weak-protocol");
    row("alert protocol version", hex("15030100020246"), Kind::TlsFailed, "weak-protocol");
    row("alert handshake failure", hex("15030300020228"), Kind::TlsFailed, "handshake");
    row("plain HTTP", "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n", Kind::TlsFailed,
        "no-tls");
    row("another protocol", "220 mail.example ESMTP\r\n", Kind::TlsFailed, "no-tls");
    row("closed in the middle", {}, Kind::Unreachable, "connection-lost");
}

void TestTransportTrust::brokenHandshake()
{
    QFETCH(QByteArray, firstBytes);
    QFETCH(Kind, kind);
    QFETCH(QString, reason);
    NetFixture net;
    OddServer server(net.identity);
    if (firstBytes == "tls1.1") {
        server.tls.setBackendConfigurationOption("MinProtocol", QByteArray("TLSv1"));
        server.tls.setBackendConfigurationOption("MaxProtocol", QByteArray("TLSv1.1"));
        server.tls.setBackendConfigurationOption("CipherString", QByteArray("ALL:@SECLEVEL=0"));
        server.tls.setProtocol(QSsl::AnyProtocol);
    } else {
        server.onRawConnection = [firstBytes](QSslSocket &peer) {
            connect(&peer, &QSslSocket::readyRead, &peer, [&peer, firstBytes] {
                peer.readAll();
                peer.write(firstBytes);
                peer.disconnectFromHost();
            });
        };
    }
    const auto transport = net.pinned(server);
    for (HttpRequest::Verb verb :
         {HttpRequest::Verb::Get, HttpRequest::Verb::Post, HttpRequest::Verb::Delete}) {
        const QByteArray body = verb == HttpRequest::Verb::Post ? "{}" : "";
        const auto outcome = send(*transport, change(verb, body), &net.context);
        QVERIFY(outcome->wait());
        QVERIFY2(outcome->kind() == kind, outcome->text().constData());
        QVERIFY2(outcome->reason() == reason, outcome->text().constData());
        QVERIFY(!outcome->error->certificate);
    }
    QCOMPARE(server.handshakes, 0);
}

void TestTransportTrust::trustRenewedThenRequestSucceeds()
{
    NetFixture net;
    OddServer server(net.identity);
    const auto transport = net.trusting(server, TrustChoice::system());
    const auto refused = send(*transport, change(), &net.context);
    QVERIFY(refused->wait());
    QCOMPARE(refused->kind(), Kind::TlsUntrusted);
    transport->setTrust(TrustChoice::pinned(refused->error->certificate->sha256));
    const auto accepted = send(*transport, change(), &net.context);
    QVERIFY(accepted->wait());
    QCOMPARE(accepted->status(), 200);
    QCOMPARE(server.connections, 2);
    QCOMPARE(server.requests.size(), 1);
}

void TestTransportTrust::newTrustClosesOldConnections()
{
    NetFixture net;
    OddServer server(net.identity);
    const auto transport = net.pinned(server);
    const auto accepted = send(*transport, get(), &net.context);
    QVERIFY(accepted->wait());
    QCOMPARE(accepted->status(), 200);
    transport->setTrust(TrustChoice::system());
    QVERIFY(!transport->certificate());
    const auto refused = send(*transport, change(), &net.context);
    QVERIFY(refused->wait());
    QCOMPARE(refused->kind(), Kind::TlsUntrusted);
    QCOMPARE(server.requests.size(), 1);
}

void TestTransportTrust::newTrustCancelsRunningAndKeepsQueued()
{
    NetFixture net;
    OddServer server(net.identity);
    server.behaviour = [](QSslSocket &peer, const SeenRequest &request) {
        if (request.target == "/queued")
            peer.write(OddServer::answer("queued"));
    };
    const auto transport = net.pinned(server);
    const auto running = send(*transport, get(QStringLiteral("/running")), &net.context);
    const auto queued = send(*transport, get(QStringLiteral("/queued")), &net.context);
    QTRY_COMPARE(server.requests.size(), 1);
    transport->setTrust(TrustChoice::pinned(net.identity.sha256()));
    QCOMPARE(running->answers, 0);
    QVERIFY(running->wait());
    QCOMPARE(running->kind(), Kind::Cancelled);
    QVERIFY(queued->wait());
    QCOMPARE(queued->status(), 200);
    QCOMPARE(server.connections, 2);
}

void TestTransportTrust::reconnectingKeepsWhatWasWrong()
{
    NetFixture net;
    OddServer server(net.identity);
    server.behaviour = [](QSslSocket &peer, const SeenRequest &) {
        peer.write(OddServer::answer("bye", 200, "Connection: close\r\n"));
        peer.disconnectFromHost();
    };
    const auto transport = net.pinned(server);
    for (int i = 1; i <= 3; ++i) {
        const auto outcome = send(*transport, get(), &net.context);
        QVERIFY(outcome->wait());
        QVERIFY2(outcome->status() == 200, outcome->text().constData());
        QCOMPARE(transport->certificate()->problems, QList{Problem::SelfSigned});
        QCOMPARE(server.connections, i);
    }
}

QTEST_GUILESS_MAIN(TestTransportTrust)
#include "tst_transporttrust.moc"
