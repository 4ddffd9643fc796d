// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/rawclient.h"

#include <core/httpdate.h>
#include <resources/resources.h>
#include <sandbox/practice.h>

#include <QElapsedTimer>
#include <QFileInfo>
#include <QJsonArray>
#include <QSslKey>
#include <QTcpServer>
#include <QTest>

using namespace lw;
using namespace lw::Sandbox;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QString kPbx = u"Lab 83.19"_s;
const QString kHosted = u"Hosted"_s;
const QString kSelfHosted = u"Self-hosted"_s;
const QByteArray kBase = "/api/v1.0/";

Practice::Setup standardSetup()
{
    return {.wire = WireProfile::parse(readResource(u"wire/p-series.json"_s)).value()};
}

} // namespace

/*! The sandbox as other programs meet it: over TLS, with a client that is not ours. */
class TestPractice : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void init();
    void cleanup();
    void describesItsServers();
    void certificateIsWhatIsAnnounced();
    void codeConnectsForReal();
    void customServerConnectsForReal();
    void unreachablePlatformIsExplained_data();
    void unreachablePlatformIsExplained();
    void statusFollowsThePlatform();
    void platformRefusesByFault();
    void keptConnectionServesManyRequests();
    void dateIsTheSandboxClock();
    void clockEndsSessions();
    void faultsOfAnswers_data();
    void faultsOfAnswers();
    void faultsAboutTheRequest_data();
    void faultsAboutTheRequest();
    void delayTakesItsTime();
    void dripComesInPieces();
    void changedCertificateIsSeenAtOnce_data();
    void changedCertificateIsSeenAtOnce();
    void oldTlsIsNoTls12();
    void impossibleFaultIsRefused_data();
    void impossibleFaultIsRefused();
    void brokenRequestsAreRefused_data();
    void brokenRequestsAreRefused();
    void resetKeepsAddressesAndCodes();
    void twoSandboxesAreApart();
    void endsWhileARequestWaits();
    void brokenScenarioDoesNotStart();
    void nothingRunsBeforeStart();

private:
    [[nodiscard]] quint16 portOf(const QString &name) const
    {
        for (const PracticePbx &pbx : m_practice->pbxs()) {
            if (pbx.name == name)
                return pbx.address.port();
        }
        for (const PracticePlatform &platform : m_practice->platforms()) {
            if (platform.name == name)
                return platform.address.port();
        }
        return 0;
    }
    [[nodiscard]] PracticePlatform platform(int index) const
    {
        return m_practice->platforms().at(index);
    }
    void inject(const QString &server, const QString &call, const QString &kind,
                const QString &value = {})
    {
        const auto problem =
            m_practice->inject({.server = server, .call = call, .kind = kind, .value = value});
        QVERIFY2(!problem, qPrintable(problem.value_or(QString())));
    }
    RawAnswer saveByCode()
    {
        return m_client->send("POST", kBase + "remotemanagement/update",
                              R"({"authentication_code":")" + platform(0).codes.first().toLatin1() +
                                  R"("})");
    }
    QJsonObject status()
    {
        return m_client->send("GET", kBase + "remotemanagement/status")
            .json()
            .value("status"_L1)
            .toObject();
    }
    QString state() { return status().value("state"_L1).toString(); }

    std::unique_ptr<Practice> m_practice;
    std::unique_ptr<RawClient> m_client; //!< signed in at kPbx
};

void TestPractice::initTestCase()
{
    m_practice = std::make_unique<Practice>(standardSetup());
    const auto problem = m_practice->start();
    QVERIFY2(!problem, qPrintable(problem.value_or(QString())));
}

void TestPractice::init()
{
    m_practice->reset();
    m_client = std::make_unique<RawClient>(portOf(kPbx));
    QCOMPARE(m_client->signIn("admin", "Practice-Admin-1").code(), 0);
}

void TestPractice::cleanup()
{
    m_client.reset();
}

