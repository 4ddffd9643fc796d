// SPDX-License-Identifier: GPL-3.0-or-later
#include "enrolmentfixture.h"

#include <QMetaEnum>

using namespace lw;
using namespace lw::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Kind = ApiError::Kind;
using Method = SecondFactorMethod;

/*! The way from the password to a code; what comes of Save is tst_twofactorsaving's. */
class TestTwoFactorEnrolment : public QObject
{
    Q_OBJECT
private slots:
    void init() { m_fixture = std::make_unique<EnrolmentFixture>(); }
    void cleanup() { m_fixture.reset(); }

    void byAuthenticator();
    void byEmail();
    void switchingOffNeedsNoMethod();
    void refusedPassword_data();
    void refusedPassword();
    void refusedKey_data();
    void refusedKey();
    void refusedMail_data();
    void refusedMail();
    void mailWaits();
    void methodsBackAndForth();
    void proofOverByTime_data();
    void proofOverByTime();
    void proofOverBeforeTheKey();
    void abandoned_data();
    void abandoned();
    void destroyedFromTheSignal_data();
    void destroyedFromTheSignal();
    void ordersOutOfPlace_data();
    void ordersOutOfPlace();
    void nothingWithoutASession();

private:
    TwoFactorEnrolment &flow() { return *m_fixture->flow; }
    FakeServer &server() { return m_fixture->server; }
    QStringList changes() const;
    static void stepRows();
    std::unique_ptr<EnrolmentFixture> m_fixture;
};

//! What was sent that could change the account.
QStringList TestTwoFactorEnrolment::changes() const
{
    return m_fixture->server.calls().filter(kTwoFactorUpdateCall);
}

void TestTwoFactorEnrolment::byAuthenticator()
{
    QCOMPARE(flow().step(), Step::AskingPassword);
    flow().confirmPassword(typed("password"));
    QCOMPARE(flow().step(), Step::CheckingPassword);
    QVERIFY(flow().isBusy());
    AccountFixture::turn();
    QCOMPARE(flow().step(), Step::ChoosingMethod);
    QVERIFY(!flow().isBusy() && !flow().method() && !flow().key());
    QCOMPARE(server().last(kCheckPasswordCall).json(),
             (QJsonObject{{u"password"_s, pw64("password")}}));
    flow().chooseMethod(Method::Authenticator);
    QCOMPARE(flow().step(), Step::FetchingKey);
    AccountFixture::turn();
    QCOMPARE(flow().step(), Step::ShowingKey);
    QCOMPARE(server().last(kKeyCall).json(),
             (QJsonObject{{u"password_token"_s, u"5b1a3c8e0d2f4a6977e1c2b3a4958677"_s}}));
    QVERIFY(flow().key()->secret == typed("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"));
    QCOMPARE(flow().key()->issuer, u"Lab"_s);
    QCOMPARE(flow().key()->account, u"admin"_s);
    QVERIFY(!flow().isKeyWeak());
    QVERIFY(!flow().error());
    QVERIFY(changes().isEmpty());
}

void TestTwoFactorEnrolment::byEmail()
{
    m_fixture->confirm();
    m_fixture->choose(Method::Email);
    QCOMPARE(flow().step(), Step::ReadyToMail);
    QCOMPARE(server().count(kMailCall), 0);
    QVERIFY(!flow().mayMailAt() && !flow().mailedCodeEndsAt());
    flow().sendMail();
    QCOMPARE(flow().step(), Step::SendingMail);
    QVERIFY(flow().isBusy());
    AccountFixture::turn();
    QCOMPARE(flow().step(), Step::AwaitingMailedCode);
    QCOMPARE(flow().emailHint(), u"a***@pbx.example"_s);
    QCOMPARE(flow().mailedCodeEndsAt(), std::optional(m_fixture->clock.now().addSecs(300)));
    QCOMPARE(flow().mayMailAt(), std::optional(m_fixture->clock.now().addSecs(60)));
    QCOMPARE(server().count(kKeyCall), 0);
    QVERIFY(changes().isEmpty());
}

