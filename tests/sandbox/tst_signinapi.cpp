// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/pbxfixture.h"

#include <QTest>

using namespace lw;
using namespace lw::Sandbox;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

PbxPlan planWithSecondFactors()
{
    PbxPlan plan = PbxFixture::planFor(u"83.19.0.110"_s);
    plan.accounts[0].twoFactor = u"authenticator"_s;
    plan.accounts[0].twoFactorKey = "12345678901234567890";
    plan.accounts[2].twoFactor = u"email"_s;
    return plan;
}

const QByteArray kKey = "12345678901234567890";

} // namespace

/*! Signing in with a second factor: challenges, codes, trusted devices, blocks. */
class TestSignInApi : public QObject
{
    Q_OBJECT
private slots:
    void init() { m_pbx = std::make_unique<PbxFixture>(planWithSecondFactors()); }
    void challengeOpensNoSession();
    void rightCodeOpensOne();
    void codeOpensOneSessionOnly();
    void challengeEnds_data();
    void challengeEnds();
    void wrongCodesCountDown();
    void fifthWrongCodeCountsAsOneFailure();
    void rightPasswordDoesNotClearTheCount();
    void malformedStepUsesNothingUp_data();
    void malformedStepUsesNothingUp();
    void codeComesByMail();
    void mailedCodeExpires();
    void resendWaitsAMinute();
    void resendRenewsTheChallenge();
    void resendIsForMailOnly();
    void noMailServerNoMailedCode();
    void trustedDeviceSkipsTheSecondStep();
    void trustIsNotGivenUnasked();
    void strangeTokenIsNoTrust_data();
    void strangeTokenIsNoTrust();
    void blockedAddressGetsNoFurther();
    void defaultPasswordMustBeChanged();

private:
    WebAnswer admin(const QJsonObject &more = {})
    {
        return m_pbx->signIn(u"admin"_s, u"Practice-Admin-1"_s, more);
    }
    WebAnswer anna() { return m_pbx->signIn(u"1001"_s, u"Practice-User-1"_s); }
    QByteArray code(int steps = 0) { return m_pbx->codeOfKey(Secret(kKey), steps); }
    QByteArray wrongCode() { return code(100); }
    WebAnswer resend(const WebAnswer &first)
    {
        return m_pbx->ask(u"login/twofactor/sendemail"_s,
                          QJsonObject{{u"challenge"_s, PbxFixture::challengeOf(first)}});
    }
    int attemptsLeft(const WebAnswer &answer)
    {
        return answer.json.value("attempts_left"_L1).toInt(-1);
    }

    std::unique_ptr<PbxFixture> m_pbx;
};

void TestSignInApi::challengeOpensNoSession()
{
    const WebAnswer answer = admin();
    QCOMPARE(codeOf(answer), 70601);
    QVERIFY(answer.headers.isEmpty());
    QCOMPARE(codeOf(m_pbx->read(u"twofactor/get"_s)), 10004);
    QCOMPARE(PbxFixture::challengeOf(answer).size(), 32);
    QVERIFY(PbxFixture::challengeOf(answer) != PbxFixture::challengeOf(admin()));
    QVERIFY(m_pbx->postman.mails.isEmpty());
}

void TestSignInApi::rightCodeOpensOne()
{
    const WebAnswer answer = m_pbx->secondStep(admin(), code());
    QCOMPARE(codeOf(answer), 0);
    QCOMPARE(answer.json.value("role"_L1), QJsonValue(u"super_admin"_s));
    QVERIFY(!answer.json.contains("trusted_device_token"_L1));
    QCOMPARE(codeOf(m_pbx->read(u"twofactor/get"_s)), 0);
}

void TestSignInApi::codeOpensOneSessionOnly()
{
    const WebAnswer first = admin();
    const WebAnswer second = admin();
    QCOMPARE(codeOf(m_pbx->secondStep(first, code())), 0);
    QCOMPARE(codeOf(m_pbx->secondStep(first, code(1))), -1);    // the challenge is used up
    QCOMPARE(codeOf(m_pbx->secondStep(second, code())), 70602); // and so is the code
    QCOMPARE(codeOf(m_pbx->secondStep(second, code(1))), 0);
}