void TestPractice::describesItsServers()
{
    QCOMPARE(m_practice->pbxs().size(), 5);
    QCOMPARE(m_practice->platforms().size(), 2);
    QSet<quint16> ports;
    for (const PracticePbx &pbx : m_practice->pbxs()) {
        QVERIFY(pbx.address.isLoopback());
        QCOMPARE(pbx.sha256.size(), 32);
        ports.insert(pbx.address.port());
    }
    for (const PracticePlatform &platform : m_practice->platforms()) {
        QCOMPARE(platform.codes.size(), 8);
        QVERIFY(!platform.clientId.isEmpty() && !platform.clientSecret.isEmpty());
        ports.insert(platform.address.port());
    }
    QCOMPARE(ports.size(), 7);
    QVERIFY(!ports.contains(0));
    QCOMPARE(m_practice->pbxs().at(3).edition, u"appliance"_s);
    QVERIFY(QFileInfo(m_practice->mailboxFolder()).isDir());
    QVERIFY(m_practice->faultCalls().contains(u"remotemanagement/update"_s));
    QCOMPARE(m_practice->faultKinds().size(), 15);
}

void TestPractice::certificateIsWhatIsAnnounced()
{
    QCOMPARE(m_client->sha256(), m_practice->pbxs().at(2).sha256);
    const QSslCertificate certificate = m_client->certificate();
    QVERIFY(certificate.isSelfSigned());
    const auto names = certificate.subjectAlternativeNames();
    QCOMPARE(names.values(QSsl::DnsEntry), QStringList{u"localhost"_s});
    QCOMPARE(names.values(QSsl::IpAddressEntry), QStringList{u"127.0.0.1"_s});
    QCOMPARE(certificate.publicKey().algorithm(), QSsl::Ec);
    QCOMPARE(certificate.publicKey().length(), 256);
    QVERIFY(certificate.effectiveDate() < QDateTime::currentDateTimeUtc());
    QVERIFY(certificate.expiryDate() > QDateTime::currentDateTimeUtc().addYears(1));
}

void TestPractice::codeConnectsForReal()
{
    QCOMPARE(state(), u"Disconnected"_s);
    const QString code = platform(0).codes.first();
    QCOMPARE(saveByCode().code(), 0);
    QTRY_COMPARE(state(), u"Connected"_s);
    QVERIFY(!platform(0).codes.contains(code));
    QCOMPARE(m_practice->requestCount(kHosted, u"remote_connection/v1/attach"_s), 1);
    const QJsonObject hosted = m_practice->state().value(kHosted).toObject();
    QCOMPARE(hosted.value("used"_L1), QJsonValue(1));
    QCOMPARE(m_client->send("POST", kBase + "remotemanagement/disconnect", "{}").code(), 0);
    QCOMPARE(state(), u"Disconnected"_s);
    QTRY_COMPARE(m_practice->state().value(kHosted).toObject().value("used"_L1), QJsonValue(0));
}

void TestPractice::customServerConnectsForReal()
{
    const QByteArray address = "127.0.0.1:" + QByteArray::number(portOf(kSelfHosted));
    const QByteArray body = R"({"connection_server_type":"custom","activation_method":"email",)"
                            R"("email":"support@practice.example",)"
                            R"("email_password":"Practice-Provider-2","server_address":")" +
                            address + R"("})";
    QCOMPARE(m_client->send("POST", kBase + "remotemanagement/update", body).code(), 0);
    QTRY_COMPARE(state(), u"Connected"_s);
    QCOMPARE(status().value("server"_L1), QJsonValue(QString::fromLatin1(address)));
}

void TestPractice::unreachablePlatformIsExplained_data()
{
    QTest::addColumn<QString>("server");
    QTest::addColumn<QString>("reason");
    QTest::newRow("a name that does not exist") << u"nowhere.invalid"_s << u"dns"_s;
    QTest::newRow("nobody listens") << u"closed"_s << u"refused"_s;
    QTest::newRow("a certificate that is not trusted") << u"Appliance 37.19"_s << u"tls"_s;
    QTest::newRow("somebody who never answers") << u"silent"_s << u"timeout"_s;
    QTest::newRow("somebody who hangs up") << u"cut"_s << u"refused"_s;
}

