// SPDX-License-Identifier: GPL-3.0-or-later
#include "accountfixture.h"

#include <session/passwordchange.h>

#include <QSignalSpy>

using namespace lw;
using namespace lw::test;
using namespace Qt::StringLiterals;
using Kind = ApiError::Kind;
using State = PbxSession::State;
using Step = PasswordChange::Step;

Q_DECLARE_METATYPE(lw::ApiError::Kind)
Q_DECLARE_METATYPE(lw::ChangeOutcome)

/*! Changing the own password: done, refused, unanswered, and where it is demanded. */
class TestPasswordChange : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void cleanup();

    void done();
    void refused_data();
    void refused();
    void unanswered_data();
    void unanswered();
    void cutOff();
    void demandedByThePbx_data();
    void demandedByThePbx();
    void onlyOneAtATime();
    void again();
    void nothingWithoutASession_data();
    void nothingWithoutASession();
    void signedOutMeanwhile();
    void somebodyElseMeanwhile();
    void destroyedFromASignal_data();
    void destroyedFromASignal();

private:
    PbxSession &session() { return m_fixture->session; }
    FakeServer &server() { return m_fixture->server; }
    void start(const char *wanted = "New-Password-2")
    {
        m_change->start(typed("password"), typed(wanted));
        AccountFixture::turn();
    }

    std::unique_ptr<AccountFixture> m_fixture;
    std::unique_ptr<PasswordChange> m_change;
    QList<QByteArray> m_heard; //!< what passwordChanged() said
};

void TestPasswordChange::init()
{
    m_fixture = std::make_unique<AccountFixture>();
    m_change = std::make_unique<PasswordChange>(session());
    m_heard.clear();
    connect(&session(), &PbxSession::passwordChanged, this,
            [this](const Secret &wanted) { m_heard.append(wanted.view().toByteArray()); });
    m_fixture->signIn();
    server().forgetRequests();
}

void TestPasswordChange::cleanup()
{
    m_change.reset();
    m_fixture.reset();
}

void TestPasswordChange::done()
{
    server().always(kChangePasswordCall, FakeAnswer::done());
    QCOMPARE(m_change->step(), Step::Idle);
    m_change->start(typed("password"), typed("New-Password-2"));
    QCOMPARE(m_change->step(), Step::Sending);
    QVERIFY(m_change->isBusy());
    QVERIFY(m_heard.isEmpty());
    AccountFixture::turn();
    QCOMPARE(m_change->step(), Step::Finished);
    QCOMPARE(m_change->outcome(), ChangeOutcome::Done);
    QVERIFY(!m_change->error() && !m_change->isBusy());
    QCOMPARE(server().calls(), QStringList{kChangePasswordCall});
    QCOMPARE(server().last(kChangePasswordCall).json(),
             (QJsonObject{{u"old_password"_s, pw64("password")},
                          {u"new_password"_s, pw64("New-Password-2")},
                          {u"confirm_password"_s, pw64("New-Password-2")}}));
    QCOMPARE(m_heard, QList<QByteArray>{"New-Password-2"});
    QVERIFY(session().isSignedIn());
    QCOMPARE(m_fixture->deeds.outcomes(), QStringList{u"own-password-changed done"_s});
    QCOMPARE(m_fixture->deeds.deeds.first().userName, u"Admin"_s);
}

void TestPasswordChange::refused_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<State>("state");
    QTest::newRow("wrong old password") << -1 << Kind::Unauthorized << State::Connected;
    QTest::newRow("unchanged") << 40002 << Kind::Rejected << State::Connected;
    QTest::newRow("not allowed") << 70084 << Kind::Forbidden << State::Connected;
    QTest::newRow("an old firmware") << 10001 << Kind::Unsupported << State::Connected;
    QTest::newRow("fault of the PBX") << -2 << Kind::ServerFault << State::Connected;
    QTest::newRow("session over") << 10004 << Kind::SessionExpired << State::NeedsPassword;
    QTest::newRow("address blocked") << 70004 << Kind::LockedOut << State::Locked;
}

