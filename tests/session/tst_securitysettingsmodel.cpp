// SPDX-License-Identifier: GPL-3.0-or-later
#include "enrolmentfixture.h"

#include <session/securitysettingsmodel.h>

#include <QSignalSpy>

using namespace lw;
using namespace lw::test;
using namespace Qt::StringLiterals;
using Kind = ApiError::Kind;
using Method = SecondFactorMethod;

Q_DECLARE_METATYPE(lw::ApiError::Kind)
Q_DECLARE_METATYPE(lw::ReadinessAnswer)

namespace {

FakeAnswer extensions(const QString &role)
{
    return listAnswer(u"extension_list"_s,
                      {QJsonObject{{u"id"_s, 1},
                                   {u"number"_s, u"1000"_s},
                                   {u"caller_id_name"_s, u"Olivia"_s},
                                   {u"email_addr"_s, u""_s},
                                   {u"role_name"_s, role},
                                   {u"enb_two_factor"_s, 0},
                                   {u"two_factor_method"_s, u""_s}}},
                      1);
}

} // namespace

/*! The Security Settings page: its state, its flow, and being ready to come back. */
class TestSecuritySettingsModel : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void cleanup();

    void loaded();
    void unreadable_data();
    void unreadable();
    void flowNeedsTheState();
    void flowChangesTheState();
    void givenUp_data();
    void givenUp();
    void startedAgainFromTheSignal();
    void keptOverAnExpiry();
    void everythingEnds_data();
    void everythingEnds();
    void lateStateOfAnotherAccount();
    void cutOff();
    void readinessIsForTheSuperAdministrator_data();
    void readinessIsForTheSuperAdministrator();
    void readinessChecks();
    void affirmedAnswers_data();
    void affirmedAnswers();
    void readinessIsKeptWithTheDate();
    void readinessCheckEndsWithTheSession();
    void destroyedFromTheSignal();

private:
    PbxSession &session() { return m_fixture->session; }
    FakeServer &server() { return m_fixture->server; }
    void load()
    {
        m_model->load();
        AccountFixture::turn();
    }
    void startFlow(Purpose purpose = Purpose::Enrol)
    {
        load();
        m_model->start(purpose);
    }
    void confirm()
    {
        m_model->flow()->confirmPassword(typed("password"));
        AccountFixture::turn();
    }
    std::unique_ptr<EnrolmentFixture> m_fixture;
    std::unique_ptr<SecuritySettingsModel> m_model;
};

void TestSecuritySettingsModel::init()
{
    m_fixture = std::make_unique<EnrolmentFixture>();
    m_fixture->flow.reset();
    m_model = std::make_unique<SecuritySettingsModel>(session());
    server().always(kExtensionsCall, extensions(u"Administrator"_s));
}

void TestSecuritySettingsModel::cleanup()
{
    m_model.reset();
    m_fixture.reset();
}

void TestSecuritySettingsModel::loaded()
{
    server().always(kTwoFactorCall, stateAnswer(Method::Email));
    m_model->load();
    QVERIFY(m_model->isBusy() && !m_model->isLoaded());
    m_model->load();
    AccountFixture::turn();
    QVERIFY(!m_model->isBusy() && m_model->isLoaded() && !m_model->error());
    QVERIFY(m_model->state().isEnabled && m_model->state().method.is(Method::Email));
    QCOMPARE(m_model->state().emailHint, u"a***@pbx.example"_s);
    QVERIFY(m_model->state().isMailServerReady && !m_model->state().isMandatory);
    QCOMPARE(server().count(kTwoFactorCall), 1);
}

void TestSecuritySettingsModel::unreadable_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<Kind>("kind");
    QTest::newRow("session over") << 10004 << Kind::SessionExpired;
    QTest::newRow("address blocked") << 70004 << Kind::LockedOut;
    QTest::newRow("an old firmware") << 10001 << Kind::Unsupported;
    QTest::newRow("fault of the PBX") << -2 << Kind::ServerFault;
    QTest::newRow("an answer without the state") << 0 << Kind::MalformedReply;
}

void TestSecuritySettingsModel::unreadable()
{
    QFETCH(int, code);
    QFETCH(Kind, kind);
    server().next(kTwoFactorCall, FakeAnswer::refusal(code));
    load();
    QVERIFY(!m_model->isBusy() && !m_model->isLoaded());
    QCOMPARE(m_model->error()->kind, kind);
    m_fixture->signIn();
    load();
    QVERIFY(m_model->isLoaded() && !m_model->error());
}

void TestSecuritySettingsModel::flowNeedsTheState()
{
    m_model->start(Purpose::Enrol);
    QVERIFY(!m_model->flow());
    startFlow(Purpose::SwitchOff);
    QVERIFY(m_model->flow());
    QCOMPARE(m_model->flow()->purpose(), Purpose::SwitchOff);
}