void TestPractice::unreachablePlatformIsExplained()
{
    QFETCH(QString, server);
    QTcpServer silent;
    QVERIFY(silent.listen(QHostAddress::LocalHost));
    QString address = server;
    if (server == "silent"_L1 || server == "closed"_L1)
        address = u"127.0.0.1:%1"_s.arg(silent.serverPort());
    if (server == "closed"_L1)
        silent.close();
    if (server == "Appliance 37.19"_L1)
        address = u"127.0.0.1:%1"_s.arg(portOf(u"Appliance 37.19"_s));
    if (server == "cut"_L1) {
        inject(kSelfHosted, u"*"_s, u"cut-before"_s);
        address = u"localhost:%1"_s.arg(portOf(kSelfHosted));
    }
    const RawAnswer answer = m_client->send(
        "POST", kBase + "remotemanagement/update",
        R"({"connection_server_type":"custom","authentication_code":"A","server_address":")" +
            address.toLatin1() + R"("})");
    QCOMPARE(answer.code(), 70613);
    QTEST(answer.json().value("reason"_L1).toString(), "reason");
    QCOMPARE(state(), u"Disconnected"_s);
}

void TestPractice::statusFollowsThePlatform()
{
    QCOMPARE(saveByCode().code(), 0);
    QTRY_COMPARE(state(), u"Connected"_s);
    inject(kHosted, u"remote_connection/v1/heartbeat"_s, u"reset"_s);
    m_practice->advanceClock(10s);
    QTRY_COMPARE(state(), u"Connecting"_s);
    QVERIFY(status().value("last_error"_L1).toString().startsWith("refused"_L1));
    m_practice->advanceClock(10s);
    QTRY_COMPARE(state(), u"Connected"_s);
    inject(kPbx, u"remotemanagement/status"_s, u"status-word"_s, u"Hibernating"_s);
    QCOMPARE(state(), u"Hibernating"_s);
    QCOMPARE(state(), u"Connected"_s);
}

void TestPractice::platformRefusesByFault()
{
    const QStringList codes = platform(0).codes;
    inject(kHosted, u"remote_connection/v1/attach"_s, u"status-word"_s, u"70614"_s);
    QCOMPARE(saveByCode().code(), 70614);
    QCOMPARE(platform(0).codes, codes);
    inject(kHosted, u"*"_s, u"new-certificate"_s);
    const RawAnswer answer = saveByCode();
    QCOMPARE(answer.code(), 70613);
    QCOMPARE(answer.json().value("reason"_L1), QJsonValue(u"tls"_s));
    QCOMPARE(saveByCode().code(), 0);
}

void TestPractice::keptConnectionServesManyRequests()
{
    const int before = m_practice->handshakeCount(kPbx);
    QCOMPARE(before, 1);
    for (int i = 0; i < 10; ++i)
        QCOMPARE(m_client->send("GET", kBase + "remotemanagement/get").code(), 0);
    QCOMPARE(m_practice->requestCount(kPbx, u"remotemanagement/get"_s), 10);
    QCOMPARE(m_practice->requestCount(kPbx, u"login"_s), 1);
    QCOMPARE(m_practice->handshakeCount(kPbx), 1);
    QCOMPARE(m_practice->connectionCount(kPbx), 1);
    QCOMPARE(m_practice->connectionCount(u"nobody"_s), 0);
}

