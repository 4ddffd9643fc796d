// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/pbxfixture.h"

#include <support/testdata.h>

#include <QSet>
#include <QTest>

using namespace lw;
using namespace lw::Sandbox;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QByteArray contractBytes(const QString &name)
{
    QFile file(lw::test::testData(u"contract/portal/"_s + name + u".json"_s));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QJsonObject contract(const QString &name)
{
    return QJsonDocument::fromJson(contractBytes(name)).object();
}

//! \a given with the names that nobody can know beforehand taken from \a wanted, where they have
//! its length and its alphabet.
QJsonValue withSecretsOf(const QJsonValue &given, const QJsonValue &wanted)
{
    static const QSet<QString> unknowable{u"challenge"_s, u"password_token"_s, u"secret"_s,
                                          u"trusted_device_token"_s};
    static const QRegularExpression alphabet(u"^([0-9a-f]+|[A-Z2-7]+)$"_s);
    if (!given.isObject())
        return given;
    QJsonObject object = given.toObject();
    const QStringList keys = object.keys();
    for (const QString &key : keys) {
        const QJsonValue other = wanted.toObject().value(key);
        const QString text = object.value(key).toString();
        const bool isAlike =
            text.size() == other.toString().size() && alphabet.match(text).hasMatch();
        if (unknowable.contains(key) && isAlike)
            object.insert(key, other);
        else
            object.insert(key, withSecretsOf(object.value(key), other));
    }
    return object;
}

} // namespace

/*! Holds the account security of the practice PBX to the files that judge the client. */
class TestSecurityContract : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void signInByAuthenticator();
    void signInByMail();
    void trustedSignIn();
    void refusalsOfSignIn();
    void defaultPassword();
    void pageOfSecondFactor();
    void enrolAuthenticator();
    void enrolMail();
    void refusalsOfEnrolment();
    void trustedDevices();
    void ownPassword();
    void options();
    void cloudOptions();
    void webServer();
    void extensions();
    void operationLog();
    void blockedAddresses();
    void allowedAddresses();

private:
    //! Compares an answer with a file.
    static void is(const WebAnswer &answer, const QString &file)
    {
        const QJsonObject wanted = contract(file);
        QVERIFY2(!wanted.isEmpty(), qPrintable(file));
        QCOMPARE(withSecretsOf(answer.json, wanted).toObject(), wanted);
    }
    //! Sends a file, with the \a own values in place of those that nobody can know.
    WebAnswer send(const QString &call, const QString &file, const QJsonObject &own = {})
    {
        QJsonObject body = contract(file);
        for (auto it = own.begin(); it != own.end(); ++it) {
            if (!body.contains(it.key()))
                return {};
            body.insert(it.key(), *it);
        }
        return m_pbx->ask(call, body);
    }
    void use(const PbxPlan &plan)
    {
        m_pbx = std::make_unique<PbxFixture>(plan);
        (void)m_pbx->signIn();
    }
    [[nodiscard]] QJsonObject step(const WebAnswer &first, const QByteArray &code) const
    {
        return {{u"challenge"_s, PbxFixture::challengeOf(first)},
                {u"code"_s, QString::fromLatin1(code)}};
    }
    WebAnswer login() { return m_pbx->ask(u"login"_s, contractBytes(u"login.request"_s)); }

    PbxPlan m_plan;
    std::unique_ptr<PbxFixture> m_pbx;
};

void TestSecurityContract::init()
{
    m_plan = PbxFixture::planFor(u"83.19.0.110"_s);
    use(m_plan);
}

void TestSecurityContract::signInByAuthenticator()
{
    const Secret key = m_pbx->enrolAuthenticator();
    m_pbx->clock.advance(60s);
    const WebAnswer first = login();
    is(first, u"error-70601-authenticator.response"_s);
    is(send(u"login/twofactor"_s, u"login-twofactor.request"_s, step(first, m_pbx->codeOfKey(key))),
       u"login-twofactor.response"_s);
    is(send(u"login/twofactor"_s, u"login-twofactor-trust.request"_s,
            step(login(), m_pbx->codeOfKey(key, 1))),
       u"login-twofactor-trust.response"_s);
}