void TestTwoFactorEnrolment::switchingOffNeedsNoMethod()
{
    m_fixture = std::make_unique<EnrolmentFixture>(Purpose::SwitchOff, Method::Email);
    m_fixture->confirm();
    QCOMPARE(flow().step(), Step::ReadyToSwitchOff);
    flow().chooseMethod(Method::Authenticator);
    flow().sendMail();
    flow().renewKey();
    QCOMPARE(flow().step(), Step::ReadyToSwitchOff);
    QCOMPARE(server().calls(), QStringList{kCheckPasswordCall});
}

void TestTwoFactorEnrolment::refusedPassword_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<int>("kind");
    QTest::newRow("wrong password") << -1 << int(Kind::Unauthorized);
    QTest::newRow("address blocked") << 70004 << int(Kind::LockedOut);
    QTest::newRow("session over") << 10004 << int(Kind::SessionExpired);
    QTest::newRow("an old firmware") << 10001 << int(Kind::Unsupported);
    QTest::newRow("fault of the PBX") << -2 << int(Kind::ServerFault);
    QTest::newRow("an answer without a token") << 0 << int(Kind::MalformedReply);
}

void TestTwoFactorEnrolment::refusedPassword()
{
    QFETCH(int, code);
    QFETCH(int, kind);
    server().always(kCheckPasswordCall, FakeAnswer::refusal(code));
    m_fixture->confirm();
    QCOMPARE(flow().step(), Step::AskingPassword);
    QCOMPARE(int(flow().error()->kind), kind);
    QCOMPARE(server().calls(), QStringList{kCheckPasswordCall});
}

void TestTwoFactorEnrolment::refusedKey_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<Step>("step");
    QTest::newRow("the proof of the password is over") << 70604 << Step::AskingPassword;
    QTest::newRow("session over") << 10004 << Step::AskingPassword;
    QTest::newRow("not allowed") << 10005 << Step::ChoosingMethod;
    QTest::newRow("an old firmware") << 10001 << Step::ChoosingMethod;
    QTest::newRow("an answer without a key") << 0 << Step::ChoosingMethod;
}

void TestTwoFactorEnrolment::refusedKey()
{
    QFETCH(int, code);
    QFETCH(Step, step);
    server().next(kKeyCall, FakeAnswer::refusal(code));
    m_fixture->showKey();
    QCOMPARE(flow().step(), step);
    QVERIFY(flow().error());
    QVERIFY(!flow().key());
    QCOMPARE(flow().method().has_value(), step == Step::AskingPassword);
    if (code == 10004)
        m_fixture->signIn();
    if (step == Step::AskingPassword)
        m_fixture->confirm(); // the method is remembered
    else
        m_fixture->choose(Method::Authenticator);
    QCOMPARE(flow().step(), Step::ShowingKey);
    QVERIFY(!flow().error());
}

void TestTwoFactorEnrolment::refusedMail_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<Step>("step");
    QTest::addColumn<int>("wait");
    QTest::newRow("too soon") << 70605 << Step::ReadyToMail << 42;
    QTest::newRow("no mail server") << 70606 << Step::ReadyToMail << 0;
    QTest::newRow("the proof of the password is over") << 70604 << Step::AskingPassword << 0;
    QTest::newRow("session over") << 10004 << Step::AskingPassword << 0;
    QTest::newRow("fault of the PBX") << -2 << Step::ReadyToMail << 0;
}