void TestSignInApi::challengeEnds_data()
{
    QTest::addColumn<int>("seconds");
    QTest::addColumn<int>("answer");
    QTest::newRow("in the last second") << 299 << 0;
    QTest::newRow("after five minutes") << 300 << -1;
}

void TestSignInApi::challengeEnds()
{
    QFETCH(int, seconds);
    const WebAnswer first = admin();
    m_pbx->clock.advance(std::chrono::seconds(seconds));
    QTEST(codeOf(m_pbx->secondStep(first, code())), "answer");
}

void TestSignInApi::wrongCodesCountDown()
{
    const WebAnswer first = admin();
    for (int left = 4; left >= 1; --left) {
        const WebAnswer answer = m_pbx->secondStep(first, wrongCode());
        QCOMPARE(codeOf(answer), 70602);
        QCOMPARE(attemptsLeft(answer), left);
    }
    QCOMPARE(codeOf(m_pbx->secondStep(first, code())), 0); // the fifth one is as good as the first
}

void TestSignInApi::fifthWrongCodeCountsAsOneFailure()
{
    for (int failure = 1; failure <= 5; ++failure) {
        const WebAnswer first = admin();
        QCOMPARE(codeOf(first), 70601);
        for (int i = 0; i < 4; ++i)
            (void)m_pbx->secondStep(first, wrongCode());
        const WebAnswer last = m_pbx->secondStep(first, wrongCode());
        QCOMPARE(codeOf(last), 70602);
        QCOMPARE(attemptsLeft(last), 0);
        // Knocking at a challenge that is over counts no more.
        const int expected = failure == 5 ? 70004 : -1;
        for (int i = 0; i < 3; ++i)
            QCOMPARE(codeOf(m_pbx->secondStep(first, code())), expected);
    }
    QCOMPARE(codeOf(admin()), 70004);
}

void TestSignInApi::rightPasswordDoesNotClearTheCount()
{
    for (int i = 0; i < 4; ++i)
        (void)m_pbx->signIn(u"admin"_s, u"wrong"_s);
    const WebAnswer first = admin();
    QCOMPARE(codeOf(first), 70601);
    (void)m_pbx->signIn(u"admin"_s, u"wrong"_s);
    QCOMPARE(codeOf(m_pbx->secondStep(first, code())), 70004);
}

void TestSignInApi::malformedStepUsesNothingUp_data()
{
    QTest::addColumn<QByteArray>("body"); // %1: the challenge
    QTest::addColumn<int>("answer");
    QTest::newRow("not JSON") << QByteArray("code=1") << 40001;
    QTest::newRow("no challenge") << QByteArray(R"({"code":"123456"})") << 40002;
    QTest::newRow("no code") << QByteArray(R"({"challenge":"%1"})") << 40002;
    QTest::newRow("code as a number") << QByteArray(R"({"challenge":"%1","code":123456})") << 40002;
    QTest::newRow("five digits") << QByteArray(R"({"challenge":"%1","code":"12345"})") << 40002;
    QTest::newRow("letters") << QByteArray(R"({"challenge":"%1","code":"abcdef"})") << 40002;
    QTest::newRow("digits of another script")
        << QByteArray(R"({"challenge":"%1","code":"١٢٣٤٥٦"})") << 40002;
    QTest::newRow("trust that is a word")
        << QByteArray(R"({"challenge":"%1","code":"123456","trust_device":"yes"})") << 40002;
    QTest::newRow("unknown challenge") << QByteArray(R"({"challenge":"00","code":"123456"})") << -1;
}

void TestSignInApi::malformedStepUsesNothingUp()
{
    QFETCH(QByteArray, body);
    const WebAnswer first = admin();
    body.replace("%1", PbxFixture::challengeOf(first).toLatin1());
    for (int i = 0; i < 10; ++i)
        QTEST(codeOf(m_pbx->ask(u"login/twofactor"_s, body)), "answer");
    QCOMPARE(attemptsLeft(m_pbx->secondStep(first, wrongCode())), 4);
    QCOMPARE(codeOf(m_pbx->secondStep(first, code())), 0);
}

