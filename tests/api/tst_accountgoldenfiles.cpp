// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/goldenfiles.h"

#include <QJsonDocument>
#include <QTest>

#include <functional>

using namespace lw;
using namespace lw::test;
using namespace Qt::StringLiterals;

namespace {

const Secret kPassword{QByteArrayView("Practice-Admin-1")};
const Secret kNewPassword{QByteArrayView("Practice-Admin-2")};
const Secret kProof{QByteArrayView("5b1a3c8e0d2f4a6977e1c2b3a4958677")};
const Secret kChallenge{QByteArrayView("0f0e0d0c0b0a09080706050403020100")};
const Secret kCode{QByteArrayView("287082")};

template<typename T>
QString heard(const Result<T> &result)
{
    return result ? u"ok"_s : result.error().detail + result.error().serverText;
}

} // namespace

/*! The client's half of the golden contract about the security of accounts. */
class TestAccountGoldenFiles : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void init() { m_pbx = std::make_unique<ClientFixture>(); }
    void requests_data();
    void requests();
    void answers_data();
    void answers();
    void trustedDevices();
    void extensions();
    void blockedAddresses();
    void challenge();
    void key();

private:
    using Ask = std::function<QString()>; //!< "ok", or the detail of the error

    //! Makes a call and says how its answer was understood.
    template<typename Call>
    void ask(const QString &name, Call call)
    {
        m_calls.insert(name, [this, call] { return heard(m_pbx->answerOf(call())); });
    }
    void askForSignIn();
    void askForAccount();
    void askForOthers();
    [[nodiscard]] PortalClient &client() const { return m_pbx->client; }
    [[nodiscard]] static PortalCaller caller() { return {.cookie = kCookie}; }

    std::unique_ptr<ClientFixture> m_pbx;
    QHash<QString, Ask> m_calls; //!< by the message's name without what follows the first dot
};

void TestAccountGoldenFiles::initTestCase()
{
    askForSignIn();
    askForAccount();
    askForOthers();
}

void TestAccountGoldenFiles::askForSignIn()
{
    static const QString kUser = u"admin"_s;
    static const QString kDevice = u"Workstation 7"_s;
    static const Secret kToken(
        QByteArrayView("c0ffee00112233445566778899aabbccddeeff00112233445566778899aabbcc"));
    ask(u"login-trusted"_s, [this] {
        return client().signIn({.userName = kUser,
                                .password = kPassword,
                                .deviceName = kDevice,
                                .deviceToken = &kToken});
    });
    ask(u"login-twofactor"_s,
        [this] { return client().answerSecondFactor(kChallenge, kCode, {.deviceName = kDevice}); });
    ask(u"login-twofactor-trust"_s, [this] {
        return client().answerSecondFactor(
            kChallenge, kCode, {.choice = DeviceTrust::Choice::Trust, .deviceName = kDevice});
    });
    ask(u"login-twofactor-sendemail"_s, [this] { return client().mailSecondFactor(kChallenge); });
}

void TestAccountGoldenFiles::askForAccount()
{
    using Method = SecondFactorMethod;
    for (const QString &variant :
         {u""_s, u"-authenticator"_s, u"-email"_s, u"-mandatory"_s, u"-nomail"_s})
        ask(u"twofactor-get"_s + variant, [this] { return client().twoFactor(caller()); });
    ask(u"twofactor-checkpassword"_s,
        [this] { return client().checkPassword(caller(), kPassword); });
    ask(u"twofactor-getsecret"_s, [this] { return client().newTotpKey(caller(), kProof); });
    ask(u"twofactor-sendemail"_s, [this] { return client().mailEnrolmentCode(caller(), kProof); });
    for (const QString &variant : {u""_s, u"-authenticator"_s}) {
        ask(u"twofactor-update"_s + variant, [this] {
            return client().enableTwoFactor(caller(), kProof, Method::Authenticator, kCode);
        });
    }
    ask(u"twofactor-update-email"_s,
        [this] { return client().enableTwoFactor(caller(), kProof, Method::Email, kCode); });
    ask(u"twofactor-update-disable"_s,
        [this] { return client().disableTwoFactor(caller(), kProof); });
    for (const QString &variant : {u""_s, u"-none"_s}) {
        ask(u"trusteddevice-searchsummary"_s + variant,
            [this] { return client().trustedDevices(caller(), {}); });
    }
    ask(u"trusteddevice-batchdelete"_s, [this] {
        return client().deleteTrustedDevices(caller(), {u"1"_s, u"2"_s});
    });
    ask(u"user-updatepassword"_s,
        [this] { return client().changePassword(caller(), kPassword, kNewPassword); });
}