void TestPasswordChange::refused()
{
    QFETCH(int, code);
    QFETCH(Kind, kind);
    QFETCH(State, state);
    const QJsonArray fields{
        QJsonObject{{u"field"_s, u"new_password"_s}, {u"validation_type"_s, u"unchanged"_s}}};
    server().always(kChangePasswordCall,
                    FakeAnswer::refusal(code, {{u"invalid_param_list"_s, fields}}));
    start();
    QCOMPARE(m_change->step(), Step::Finished);
    QCOMPARE(m_change->outcome(), ChangeOutcome::NotDone);
    QCOMPARE(m_change->error()->kind, kind);
    QCOMPARE(m_change->error()->fields.value(u"new_password"_s), u"unchanged"_s);
    QCOMPARE(session().state(), state);
    QVERIFY(m_heard.isEmpty());
    QCOMPARE(server().calls(), QStringList{kChangePasswordCall});
    QCOMPARE(m_fixture->deeds.outcomes(), QStringList{u"own-password-changed not-done"_s});
}

void TestPasswordChange::unanswered_data()
{
    QTest::addColumn<QString>("proof");
    QTest::addColumn<ChangeOutcome>("outcome");
    QTest::newRow("the new password holds") << u"right"_s << ChangeOutcome::Done;
    QTest::newRow("the new password does not hold") << u"-1"_s << ChangeOutcome::NotDone;
    QTest::newRow("no answer again") << u"timeout"_s << ChangeOutcome::Unknown;
    QTest::newRow("the session is over") << u"10004"_s << ChangeOutcome::Unknown;
    QTest::newRow("the address is blocked") << u"70004"_s << ChangeOutcome::Unknown;
    QTest::newRow("the PBX lacks the question") << u"10001"_s << ChangeOutcome::Unknown;
    QTest::newRow("somebody in between wants a password") << u"proxy"_s << ChangeOutcome::Unknown;
}

void TestPasswordChange::unanswered()
{
    QFETCH(QString, proof);
    QFETCH(ChangeOutcome, outcome);
    server().always(kChangePasswordCall, lw::test::unanswered());
    FakeAnswer answer = FakeAnswer::refusal(proof.toInt());
    if (proof == u"right"_s)
        answer = golden(u"twofactor-checkpassword"_s);
    else if (proof == u"timeout"_s)
        answer = FakeAnswer::failure(Kind::Timeout);
    else if (proof == u"proxy"_s)
        answer = {.status = 401, .body = "<html>"};
    server().always(kCheckPasswordCall, FakeAnswer::hang());
    start();
    QCOMPARE(m_change->step(), Step::Proving);
    QVERIFY(m_change->isBusy());
    QCOMPARE(server().last(kCheckPasswordCall).json(),
             (QJsonObject{{u"password"_s, pw64("New-Password-2")}}));
    QVERIFY(server().release(kCheckPasswordCall, answer));
    AccountFixture::turn();
    QCOMPARE(m_change->step(), Step::Finished);
    QCOMPARE(m_change->outcome(), outcome);
    QCOMPARE(m_change->error().has_value(), outcome != ChangeOutcome::Done);
    if (m_change->error())
        QCOMPARE(m_change->error()->kind, Kind::UnknownOutcome);
    QCOMPARE(m_heard.size(), outcome == ChangeOutcome::Done ? 1 : 0);
    QVERIFY2(server().calls() == (QStringList{kChangePasswordCall, kCheckPasswordCall}),
             "asked twice: that counts towards a block");
}

void TestPasswordChange::cutOff()
{
    start(); // hangs
    m_fixture->moveElsewhere();
    AccountFixture::turn();
    QCOMPARE(m_change->step(), Step::Finished);
    QCOMPARE(m_change->outcome(), ChangeOutcome::Unknown);
    QVERIFY(m_change->error());
    QVERIFY(m_heard.isEmpty());
}

void TestPasswordChange::demandedByThePbx_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<State>("state");
    QTest::newRow("done") << 0 << State::Connected;
    QTest::newRow("wrong old password") << -1 << State::NeedsNewPassword;
    QTest::newRow("unchanged") << 40002 << State::NeedsNewPassword;
    QTest::newRow("session over") << 10004 << State::NeedsPassword;
}