void TestSecuritySettingsModel::flowChangesTheState()
{
    startFlow();
    QSignalSpy changed(m_model.get(), &SecuritySettingsModel::changed);
    confirm();
    QVERIFY(changed.count() >= 2);
    m_model->flow()->chooseMethod(Method::Authenticator);
    AccountFixture::turn();
    server().always(kTwoFactorUpdateCall, FakeAnswer::done());
    server().always(kTwoFactorCall, stateAnswer(Method::Authenticator));
    m_model->flow()->save(typed("287082"));
    AccountFixture::turn();
    QCOMPARE(m_model->flow()->step(), Step::Finished);
    QVERIFY(m_model->state().isEnabled && m_model->state().method.is(Method::Authenticator));
}

void TestSecuritySettingsModel::givenUp_data()
{
    QTest::addColumn<int>("orders"); // how far it went
    QTest::newRow("before the password") << 0;
    QTest::newRow("after the password") << 1;
    QTest::newRow("with the key on show") << 2;
}

void TestSecuritySettingsModel::givenUp()
{
    QFETCH(int, orders);
    startFlow();
    if (orders > 0)
        confirm();
    if (orders > 1)
        m_model->flow()->chooseMethod(Method::Authenticator);
    AccountFixture::turn();
    server().forgetRequests();
    m_model->giveUp();
    QVERIFY(!m_model->flow());
    QVERIFY2(m_model->isBusy(), "the state is not read again");
    AccountFixture::turn();
    QCOMPARE(server().calls(), QStringList{kTwoFactorCall});
    QVERIFY(!m_model->state().isEnabled);
    m_model->giveUp();
    QVERIFY(!m_model->isBusy());
}

//! The flow that tells is the one that is replaced.
void TestSecuritySettingsModel::startedAgainFromTheSignal()
{
    startFlow();
    bool isFirst = true;
    connect(m_model.get(), &SecuritySettingsModel::changed, this, [&] {
        if (m_model->flow() && m_model->flow()->step() == Step::CheckingPassword &&
            std::exchange(isFirst, false))
            m_model->start(Purpose::SwitchOff);
    });
    confirm();
    QCOMPARE(m_model->flow()->purpose(), Purpose::SwitchOff);
    QCOMPARE(m_model->flow()->step(), Step::AskingPassword);
}

void TestSecuritySettingsModel::keptOverAnExpiry()
{
    startFlow();
    confirm();
    m_model->flow()->chooseMethod(Method::Authenticator);
    AccountFixture::turn();
    TwoFactorEnrolment *const flow = m_model->flow();
    m_fixture->expire();
    QCOMPARE(m_model->flow(), flow);
    QVERIFY(m_model->isLoaded());
    session().open(); // asks who it is, as after a new start of the PBX
    AccountFixture::turn();
    m_fixture->signIn();
    QCOMPARE(m_model->flow(), flow);
    QCOMPARE(flow->step(), Step::ShowingKey);
    QVERIFY(flow->key());
}

void TestSecuritySettingsModel::everythingEnds_data()
{
    QTest::addColumn<QString>("how");
    QTest::newRow("signed out") << u"out"_s;
    QTest::newRow("address blocked") << u"locked"_s;
    QTest::newRow("moved elsewhere") << u"moved"_s;
    QTest::newRow("another account signed in") << u"other"_s;
    QTest::newRow("another account after the session had expired") << u"expired"_s;
}

void TestSecuritySettingsModel::everythingEnds()
{
    QFETCH(QString, how);
    startFlow();
    confirm();
    if (how == u"out"_s)
        session().signOut();
    else if (how == u"locked"_s)
        session().noteError({.kind = Kind::LockedOut});
    else if (how == u"moved"_s)
        m_fixture->moveElsewhere();
    else if (how == u"expired"_s)
        m_fixture->expire();
    if (how == u"other"_s || how == u"expired"_s)
        m_fixture->signInAs(u"1001"_s, u"user"_s);
    QVERIFY(!m_model->flow());
    QVERIFY2(!m_model->isLoaded(), "another account's state");
    QVERIFY(!m_model->isBusy());
}

void TestSecuritySettingsModel::lateStateOfAnotherAccount()
{
    server().next(kTwoFactorCall, FakeAnswer::hang());
    load();
    m_fixture->signInAs(u"1001"_s, u"user"_s);
    if (server().release(kTwoFactorCall, stateAnswer(Method::Email)))
        AccountFixture::turn();
    QVERIFY(!m_model->isLoaded() && !m_model->isBusy());
    load();
    QVERIFY(m_model->isLoaded() && !m_model->state().isEnabled);
}

void TestSecuritySettingsModel::cutOff()
{
    server().next(kTwoFactorCall, FakeAnswer::hang());
    load();
    m_fixture->moveElsewhere();
    AccountFixture::turn();
    QVERIFY(!m_model->isBusy());
    QVERIFY(!m_model->isLoaded());
}

void TestSecuritySettingsModel::readinessIsForTheSuperAdministrator_data()
{
    QTest::addColumn<QString>("role");
    QTest::addColumn<bool>("isNeeded");
    QTest::newRow("super administrator") << u"super_admin"_s << true;
    QTest::newRow("administrator") << u"administrator"_s << false;
    QTest::newRow("an extension") << u"user"_s << false;
    QTest::newRow("a role of the future") << u"auditor"_s << false;
}