void TestAccountGoldenFiles::askForOthers()
{
    for (const QString &variant : {u""_s, u"-cloud"_s})
        ask(u"securityoption-get"_s + variant,
            [this] { return client().securityOptions(caller()); });
    ask(u"securityoption-update"_s, [this] {
        return client().updateSecurityOptions(caller(), {.isTwoFactorMandatory = true});
    });
    ask(u"securityoption-update-cloud"_s, [this] {
        return client().updateSecurityOptions(
            caller(), {.isPasswordlessEnabled = true, .isPasswordlessActive = true});
    });
    ask(u"webserver-get"_s, [this] { return client().autoLogoutTime(caller()); });
    ask(u"webserver-update"_s,
        [this] { return client().updateAutoLogoutTime(caller(), std::chrono::minutes(60)); });
    ask(u"extension-searchsummary"_s, [this] { return client().extensions(caller(), {}); });
    ask(u"extension-get"_s, [this] { return client().extension(caller(), u"1"_s); });
    ask(u"extension-update"_s, [this] { return client().disableSecondFactorOf(caller(), u"1"_s); });
    ask(u"operationlog-searchsummary"_s,
        [this] { return client().operationLog(caller(), {}, {}); });
    ask(u"blockedip-searchsummary"_s, [this] { return client().blockedAddresses(caller(), {}); });
    ask(u"blockedip-batchdelete"_s,
        [this] { return client().unblockAddresses(caller(), {u"1"_s}); });
    ask(u"allowedip-searchsummary"_s, [this] { return client().allowedAddresses(caller(), {}); });
    ask(u"allowedip-create"_s, [this] {
        return client().allowAddress(caller(), {.name = u"Office"_s,
                                                .address = u"192.0.2.0/255.255.255.0"_s,
                                                .remark = u"Head office"_s});
    });
    ask(u"allowedip-batchdelete"_s,
        [this] { return client().deleteAllowedAddresses(caller(), {u"1"_s}); });
}

void TestAccountGoldenFiles::requests_data()
{
    QTest::addColumn<QString>("file");
    for (const QString &name : goldenFolder().entryList({u"*.request.json"_s})) {
        if (isAccountSecurity(name))
            QTest::addRow("%s", qPrintable(name)) << name.chopped(5);
    }
}

void TestAccountGoldenFiles::requests()
{
    QFETCH(QString, file);
    const Ask ask = m_calls.value(file.section(u'.', 0, 0));
    QVERIFY2(ask, "a message that the client cannot make");
    (void)ask();
    QCOMPARE(m_pbx->server.sent().size(), std::size_t(1));
    QCOMPARE(m_pbx->server.sent().front().json(), QJsonDocument::fromJson(golden(file)).object());
}

void TestAccountGoldenFiles::answers_data()
{
    QTest::addColumn<QString>("file");
    for (const QString &name : goldenFolder().entryList({u"*.response.json"_s})) {
        if (isAccountSecurity(name))
            QTest::addRow("%s", qPrintable(name)) << name.chopped(5);
    }
}

void TestAccountGoldenFiles::answers()
{
    QFETCH(QString, file);
    const Ask ask = m_calls.value(file.section(u'.', 0, 0));
    QVERIFY2(ask, "a message that the client does not know");
    for (const QString &id : m_pbx->profile.callIds())
        m_pbx->server.always(id, {.body = golden(file), .cookies = {"websession=abc"}});
    QCOMPARE(ask(), u"ok"_s);
}

