// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/pbxfixture.h"

#include <QTest>

using namespace lw;
using namespace lw::Sandbox;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/*! The own second factor: password first, then a key or a mailed code, then the change. */
class TestTwoFactorApi : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        m_pbx = std::make_unique<PbxFixture>();
        (void)m_pbx->signIn();
    }
    void wrongPasswordGivesNoToken();
    void wrongPasswordsBlock();
    void tokenEnds_data();
    void tokenEnds();
    void tokenIsOneAccountsOwn();
    void tokenIsUsedUpBySuccess();
    void fiveWrongCodesEndTheToken();
    void authenticatorIsEnrolled();
    void keyOutlivesItsToken();
    void enrolmentCodeDoesNotSignIn();
    void driftIsForgiven_data();
    void driftIsForgiven();
    void mailIsEnrolled();
    void mailedCodeExpires();
    void resendWaitsWhateverTheToken();
    void mailNeedsServerAndAddress_data();
    void mailNeedsServerAndAddress();
    void oldMethodStaysUntilTheChangeSucceeds();
    void switchingOff();
    void mandatoryCannotBeSwitchedOff();
    void malformedUpdate_data();
    void malformedUpdate();
    void callsNeedAToken_data();
    void callsNeedAToken();

private:
    QJsonObject page()
    {
        return m_pbx->read(u"twofactor/get"_s).json.value("two_factor"_L1).toObject();
    }
    WebAnswer sendMail(const QString &token)
    {
        return m_pbx->ask(u"twofactor/sendemail"_s, QJsonObject{{u"password_token"_s, token}});
    }
    WebAnswer switchOff(const QString &token)
    {
        return m_pbx->ask(u"twofactor/update"_s,
                          QJsonObject{{u"password_token"_s, token}, {u"enb_two_factor"_s, 0}});
    }

    std::unique_ptr<PbxFixture> m_pbx;
};

void TestTwoFactorApi::wrongPasswordGivesNoToken()
{
    const WebAnswer answer =
        m_pbx->ask(u"twofactor/checkpassword"_s,
                   QJsonObject{{u"password"_s, PbxFixture::coded(u"Practice-Operator-1"_s)}});
    QCOMPARE(codeOf(answer), -1);
    QVERIFY(!answer.json.contains("password_token"_L1));
}

void TestTwoFactorApi::wrongPasswordsBlock()
{
    for (int i = 0; i < 5; ++i)
        QVERIFY(m_pbx->passwordToken(u"wrong"_s).isEmpty());
    QCOMPARE(codeOf(m_pbx->ask(u"twofactor/checkpassword"_s, QJsonObject{{u"password"_s, u"x"_s}})),
             70004);
    QCOMPARE(codeOf(m_pbx->read(u"twofactor/get"_s)), 0); // the session stays
    QCOMPARE(codeOf(m_pbx->signIn()), 70004);
}

void TestTwoFactorApi::tokenEnds_data()
{
    QTest::addColumn<int>("seconds");
    QTest::addColumn<int>("answer");
    QTest::newRow("in the last second") << 299 << 0;
    QTest::newRow("after five minutes") << 300 << 70604;
}

void TestTwoFactorApi::tokenEnds()
{
    QFETCH(int, seconds);
    const QString token = m_pbx->passwordToken();
    const Secret key = m_pbx->newKey(token);
    m_pbx->clock.advance(std::chrono::seconds(seconds));
    QTEST(codeOf(m_pbx->enrol(token, u"authenticator"_s, m_pbx->codeOfKey(key))), "answer");
}

void TestTwoFactorApi::tokenIsOneAccountsOwn()
{
    const QString token = m_pbx->passwordToken();
    (void)m_pbx->signIn(u"operator"_s, u"Practice-Operator-1"_s);
    QCOMPARE(codeOf(switchOff(token)), 70604);
}

