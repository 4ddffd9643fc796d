// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/fakes.h"

#include <sandbox/remotelink.h>

#include <QTest>

using namespace lw;
using namespace lw::Sandbox;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Problem = PlatformOutcome::Problem;
using State = RemoteLink::State;

/*! The connection of a practice PBX: what it asks of the platform and what its status says. */
class TestRemoteLink : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void saveAttachesThenConnects();
    void identityFollowsTheMethod_data();
    void identityFollowsTheMethod();
    void refusalIsPassedOnAndChangesNothing_data();
    void refusalIsPassedOnAndChangesNothing();
    void savingWithoutSecretKeepsTheBinding();
    void everySaveHasALaterTime();
    void heartbeatGoesOutEveryTenSeconds();
    void lostHeartbeatIsTriedAgain();
    void refusedHeartbeatDisconnects();
    void disconnectForgetsTheSecretOnly();
    void newServerIsAttachedBeforeTheOldOneIsLeft();
    void answersToAnOldBindingAreIgnored();
    void destroyedLinkIgnoresItsAnswers();
    void keyOfLinksComesAndGoesWithTheBinding();
    void platformTellsItsOwnSwitch();
    void accountOfThePage_data();
    void accountOfThePage();

private:
    static RemoteChange byCode()
    {
        return {.settings = {.accountUserName = u"provider"_s}, .bindingSecret = u"CODE"_s};
    }
    void save(const RemoteChange &change)
    {
        m_link->save(change, [this](const std::optional<Refusal> &refusal) {
            ++m_answers;
            m_refusal = refusal;
        });
    }
    void connectByCode()
    {
        save(byCode());
        m_caller->answerDone(u"token"_s);
        m_caller->answerDone();
    }
    [[nodiscard]] State state() const { return m_link->status().state; }

    std::unique_ptr<FixedClock> m_clock;
    std::unique_ptr<FakeCaller> m_caller;
    std::unique_ptr<FakeScheduler> m_scheduler;
    std::unique_ptr<RemoteLink> m_link;
    std::optional<Refusal> m_refusal;
    int m_answers = 0;
};

void TestRemoteLink::init()
{
    m_clock = std::make_unique<FixedClock>();
    m_caller = std::make_unique<FakeCaller>();
    m_scheduler = std::make_unique<FakeScheduler>();
    m_link = std::make_unique<RemoteLink>(
        RemoteLink::Setup{.platforms = m_caller.get(),
                          .scheduler = m_scheduler.get(),
                          .clock = m_clock.get(),
                          .device = {u"SN1"_s, u"P560"_s, u"37.19.0.110"_s},
                          .defaultServer = PbxAddress::parse(u"127.0.0.1:4443"_s).value()});
    m_refusal.reset();
    m_answers = 0;
}

void TestRemoteLink::saveAttachesThenConnects()
{
    QCOMPARE(state(), State::Disconnected);
    QCOMPARE(m_link->status().since, 0);
    save(byCode());
    QCOMPARE(m_answers, 0);
    QCOMPARE(state(), State::Disconnected);
    m_caller->answerDone(u"token"_s);
    QCOMPARE(m_answers, 1);
    QVERIFY(!m_refusal);
    QCOMPARE(state(), State::Connecting);
    QCOMPARE(m_caller->calls.back().deviceToken, QByteArray("token"));
    m_caller->answerDone();
    QCOMPARE(state(), State::Connected);
    QCOMPARE(m_link->status().server, u"127.0.0.1:4443"_s);
    QCOMPARE(m_link->status().since, m_clock->now().toSecsSinceEpoch());
    QCOMPARE(m_caller->paths(), QStringList({u"attach"_s, u"heartbeat"_s}));
}

