// SPDX-License-Identifier: GPL-3.0-or-later
#include <support/centralsessionfixture.h>

#include <net/serverprobe.h>
#include <session/preflight.h>

#include <QTest>

using namespace lw;
using namespace lw::test;
using namespace Qt::StringLiterals;

using State = ProbeReport::State;
using Kind = ApiError::Kind;

namespace {

ApiError error(Kind kind, const QString &reason)
{
    return {.kind = kind, .reason = reason};
}

/*! Finds what a test says. */
class FakeProbe final : public ServerProbe
{
public:
    Pending<QStringList> *resolve(const QString &host) override
    {
        steps.append(u"resolve "_s + host);
        return settled(names);
    }
    Pending<Done> *connectTo(const PbxAddress &server) override
    {
        steps.append(u"connect "_s + server.displayText());
        return settled(connection);
    }
    Pending<ProbedCertificate> *greet(const PbxAddress &) override
    {
        steps.append(u"greet"_s);
        return settled(certificate);
    }

    Result<QStringList> names{QStringList{u"192.0.2.1"_s, u"192.0.2.2"_s}};
    Result<Done> connection{Done{}};
    Result<ProbedCertificate> certificate{
        ProbedCertificate{{.subject = u"rm"_s, .sha256 = QByteArray(32, 'p')}}};
    QStringList steps;

private:
    template<typename T>
    Pending<T> *settled(const Result<T> &result)
    {
        auto *pending = new Pending<T>(this);
        pending->settle(result);
        return pending;
    }
};

struct Flight : CentralSessionFixture
{
    Flight()
    {
        environment.probe = &probe;
        server.always(kConnectionsPath, centralRefusal(401, 1000036));
    }
    void load()
    {
        flight.load(PbxAddress::parse(u"rm.example:8443"_s, kCentralPort).value());
        QTRY_VERIFY(!flight.isBusy());
    }
    [[nodiscard]] QList<State> states() const
    {
        const ProbeReport &report = flight.report();
        return {report.name.state, report.connection.state, report.certificate.state,
                report.answer.state};
    }

    FakeProbe probe;
    PreFlight flight{environment};
};

constexpr auto kGood = State::Good;
constexpr auto kBad = State::Bad;
constexpr auto kNot = State::NotTried;

} // namespace

/*! A look at a custom server before a PBX is told to use it. */
class TestPreFlight : public QObject
{
    Q_OBJECT
private slots:
    void goodServer();
    void failures_data();
    void failures();
    void unknownAuthorityIsDoubtfulAndLookedBehind();
    void otherServers_data();
    void otherServers();
    void withoutAProbeNothingHappens();
    void cancelStops();
};

void TestPreFlight::goodServer()
{
    Flight f;
    f.load();
    QVERIFY(f.flight.isLoaded());
    QCOMPARE(f.states(), QList<State>(4, kGood));
    QCOMPARE(f.probe.steps,
             (QStringList{u"resolve rm.example"_s, u"connect rm.example:8443"_s, u"greet"_s}));
    QCOMPARE(f.flight.report().addresses.size(), 2);
    QCOMPARE(f.flight.report().facts->subject, u"rm"_s);
    QCOMPARE(f.factory.lastTrust, TrustChoice::pinned(QByteArray(32, 'p')));
    QVERIFY(f.server.last(kConnectionsPath).header("Authorization").isNull());
}

void TestPreFlight::failures_data()
{
    QTest::addColumn<int>("step");
    QTest::addColumn<QList<State>>("states");
    QTest::newRow("the name is not known") << 0 << QList{kBad, kNot, kNot, kNot};
    QTest::newRow("nobody listens") << 1 << QList{kGood, kBad, kNot, kNot};
    QTest::newRow("no TLS") << 2 << QList{kGood, kGood, kBad, kNot};
    QTest::newRow("no answer") << 3 << QList{kGood, kGood, kGood, kBad};
}

void TestPreFlight::failures()
{
    QFETCH(int, step);
    Flight f;
    if (step == 0)
        f.probe.names = Failure(error(Kind::Unreachable, u"name-not-found"_s));
    if (step == 1)
        f.probe.connection = Failure(error(Kind::Unreachable, u"refused"_s));
    if (step == 2)
        f.probe.certificate = Failure(error(Kind::TlsFailed, u"handshake"_s));
    if (step == 3)
        f.server.always(kConnectionsPath, FakeAnswer::failure(Kind::Timeout));
    f.load();
    QVERIFY(f.flight.isLoaded());
    QTEST(f.states(), "states");
}

void TestPreFlight::unknownAuthorityIsDoubtfulAndLookedBehind()
{
    Flight f;
    f.probe.certificate->facts.problems = {CertificateProblem::SelfSigned};
    f.load();
    QCOMPARE(f.states(), (QList{kGood, kGood, State::Doubtful, kGood}));
}

void TestPreFlight::otherServers_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("a web page") << 200 << QByteArray("<html>");
    QTest::newRow("a page that is not there") << 404 << QByteArray("<html>");
    QTest::newRow("a PBX") << 200 << QByteArray(R"({"errcode":10001})");
}

void TestPreFlight::otherServers()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    Flight f;
    f.server.always(kConnectionsPath, {.status = status, .body = body});
    f.load();
    QCOMPARE(f.states(), (QList{kGood, kGood, kGood, State::Doubtful}));
}

void TestPreFlight::withoutAProbeNothingHappens()
{
    Flight f;
    f.environment.probe = nullptr;
    f.load();
    QVERIFY(!f.flight.isLoaded());
    QCOMPARE(f.states(), QList<State>(4, kNot));
}

void TestPreFlight::cancelStops()
{
    Flight f;
    f.server.always(kConnectionsPath, FakeAnswer::hang());
    f.flight.load(PbxAddress::parse(u"rm.example"_s, kCentralPort).value());
    QTRY_COMPARE(f.flight.report().answer.state, State::Running);
    f.flight.cancel();
    QVERIFY(!f.flight.isBusy() && !f.flight.isLoaded());
}

QTEST_GUILESS_MAIN(TestPreFlight)

#include "tst_preflight.moc"