void TestPractice::dateIsTheSandboxClock()
{
    for (const auto by : {0s, 3600s, -86'400s}) {
        m_practice->advanceClock(by);
        const QDateTime before = m_practice->now().addSecs(-1);
        const RawAnswer answer = m_client->send("GET", "/nothing");
        const auto date = parseHttpDate(answer.headers.value("date"));
        QVERIFY(date);
        QVERIFY(*date >= before && *date <= m_practice->now());
        QCOMPARE(answer.headers.value("content-type"),
                 QByteArray("application/json;charset=utf-8"));
    }
}

void TestPractice::clockEndsSessions()
{
    m_practice->advanceClock(14min);
    QCOMPARE(m_client->send("GET", kBase + "remotemanagement/get").code(), 0);
    m_practice->advanceClock(1min);
    QCOMPARE(m_client->send("GET", kBase + "remotemanagement/get").code(), 10004);
}

void TestPractice::faultsOfAnswers_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("value");
    QTest::addColumn<int>("status");
    QTest::addColumn<bool>("isComplete");
    QTest::addColumn<bool>("isJson");
    QTest::addColumn<bool>("isCarriedOut");
    QTest::newRow("no fault at all") << QString() << QString() << 200 << true << true << true;
    QTest::newRow("cut before") << u"cut-before"_s << QString() << 0 << false << false << false;
    QTest::newRow("cut after") << u"cut-after"_s << QString() << 0 << false << false << true;
    QTest::newRow("reset") << u"reset"_s << QString() << 0 << false << false << false;
    QTest::newRow("truncated") << u"truncate"_s << QString() << 200 << false << false << true;
    QTest::newRow("not JSON") << u"not-json"_s << QString() << 200 << true << false << true;
    QTest::newRow("wrong type") << u"wrong-type"_s << u"errcode"_s << 200 << true << true << true;
    QTest::newRow("redirected") << u"redirect"_s << u"https://127.0.0.1:1/x"_s << 302 << true
                                << true << false;
    QTest::newRow("session expired")
        << u"expire-session"_s << QString() << 200 << true << true << false;
}

void TestPractice::faultsOfAnswers()
{
    QFETCH(QString, kind);
    QFETCH(QString, value);
    if (!kind.isEmpty())
        inject(kPbx, u"remotemanagement/update"_s, kind, value);
    const RawAnswer answer = saveByCode();
    QTEST(answer.status, "status");
    QTEST(answer.isComplete, "isComplete");
    QTEST(!answer.json().isEmpty() || (answer.isComplete && answer.body == "{}"), "isJson");
    const QJsonObject hosted = m_practice->state().value(kHosted).toObject();
    QTEST(hosted.value("used"_L1).toInt() == 1, "isCarriedOut");
    if (kind == "redirect"_L1)
        QCOMPARE(answer.headers.value("location"), value.toLatin1());
    if (kind == "expire-session"_L1)
        QCOMPARE(answer.code(), 10004);
    if (kind == "wrong-type"_L1)
        QVERIFY(answer.json().value("errcode"_L1).isObject());
    QCOMPARE(m_practice->requestCount(kPbx, u"remotemanagement/update"_s), 1);
    RawClient afterwards(portOf(kPbx));
    QCOMPARE(afterwards.signIn("admin", "Practice-Admin-1").code(), 0);
}

void TestPractice::faultsAboutTheRequest_data()
{
    QTest::addColumn<QString>("value");
    QTest::addColumn<qsizetype>("least");
    QTest::newRow("huge by default") << QString() << qsizetype(5 * 1024 * 1024);
    QTest::newRow("huge by value") << u"8"_s << qsizetype(8 * 1024 * 1024);
}

void TestPractice::faultsAboutTheRequest()
{
    QFETCH(QString, value);
    QFETCH(qsizetype, least);
    inject(kPbx, u"*"_s, u"huge"_s, value);
    const RawAnswer answer = m_client->send("GET", kBase + "pbx/getproduct");
    QVERIFY(answer.isComplete);
    QVERIFY(answer.body.size() > least);
    QCOMPARE(answer.headers.value("transfer-encoding"), QByteArray("chunked"));
}

void TestPractice::delayTakesItsTime()
{
    inject(kPbx, u"pbx/getproduct"_s, u"delay"_s, u"0.3"_s);
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(m_client->send("GET", kBase + "remotemanagement/get").code(), 0);
    QCOMPARE(m_client->send("GET", kBase + "pbx/getproduct").code(), 0);
    QVERIFY(timer.elapsed() >= 300);
}