void TestRemoteLink::identityFollowsTheMethod_data()
{
    QTest::addColumn<ActivationMethod>("method");
    QTest::addColumn<QByteArray>("body");
    const QByteArray rest = R"("model":"P560","passwordless":1,"sn":"SN1","version":"37.19.0.110")";
    QTest::newRow("authentication code")
        << ActivationMethod::AuthenticationCode
        << QByteArray(R"({"authentication_code":"SECRET","method":"auth_code",)" + rest + "}");
    QTest::newRow("Yeastar ID")
        << ActivationMethod::YeastarId
        << QByteArray(R"({"method":"yeastar_id","model":"P560","password":"SECRET",)"
                      R"("passwordless":1,"sn":"SN1","version":"37.19.0.110","yeastar_id":"Y"})");
    QTest::newRow("e-mail")
        << ActivationMethod::Email
        << QByteArray(R"({"email":"E","method":"email","model":"P560","password":"SECRET",)"
                      R"("passwordless":1,"sn":"SN1","version":"37.19.0.110"})");
}

void TestRemoteLink::identityFollowsTheMethod()
{
    QFETCH(ActivationMethod, method);
    save({.settings =
              {.method = method, .yeastarId = u"Y"_s, .email = u"E"_s, .isPasswordless = true},
          .bindingSecret = u"SECRET"_s});
    QTEST(bytesOf(m_caller->calls.back().body), "body");
    QCOMPARE(m_caller->calls.back().path, u"/remote_connection/v1/attach"_s);
}

void TestRemoteLink::refusalIsPassedOnAndChangesNothing_data()
{
    QTest::addColumn<PlatformOutcome>("outcome");
    QTest::addColumn<RefusalCode>("code");
    QTest::addColumn<QString>("reason");
    const auto answered = [](int code, const QString &reason) {
        return PlatformOutcome{.httpStatus = 200,
                               .answer = {{u"errcode"_s, code}, {u"reason"_s, reason}}};
    };
    const auto failed = [](Problem problem) { return PlatformOutcome{.problem = problem}; };
    QTest::newRow("used code") << answered(70611, u"used"_s) << RefusalCode::CodeInvalid
                               << u"used"_s;
    QTest::newRow("wrong password")
        << answered(70612, {}) << RefusalCode::PlatformAuthentication << QString();
    QTest::newRow("full") << answered(70614, {}) << RefusalCode::PlatformCapacity << QString();
    QTest::newRow("too old") << answered(70615, {}) << RefusalCode::DeviceNotSupported << QString();
    QTest::newRow("name not found")
        << failed(Problem::Dns) << RefusalCode::PlatformUnreachable << u"dns"_s;
    QTest::newRow("refused") << failed(Problem::Refused) << RefusalCode::PlatformUnreachable
                             << u"refused"_s;
    QTest::newRow("no answer") << failed(Problem::Timeout) << RefusalCode::PlatformUnreachable
                               << u"timeout"_s;
    QTest::newRow("not trusted") << failed(Problem::Tls) << RefusalCode::PlatformUnreachable
                                 << u"tls"_s;
    QTest::newRow("done without a token")
        << answered(0, {}) << RefusalCode::PlatformUnreachable << u"refused"_s;
    QTest::newRow("a number that is none of ours")
        << answered(4711, {}) << RefusalCode::PlatformUnreachable << u"refused"_s;
}

void TestRemoteLink::refusalIsPassedOnAndChangesNothing()
{
    QFETCH(PlatformOutcome, outcome);
    connectByCode();
    const RemoteLink::Status before = m_link->status();
    m_clock->advance(5s);
    save({.settings = {.server = RemoteServerType::Custom,
                       .serverAddress = u"rm.example.com"_s,
                       .accountUserName = u"other"_s},
          .bindingSecret = u"CODE2"_s});
    m_caller->answer(outcome);
    QCOMPARE(m_answers, 2);
    QVERIFY(m_refusal);
    QTEST(m_refusal->code, "code");
    QTEST(m_refusal->reason, "reason");
    QCOMPARE(m_link->settings().accountUserName, u"provider"_s);
    QCOMPARE(m_link->status().since, before.since);
    QCOMPARE(state(), State::Connected);
    QVERIFY(m_link->isBound());
}

