// SPDX-License-Identifier: GPL-3.0-or-later
#include "enrolmentfixture.h"

using namespace lw;
using namespace lw::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Kind = ApiError::Kind;
using Method = SecondFactorMethod;

Q_DECLARE_METATYPE(lw::ApiError::Kind)
Q_DECLARE_METATYPE(lw::ChangeOutcome)

namespace {

const QString kToken = u"5b1a3c8e0d2f4a6977e1c2b3a4958677"_s;
using State = PbxSession::State;

} // namespace

/*! What comes of Save in an enrolment: done, refused, unanswered, cut off. */
class TestTwoFactorSaving : public QObject
{
    Q_OBJECT
private slots:
    void cleanup() { m_fixture.reset(); }

    void saved_data();
    void saved();
    void savedButUnreadable();
    void codeLosesItsBlanks();
    void refused_data();
    void refused();
    void refusedCodesAreCounted();
    void lastWrongCodeUsesTheProofUp();
    void proofRefusedKeepsTheKey();
    void unanswered_data();
    void unanswered();
    void nothingIsSettledWhileSaving();
    void mandatoryStaysOn();
    void expiredHalfWay();
    void expiredWhileSaving();
    void saveWithoutASession();
    void connectionGoesWhileSaving();
    void lockedOutWhileSaving();

private:
    TwoFactorEnrolment &flow() { return *m_fixture->flow; }
    FakeServer &server() { return m_fixture->server; }
    //! Stands before Save: the key is shown, the code was mailed, or it may be switched off.
    void prepare(Purpose purpose, Method method, std::optional<Method> before = {})
    {
        m_fixture = std::make_unique<EnrolmentFixture>(purpose, before);
        if (purpose == Purpose::SwitchOff)
            m_fixture->confirm();
        else if (method == Method::Authenticator)
            m_fixture->showKey();
        else
            m_fixture->awaitMail();
        server().forgetRequests();
    }
    void prepareKey() { prepare(Purpose::Enrol, Method::Authenticator); }
    std::unique_ptr<EnrolmentFixture> m_fixture;
};

void TestTwoFactorSaving::saved_data()
{
    QTest::addColumn<Purpose>("purpose");
    QTest::addColumn<Method>("method");
    QTest::addColumn<std::optional<Method>>("before");
    QTest::addColumn<QJsonObject>("sent");
    const QJsonObject on{
        {u"password_token"_s, kToken}, {u"enb_two_factor"_s, 1}, {u"code"_s, u"287082"_s}};
    const auto with = [&](const QString &method) {
        QJsonObject json = on;
        json.insert(u"method"_s, method);
        return json;
    };
    const QJsonObject off{{u"password_token"_s, kToken}, {u"enb_two_factor"_s, 0}};
    using Before = std::optional<Method>;
    QTest::newRow("authenticator, the first time")
        << Purpose::Enrol << Method::Authenticator << Before() << with(u"authenticator"_s);
    QTest::newRow("e-mail, the first time")
        << Purpose::Enrol << Method::Email << Before() << with(u"email"_s);
    QTest::newRow("authenticator in place of e-mail")
        << Purpose::Enrol << Method::Authenticator << Before(Method::Email)
        << with(u"authenticator"_s);
    QTest::newRow("another authenticator")
        << Purpose::Enrol << Method::Authenticator << Before(Method::Authenticator)
        << with(u"authenticator"_s);
    QTest::newRow("switched off") << Purpose::SwitchOff << Method::Email << Before(Method::Email)
                                  << off;
}

void TestTwoFactorSaving::saved()
{
    QFETCH(Purpose, purpose);
    QFETCH(Method, method);
    QFETCH(std::optional<Method>, before);
    QFETCH(QJsonObject, sent);
    prepare(purpose, method, before);
    const bool isOff = purpose == Purpose::SwitchOff;
    const auto wanted = isOff ? std::nullopt : std::optional(method);
    server().always(kTwoFactorUpdateCall, FakeAnswer::done());
    server().always(kTwoFactorCall, stateAnswer(wanted));
    flow().save(typed("287082"));
    QCOMPARE(flow().step(), Step::Saving);
    QVERIFY(flow().isBusy());
    AccountFixture::turn();
    QCOMPARE(flow().step(), Step::Finished);
    QCOMPARE(flow().outcome(), ChangeOutcome::Done);
    QVERIFY(!flow().error() && !flow().isBusy());
    QVERIFY2(!flow().key(), "the key stays behind");
    QCOMPARE(server().calls(), (QStringList{kTwoFactorUpdateCall, kTwoFactorCall}));
    QCOMPARE(server().last(kTwoFactorUpdateCall).json(), sent);
    QVERIFY(flow().after());
    QCOMPARE(flow().after()->isEnabled, !isOff);
    QCOMPARE(flow().before().isEnabled, before.has_value());
    QCOMPARE(m_fixture->deeds.outcomes(),
             QStringList{isOff ? u"own-second-factor-off done"_s : u"own-second-factor-on done"_s});
}