void TestSignInApi::codeComesByMail()
{
    const WebAnswer first = anna();
    QCOMPARE(codeOf(first), 70601);
    QCOMPARE(m_pbx->postman.mails.size(), 1);
    const Mail &mail = m_pbx->postman.mails.first();
    QCOMPARE(mail.recipient, u"anna@pbx.example"_s);
    for (const QString &part : {u"1001"_s, u"\"Lab\""_s, u"five minutes"_s})
        QVERIFY2(mail.text.contains(part), qPrintable(part));
    QCOMPARE(m_pbx->postman.lastCode().size(), 6);
    QCOMPARE(codeOf(m_pbx->secondStep(first, m_pbx->postman.lastCode())), 0);
}

void TestSignInApi::mailedCodeExpires()
{
    const WebAnswer first = anna();
    const QByteArray mailed = m_pbx->postman.lastCode();
    m_pbx->clock.advance(300s);
    QCOMPARE(codeOf(m_pbx->secondStep(first, mailed)), 70603);
    QCOMPARE(attemptsLeft(m_pbx->secondStep(first, mailed == "111111" ? "222222" : "111111")), 4);
    m_pbx->clock.advance(300s);
    QCOMPARE(codeOf(m_pbx->secondStep(first, mailed)), -1);
}

void TestSignInApi::resendWaitsAMinute()
{
    const WebAnswer first = anna();
    const QByteArray old = m_pbx->postman.lastCode();
    m_pbx->clock.advance(18s);
    const WebAnswer refused = resend(first);
    QCOMPARE(codeOf(refused), 70605);
    QCOMPARE(refused.json.value("resend_after"_L1), QJsonValue(42));
    QCOMPARE(m_pbx->postman.mails.size(), 1);
    m_pbx->clock.advance(42s);
    QCOMPARE(codeOf(resend(first)), 0);
    QCOMPARE(m_pbx->postman.mails.size(), 2);
    QVERIFY(m_pbx->postman.lastCode() != old);
    QCOMPARE(codeOf(m_pbx->secondStep(first, old)), 70602);
    QCOMPARE(codeOf(m_pbx->secondStep(first, m_pbx->postman.lastCode())), 0);
}

void TestSignInApi::resendRenewsTheChallenge()
{
    const WebAnswer first = anna();
    (void)m_pbx->secondStep(first, "000000");
    m_pbx->clock.advance(299s);
    QCOMPARE(codeOf(resend(first)), 0);
    m_pbx->clock.advance(299s);
    const QByteArray mailed = m_pbx->postman.lastCode();
    QCOMPARE(attemptsLeft(m_pbx->secondStep(first, mailed == "111111" ? "222222" : "111111")), 3);
    QCOMPARE(codeOf(m_pbx->secondStep(first, mailed)), 0);
    QCOMPARE(codeOf(resend(first)), -1);
}

void TestSignInApi::resendIsForMailOnly()
{
    QCOMPARE(codeOf(resend(admin())), 70084);
    QCOMPARE(codeOf(resend({})), 40002);
    QCOMPARE(codeOf(m_pbx->ask(u"login/twofactor/sendemail"_s, "[]")), 40001);
    QVERIFY(m_pbx->postman.mails.isEmpty());
}

void TestSignInApi::noMailServerNoMailedCode()
{
    PbxPlan plan = planWithSecondFactors();
    plan.hasMailServer = false;
    m_pbx = std::make_unique<PbxFixture>(plan);
    QCOMPARE(codeOf(anna()), 70606);
    QVERIFY(m_pbx->postman.mails.isEmpty());
    QCOMPARE(codeOf(m_pbx->secondStep(admin(), code())), 0);
}