void TestRemoteLink::savingWithoutSecretKeepsTheBinding()
{
    connectByCode();
    m_clock->advance(5s);
    save({.settings = {.isPasswordless = true}, .accountPassword = u"x"_s});
    QCOMPARE(m_answers, 2);
    QVERIFY(!m_refusal);
    QCOMPARE(state(), State::Connecting);
    QCOMPARE(m_caller->paths(), QStringList({u"attach"_s, u"heartbeat"_s, u"heartbeat"_s}));
    QCOMPARE(m_caller->calls.back().deviceToken, QByteArray("token"));
    QCOMPARE(bytesOf(m_caller->calls.back().body), QByteArray(R"({"passwordless":1})"));
    m_caller->answerDone();
    QCOMPARE(state(), State::Connected);
    QCOMPARE(m_link->status().since, m_clock->now().toSecsSinceEpoch());
}

void TestRemoteLink::everySaveHasALaterTime()
{
    connectByCode();
    const qint64 first = m_link->status().since;
    connectByCode();
    QVERIFY(m_link->status().since > first);
}

void TestRemoteLink::heartbeatGoesOutEveryTenSeconds()
{
    connectByCode();
    m_clock->advance(9s);
    m_link->wake();
    QCOMPARE(m_caller->calls.size(), 2U);
    m_clock->advance(1s);
    m_scheduler->runAll();
    QCOMPARE(m_caller->calls.size(), 3U);
    m_link->wake();
    QCOMPARE(m_caller->calls.size(), 3U); // one is on its way
    m_caller->answerDone();
    QCOMPARE(state(), State::Connected);
    m_clock->advance(1h);
    m_link->wake();
    QCOMPARE(m_caller->calls.size(), 4U);
}

void TestRemoteLink::lostHeartbeatIsTriedAgain()
{
    connectByCode();
    m_clock->advance(10s);
    m_link->wake();
    m_caller->answer({.problem = Problem::Timeout, .detail = u"no answer"_s});
    QCOMPARE(state(), State::Connecting);
    QVERIFY(m_link->status().lastError.contains(u"timeout"_s));
    QCOMPARE(m_link->status().since, m_clock->now().toSecsSinceEpoch());
    m_clock->advance(10s);
    m_scheduler->runAll();
    m_caller->answerDone();
    QCOMPARE(state(), State::Connected);
    QVERIFY(m_link->status().lastError.isEmpty());
    QCOMPARE(m_link->status().since, m_clock->now().toSecsSinceEpoch());
}

void TestRemoteLink::refusedHeartbeatDisconnects()
{
    connectByCode();
    m_clock->advance(10s);
    m_link->wake();
    m_caller->answerRefused(10004);
    QCOMPARE(state(), State::Disconnected);
    QVERIFY(!m_link->status().lastError.isEmpty());
    QVERIFY(!m_link->isBound());
    m_clock->advance(1h);
    m_scheduler->runAll();
    QVERIFY(!m_caller->isWaiting());
}

void TestRemoteLink::disconnectForgetsTheSecretOnly()
{
    connectByCode();
    m_clock->advance(7s);
    m_link->disconnect();
    QCOMPARE(state(), State::Disconnected);
    QCOMPARE(m_link->status().since, m_clock->now().toSecsSinceEpoch());
    QCOMPARE(m_caller->paths().last(), u"detach"_s);
    QCOMPARE(m_caller->calls.back().deviceToken, QByteArray("token"));
    QVERIFY(!m_link->isBound());
    QCOMPARE(m_link->settings().accountUserName, u"provider"_s);
    m_clock->advance(1h);
    m_link->wake();
    QCOMPARE(m_caller->paths().last(), u"detach"_s);
}