void TestTwoFactorApi::tokenIsUsedUpBySuccess()
{
    const QString token = m_pbx->passwordToken();
    const Secret key = m_pbx->newKey(token);
    QCOMPARE(codeOf(m_pbx->enrol(token, u"authenticator"_s, m_pbx->codeOfKey(key))), 0);
    QCOMPARE(codeOf(switchOff(token)), 70604);
    QCOMPARE(page().value("enb_two_factor"_L1), QJsonValue(1));
}

void TestTwoFactorApi::fiveWrongCodesEndTheToken()
{
    const QString token = m_pbx->passwordToken();
    const Secret key = m_pbx->newKey(token);
    for (int left = 4; left >= 0; --left) {
        const WebAnswer answer = m_pbx->enrol(token, u"authenticator"_s, m_pbx->codeOfKey(key, 9));
        QCOMPARE(codeOf(answer), 70602);
        QCOMPARE(answer.json.value("attempts_left"_L1), QJsonValue(left));
    }
    QCOMPARE(codeOf(m_pbx->enrol(token, u"authenticator"_s, m_pbx->codeOfKey(key))), 70604);
    QCOMPARE(codeOf(m_pbx->signIn()), 0); // no failed sign-in
}

void TestTwoFactorApi::authenticatorIsEnrolled()
{
    QCOMPARE(page().value("enb_two_factor"_L1), QJsonValue(0));
    (void)m_pbx->enrolAuthenticator();
    QCOMPARE(page().value("enb_two_factor"_L1), QJsonValue(1));
    QCOMPARE(page().value("method"_L1), QJsonValue(u"authenticator"_s));
    QCOMPARE(codeOf(m_pbx->signIn()), 70601);
}

void TestTwoFactorApi::keyOutlivesItsToken()
{
    const Secret key = m_pbx->newKey(m_pbx->passwordToken());
    m_pbx->headers.insert("x-user-activity", "1");
    m_pbx->clock.advance(10min);
    QCOMPARE(
        codeOf(m_pbx->enrol(m_pbx->passwordToken(), u"authenticator"_s, m_pbx->codeOfKey(key))), 0);
}

void TestTwoFactorApi::enrolmentCodeDoesNotSignIn()
{
    const Secret key = m_pbx->enrolAuthenticator();
    const WebAnswer first = m_pbx->signIn();
    QCOMPARE(codeOf(m_pbx->secondStep(first, m_pbx->codeOfKey(key))), 70602);
    m_pbx->clock.advance(30s);
    QCOMPARE(codeOf(m_pbx->secondStep(first, m_pbx->codeOfKey(key, -1))), 70602);
    QCOMPARE(codeOf(m_pbx->secondStep(first, m_pbx->codeOfKey(key))), 0);
}

void TestTwoFactorApi::driftIsForgiven_data()
{
    QTest::addColumn<int>("steps");
    QTest::addColumn<int>("answer");
    QTest::newRow("two steps behind") << -2 << 70602;
    QTest::newRow("one step behind") << -1 << 0;
    QTest::newRow("right") << 0 << 0;
    QTest::newRow("one step ahead") << 1 << 0;
    QTest::newRow("two steps ahead") << 2 << 70602;
}

void TestTwoFactorApi::driftIsForgiven()
{
    QFETCH(int, steps);
    const QString token = m_pbx->passwordToken();
    const Secret key = m_pbx->newKey(token);
    QTEST(codeOf(m_pbx->enrol(token, u"authenticator"_s, m_pbx->codeOfKey(key, steps))), "answer");
}