void TestSecurityContract::signInByMail()
{
    m_plan.accounts[0].twoFactor = u"email"_s;
    use(m_plan);
    const WebAnswer first = login();
    is(first, u"error-70601-email.response"_s);
    m_pbx->clock.advance(60s);
    is(send(u"login/twofactor/sendemail"_s, u"login-twofactor-sendemail.request"_s,
            {{u"challenge"_s, PbxFixture::challengeOf(first)}}),
       u"login-twofactor-sendemail.response"_s);
    is(send(u"login/twofactor"_s, u"login-twofactor.request"_s,
            step(first, m_pbx->postman.lastCode())),
       u"login-twofactor.response"_s);
}

void TestSecurityContract::trustedSignIn()
{
    const Secret key = m_pbx->enrolAuthenticator();
    m_pbx->clock.advance(60s);
    const WebAnswer welcome = send(u"login/twofactor"_s, u"login-twofactor-trust.request"_s,
                                   step(login(), m_pbx->codeOfKey(key)));
    is(send(u"login"_s, u"login-trusted.request"_s,
            {{u"trusted_device_token"_s, welcome.json.value("trusted_device_token"_L1)}}),
       u"login.response"_s);
    is(send(u"login"_s, u"login-trusted.request"_s), u"error-70601-authenticator.response"_s);
}

void TestSecurityContract::refusalsOfSignIn()
{
    m_plan.accounts[0].twoFactor = u"email"_s;
    use(m_plan);
    const WebAnswer first = login();
    const QByteArray code = m_pbx->postman.lastCode();
    is(send(u"login/twofactor"_s, u"login-twofactor.request"_s,
            step(first, code == "000000" ? "000001" : "000000")),
       u"error-70602.response"_s);
    m_pbx->clock.advance(18s);
    is(send(u"login/twofactor/sendemail"_s, u"login-twofactor-sendemail.request"_s,
            {{u"challenge"_s, PbxFixture::challengeOf(first)}}),
       u"error-70605.response"_s);
    m_pbx->clock.advance(282s);
    is(send(u"login/twofactor"_s, u"login-twofactor.request"_s, step(first, code)),
       u"error-70603.response"_s);
    is(send(u"login/twofactor"_s, u"login-twofactor.request"_s), u"error-minus1.response"_s);
}

void TestSecurityContract::defaultPassword()
{
    m_plan.accounts[0].mustChangePassword = true;
    use(m_plan);
    is(login(), u"login-mustchange.response"_s);
}

void TestSecurityContract::pageOfSecondFactor()
{
    is(m_pbx->read(u"twofactor/get"_s), u"twofactor-get.response"_s);
    (void)m_pbx->enrolAuthenticator();
    is(m_pbx->read(u"twofactor/get"_s), u"twofactor-get-authenticator.response"_s);
    m_plan.hasMailServer = false;
    m_plan.accounts[0].email.clear();
    use(m_plan);
    is(m_pbx->read(u"twofactor/get"_s), u"twofactor-get-nomail.response"_s);
    m_plan = PbxFixture::planFor(u"83.19.0.110"_s);
    m_plan.accounts[2].twoFactor = u"authenticator"_s;
    m_plan.accounts[2].twoFactorKey = "12345678901234567890";
    use(m_plan);
    (void)m_pbx->ask(u"securityoption/update"_s, contractBytes(u"securityoption-update.request"_s));
    const WebAnswer first = m_pbx->signIn(u"1001"_s, u"Practice-User-1"_s);
    (void)m_pbx->secondStep(first, m_pbx->codeOfKey(Secret(m_plan.accounts[2].twoFactorKey)));
    is(m_pbx->read(u"twofactor/get"_s), u"twofactor-get-mandatory.response"_s);
}

