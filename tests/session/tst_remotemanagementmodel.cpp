// SPDX-License-Identifier: GPL-3.0-or-later
#include "remotemanagementfixture.h"

#include <QJsonArray>
#include <QSignalSpy>

using namespace lw;
using namespace lw::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Activity = RemoteManagementModel::Activity;
using Field = RemoteManagementField;
using Kind = ApiError::Kind;
using Outcome = RemoteManagementModel::Outcome;
using Settings = RemoteManagementSettings;

Q_DECLARE_METATYPE(lw::ApiError::Kind)
Q_DECLARE_METATYPE(lw::Feature)

/*! The page's model: draft, waiting, watching, disconnecting. */
class TestRemoteManagementModel : public QObject
{
    Q_OBJECT
private slots:
    void init() { start(u"83.19.0.110"_s); }
    void cleanup() { m_fixture.reset(); }

    void loads();
    void loadNeedsASession();
    void loadFails_data();
    void loadFails();
    void dirtyAndRevert();
    void secretsMakeItDirty();
    void saveDoesNothing_data();
    void saveDoesNothing();
    void loadKeepsADraft();
    void loadFindsSomeoneElsesChange();
    void theirsIsForgottenByTheNextReading();
    void keepMineMerges();
    void revertTakesTheirs();
    void refusedFields();
    void waitsUntilConnected();
    void waitingEndsAtTheLimit();
    void waitingEndsAtTheLimitWithoutAnswers();
    void failingPollIsNoConnection();
    void staleConnectedIsNotConnected_data();
    void staleConnectedIsNotConnected();
    void staleConnectedAtTheLimit();
    void expiryWhileWaiting();
    void cancelWhileLoading();
    void cancelWhileWaiting();
    void disconnectIsVerified();
    void disconnectThatDoesNotHelp();
    void disconnectUnanswered_data();
    void disconnectUnanswered();
    void disconnectRefused();
    void disconnectThatTheFirmwareLacks();
    void cancelWhileDisconnecting();
    void watching();
    void watchingDoesNotKeepTheSessionAlive();
    void missingFeature_data();
    void missingFeature();
    void inferredFeaturesAreSent();
    void oldLayout();
    void lackingTheCallsIsRemembered();
    void questionsBeforeSave();

private:
    void start(const QString &firmware)
    {
        m_fixture.reset();
        m_fixture = std::make_unique<RemoteManagementFixture>(firmware);
        m_fixture->load();
    }
    void startUnloaded()
    {
        m_fixture.reset();
        m_fixture = std::make_unique<RemoteManagementFixture>();
        server().forgetRequests();
    }
    //! A Save that the PBX accepts with \a code and carries out.
    void save(int code = 0)
    {
        server().next(kGetCall, settingsAnswer());
        server().always(kGetCall, RemoteManagementFixture::changedServer());
        server().always(kUpdateCall, FakeAnswer::refusal(code));
        m_fixture->changeServer();
        model().save();
        SessionFixture::settleAll([this] { return model().activity() != Activity::Saving; });
        QCOMPARE(model().outcome(), Outcome::Saved);
    }
    void change(const std::function<void(Settings &)> &how)
    {
        Settings wanted = model().draft().settings;
        how(wanted);
        model().setDraft(wanted);
    }
    RemoteManagementModel &model() { return m_fixture->model; }
    FakeServer &server() { return m_fixture->server; }
    std::unique_ptr<RemoteManagementFixture> m_fixture;
};

void TestRemoteManagementModel::loads()
{
    startUnloaded();
    QVERIFY(!model().isLoaded());
    QVERIFY(!model().isDirty());
    QVERIFY(model().problems().isEmpty());
    QSignalSpy changed(&model(), &RemoteManagementModel::changed);
    m_fixture->clock.advance(60s);
    model().load();
    QCOMPARE(model().activity(), Activity::Loading);
    model().load(); // once is enough
    SessionFixture::settleAll([this] { return !model().isBusy(); });
    QCOMPARE(server().calls(), (QStringList{kGetCall, kStatusCall}));
    QVERIFY(model().isLoaded());
    QCOMPARE(model().draft().settings, model().loaded());
    QVERIFY(model().status()->state.is(ConnectionStatus::State::Disconnected));
    QCOMPARE(model().statusCheckedAt(), m_fixture->clock.now());
    QVERIFY(changed.count() >= 2);
    QCOMPARE(*m_fixture->session.endsAt(), m_fixture->clock.now().addSecs(15 * 60));
}