void TestSecuritySettingsModel::readinessIsForTheSuperAdministrator()
{
    QFETCH(QString, role);
    QFETCH(bool, isNeeded);
    m_fixture->signInAs(u"somebody"_s, role);
    QCOMPARE(m_model->needsReadiness(), isNeeded);
    for (const auto item : {ReadinessItem::SecondAdministrator, ReadinessItem::MailServer,
                            ReadinessItem::KeyInVault}) {
        QCOMPARE(m_model->needsReadiness(), isNeeded);
        m_model->answerReadiness(item, ReadinessAnswer::Affirmed);
    }
    QVERIFY(!m_model->needsReadiness());
}

void TestSecuritySettingsModel::readinessChecks()
{
    m_model->checkReadiness();
    QVERIFY(m_model->isCheckingReadiness());
    m_model->checkReadiness();
    AccountFixture::turn();
    QVERIFY(!m_model->isCheckingReadiness());
    QCOMPARE(server().count(kExtensionsCall), 1);
    const ReadinessRecord &record = m_model->readiness();
    QCOMPARE(record.of(ReadinessItem::SecondAdministrator)->answer, ReadinessAnswer::Met);
    QCOMPARE(record.of(ReadinessItem::MailServer)->answer, ReadinessAnswer::Met);
    QVERIFY(!record.of(ReadinessItem::KeyInVault));
    QVERIFY2(m_model->needsReadiness(), "nobody has said where the key is kept");
    m_model->answerReadiness(ReadinessItem::KeyInVault, ReadinessAnswer::Affirmed);
    QVERIFY(!m_model->needsReadiness());
}

void TestSecuritySettingsModel::affirmedAnswers_data()
{
    QTest::addColumn<ReadinessAnswer>("own");
    QTest::addColumn<QString>("role"); // of the one extension
    QTest::addColumn<ReadinessAnswer>("after");
    using Answer = ReadinessAnswer;
    QTest::newRow("affirmed, the PBX shows the contrary")
        << Answer::Affirmed << u"Employee"_s << Answer::Affirmed;
    QTest::newRow("affirmed, the PBX shows it")
        << Answer::Affirmed << u"Administrator"_s << Answer::Met;
    QTest::newRow("not met before, met now") << Answer::NotMet << u"Administrator"_s << Answer::Met;
    QTest::newRow("met before, not met now") << Answer::Met << u"Employee"_s << Answer::NotMet;
}

void TestSecuritySettingsModel::affirmedAnswers()
{
    QFETCH(ReadinessAnswer, own);
    QFETCH(QString, role);
    QFETCH(ReadinessAnswer, after);
    m_model->answerReadiness(ReadinessItem::SecondAdministrator, own);
    server().always(kExtensionsCall, extensions(role));
    m_model->checkReadiness();
    AccountFixture::turn();
    QCOMPARE(m_model->readiness().of(ReadinessItem::SecondAdministrator)->answer, after);
}

void TestSecuritySettingsModel::readinessIsKeptWithTheDate()
{
    QSignalSpy kept(&session(), &PbxSession::settingsChanged);
    m_model->answerReadiness(ReadinessItem::KeyInVault, ReadinessAnswer::Affirmed);
    QCOMPARE(kept.count(), 1);
    QCOMPARE(session().settings().readiness.of(ReadinessItem::KeyInVault)->at,
             m_fixture->clock.now());
    m_fixture->clock.advance(std::chrono::hours(1));
    m_model->answerReadiness(ReadinessItem::KeyInVault, ReadinessAnswer::NotMet);
    QCOMPARE(m_model->readiness().of(ReadinessItem::KeyInVault)->at, m_fixture->clock.now());
    QCOMPARE(m_model->readiness().entries().size(), 1);
}

void TestSecuritySettingsModel::readinessCheckEndsWithTheSession()
{
    for (const bool isExpiry : {true, false}) {
        server().always(kExtensionsCall, FakeAnswer::hang());
        m_model->checkReadiness();
        AccountFixture::turn();
        QVERIFY(m_model->isCheckingReadiness());
        if (isExpiry)
            m_fixture->expire();
        else
            session().signOut();
        QVERIFY(!m_model->isCheckingReadiness());
        m_fixture->signIn();
        QVERIFY(!m_model->readiness().of(ReadinessItem::SecondAdministrator));
    }
}

void TestSecuritySettingsModel::destroyedFromTheSignal()
{
    for (int change = 1; change <= 6; ++change) {
        cleanup();
        init();
        int heard = 0;
        connect(m_model.get(), &SecuritySettingsModel::changed, this, [&] {
            if (++heard == change)
                m_model.reset();
        });
        load();
        if (m_model)
            m_model->checkReadiness();
        AccountFixture::turn();
        if (m_model)
            m_model->start(Purpose::Enrol);
        if (m_model)
            confirm();
        QVERIFY(!m_model);
    }
}

QTEST_GUILESS_MAIN(TestSecuritySettingsModel)
#include "tst_securitysettingsmodel.moc"