void TestRemoteLink::newServerIsAttachedBeforeTheOldOneIsLeft()
{
    connectByCode();
    save({.settings = {.server = RemoteServerType::Custom, .serverAddress = u"127.0.0.1:5443"_s},
          .bindingSecret = u"CODE2"_s});
    QCOMPARE(m_caller->calls.back().server.port(), 5443);
    m_caller->answerDone(u"token2"_s);
    QCOMPARE(m_caller->paths(),
             QStringList({u"attach"_s, u"heartbeat"_s, u"attach"_s, u"detach"_s, u"heartbeat"_s}));
    QCOMPARE(m_caller->calls.at(3).deviceToken, QByteArray("token"));
    QCOMPARE(m_caller->calls.at(3).server.port(), 4443);
    QCOMPARE(m_caller->calls.at(4).deviceToken, QByteArray("token2"));
}

void TestRemoteLink::answersToAnOldBindingAreIgnored()
{
    save(byCode());
    m_caller->answerDone(u"token"_s);
    m_link->disconnect();
    m_caller->answerDone(); // of the heartbeat that was on its way
    QCOMPARE(state(), State::Disconnected);
}

void TestRemoteLink::destroyedLinkIgnoresItsAnswers()
{
    save(byCode());
    m_link.reset();
    m_caller->answerDone(u"token"_s);
    QCOMPARE(m_answers, 0);
}

void TestRemoteLink::keyOfLinksComesAndGoesWithTheBinding()
{
    m_link->portalIsAt(u"https://127.0.0.1:8088"_s);
    save(byCode());
    QCOMPARE(m_caller->calls.back().body.value("portal"_L1),
             QJsonValue(u"https://127.0.0.1:8088"_s));
    m_caller->answer({.httpStatus = 200,
                      .answer = {{u"errcode"_s, 0},
                                 {u"device_token"_s, u"token"_s},
                                 {u"link_key"_s, u"AAEC"_s}}});
    QCOMPARE(m_link->linkKey(), QByteArray("\0\1\2", 3));
    m_caller->answerRefused(10004);
    QVERIFY(m_link->linkKey().isEmpty());
    connectByCode();
    m_link->disconnect();
    QVERIFY(m_link->linkKey().isEmpty());
}

void TestRemoteLink::platformTellsItsOwnSwitch()
{
    QVERIFY(!m_link->isPasswordlessThere());
    save(byCode());
    m_caller->answer(
        {.httpStatus = 200,
         .answer = {{u"errcode"_s, 0}, {u"device_token"_s, u"token"_s}, {u"passwordless"_s, 1}}});
    QVERIFY(m_link->isPasswordlessThere());
    m_caller->answer({.httpStatus = 200, .answer = {{u"errcode"_s, 0}, {u"passwordless"_s, 0}}});
    QVERIFY(!m_link->isPasswordlessThere());
}

void TestRemoteLink::accountOfThePage_data()
{
    QTest::addColumn<bool>("isEnabled");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("password");
    QTest::addColumn<bool>("isIt");
    QTest::newRow("right") << true << u"provider"_s << u"Secret-1"_s << true;
    QTest::newRow("wrong password") << true << u"provider"_s << u"secret-1"_s << false;
    QTest::newRow("wrong name") << true << u"Provider"_s << u"Secret-1"_s << false;
    QTest::newRow("nobody") << true << QString() << QString() << false;
    QTest::newRow("switched off") << false << u"provider"_s << u"Secret-1"_s << false;
}

void TestRemoteLink::accountOfThePage()
{
    QFETCH(bool, isEnabled);
    QFETCH(QString, name);
    QFETCH(QString, password);
    RemoteChange change = byCode();
    change.settings.isAccountEnabled = isEnabled;
    change.accountPassword = u"Secret-1"_s;
    save(change);
    m_caller->answerDone(u"token"_s);
    QTEST(m_link->isAccount(name, password, countingRandom()), "isIt");
}

QTEST_APPLESS_MAIN(TestRemoteLink)
#include "tst_remotelink.moc"