void TestRemoteManagementModel::loadNeedsASession()
{
    startUnloaded();
    m_fixture->session.signOut();
    server().forgetRequests();
    model().load();
    QVERIFY(!model().isBusy());
    QVERIFY(server().sent().empty());
}

void TestRemoteManagementModel::loadFails_data()
{
    QTest::addColumn<QString>("call");
    QTest::addColumn<int>("code");
    QTest::addColumn<Kind>("kind");
    QTest::newRow("settings: role too small") << kGetCall << 10005 << Kind::Forbidden;
    QTest::newRow("settings: session over") << kGetCall << 10004 << Kind::SessionExpired;
    QTest::newRow("settings: unknown call") << kGetCall << 10001 << Kind::Unsupported;
    QTest::newRow("status: fault") << kStatusCall << -2 << Kind::ServerFault;
    QTest::newRow("status: session over") << kStatusCall << 10004 << Kind::SessionExpired;
}

void TestRemoteManagementModel::loadFails()
{
    QFETCH(QString, call);
    QFETCH(int, code);
    QFETCH(Kind, kind);
    startUnloaded();
    server().always(call, FakeAnswer::refusal(code));
    model().load();
    SessionFixture::settleAll([this] { return !model().isBusy(); });
    QCOMPARE(model().activity(), Activity::Idle);
    QVERIFY(model().error() && model().error()->kind == kind);
    QCOMPARE(m_fixture->session.hasExpired(), kind == Kind::SessionExpired);
    QCOMPARE(model().isLoaded(), call == kStatusCall);
}

void TestRemoteManagementModel::dirtyAndRevert()
{
    QVERIFY(!model().isDirty());
    change([](Settings &s) { s.accountUserName = u"x"_s; });
    QVERIFY(model().isDirty());
    change([](Settings &s) { s.accountUserName = u"provider"_s; });
    QVERIFY(!model().isDirty());
    m_fixture->changeServer();
    QVERIFY(model().isDirty());
    model().revert();
    QVERIFY(!model().isDirty());
    QVERIFY(model().draft().secrets.isEmpty());
    QVERIFY(server().sent().empty());
}

void TestRemoteManagementModel::secretsMakeItDirty()
{
    model().setSecret(Field::AccountPassword, Secret(QByteArrayView("p")));
    QVERIFY(model().isDirty());
    model().setSecret(Field::AccountPassword, Secret());
    QVERIFY(!model().isDirty());
    model().setSecret(Field::Email, Secret(QByteArrayView("p"))); // holds no secret
    QVERIFY(!model().isDirty());
}

void TestRemoteManagementModel::saveDoesNothing_data()
{
    QTest::addColumn<QString>("why");
    QTest::newRow("not loaded") << u"not loaded"_s;
    QTest::newRow("a problem") << u"problem"_s;
    QTest::newRow("busy") << u"busy"_s;
    QTest::newRow("signed out") << u"signed out"_s;
    QTest::newRow("the firmware lacks it") << u"lacks"_s;
}

void TestRemoteManagementModel::saveDoesNothing()
{
    QFETCH(QString, why);
    if (why == u"not loaded"_s) {
        startUnloaded();
    } else if (why == u"problem"_s) {
        change([](Settings &s) { s.accountUserName.clear(); });
    } else if (why == u"busy"_s) {
        server().next(kGetCall, FakeAnswer::hang());
        model().load();
    } else if (why == u"signed out"_s) {
        m_fixture->session.signOut();
    } else {
        start(u"83.5.0.86"_s);
        m_fixture->changeServer();
        change([](Settings &s) { s.isPasswordless = true; });
        QVERIFY(model().missingFeature().has_value());
    }
    model().save();
    QVERIFY(model().activity() != Activity::Saving);
    SessionFixture::settleAll([] { return false; });
    QCOMPARE(server().count(kUpdateCall), 0);
}

void TestRemoteManagementModel::loadKeepsADraft()
{
    m_fixture->changeServer();
    m_fixture->load();
    QVERIFY(model().isDirty());
    QCOMPARE(model().draft().settings.serverAddress, std::optional(u"new.example.com"_s));
    QCOMPARE(model().draft().secrets.authenticationCode.size(), 4);
    QCOMPARE(model().outcome(), Outcome::None);
}