void TestPractice::dripComesInPieces()
{
    inject(kPbx, u"*"_s, u"drip"_s, u"0.001"_s);
    QElapsedTimer timer;
    timer.start();
    const RawAnswer answer = m_client->send("GET", kBase + "pbx/getproduct");
    QCOMPARE(answer.code(), 0);
    QVERIFY(timer.elapsed() >= answer.body.size());
}

void TestPractice::changedCertificateIsSeenAtOnce_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<bool>("isExpired");
    QTest::newRow("another certificate") << u"new-certificate"_s << false;
    QTest::newRow("one that ran out") << u"expired-certificate"_s << true;
}

void TestPractice::changedCertificateIsSeenAtOnce()
{
    QFETCH(QString, kind);
    const QByteArray announced = m_client->sha256();
    inject(kPbx, u"*"_s, kind);
    QTRY_VERIFY(!m_client->isConnected());
    RawClient next(portOf(kPbx));
    QVERIFY(next.connect());
    QVERIFY(next.sha256() != announced);
    QTEST(next.certificate().expiryDate() < QDateTime::currentDateTimeUtc(), "isExpired");
    RawClient last(portOf(kPbx));
    QVERIFY(last.connect());
    QCOMPARE(last.sha256(), announced);
}

void TestPractice::oldTlsIsNoTls12()
{
    inject(kPbx, u"*"_s, u"old-tls"_s);
    const int handshakes = m_practice->handshakeCount(kPbx);
    RawClient client(portOf(kPbx));
    QVERIFY(!client.connect());
    QCOMPARE(m_practice->handshakeCount(kPbx), handshakes);
    QVERIFY(client.connect());
}

void TestPractice::impossibleFaultIsRefused_data()
{
    QTest::addColumn<QString>("server");
    QTest::addColumn<QString>("call");
    QTest::addColumn<QString>("kind");
    QTest::newRow("unknown server") << u"nobody"_s << u"*"_s << u"delay"_s;
    QTest::newRow("unknown call") << kPbx << u"remotemanagement/guess"_s << u"delay"_s;
    QTest::newRow("call of the other side")
        << kPbx << u"remote_connection/v1/attach"_s << u"delay"_s;
    QTest::newRow("unknown kind") << kPbx << u"*"_s << u"explode"_s;
}

void TestPractice::impossibleFaultIsRefused()
{
    QFETCH(QString, server);
    QFETCH(QString, call);
    QFETCH(QString, kind);
    QVERIFY(m_practice->inject({.server = server, .call = call, .kind = kind}));
}

void TestPractice::brokenRequestsAreRefused_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<int>("status");
    const QByteArray first = "POST /api/v1.0/login HTTP/1.1\r\nHost: x\r\n";
    QTest::newRow("no User-Agent") << first + "Content-Length: 2\r\n\r\n{}" << 400;
    QTest::newRow("not HTTP") << QByteArray("EHLO example.com\r\n\r\n") << 400;
    QTest::newRow("bytes") << QByteArray("\x16\x03\x01\xff\xff\r\n\r\n\r\n") << 400;
    QTest::newRow("length that is no number")
        << first + "User-Agent: x\r\nContent-Length: many\r\n\r\n"
        << 400;
    QTest::newRow("body without end")
        << first + "User-Agent: x\r\nContent-Length: 99999999999\r\n\r\n"
        << 413;
    QTest::newRow("header without end")
        << first + "User-Agent: " + QByteArray(20'000, 'x') + "\r\n\r\n"
        << 431;
}

void TestPractice::brokenRequestsAreRefused()
{
    QFETCH(QByteArray, request);
    RawClient client(portOf(kPbx));
    const RawAnswer answer = client.sendBytes(request);
    QTEST(answer.status, "status");
    QVERIFY(answer.headers.contains("date"));
    QCOMPARE(m_client->send("GET", kBase + "remotemanagement/get").code(), 0);
}