//! The PBX said that it is done: that it cannot be read afterwards takes nothing away.
void TestTwoFactorSaving::savedButUnreadable()
{
    prepareKey();
    server().always(kTwoFactorUpdateCall, FakeAnswer::done());
    server().always(kTwoFactorCall, FakeAnswer::failure(Kind::Timeout));
    m_fixture->save();
    QCOMPARE(flow().step(), Step::Finished);
    QCOMPARE(flow().outcome(), ChangeOutcome::Done);
    QVERIFY(!flow().after());
}

void TestTwoFactorSaving::codeLosesItsBlanks()
{
    prepareKey();
    m_fixture->save(" 287 082\n");
    QCOMPARE(server().last(kTwoFactorUpdateCall).json().value(u"code"_s).toString(), u"287082"_s);
}

void TestTwoFactorSaving::refused_data()
{
    QTest::addColumn<Method>("method");
    QTest::addColumn<int>("code");
    QTest::addColumn<Step>("step");
    QTest::addColumn<State>("state");
    const auto row = [](const char *name, Method method, int code, Step step, State state) {
        QTest::newRow(name) << method << code << step << state;
    };
    const Method app = Method::Authenticator;
    row("a wrong code", app, 70602, Step::ShowingKey, State::Connected);
    row("a wrong code from an e-mail", Method::Email, 70602, Step::AwaitingMailedCode,
        State::Connected);
    row("an e-mailed code that is over", Method::Email, 70603, Step::AwaitingMailedCode,
        State::Connected);
    row("a code of the wrong form", app, 40002, Step::ShowingKey, State::Connected);
    row("not allowed", app, 70084, Step::ShowingKey, State::Connected);
    row("role too small", app, 10005, Step::ShowingKey, State::Connected);
    row("an old firmware", app, 10001, Step::ShowingKey, State::Connected);
    row("fault of the PBX", app, -2, Step::ShowingKey, State::Connected);
    row("the proof of the password is over", app, 70604, Step::AskingPassword, State::Connected);
    row("session over", app, 10004, Step::AskingPassword, State::NeedsPassword);
    row("a code that nobody knows", app, 99999, Step::ShowingKey, State::Connected);
}

void TestTwoFactorSaving::refused()
{
    QFETCH(Method, method);
    QFETCH(int, code);
    QFETCH(Step, step);
    QFETCH(State, state);
    prepare(Purpose::Enrol, method);
    server().always(kTwoFactorUpdateCall, FakeAnswer::refusal(code));
    m_fixture->save();
    QCOMPARE(flow().step(), step);
    QCOMPARE(flow().outcome(), ChangeOutcome::NotDone);
    QCOMPARE(flow().error()->serverCode, std::optional(code));
    QCOMPARE(flow().key() != nullptr, method == Method::Authenticator);
    QCOMPARE(server().calls(), QStringList{kTwoFactorUpdateCall});
    QCOMPARE(m_fixture->session.state(), state);
}

void TestTwoFactorSaving::refusedCodesAreCounted()
{
    prepareKey();
    for (const int code : {70602, 70603, 40002, 70602})
        server().next(kTwoFactorUpdateCall, FakeAnswer::refusal(code));
    QCOMPARE(flow().refusedCodes(), 0);
    for (const int count : {1, 2, 2, 3}) {
        m_fixture->save("000000");
        QCOMPARE(flow().refusedCodes(), count);
    }
    server().always(kTwoFactorUpdateCall, FakeAnswer::done());
    m_fixture->save();
    QCOMPARE(flow().outcome(), ChangeOutcome::Done);
}