void TestSecurityContract::enrolAuthenticator()
{
    const WebAnswer checked =
        send(u"twofactor/checkpassword"_s, u"twofactor-checkpassword.request"_s);
    is(checked, u"twofactor-checkpassword.response"_s);
    const QJsonValue token = checked.json.value("password_token"_L1);
    const WebAnswer shown = send(u"twofactor/getsecret"_s, u"twofactor-getsecret.request"_s,
                                 {{u"password_token"_s, token}});
    is(shown, u"twofactor-getsecret.response"_s);
    const Secret key(fromBase32(shown.json.value("secret"_L1).toString()));
    is(send(
           u"twofactor/update"_s, u"twofactor-update-authenticator.request"_s,
           {{u"password_token"_s, token}, {u"code"_s, QString::fromLatin1(m_pbx->codeOfKey(key))}}),
       u"twofactor-update.response"_s);
    is(send(u"twofactor/update"_s, u"twofactor-update-disable.request"_s,
            {{u"password_token"_s, m_pbx->passwordToken()}}),
       u"twofactor-update.response"_s);
}

void TestSecurityContract::enrolMail()
{
    const QJsonValue token = m_pbx->passwordToken();
    is(send(u"twofactor/sendemail"_s, u"twofactor-sendemail.request"_s,
            {{u"password_token"_s, token}}),
       u"twofactor-sendemail.response"_s);
    is(send(u"twofactor/update"_s, u"twofactor-update-email.request"_s,
            {{u"password_token"_s, token},
             {u"code"_s, QString::fromLatin1(m_pbx->postman.lastCode())}}),
       u"twofactor-update.response"_s);
    is(m_pbx->read(u"twofactor/get"_s), u"twofactor-get-email.response"_s);
}

void TestSecurityContract::refusalsOfEnrolment()
{
    is(send(u"twofactor/update"_s, u"twofactor-update-email.request"_s), u"error-70604.response"_s);
    const QJsonValue token = m_pbx->passwordToken();
    is(send(u"twofactor/update"_s, u"twofactor-update-email.request"_s,
            {{u"password_token"_s, token}}),
       u"error-70602.response"_s);
    is(m_pbx->ask(u"extension/update"_s, R"({"id":1,"enb_two_factor":1})"),
       u"error-70084.response"_s);
    m_plan.hasMailServer = false;
    use(m_plan);
    is(send(u"twofactor/sendemail"_s, u"twofactor-sendemail.request"_s,
            {{u"password_token"_s, m_pbx->passwordToken()}}),
       u"error-70606.response"_s);
}

void TestSecurityContract::trustedDevices()
{
    is(m_pbx->read(u"trusteddevice/searchsummary"_s),
       u"trusteddevice-searchsummary-none.response"_s);
    m_plan.accounts[0].twoFactor = u"email"_s;
    use(m_plan);
    const auto trust = [&](const QString &name) {
        const WebAnswer first = m_pbx->signIn();
        return m_pbx->secondStep(first, m_pbx->postman.lastCode(),
                                 {{u"trust_device"_s, 1}, {u"device_name"_s, name}});
    };
    m_pbx->peer = "127.0.0.2";
    const QJsonValue token = trust(u"Büro-PC"_s).json.value("trusted_device_token"_L1);
    m_pbx->clock.advance(120s);
    (void)m_pbx->signIn(u"admin"_s, u"Practice-Admin-1"_s, {{u"trusted_device_token"_s, token}});
    m_pbx->peer = "127.0.0.1";
    m_pbx->clock.advance(180s);
    (void)trust(u"Workstation 7"_s);
    is(m_pbx->read(u"trusteddevice/searchsummary"_s), u"trusteddevice-searchsummary.response"_s);
    is(send(u"trusteddevice/batchdelete"_s, u"trusteddevice-batchdelete.request"_s),
       u"trusteddevice-batchdelete.response"_s);
}

void TestSecurityContract::ownPassword()
{
    is(send(u"user/updatepassword"_s, u"user-updatepassword.request"_s),
       u"user-updatepassword.response"_s);
    QCOMPARE(codeOf(m_pbx->signIn(u"admin"_s, u"Practice-Admin-2"_s)), 0);
}

void TestSecurityContract::options()
{
    is(m_pbx->read(u"securityoption/get"_s), u"securityoption-get.response"_s);
    is(send(u"securityoption/update"_s, u"securityoption-update.request"_s),
       u"securityoption-update.response"_s);
}