void TestPractice::resetKeepsAddressesAndCodes()
{
    const QStringList codes = platform(0).codes;
    const quint16 port = portOf(kPbx);
    QCOMPARE(saveByCode().code(), 0);
    m_practice->advanceClock(48h);
    inject(kPbx, u"*"_s, u"reset"_s);
    m_practice->reset();
    QCOMPARE(platform(0).codes, codes);
    QCOMPARE(portOf(kPbx), port);
    QCOMPARE(m_practice->requestCount(kPbx, u"login"_s), 0);
    QVERIFY(std::abs(m_practice->now().secsTo(QDateTime::currentDateTimeUtc())) < 60);
    QCOMPARE(m_client->send("GET", kBase + "remotemanagement/get").code(), 10004);
    QCOMPARE(m_client->signIn("admin", "Practice-Admin-1").code(), 0);
    QCOMPARE(state(), u"Disconnected"_s);
}

void TestPractice::twoSandboxesAreApart()
{
    Practice other(standardSetup());
    QVERIFY(!other.start());
    QVERIFY(other.pbxs().at(2).address != m_practice->pbxs().at(2).address);
    QVERIFY(other.pbxs().at(2).sha256 != m_practice->pbxs().at(2).sha256);
    other.advanceClock(1h);
    QVERIFY(m_practice->now().secsTo(other.now()) > 3000);
    QCOMPARE(other.requestCount(kPbx, u"login"_s), 0);
}

void TestPractice::endsWhileARequestWaits()
{
    auto other = std::make_unique<Practice>(standardSetup());
    QVERIFY(!other->start());
    const PracticePbx pbx = other->pbxs().at(2);
    QVERIFY(
        !other->inject({.server = kHosted, .call = u"*"_s, .kind = u"delay"_s, .value = u"60"_s}));
    RawClient client(pbx.address.port());
    QCOMPARE(client.signIn("admin", "Practice-Admin-1").code(), 0);
    QSslSocket waiting;
    waiting.setPeerVerifyMode(QSslSocket::VerifyNone);
    waiting.connectToHostEncrypted(u"127.0.0.1"_s, pbx.address.port());
    QVERIFY(waiting.waitForEncrypted());
    waiting.write("POST /api/v1.0/remotemanagement/update HTTP/1.1\r\nHost: x\r\nUser-Agent: x\r\n"
                  "Cookie: " +
                  client.cookie() + "\r\nContent-Length: 27\r\n\r\n" +
                  R"({"authentication_code":"A"})");
    QVERIFY(waiting.waitForBytesWritten());
    QTRY_COMPARE(other->requestCount(kHosted, u"remote_connection/v1/attach"_s), 1);
    other.reset();
    QVERIFY(waiting.state() == QAbstractSocket::UnconnectedState || waiting.waitForDisconnected());
}

void TestPractice::brokenScenarioDoesNotStart()
{
    Practice::Setup setup = standardSetup();
    setup.scenario = "{}";
    Practice practice(std::move(setup));
    const auto problem = practice.start();
    QVERIFY(problem);
    QVERIFY(problem->contains("format"_L1));
}

void TestPractice::nothingRunsBeforeStart()
{
    Practice practice(standardSetup());
    QVERIFY(practice.pbxs().isEmpty());
    QVERIFY(practice.platforms().isEmpty());
    QVERIFY(practice.faultCalls().isEmpty());
    QVERIFY(practice.state().isEmpty());
    QCOMPARE(practice.requestCount(kPbx, u"login"_s), 0);
    QVERIFY(practice.inject({.server = kPbx, .call = u"*"_s, .kind = u"delay"_s}));
    QVERIFY(practice.openControl());
    practice.advanceClock(1h);
    practice.reset();
    QVERIFY(practice.mailboxFolder().isEmpty());
}

QTEST_GUILESS_MAIN(TestPractice)
#include "tst_practice.moc"