void TestSignInApi::trustedDeviceSkipsTheSecondStep()
{
    const WebAnswer first = admin();
    const WebAnswer welcome = m_pbx->secondStep(
        first, code(), {{u"trust_device"_s, 1}, {u"device_name"_s, u"Büro-PC"_s}});
    const QString token = welcome.json.value("trusted_device_token"_L1).toString();
    QCOMPARE(token.size(), 64);
    m_pbx->peer = "192.0.2.9";
    m_pbx->clock.advance(24h);
    const WebAnswer again = admin({{u"trusted_device_token"_s, token}});
    QCOMPARE(codeOf(again), 0);
    QVERIFY(!again.json.contains("trusted_device_token"_L1));
    const QJsonObject device = m_pbx->read(u"trusteddevice/searchsummary"_s)
                                   .json.value("trusted_device_list"_L1)
                                   .toArray()
                                   .first()
                                   .toObject();
    QCOMPARE(device.value("name"_L1), QJsonValue(u"Büro-PC"_s));
    QCOMPARE(device.value("ip"_L1), QJsonValue(u"192.0.2.9"_s));
    QCOMPARE(device.value("current"_L1), QJsonValue(1));
    QCOMPARE(device.value("last_used_time"_L1).toInteger() -
                 device.value("added_time"_L1).toInteger(),
             86'400);
}

void TestSignInApi::trustIsNotGivenUnasked()
{
    const WebAnswer welcome = m_pbx->secondStep(admin(), code(), {{u"trust_device"_s, 0}});
    QVERIFY(!welcome.json.contains("trusted_device_token"_L1));
    const WebAnswer list = m_pbx->read(u"trusteddevice/searchsummary"_s);
    QCOMPARE(list.json.value("total_number"_L1), QJsonValue(0));
}

void TestSignInApi::strangeTokenIsNoTrust_data()
{
    QTest::addColumn<QString>("token");
    QTest::newRow("made up") << QString(64, u'0');
    QTest::newRow("empty") << QString();
    QTest::newRow("of another account") << u"%1"_s;
}

void TestSignInApi::strangeTokenIsNoTrust()
{
    QFETCH(QString, token);
    const WebAnswer mine = anna();
    const WebAnswer welcome =
        m_pbx->secondStep(mine, m_pbx->postman.lastCode(), {{u"trust_device"_s, 1}});
    token.replace(u"%1"_s, welcome.json.value("trusted_device_token"_L1).toString());
    QCOMPARE(codeOf(admin({{u"trusted_device_token"_s, token}})), 70601);
}

void TestSignInApi::blockedAddressGetsNoFurther()
{
    const WebAnswer first = admin();
    const WebAnswer mailed = anna();
    for (int i = 0; i < 5; ++i)
        (void)m_pbx->signIn(u"admin"_s, u"wrong"_s);
    QCOMPARE(codeOf(m_pbx->secondStep(first, code())), 70004);
    QCOMPARE(codeOf(resend(mailed)), 70004);
    m_pbx->peer = "192.0.2.9";
    QCOMPARE(codeOf(m_pbx->secondStep(first, code())), 0);
}

void TestSignInApi::defaultPasswordMustBeChanged()
{
    PbxPlan plan = PbxFixture::planFor(u"83.19.0.110"_s);
    plan.accounts[1].mustChangePassword = true;
    m_pbx = std::make_unique<PbxFixture>(plan);
    const auto signIn = [&](const QString &password) {
        return m_pbx->signIn(u"operator"_s, password);
    };
    QCOMPARE(signIn(u"Practice-Operator-1"_s).json.value("need_modify_default_pwd"_L1),
             QJsonValue(1));
    for (const QString &call : {u"twofactor/get"_s, u"remotemanagement/get"_s, u"webserver/get"_s,
                                u"extension/searchsummary"_s, u"trusteddevice/searchsummary"_s})
        QCOMPARE(codeOf(m_pbx->read(call)), 10005);
    const QString coded = PbxFixture::coded(u"Practice-Operator-2"_s);
    QCOMPARE(codeOf(m_pbx->ask(
                 u"user/updatepassword"_s,
                 QJsonObject{{u"old_password"_s, PbxFixture::coded(u"Practice-Operator-1"_s)},
                             {u"new_password"_s, coded},
                             {u"confirm_password"_s, coded}})),
             0);
    QCOMPARE(codeOf(m_pbx->read(u"webserver/get"_s)), 0);
    QCOMPARE(signIn(u"Practice-Operator-2"_s).json.value("need_modify_default_pwd"_L1),
             QJsonValue(0));
}

QTEST_APPLESS_MAIN(TestSignInApi)
#include "tst_signinapi.moc"