void TestTwoFactorApi::mailIsEnrolled()
{
    const QString token = m_pbx->passwordToken();
    QCOMPARE(codeOf(m_pbx->enrol(token, u"email"_s, "123456")), 70602); // nothing was sent
    QCOMPARE(codeOf(sendMail(token)), 0);
    QCOMPARE(m_pbx->postman.mails.last().recipient, u"admin@pbx.example"_s);
    QCOMPARE(codeOf(m_pbx->enrol(token, u"email"_s, m_pbx->postman.lastCode())), 0);
    QCOMPARE(page().value("method"_L1), QJsonValue(u"email"_s));
    const WebAnswer first = m_pbx->signIn();
    QCOMPARE(m_pbx->postman.mails.size(), 2);
    QCOMPARE(codeOf(m_pbx->secondStep(first, m_pbx->postman.lastCode())), 0);
}

void TestTwoFactorApi::mailedCodeExpires()
{
    (void)sendMail(m_pbx->passwordToken());
    m_pbx->clock.advance(300s);
    QCOMPARE(codeOf(m_pbx->enrol(m_pbx->passwordToken(), u"email"_s, m_pbx->postman.lastCode())),
             70603);
    QCOMPARE(page().value("enb_two_factor"_L1), QJsonValue(0));
}

void TestTwoFactorApi::resendWaitsWhateverTheToken()
{
    QCOMPARE(codeOf(sendMail(m_pbx->passwordToken())), 0);
    m_pbx->clock.advance(18s);
    const WebAnswer refused = sendMail(m_pbx->passwordToken());
    QCOMPARE(codeOf(refused), 70605);
    QCOMPARE(refused.json.value("resend_after"_L1), QJsonValue(42));
    m_pbx->clock.advance(42s);
    QCOMPARE(codeOf(sendMail(m_pbx->passwordToken())), 0);
    QCOMPARE(m_pbx->postman.mails.size(), 2);
}

void TestTwoFactorApi::mailNeedsServerAndAddress_data()
{
    QTest::addColumn<bool>("hasServer");
    QTest::addColumn<QString>("address");
    QTest::newRow("no server") << false << u"admin@pbx.example"_s;
    QTest::newRow("no address") << true << QString();
}

void TestTwoFactorApi::mailNeedsServerAndAddress()
{
    QFETCH(bool, hasServer);
    QFETCH(QString, address);
    PbxPlan plan = PbxFixture::planFor(u"83.19.0.110"_s);
    plan.hasMailServer = hasServer;
    plan.accounts[0].email = address;
    m_pbx = std::make_unique<PbxFixture>(plan);
    (void)m_pbx->signIn();
    QCOMPARE(codeOf(sendMail(m_pbx->passwordToken())), 70606);
    QCOMPARE(page().value("mail_server_ready"_L1), QJsonValue(hasServer ? 1 : 0));
    QCOMPARE(page().value("email_hint"_L1).toString().isEmpty(), address.isEmpty());
}

void TestTwoFactorApi::oldMethodStaysUntilTheChangeSucceeds()
{
    const Secret old = m_pbx->enrolAuthenticator();
    const QString token = m_pbx->passwordToken();
    (void)m_pbx->newKey(token);
    (void)sendMail(token);
    QCOMPARE(codeOf(m_pbx->enrol(token, u"email"_s, "000000")), 70602);
    QCOMPARE(page().value("method"_L1), QJsonValue(u"authenticator"_s));
    m_pbx->clock.advance(30s);
    QCOMPARE(codeOf(m_pbx->secondStep(m_pbx->signIn(), m_pbx->codeOfKey(old))), 0);
    QCOMPARE(codeOf(m_pbx->enrol(token, u"email"_s, m_pbx->postman.lastCode())), 0);
    QCOMPARE(page().value("method"_L1), QJsonValue(u"email"_s));
}