void TestPasswordChange::demandedByThePbx()
{
    QFETCH(int, code);
    QFETCH(State, state);
    server().always(kLoginCall, golden(u"login-mustchange"_s));
    FakeAnswer login = golden(u"login-mustchange"_s);
    login.cookies = {"websession=S3; Path=/"};
    server().always(kLoginCall, login);
    m_fixture->signIn();
    QCOMPARE(session().state(), State::NeedsNewPassword);
    server().always(kChangePasswordCall, FakeAnswer::refusal(code));
    start();
    QCOMPARE(session().state(), state);
    QCOMPARE(session().isSignedIn(), code == 0);
    QCOMPARE(m_heard.size(), code == 0 ? 1 : 0);
    QCOMPARE(m_change->outcome(), code == 0 ? ChangeOutcome::Done : ChangeOutcome::NotDone);
}

void TestPasswordChange::onlyOneAtATime()
{
    start("first"); // hangs
    start("second");
    QCOMPARE(server().count(kChangePasswordCall), 1);
    QVERIFY(server().release(kChangePasswordCall, FakeAnswer::done()));
    AccountFixture::turn();
    QCOMPARE(m_heard, QList<QByteArray>{"first"});
}

void TestPasswordChange::again()
{
    server().next(kChangePasswordCall, FakeAnswer::refusal(-1));
    start();
    m_change->start(typed("password"), typed("New-Password-2")); // hangs
    QCOMPARE(m_change->outcome(), ChangeOutcome::None);
    QVERIFY(!m_change->error());
    QVERIFY(server().release(kChangePasswordCall, FakeAnswer::done()));
    AccountFixture::turn();
    QCOMPARE(m_change->outcome(), ChangeOutcome::Done);
}

void TestPasswordChange::nothingWithoutASession_data()
{
    QTest::addColumn<QString>("how");
    QTest::newRow("signed out") << u"out"_s;
    QTest::newRow("session ended by the PBX") << u"expired"_s;
    QTest::newRow("moved elsewhere") << u"moved"_s;
}

void TestPasswordChange::nothingWithoutASession()
{
    QFETCH(QString, how);
    if (how == u"out"_s)
        session().signOut();
    else if (how == u"expired"_s)
        m_fixture->expire();
    else
        m_fixture->moveElsewhere();
    start();
    QCOMPARE(m_change->step(), Step::Idle);
    QCOMPARE(server().count(kChangePasswordCall), 0);
}

//! The PBX carried it out all the same: what is saved for the account must follow.
void TestPasswordChange::signedOutMeanwhile()
{
    start(); // hangs
    session().signOut();
    QVERIFY(server().release(kChangePasswordCall, FakeAnswer::done()));
    AccountFixture::turn();
    QCOMPARE(m_change->outcome(), ChangeOutcome::Done);
    QCOMPARE(m_heard, QList<QByteArray>{"New-Password-2"});
    QCOMPARE(session().state(), State::Disconnected);
}

//! One account's new password must never be saved as another's.
void TestPasswordChange::somebodyElseMeanwhile()
{
    start(); // hangs
    m_fixture->signInAs(u"1001"_s, u"user"_s);
    QCOMPARE(session().state(), State::Connected);
    QVERIFY(server().release(kChangePasswordCall, FakeAnswer::done()));
    AccountFixture::turn();
    QCOMPARE(m_change->outcome(), ChangeOutcome::Done);
    QVERIFY(m_heard.isEmpty());
    QCOMPARE(m_fixture->deeds.deeds.first().userName, u"Admin"_s);
}

void TestPasswordChange::destroyedFromASignal_data()
{
    QTest::addColumn<Step>("step");
    QTest::addColumn<int>("code");
    QTest::newRow("when it is sent") << Step::Sending << 0;
    QTest::newRow("when it is proved") << Step::Proving << -99;
    QTest::newRow("when it is done") << Step::Finished << 0;
    QTest::newRow("when it is refused") << Step::Finished << -1;
    QTest::newRow("by whoever hears the new password") << Step::Idle << 0;
}

void TestPasswordChange::destroyedFromASignal()
{
    QFETCH(Step, step);
    QFETCH(int, code);
    server().always(kChangePasswordCall,
                    code == -99 ? lw::test::unanswered() : FakeAnswer::refusal(code));
    if (step == Step::Idle)
        connect(&session(), &PbxSession::passwordChanged, this, [this] { m_change.reset(); });
    connect(m_change.get(), &PasswordChange::changed, this, [this, step] {
        if (m_change && m_change->step() == step)
            m_change.reset();
    });
    start();
    QVERIFY(!m_change);
    QVERIFY(session().isSignedIn());
}

QTEST_GUILESS_MAIN(TestPasswordChange)
#include "tst_passwordchange.moc"