void TestRemoteManagementModel::loadFindsSomeoneElsesChange()
{
    m_fixture->changeServer();
    server().always(kGetCall, settingsAnswer({{u"enb_passwordless"_s, 1}}));
    m_fixture->load();
    QCOMPARE(model().outcome(), Outcome::ChangedBySomeoneElse);
    QCOMPARE(model().theirs()->isPasswordless, std::optional(true));
    QCOMPARE(model().loaded().isPasswordless, std::optional(false));
    QVERIFY(model().isDirty());
}

//! They took it back: what they had for a while is no base for anything.
void TestRemoteManagementModel::theirsIsForgottenByTheNextReading()
{
    m_fixture->changeServer();
    server().always(kGetCall, settingsAnswer({{u"enb_passwordless"_s, 1}}));
    m_fixture->load();
    server().always(kGetCall, settingsAnswer());
    m_fixture->load();
    QVERIFY(!model().theirs());
    model().revert();
    QCOMPARE(model().loaded().isPasswordless, std::optional(false));
    QVERIFY(!model().isDirty());
}

void TestRemoteManagementModel::keepMineMerges()
{
    m_fixture->changeServer();
    server().always(kGetCall, settingsAnswer({{u"enb_passwordless"_s, 1},
                                              {u"server_address"_s, u"theirs.example.com"_s},
                                              {u"account_username"_s, u"theirs"_s}}));
    m_fixture->load();
    model().keepMine();
    const Settings &merged = model().draft().settings;
    QCOMPARE(merged.serverAddress, std::optional(u"new.example.com"_s)); // I changed it
    QCOMPARE(merged.accountUserName, u"theirs"_s);                       // I did not
    QCOMPARE(merged.isPasswordless, std::optional(true));
    QCOMPARE(model().loaded().serverAddress, std::optional(u"theirs.example.com"_s));
    QCOMPARE(model().draft().secrets.authenticationCode.size(), 4);
    QVERIFY(model().isDirty());
    QVERIFY(!model().theirs());
    QCOMPARE(model().outcome(), Outcome::None);
    model().save();
    SessionFixture::settleAll([this] { return model().activity() != Activity::Saving; });
    QCOMPARE(model().outcome(), Outcome::Saved);
    QCOMPARE(server().last(kUpdateCall).json().value(u"enb_passwordless"_s).toInt(), 1);
}

void TestRemoteManagementModel::revertTakesTheirs()
{
    m_fixture->changeServer();
    server().always(kGetCall, settingsAnswer({{u"account_username"_s, u"theirs"_s}}));
    m_fixture->load();
    model().revert();
    QVERIFY(!model().isDirty());
    QCOMPARE(model().loaded().accountUserName, u"theirs"_s);
    QCOMPARE(model().outcome(), Outcome::None);
}

void TestRemoteManagementModel::refusedFields()
{
    const QJsonArray invalid{
        QJsonObject{{u"field"_s, u"server_address"_s}, {u"validation_type"_s, u"format"_s}},
        QJsonObject{{u"field"_s, u"of_the_future"_s}, {u"validation_type"_s, u"x"_s}}};
    server().always(kUpdateCall, FakeAnswer::refusal(40002, {{u"invalid_param_list"_s, invalid}}));
    m_fixture->changeServer();
    model().save();
    SessionFixture::settleAll([this] { return !model().isBusy(); });
    QCOMPARE(model().refusedFields().size(), 1);
    QCOMPARE(model().refusedFields().value(Field::ServerAddress), u"format"_s);
    QCOMPARE(model().error()->fields.value(u"of_the_future"_s), u"x"_s);
    model().revert();
    QVERIFY(model().refusedFields().isEmpty());
}