void TestTwoFactorEnrolment::refusedMail()
{
    QFETCH(int, code);
    QFETCH(Step, step);
    QFETCH(int, wait);
    server().next(kMailCall, FakeAnswer::refusal(code, {{u"resend_after"_s, wait}}));
    m_fixture->awaitMail();
    QCOMPARE(flow().step(), step);
    QCOMPARE(flow().error()->serverCode, std::optional(code));
    QVERIFY(!flow().mailedCodeEndsAt());
    QCOMPARE(flow().mayMailAt().has_value(), wait > 0);
    if (wait > 0)
        QCOMPARE(*flow().mayMailAt(), m_fixture->clock.now().addSecs(wait));
    m_fixture->clock.advance(std::chrono::seconds(wait));
    if (code == 10004)
        m_fixture->signIn();
    if (step == Step::AskingPassword)
        m_fixture->confirm();
    m_fixture->mail();
    QCOMPARE(flow().step(), Step::AwaitingMailedCode);
}

void TestTwoFactorEnrolment::mailWaits()
{
    m_fixture->awaitMail();
    m_fixture->clock.advance(59s);
    m_fixture->mail();
    QCOMPARE(server().count(kMailCall), 1);
    m_fixture->clock.advance(1s);
    m_fixture->mail();
    QCOMPARE(server().count(kMailCall), 2);
    QCOMPARE(flow().step(), Step::AwaitingMailedCode);
    QCOMPARE(flow().mayMailAt(), std::optional(m_fixture->clock.now().addSecs(60)));
    server().always(kMailCall, golden(u"error-70605"_s));
    m_fixture->clock.advance(60s);
    m_fixture->mail();
    QVERIFY2(flow().step() == Step::AwaitingMailedCode, "the code that was sent still counts");
    QVERIFY(flow().error());
    QCOMPARE(flow().mayMailAt(), std::optional(m_fixture->clock.now().addSecs(42)));
}

void TestTwoFactorEnrolment::methodsBackAndForth()
{
    m_fixture->showKey();
    m_fixture->choose(Method::Email);
    QCOMPARE(flow().step(), Step::ReadyToMail);
    m_fixture->mail();
    m_fixture->choose(Method::Authenticator);
    QCOMPARE(flow().step(), Step::ShowingKey);
    QCOMPARE(server().count(kKeyCall), 1);
    m_fixture->choose(Method::Email);
    QCOMPARE(flow().step(), Step::AwaitingMailedCode);
    QCOMPARE(server().count(kMailCall), 1);
    QVERIFY(changes().isEmpty());
}

void TestTwoFactorEnrolment::proofOverByTime_data()
{
    QTest::addColumn<QString>("order");
    QTest::newRow("another method") << u"choose"_s;
    QTest::newRow("another key") << u"renew"_s;
    QTest::newRow("Save") << u"save"_s;
}

//! The key on the phone stays the key that counts.
void TestTwoFactorEnrolment::proofOverByTime()
{
    QFETCH(QString, order);
    m_fixture->showKey();
    m_fixture->clock.advance(300s);
    server().forgetRequests();
    if (order == u"choose"_s)
        flow().chooseMethod(Method::Authenticator);
    else if (order == u"renew"_s)
        flow().renewKey();
    else
        flow().save(typed("287082"));
    AccountFixture::turn();
    QCOMPARE(flow().step(), Step::AskingPassword);
    QCOMPARE(m_fixture->errorReason(), u"password-proof-over"_s);
    QVERIFY2(server().calls().isEmpty(), "sent with a proof that is over");
    QVERIFY(flow().key());
    m_fixture->confirm();
    QCOMPARE(flow().step(), Step::ShowingKey);
    QVERIFY(flow().key()->secret == typed("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"));
    QCOMPARE(server().calls(), QStringList{kCheckPasswordCall});
}

void TestTwoFactorEnrolment::proofOverBeforeTheKey()
{
    m_fixture->confirm();
    m_fixture->clock.advance(300s);
    m_fixture->choose(Method::Email);
    QCOMPARE(flow().step(), Step::AskingPassword);
    m_fixture->confirm();
    QCOMPARE(flow().step(), Step::ReadyToMail);
    m_fixture->clock.advance(300s);
    m_fixture->mail();
    QCOMPARE(flow().step(), Step::AskingPassword);
    QCOMPARE(server().count(kMailCall), 0);
}