void TestTwoFactorApi::switchingOff()
{
    const Secret key = m_pbx->enrolAuthenticator();
    m_pbx->clock.advance(30s);
    const WebAnswer trusted =
        m_pbx->secondStep(m_pbx->signIn(), m_pbx->codeOfKey(key), {{u"trust_device"_s, 1}});
    QCOMPARE(codeOf(trusted), 0);
    const WebAnswer waiting = m_pbx->signIn();
    QCOMPARE(codeOf(switchOff(m_pbx->passwordToken())), 0);
    QCOMPARE(page().value("enb_two_factor"_L1), QJsonValue(0));
    QCOMPARE(m_pbx->read(u"trusteddevice/searchsummary"_s).json.value("total_number"_L1),
             QJsonValue(0));
    m_pbx->clock.advance(30s);
    QCOMPARE(codeOf(m_pbx->secondStep(waiting, m_pbx->codeOfKey(key))), -1);
    QCOMPARE(codeOf(m_pbx->signIn()), 0);
}

void TestTwoFactorApi::mandatoryCannotBeSwitchedOff()
{
    (void)m_pbx->ask(u"securityoption/update"_s, QJsonObject{{u"enb_force_two_factor"_s, 1}});
    QCOMPARE(page().value("mandatory"_L1), QJsonValue(0)); // it is for extensions
    (void)m_pbx->signIn(u"1001"_s, u"Practice-User-1"_s);
    QCOMPARE(page().value("mandatory"_L1), QJsonValue(1));
    const QString token = m_pbx->passwordToken(u"Practice-User-1"_s);
    QCOMPARE(codeOf(switchOff(token)), 70084);
    const Secret key = m_pbx->newKey(token); // the token is still good
    QCOMPARE(codeOf(m_pbx->enrol(token, u"authenticator"_s, m_pbx->codeOfKey(key))), 0);
}

void TestTwoFactorApi::malformedUpdate_data()
{
    QTest::addColumn<QByteArray>("body"); // %1: a good token
    QTest::addColumn<QByteArray>("field");
    QTest::newRow("no token") << QByteArray(R"({"enb_two_factor":0})")
                              << QByteArray("password_token");
    QTest::newRow("nothing asked")
        << QByteArray(R"({"password_token":"%1"})") << QByteArray("enb_two_factor");
    QTest::newRow("no method")
        << QByteArray(R"({"password_token":"%1","enb_two_factor":1,"code":"123456"})")
        << QByteArray("method");
    QTest::newRow("unknown method")
        << QByteArray(
               R"({"password_token":"%1","enb_two_factor":1,"code":"123456","method":"sms"})")
        << QByteArray("method");
    QTest::newRow("no code")
        << QByteArray(R"({"password_token":"%1","enb_two_factor":1,"method":"authenticator"})")
        << QByteArray("code");
    QTest::newRow("blank in the code")
        << QByteArray(
               R"({"password_token":"%1","enb_two_factor":1,"method":"email","code":"123 456"})")
        << QByteArray("code");
}

void TestTwoFactorApi::malformedUpdate()
{
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, field);
    body.replace("%1", m_pbx->passwordToken().toLatin1());
    const WebAnswer answer = m_pbx->ask(u"twofactor/update"_s, body);
    QCOMPARE(codeOf(answer), 40002);
    QVERIFY2(bytesOf(answer.json).contains("\"field\":\"" + field + '"'),
             bytesOf(answer.json).constData());
}

void TestTwoFactorApi::callsNeedAToken_data()
{
    QTest::addColumn<QString>("call");
    for (const QString &call : {u"twofactor/getsecret"_s, u"twofactor/sendemail"_s})
        QTest::newRow(qPrintable(call)) << call;
}

void TestTwoFactorApi::callsNeedAToken()
{
    QFETCH(QString, call);
    QCOMPARE(codeOf(m_pbx->ask(call, "{")), 40001);
    QCOMPARE(codeOf(m_pbx->ask(call, "{}")), 40002);
    QCOMPARE(codeOf(m_pbx->ask(call, R"({"password_token":"0123"})")), 70604);
    m_pbx->headers.clear();
    QCOMPARE(codeOf(m_pbx->ask(call, R"({"password_token":"0123"})")), 10004);
}

QTEST_APPLESS_MAIN(TestTwoFactorApi)
#include "tst_twofactorapi.moc"
