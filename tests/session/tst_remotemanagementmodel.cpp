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

/*! The page's model: reading, draft, and what may be sent. */
class TestRemoteManagementModel : public QObject, private RemoteManagementStage
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
    void missingFeature_data();
    void missingFeature();
    void inferredFeaturesAreSent();
    void oldLayout();
    void lackingTheCallsIsRemembered();
    void questionsBeforeSave();
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