void TestTwoFactorEnrolment::stepRows()
{
    QTest::addColumn<Step>("step");
    const QMetaEnum steps = QMetaEnum::fromType<Step>();
    for (int i = 0; i < steps.keyCount(); ++i) {
        const auto step = static_cast<Step>(steps.value(i));
        if (step != Step::ReadyToSwitchOff && step != Step::Finished)
            QTest::newRow(steps.key(i)) << step;
    }
}

void TestTwoFactorEnrolment::abandoned_data()
{
    stepRows();
}

//! Nothing is sent after the flow is gone, and before Save nothing that changes the account.
void TestTwoFactorEnrolment::abandoned()
{
    QFETCH(Step, step);
    m_fixture->goTo(step);
    QCOMPARE(flow().step(), step);
    const qsizetype sent = server().calls().size();
    m_fixture->flow.reset();
    for (const QString &call : {kCheckPasswordCall, kKeyCall, kMailCall, kTwoFactorUpdateCall})
        QTRY_COMPARE(server().hanging(call), 0);
    QCOMPARE(server().calls().size(), sent);
    QCOMPARE(changes().size(), step == Step::Saving ? 1 : 0);
    QVERIFY(m_fixture->session.isSignedIn());
}

void TestTwoFactorEnrolment::destroyedFromTheSignal_data()
{
    stepRows();
    QTest::newRow("Finished") << Step::Finished;
}

void TestTwoFactorEnrolment::destroyedFromTheSignal()
{
    QFETCH(Step, step);
    server().always(kTwoFactorUpdateCall, FakeAnswer::done());
    if (step == Step::AskingPassword)
        server().always(kCheckPasswordCall, FakeAnswer::refusal(-1));
    const TwoFactorEnrolment *const one = m_fixture->flow.get();
    connect(one, &TwoFactorEnrolment::changed, this, [this, step] {
        if (flow().step() == step)
            m_fixture->flow.reset();
    });
    const auto orders = {std::function<void()>([this] { m_fixture->confirm(); }),
                         std::function<void()>([this, step] {
                             const bool isMail = step == Step::ReadyToMail ||
                                                 step == Step::SendingMail ||
                                                 step == Step::AwaitingMailedCode;
                             m_fixture->choose(isMail ? Method::Email : Method::Authenticator);
                         }),
                         std::function<void()>([this] { m_fixture->mail(); }),
                         std::function<void()>([this] { m_fixture->save(); })};
    for (const auto &order : orders) {
        if (m_fixture->flow)
            order();
    }
    QVERIFY2(!m_fixture->flow, "never came there");
}

void TestTwoFactorEnrolment::ordersOutOfPlace_data()
{
    stepRows();
}

//! What does not belong to a step is not done, least of all sent.
void TestTwoFactorEnrolment::ordersOutOfPlace()
{
    QFETCH(Step, step);
    m_fixture->goTo(step);
    server().forgetRequests();
    if (step != Step::AskingPassword)
        flow().confirmPassword(typed("password"));
    if (step != Step::ShowingKey)
        flow().renewKey();
    if (step != Step::ReadyToMail && step != Step::AwaitingMailedCode)
        flow().sendMail();
    if (step != Step::ShowingKey && step != Step::AwaitingMailedCode)
        flow().save(typed("287082"));
    if (flow().isBusy() || step == Step::AskingPassword)
        flow().chooseMethod(Method::Email);
    QCOMPARE(flow().step(), step);
    AccountFixture::turn();
    QCOMPARE(server().calls(), QStringList{});
}

void TestTwoFactorEnrolment::nothingWithoutASession()
{
    m_fixture->session.signOut();
    AccountFixture::turn();
    server().forgetRequests();
    m_fixture->confirm();
    QCOMPARE(flow().step(), Step::AskingPassword);
    QVERIFY(server().calls().isEmpty());
}

QTEST_GUILESS_MAIN(TestTwoFactorEnrolment)
#include "tst_twofactorenrolment.moc"