void TestSecurityContract::cloudOptions()
{
    use(PbxFixture::planFor(u"84.19.0.110"_s));
    is(send(u"securityoption/update"_s, u"securityoption-update-cloud.request"_s),
       u"securityoption-update.response"_s);
    // The client never says that somebody is in; a training may.
    (void)m_pbx->ask(u"securityoption/update"_s, R"({"passwordless_active":1})");
    is(m_pbx->read(u"securityoption/get"_s), u"securityoption-get-cloud.response"_s);
}

void TestSecurityContract::webServer()
{
    is(m_pbx->read(u"webserver/get"_s), u"webserver-get.response"_s);
    is(send(u"webserver/update"_s, u"webserver-update.request"_s), u"webserver-update.response"_s);
}

void TestSecurityContract::extensions()
{
    m_plan.accounts[2].fullName = u"Anna Becker"_s;
    m_plan.accounts[2].roleName = u"Supervisor"_s;
    m_plan.accounts[2].twoFactor = u"email"_s;
    m_plan.accounts.append({.userName = u"1002"_s,
                            .role = u"user"_s,
                            .email = u"lukasz@pbx.example"_s,
                            .fullName = u"Łukasz Żółć"_s,
                            .roleName = u"Employee"_s,
                            .twoFactor = u"authenticator"_s,
                            .twoFactorKey = "12345678901234567890"});
    m_plan.accounts.append({.userName = u"1003"_s,
                            .role = u"user"_s,
                            .fullName = u"王小明"_s,
                            .roleName = u"Employee"_s});
    use(m_plan);
    is(m_pbx->read(u"extension/searchsummary"_s), u"extension-searchsummary.response"_s);
    is(m_pbx->read(u"extension/get"_s, "id=1"), u"extension-get.response"_s);
    is(send(u"extension/update"_s, u"extension-update.request"_s), u"extension-update.response"_s);
}

void TestSecurityContract::operationLog()
{
    m_plan.accounts[2].twoFactor = u"email"_s;
    use(m_plan);
    m_pbx->clock.advance(300s);
    (void)m_pbx->ask(u"extension/update"_s, R"({"id":1,"enb_two_factor":0})");
    is(m_pbx->read(u"operationlog/searchsummary"_s), u"operationlog-searchsummary.response"_s);
}

void TestSecurityContract::blockedAddresses()
{
    const QHash<QByteArray, QByteArray> headers = m_pbx->headers;
    for (const char *peer : {"192.0.2.7", "192.0.2.9"}) {
        m_pbx->peer = peer;
        for (int i = 0; i < 5; ++i)
            (void)m_pbx->signIn(u"admin"_s, u"wrong"_s);
    }
    m_pbx->peer = "127.0.0.1";
    m_pbx->headers = headers;
    // The file's newer block is one for good: the same address with another end.
    QJsonObject wanted = contract(u"blockedip-searchsummary.response"_s);
    QJsonArray rows = wanted.value("blocked_ip_list"_L1).toArray();
    QJsonObject newest = rows.at(0).toObject();
    newest.insert(u"expire_time"_s, 1'800'000'600);
    rows.replace(0, newest);
    wanted.insert(u"blocked_ip_list"_s, rows);
    QCOMPARE(m_pbx->read(u"blockedip/searchsummary"_s).json, wanted);
    is(send(u"blockedip/batchdelete"_s, u"blockedip-batchdelete.request"_s),
       u"blockedip-batchdelete.response"_s);
}

void TestSecurityContract::allowedAddresses()
{
    is(send(u"allowedip/create"_s, u"allowedip-create.request"_s), u"allowedip-create.response"_s);
    (void)m_pbx->ask(u"allowedip/create"_s,
                     R"({"name":"Provider","address":"198.51.100.7","remark":""})");
    is(m_pbx->read(u"allowedip/searchsummary"_s), u"allowedip-searchsummary.response"_s);
    is(send(u"allowedip/batchdelete"_s, u"allowedip-batchdelete.request"_s),
       u"allowedip-batchdelete.response"_s);
}

QTEST_APPLESS_MAIN(TestSecurityContract)
#include "tst_securitycontract.moc"