void TestRemoteManagementModel::waitsUntilConnected()
{
    server().next(kStatusCall, statusAnswer(u"Disconnected"_s)); // before
    server().next(kStatusCall, statusAnswer(u"Connecting"_s));
    server().next(kStatusCall, statusAnswer(u"Handshaking 😀"_s));
    server().always(kStatusCall, statusAnswer(u"Connected"_s, 2'000));
    model().setWaitLimit(10s);
    save();
    QCOMPARE(model().activity(), Activity::WaitingForConnection);
    QVERIFY(model().remainingWait() > 0ms);
    QTRY_COMPARE(model().activity(), Activity::Idle);
    QVERIFY(model().isConnected());
    QCOMPARE(model().remainingWait(), 0ms);
    QCOMPARE(server().count(kStatusCall), 4);
    QVERIFY(server().last(kStatusCall).header("X-User-Activity").isNull());
    QVERIFY(server().last(kStatusCall).cause == HttpRequest::Cause::Timer);
}

void TestRemoteManagementModel::waitingEndsAtTheLimit()
{
    server().always(kStatusCall, statusAnswer(u"Connecting"_s));
    model().setWaitLimit(30ms);
    save();
    QTRY_COMPARE(model().activity(), Activity::Idle);
    QCOMPARE(model().outcome(), Outcome::Saved);
    QVERIFY(!model().isConnected());
    QVERIFY(server().count(kStatusCall) >= 3);
}

//! A PBX that reads questions and says nothing must not prolong the minute.
void TestRemoteManagementModel::waitingEndsAtTheLimitWithoutAnswers()
{
    server().next(kStatusCall, statusAnswer(u"Connecting"_s)); // before
    server().next(kStatusCall, statusAnswer(u"Connecting"_s)); // first poll
    server().always(kStatusCall, FakeAnswer::hang());
    model().setWaitLimit(30ms);
    save();
    QTRY_COMPARE(model().activity(), Activity::Idle);
    QVERIFY(!model().isConnected());
    QTRY_COMPARE(server().hanging(kStatusCall), 0);
}

//! Connected before the Save, and nothing could be read since.
void TestRemoteManagementModel::failingPollIsNoConnection()
{
    server().next(kStatusCall, statusAnswer(u"Connected"_s));
    server().always(kStatusCall, FakeAnswer::failure(Kind::Timeout));
    model().setWaitLimit(30ms);
    save();
    QVERIFY(!model().isConnected());
    QTRY_COMPARE(model().activity(), Activity::Idle);
    QVERIFY(!model().isConnected());
    QVERIFY(model().statusError().has_value());
    QCOMPARE(model().outcome(), Outcome::Saved);
}

void TestRemoteManagementModel::staleConnectedIsNotConnected_data()
{
    QTest::addColumn<QString>("way");
    QTest::newRow("another server, to be processed") << u"server"_s;
    QTest::newRow("only another code, to be processed") << u"code"_s;
    QTest::newRow("another server, answer lost") << u"lost"_s;
}

//! The PBX still shows the connection that is about to go.
void TestRemoteManagementModel::staleConnectedIsNotConnected()
{
    QFETCH(QString, way);
    for (int i = 0; i < 3; ++i) // before, and two polls
        server().next(kStatusCall, statusAnswer(u"Connected"_s));
    server().next(kStatusCall, statusAnswer(u"Connecting"_s));
    server().always(kStatusCall, statusAnswer(u"Connected"_s, 2'000));
    model().setWaitLimit(10s);
    if (way == u"code"_s) {
        server().always(kUpdateCall, FakeAnswer::refusal(2));
        model().setSecret(Field::AuthenticationCode, Secret(QByteArrayView("NEW")));
        model().save();
        SessionFixture::settleAll([this] { return model().activity() != Activity::Saving; });
    } else if (way == u"lost"_s) {
        server().next(kGetCall, settingsAnswer());
        server().always(kGetCall, RemoteManagementFixture::changedServer());
        server().always(kUpdateCall, FakeAnswer::failure(Kind::UnknownOutcome));
        m_fixture->changeServer();
        model().save();
        SessionFixture::settleAll([this] { return model().activity() != Activity::Saving; });
    } else {
        save(2);
    }
    QVERIFY(!model().isConnected());
    QTRY_COMPARE(model().activity(), Activity::Idle);
    QCOMPARE(model().outcome(), Outcome::Saved);
    QVERIFY(model().isConnected());
    QCOMPARE(model().status()->since->toSecsSinceEpoch(), 2'000);
}

void TestRemoteManagementModel::staleConnectedAtTheLimit()
{
    server().always(kStatusCall, statusAnswer(u"Connected"_s));
    model().setWaitLimit(30ms);
    save(2);
    QTRY_COMPARE(model().activity(), Activity::Idle);
    QVERIFY(!model().isConnected());
    m_fixture->load(); // a person looks anew
    QVERIFY(model().isConnected());
}

void TestRemoteManagementModel::expiryWhileWaiting()
{
    server().next(kStatusCall, statusAnswer(u"Disconnected"_s));
    server().always(kStatusCall, FakeAnswer::refusal(10004));
    model().setWaitLimit(10s);
    save();
    QTRY_COMPARE(model().activity(), Activity::Idle);
    QCOMPARE(model().outcome(), Outcome::Saved);
    QVERIFY(!model().isConnected());
    QVERIFY(model().error()->kind == Kind::SessionExpired);
    QVERIFY(m_fixture->session.hasExpired());
}

void TestRemoteManagementModel::cancelWhileLoading()
{
    server().next(kGetCall, FakeAnswer::hang());
    model().load();
    model().cancel();
    QCOMPARE(model().activity(), Activity::Idle);
    QTRY_COMPARE(server().hanging(kGetCall), 0);
    QVERIFY(model().isLoaded());
    QVERIFY(!model().error());
}

void TestRemoteManagementModel::cancelWhileWaiting()
{
    server().next(kStatusCall, statusAnswer(u"Connected"_s));
    server().always(kStatusCall, FakeAnswer::hang());
    save();
    model().cancel();
    QCOMPARE(model().activity(), Activity::Idle);
    QCOMPARE(model().outcome(), Outcome::Saved);
    QVERIFY(!model().isConnected());
    model().cancel();
    QCOMPARE(model().outcome(), Outcome::Saved);
}

void TestRemoteManagementModel::disconnectIsVerified()
{
    server().next(kStatusCall, statusAnswer(u"Connected"_s));
    server().always(kStatusCall, statusAnswer(u"Disconnected"_s));
    model().setWaitLimit(10s);
    model().disconnectFromServer();
    QCOMPARE(model().activity(), Activity::Disconnecting);
    QTRY_COMPARE(model().activity(), Activity::Idle);
    QCOMPARE(model().outcome(), Outcome::Disconnected);
    QCOMPARE(server().count(kDisconnectCall), 1);
    QCOMPARE(server().count(kStatusCall), 2);
    QVERIFY(!server().last(kDisconnectCall).header("X-User-Activity").isNull());
}

void TestRemoteManagementModel::disconnectThatDoesNotHelp()
{
    server().always(kStatusCall, statusAnswer(u"Connected"_s));
    model().setWaitLimit(30ms);
    model().disconnectFromServer();
    QTRY_COMPARE(model().activity(), Activity::Idle);
    QCOMPARE(model().outcome(), Outcome::StillConnected);
    QCOMPARE(server().count(kDisconnectCall), 1);
}

void TestRemoteManagementModel::disconnectUnanswered_data()
{
    QTest::addColumn<int>("status"); // 0: the connection was lost
    QTest::addColumn<bool>("canRead");
    QTest::addColumn<Outcome>("outcome");
    QTest::newRow("lost, but carried out") << 0 << true << Outcome::Disconnected;
    QTest::newRow("a bad gateway, but carried out") << 502 << true << Outcome::Disconnected;
    QTest::newRow("no JSON, but carried out") << 200 << true << Outcome::Disconnected;
    QTest::newRow("lost, and nothing can be read") << 0 << false << Outcome::Unknown;
}

void TestRemoteManagementModel::disconnectUnanswered()
{
    QFETCH(int, status);
    QFETCH(bool, canRead);
    QFETCH(Outcome, outcome);
    server().always(kDisconnectCall, status == 0 ? FakeAnswer::failure(Kind::UnknownOutcome)
                                                 : FakeAnswer{.status = status, .body = "<p>"});
    server().always(kStatusCall, canRead ? statusAnswer(u"Disconnected"_s)
                                         : FakeAnswer::failure(Kind::Unreachable));
    model().setWaitLimit(30ms);
    model().disconnectFromServer();
    QTRY_COMPARE(model().activity(), Activity::Idle);
    QCOMPARE(model().outcome(), outcome);
    QCOMPARE(server().count(kDisconnectCall), 1);
}

void TestRemoteManagementModel::disconnectRefused()
{
    server().always(kDisconnectCall, FakeAnswer::refusal(10005));
    model().disconnectFromServer();
    SessionFixture::settleAll([this] { return !model().isBusy(); });
    QCOMPARE(model().outcome(), Outcome::NotSaved);
    QVERIFY(model().error()->kind == Kind::Forbidden);
    QCOMPARE(server().count(kStatusCall), 0);
}

//! Nobody knows the portal's own way: its absence says nothing about the page.
void TestRemoteManagementModel::disconnectThatTheFirmwareLacks()
{
    server().always(kDisconnectCall, FakeAnswer::refusal(10001));
    model().disconnectFromServer();
    SessionFixture::settleAll([this] { return !model().isBusy(); });
    QCOMPARE(model().outcome(), Outcome::NotSaved);
    QVERIFY(model().error()->kind == Kind::Unsupported);
    QVERIFY(!m_fixture->session.lacksRemoteManagement());
}

void TestRemoteManagementModel::cancelWhileDisconnecting()
{
    server().always(kDisconnectCall, FakeAnswer::hang());
    model().disconnectFromServer();
    model().cancel();
    QCOMPARE(model().activity(), Activity::Idle);
    QCOMPARE(model().outcome(), Outcome::Unknown);
}

void TestRemoteManagementModel::watching()
{
    server().always(kStatusCall, statusAnswer(u"Connecting"_s));
    model().setWatching(RemoteManagementModel::Watching::On);
    QCOMPARE(server().count(kStatusCall), 0);
    QTRY_VERIFY(server().count(kStatusCall) >= 3);
    QVERIFY(model().status()->state.is(ConnectionStatus::State::Connecting));
    QCOMPARE(model().activity(), Activity::Idle);
    model().setWatching(RemoteManagementModel::Watching::Off);
    const int count = server().count(kStatusCall);
    const QDeadlineTimer wait(40);
    QTRY_VERIFY(wait.hasExpired());
    QCOMPARE(server().count(kStatusCall), count);
}

void TestRemoteManagementModel::watchingDoesNotKeepTheSessionAlive()
{
    const auto end = m_fixture->session.endsAt();
    m_fixture->clock.advance(5min);
    model().setWatching(RemoteManagementModel::Watching::On);
    QTRY_VERIFY(server().count(kStatusCall) >= 2);
    for (const SentRequest &sent : server().sentTo(kStatusCall))
        QVERIFY(sent.header("X-User-Activity").isNull());
    QCOMPARE(m_fixture->session.endsAt(), end);
}

void TestRemoteManagementModel::missingFeature_data()
{
    QTest::addColumn<QString>("firmware");
    QTest::addColumn<Feature>("wanted");
    QTest::addColumn<bool>("isMissing");
    const auto row = [](const char *name, const char *firmware, Feature wanted, bool isMissing) {
        QTest::newRow(name) << QString::fromLatin1(firmware) << wanted << isMissing;
    };
    row("code on software", "83.5.0.86", Feature::AuthenticationCode, false);
    row("code on software that is too old", "83.4.0.1", Feature::AuthenticationCode, true);
    row("code on an old appliance is by probe", "37.1.0.1", Feature::AuthenticationCode, false);
    row("Yeastar ID on software is by probe", "83.5.0.86", Feature::YeastarId, false);
    row("Yeastar ID on the appliance", "37.19.0.110", Feature::YeastarId, false);
    row("Yeastar ID on an old appliance", "37.18.0.1", Feature::YeastarId, true);
    row("custom server", "83.19.0.110", Feature::CustomServer, false);
    row("custom server on older software", "83.17.0.16", Feature::CustomServer, true);
    row("e-mail", "83.19.0.110", Feature::ByEmail, false);
    row("e-mail on older software", "83.17.0.16", Feature::ByEmail, true);
    row("account", "83.5.0.86", Feature::Account, false);
    row("account on older software", "83.4.0.1", Feature::Account, true);
    row("passwordless", "83.17.0.16", Feature::Passwordless, false);
    row("passwordless on older software", "83.5.0.86", Feature::Passwordless, true);
    row("passwordless in the cloud is elsewhere", "84.1.0.1", Feature::Passwordless, true);
}

void TestRemoteManagementModel::missingFeature()
{
    QFETCH(QString, firmware);
    QFETCH(Feature, wanted);
    QFETCH(bool, isMissing);
    const bool startsAsEmail = wanted == Feature::AuthenticationCode;
    m_fixture = std::make_unique<RemoteManagementFixture>(firmware);
    server().always(kGetCall, settingsAnswer({{u"connection_server_type"_s, u"default"_s},
                                              {u"activation_method"_s,
                                               startsAsEmail ? u"email"_s : u"auth_code"_s},
                                              {u"enb_account"_s, 0}}));
    m_fixture->load();
    QVERIFY(!model().missingFeature());
    change([wanted](Settings &s) {
        if (wanted == Feature::AuthenticationCode)
            s.activationMethod = {ActivationMethod::AuthenticationCode, {}};
        else if (wanted == Feature::YeastarId)
            s.activationMethod = {ActivationMethod::YeastarId, {}};
        else if (wanted == Feature::ByEmail)
            s.activationMethod = {ActivationMethod::Email, {}};
        else if (wanted == Feature::CustomServer)
            s.serverType = OpenWord<RemoteServerType>(RemoteServerType::Custom, {});
        else if (wanted == Feature::Account)
            s.isAccountEnabled = true;
        else
            s.isPasswordless = true;
    });
    QCOMPARE(model().missingFeature().has_value(), isMissing);
    if (isMissing)
        QVERIFY(*model().missingFeature() == wanted);
}

void TestRemoteManagementModel::inferredFeaturesAreSent()
{
    start(u"83.5.0.86"_s);
    change([](Settings &s) {
        s.activationMethod = {ActivationMethod::YeastarId, {}};
        s.yeastarId = u"it"_s;
    });
    model().setSecret(Field::YeastarIdPassword, Secret(QByteArrayView("p")));
    model().save();
    SessionFixture::settleAll([this] { return model().activity() != Activity::Saving; });
    QCOMPARE(server().last(kUpdateCall).json().value(u"activation_method"_s).toString(),
             u"yeastar_id"_s);
}

void TestRemoteManagementModel::oldLayout()
{
    const FakeAnswer old = settingsAnswer({{u"connection_server_type"_s, QJsonValue::Null},
                                           {u"server_address"_s, QJsonValue::Null},
                                           {u"enb_passwordless"_s, QJsonValue::Null}});
    start(u"83.5.0.86"_s);
    server().always(kGetCall, old);
    m_fixture->load();
    QVERIFY(!model().loaded().serverType);
    model().setSecret(Field::AuthenticationCode, Secret(QByteArrayView("CODE")));
    change([](Settings &s) { s.isAccountEnabled = false; });
    model().save();
    SessionFixture::settleAll([this] { return model().activity() != Activity::Saving; });
    const QJsonObject body = server().last(kUpdateCall).json();
    QVERIFY(!body.contains(u"connection_server_type"_s));
    QVERIFY(!body.contains(u"server_address"_s));
    QVERIFY(!body.contains(u"enb_passwordless"_s));
    QCOMPARE(body.value(u"authentication_code"_s).toString(), u"CODE"_s);
}

void TestRemoteManagementModel::lackingTheCallsIsRemembered()
{
    startUnloaded();
    server().always(kGetCall, FakeAnswer::refusal(10001));
    m_fixture->load();
    QVERIFY(m_fixture->session.lacksRemoteManagement());
    QVERIFY(!m_fixture->session.capability(Feature::Account).isUsable());
}

void TestRemoteManagementModel::questionsBeforeSave()
{
    server().always(kStatusCall, statusAnswer(u"Connected"_s));
    m_fixture->load();
    QVERIFY(!model().replacesWorkingBinding());
    QVERIFY(!model().turnsPasswordlessOn());
    model().setSecret(Field::AccountPassword, Secret(QByteArrayView("p")));
    QVERIFY(!model().replacesWorkingBinding());
    model().setSecret(Field::AuthenticationCode, Secret(QByteArrayView("C")));
    QVERIFY(model().replacesWorkingBinding());
    model().revert();
    change([](Settings &s) { s.serverAddress = u"other.example"_s; });
    QVERIFY(model().replacesWorkingBinding());
    change([](Settings &s) { s.isPasswordless = true; });
    QVERIFY(model().turnsPasswordlessOn());
    server().always(kStatusCall, statusAnswer(u"Disconnected"_s));
    m_fixture->load();
    QVERIFY(!model().replacesWorkingBinding());
}

QTEST_GUILESS_MAIN(TestRemoteManagementModel)
#include "tst_remotemanagementmodel.moc"