void TestAccountGoldenFiles::trustedDevices()
{
    m_pbx->server.always(u"trusteddevice/searchsummary"_s,
                         {.body = golden(u"trusteddevice-searchsummary.response"_s)});
    const auto page = m_pbx->answerOf(client().trustedDevices(caller(), {}));
    QVERIFY(page);
    QCOMPARE(page->total, 2);
    const auto at = [](qint64 seconds) { return QDateTime::fromSecsSinceEpoch(seconds, Qt::UTC); };
    const QList<TrustedDevice> wanted{{.id = u"2"_s,
                                       .name = u"Workstation 7"_s,
                                       .address = u"127.0.0.1"_s,
                                       .added = at(1'800'000'300),
                                       .lastUsed = at(1'800'000'300),
                                       .isCurrent = true},
                                      {.id = u"1"_s,
                                       .name = u"B\u00fcro-PC"_s,
                                       .address = u"127.0.0.2"_s,
                                       .added = at(1'800'000'000),
                                       .lastUsed = at(1'800'000'120)}};
    QCOMPARE(page->rows, wanted);
}

void TestAccountGoldenFiles::extensions()
{
    m_pbx->server.always(u"extension/searchsummary"_s,
                         {.body = golden(u"extension-searchsummary.response"_s)});
    const auto page =
        m_pbx->answerOf(client().extensions(caller(), {.page = 3,
                                                       .pageSize = 7,
                                                       .sortBy = u"name"_s,
                                                       .order = ListQuery::Order::Descending,
                                                       .search = u"a+b & \u738b"_s}));
    QVERIFY(page);
    QCOMPARE(page->total, 3);
    QVERIFY(page->rows.at(0).method.is(SecondFactorMethod::Email));
    QVERIFY(page->rows.at(1).method.is(SecondFactorMethod::Authenticator));
    QVERIFY(!page->rows.at(2).hasSecondFactor);
    QCOMPARE(m_pbx->server.sent().front().query,
             u"page=3&page_size=7&sort_by=caller_id_name&order_by=desc"_s +
                 u"&search_value=a%2Bb%20%26%20%E7%8E%8B"_s);
}

void TestAccountGoldenFiles::blockedAddresses()
{
    m_pbx->server.always(u"blockedip/searchsummary"_s,
                         {.body = golden(u"blockedip-searchsummary.response"_s)});
    const auto page = m_pbx->answerOf(client().blockedAddresses(caller(), {}));
    QVERIFY(page);
    QVERIFY2(!page->rows.at(0).expires, "0 is for good");
    QCOMPARE(page->rows.at(1).expires,
             std::optional(QDateTime::fromSecsSinceEpoch(1'800'000'600, Qt::UTC)));
}

void TestAccountGoldenFiles::challenge()
{
    m_pbx->server.always(u"login"_s, {.body = golden(u"error-70601-email.response"_s)});
    const auto reply =
        m_pbx->answerOf(client().signIn({.userName = u"admin"_s, .password = kPassword}));
    QVERIFY(reply);
    const auto &challenge = std::get<SecondFactorChallenge>(*reply);
    QVERIFY(challenge.token == kChallenge);
    QVERIFY(challenge.method.is(SecondFactorMethod::Email));
    QCOMPARE(challenge.emailHint, u"a***@pbx.example"_s);
    QCOMPARE(challenge.expiresIn, std::chrono::seconds(300));
    QCOMPARE(challenge.resendAfter, std::chrono::seconds(60));
}

void TestAccountGoldenFiles::key()
{
    m_pbx->server.always(u"twofactor/getsecret"_s,
                         {.body = golden(u"twofactor-getsecret.response"_s)});
    const auto key = m_pbx->answerOf(client().newTotpKey(caller(), kProof));
    QVERIFY(key);
    QVERIFY(key->secret == Secret(QByteArrayView("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")));
    QCOMPARE(keyBits(*key), 160);
    QCOMPARE(key->account, u"admin"_s);
}

QTEST_GUILESS_MAIN(TestAccountGoldenFiles)
#include "tst_accountgoldenfiles.moc"