void TestTwoFactorSaving::lastWrongCodeUsesTheProofUp()
{
    prepareKey();
    server().next(kTwoFactorUpdateCall, FakeAnswer::refusal(70602, {{u"attempts_left"_s, 1}}));
    m_fixture->save("000000");
    QCOMPARE(flow().step(), Step::ShowingKey);
    server().next(kTwoFactorUpdateCall, FakeAnswer::refusal(70602, {{u"attempts_left"_s, 0}}));
    m_fixture->save("000000");
    QCOMPARE(flow().step(), Step::AskingPassword);
    QCOMPARE(m_fixture->errorReason(), u"code-wrong"_s);
    QCOMPARE(flow().refusedCodes(), 2);
    QVERIFY(flow().key());
}

void TestTwoFactorSaving::proofRefusedKeepsTheKey()
{
    prepareKey();
    server().next(kTwoFactorUpdateCall, FakeAnswer::refusal(70604));
    m_fixture->save();
    QCOMPARE(flow().step(), Step::AskingPassword);
    QCOMPARE(m_fixture->errorReason(), u"password-proof-over"_s);
    m_fixture->confirm();
    QCOMPARE(flow().step(), Step::ShowingKey);
    QVERIFY(flow().key()->secret == typed("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"));
    QCOMPARE(server().count(kKeyCall), 0);
    server().always(kTwoFactorUpdateCall, FakeAnswer::done());
    m_fixture->save();
    QCOMPARE(flow().outcome(), ChangeOutcome::Done);
}

void TestTwoFactorSaving::unanswered_data()
{
    QTest::addColumn<Purpose>("purpose");
    QTest::addColumn<std::optional<Method>>("before");
    QTest::addColumn<QString>("reading");
    QTest::addColumn<ChangeOutcome>("outcome");
    QTest::addColumn<Step>("step");
    using Before = std::optional<Method>;
    const auto row = [](const char *name, Purpose purpose, Before before, const QString &reading,
                        ChangeOutcome outcome, Step step) {
        QTest::newRow(name) << purpose << before << reading << outcome << step;
    };
    const Before email = Method::Email;
    row("it is on: done", Purpose::Enrol, {}, u"authenticator"_s, ChangeOutcome::Done,
        Step::Finished);
    row("it is off: not done", Purpose::Enrol, {}, u"off"_s, ChangeOutcome::NotDone,
        Step::ShowingKey);
    row("nobody can read it", Purpose::Enrol, {}, u"timeout"_s, ChangeOutcome::Unknown,
        Step::Finished);
    row("the session is over", Purpose::Enrol, {}, u"expired"_s, ChangeOutcome::Unknown,
        Step::Finished);
    row("the new method is in force", Purpose::Enrol, email, u"authenticator"_s,
        ChangeOutcome::Done, Step::Finished);
    row("the old method is in force", Purpose::Enrol, email, u"email"_s, ChangeOutcome::NotDone,
        Step::ShowingKey);
    row("a new key looks like the old one", Purpose::Enrol, Before(Method::Authenticator),
        u"authenticator"_s, ChangeOutcome::Unknown, Step::Finished);
    row("switched off: done", Purpose::SwitchOff, email, u"off"_s, ChangeOutcome::Done,
        Step::Finished);
    row("still on: not done", Purpose::SwitchOff, email, u"email"_s, ChangeOutcome::NotDone,
        Step::ReadyToSwitchOff);
    row("nobody can read whether it is off", Purpose::SwitchOff, email, u"timeout"_s,
        ChangeOutcome::Unknown, Step::Finished);
}

void TestTwoFactorSaving::unanswered()
{
    QFETCH(Purpose, purpose);
    QFETCH(std::optional<Method>, before);
    QFETCH(QString, reading);
    QFETCH(ChangeOutcome, outcome);
    QFETCH(Step, step);
    prepare(purpose, Method::Authenticator, before);
    server().always(kTwoFactorUpdateCall, lw::test::unanswered());
    if (reading == u"timeout"_s)
        server().always(kTwoFactorCall, FakeAnswer::failure(Kind::Timeout));
    else if (reading == u"expired"_s)
        server().always(kTwoFactorCall, FakeAnswer::refusal(10004));
    else
        server().always(kTwoFactorCall,
                        stateAnswer(reading == u"off"_s     ? std::nullopt
                                    : reading == u"email"_s ? std::optional(Method::Email)
                                                            : Method::Authenticator));
    m_fixture->save();
    QCOMPARE(flow().step(), step);
    QCOMPARE(flow().outcome(), outcome);
    QVERIFY(!flow().isBusy());
    QCOMPARE(server().calls(), (QStringList{kTwoFactorUpdateCall, kTwoFactorCall}));
    QCOMPARE(flow().error().has_value(), outcome != ChangeOutcome::Done);
    if (flow().error())
        QCOMPARE(flow().error()->kind, Kind::UnknownOutcome);
    if (purpose == Purpose::Enrol)
        QVERIFY2((flow().key() == nullptr) == (outcome == ChangeOutcome::Done),
                 "the key may be in force");
    QCOMPARE(m_fixture->deeds.deeds.size(), step == Step::Finished ? 1 : 0);
}

void TestTwoFactorSaving::nothingIsSettledWhileSaving()
{
    prepareKey();
    server().next(kTwoFactorUpdateCall, FakeAnswer::refusal(70602));
    m_fixture->save("000000");
    QCOMPARE(flow().outcome(), ChangeOutcome::NotDone);
    m_fixture->save(); // hangs
    QCOMPARE(flow().step(), Step::Saving);
    QCOMPARE(flow().outcome(), ChangeOutcome::None);
    QVERIFY(!flow().error());
}

void TestTwoFactorSaving::mandatoryStaysOn()
{
    prepare(Purpose::SwitchOff, Method::Email, Method::Email);
    server().always(kTwoFactorUpdateCall, golden(u"error-70084"_s));
    m_fixture->save();
    QCOMPARE(flow().step(), Step::ReadyToSwitchOff);
    QCOMPARE(flow().outcome(), ChangeOutcome::NotDone);
    QCOMPARE(flow().error()->kind, Kind::Forbidden);
    QVERIFY(m_fixture->deeds.deeds.isEmpty());
}

void TestTwoFactorSaving::expiredHalfWay()
{
    prepareKey();
    m_fixture->expire();
    QCOMPARE(flow().step(), Step::ShowingKey);
    m_fixture->signIn();
    server().next(kTwoFactorUpdateCall, FakeAnswer::refusal(70604)); // of the session before
    m_fixture->save();
    QCOMPARE(flow().step(), Step::AskingPassword);
    m_fixture->confirm();
    QCOMPARE(flow().step(), Step::ShowingKey);
    server().always(kTwoFactorUpdateCall, FakeAnswer::done());
    m_fixture->save();
    QCOMPARE(flow().outcome(), ChangeOutcome::Done);
    QCOMPARE(server().count(kKeyCall), 0);
}

//! 10004 is an answer: the change was not made, and the session asks for its password.
void TestTwoFactorSaving::expiredWhileSaving()
{
    prepareKey();
    m_fixture->save(); // hangs
    m_fixture->expire();
    m_fixture->signIn();
    QVERIFY(server().release(kTwoFactorUpdateCall, FakeAnswer::refusal(10004)));
    AccountFixture::turn();
    QVERIFY2(m_fixture->session.isSignedIn(), "an old answer ended the new session");
    QCOMPARE(flow().step(), Step::AskingPassword);
    QCOMPARE(flow().outcome(), ChangeOutcome::NotDone);
    QVERIFY(flow().key());
}

void TestTwoFactorSaving::saveWithoutASession()
{
    prepareKey();
    m_fixture->expire();
    m_fixture->save();
    QCOMPARE(flow().step(), Step::AskingPassword);
    m_fixture->confirm();
    QCOMPARE(flow().step(), Step::AskingPassword);
    QVERIFY(server().calls().isEmpty());
}

void TestTwoFactorSaving::connectionGoesWhileSaving()
{
    prepareKey();
    m_fixture->save(); // hangs
    m_fixture->moveElsewhere();
    AccountFixture::turn();
    QCOMPARE(flow().step(), Step::Finished);
    QCOMPARE(flow().outcome(), ChangeOutcome::Unknown);
    QVERIFY(flow().error());
}

void TestTwoFactorSaving::lockedOutWhileSaving()
{
    prepareKey();
    server().always(kTwoFactorUpdateCall, golden(u"error-70004"_s));
    m_fixture->save();
    QCOMPARE(m_fixture->session.state(), State::Locked);
    QCOMPARE(flow().outcome(), ChangeOutcome::NotDone);
    QCOMPARE(flow().error()->kind, Kind::LockedOut);
}

QTEST_GUILESS_MAIN(TestTwoFactorSaving)
#include "tst_twofactorsaving.moc"
