// SPDX-License-Identifier: GPL-3.0-or-later
#include <api/portalclient.h>
#include <api/portalpassword.h>
#include <support/faketransport.h>
#include <support/profiles.h>

#include <QTest>

using namespace lw;
using namespace lw::test;
using namespace Qt::StringLiterals;
using Verb = HttpRequest::Verb;

namespace {

const Secret kCookie{QByteArrayView("S3SS10N")};

PortalCaller person()
{
    return {.cookie = kCookie};
}

PortalCaller timer()
{
    return {.cookie = kCookie, .cause = PortalCaller::Cause::Timer};
}

RemoteManagementSettings newLayout()
{
    return {.serverType = OpenWord<RemoteServerType>(RemoteServerType::Custom, u"custom"_s),
            .serverAddress = u"rm.example.com:4443"_s,
            .activationMethod = {ActivationMethod::AuthenticationCode, u"auth_code"_s},
            .yeastarId = u"ys"_s,
            .email = u"it@example.com"_s,
            .isAccountEnabled = true,
            .accountUserName = u"provider"_s,
            .isAccountPasswordSet = true,
            .isPasswordless = false};
}

} // namespace

/*! The requests, byte by byte against the contract. */
class TestPortalClient : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void product();
    void productOfAnIpv6Address();
    void signIn();
    void hostileNames_data();
    void hostileNames();
    void passwordEncoding_data();
    void passwordEncoding();
    void callsWithASession_data();
    void callsWithASession();
    void timerDoesNotKeepTheSessionAlive();
    void updateOfTheNewLayout();
    void updateOfTheOldLayout();
    void updateKeepsUnknownWords();
    void secretsOfTheChosenMethodOnly_data();
    void secretsOfTheChosenMethodOnly();
    void emptySecretsAreAbsent();
    void scrambledProfile();
    void abortedCallAnswersCancelled();

private:
    std::unique_ptr<FakeServer> m_server;
    std::unique_ptr<FakeTransport> m_transport;
    WireProfile m_profile = builtInProfile();
    std::unique_ptr<PortalClient> m_client;
    QObject m_context;
};

void TestPortalClient::init()
{
    m_client.reset();
    m_transport.reset();
    m_server = std::make_unique<FakeServer>();
    m_transport = std::make_unique<FakeTransport>(*m_server);
    m_client = std::make_unique<PortalClient>(*m_transport, m_profile);
}

void TestPortalClient::product()
{
    m_client->product(u"pbx.example"_s)->then(&m_context, [](Result<ProductFacts>) {});
    QCOMPARE(m_server->sent().size(), std::size_t(1));
    const SentRequest &sent = m_server->sent().front();
    QVERIFY(sent.verb == Verb::Get);
    QCOMPARE(sent.path, u"/api/v1.0/pbx/getproduct"_s);
    QCOMPARE(sent.query, u"host=pbx.example"_s);
    QVERIFY(sent.headers.isEmpty());
    QVERIFY(sent.body.isEmpty());
    QVERIFY(sent.contentType.isEmpty());
}

void TestPortalClient::productOfAnIpv6Address()
{
    m_client->product(u"2001:db8::5"_s)->then(&m_context, [](Result<ProductFacts>) {});
    const QUrlQuery query(m_server->sent().front().query);
    QCOMPARE(query.queryItems().size(), 1);
    QCOMPARE(query.queryItemValue(u"host"_s, QUrl::FullyDecoded), u"2001:db8::5"_s);
}

void TestPortalClient::signIn()
{
    m_client->signIn({.userName = u"admin"_s, .password = Secret(QByteArrayView("password"))})
        ->then(&m_context, [](Result<SignInReply>) {});
    const SentRequest &sent = m_server->sent().front();
    QVERIFY(sent.verb == Verb::Post);
    QCOMPARE(sent.path, u"/api/v1.0/login"_s);
    QCOMPARE(sent.contentType, QByteArray("application/json;charset=utf-8"));
    QCOMPARE(sent.body,
             QByteArray(R"({"username":"admin",)"
                        R"("password":"NWY0ZGNjM2I1YWE3NjVkNjFkODMyN2RlYjg4MmNmOTk="})"));
    QVERIFY(sent.headers.isEmpty());
    QVERIFY(sent.query.isEmpty());
    QVERIFY(sent.cause == HttpRequest::Cause::Person);
}

void TestPortalClient::hostileNames_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("a quote") << u"ad\"min"_s;
    QTest::newRow("JSON inside") << u"x\",\"role\":\"super_admin"_s;
    QTest::newRow("a NUL") << u"ad"_s + QChar(0) + u"min"_s;
    QTest::newRow("a line end") << u"ad\r\nmin"_s;
    QTest::newRow("an emoji") << u"😀"_s;
    QTest::newRow("right to left") << u"\u202eadmin"_s;
    QTest::newRow("10,000 characters") << u"a"_s.repeated(10'000);
    QTest::newRow("nothing") << u""_s;
}

void TestPortalClient::hostileNames()
{
    QFETCH(QString, name);
    m_client->signIn({.userName = name, .password = Secret(QByteArrayView("p"))})
        ->then(&m_context, [](Result<SignInReply>) {});
    const QJsonObject json = m_server->sent().front().json();
    QCOMPARE(json.size(), 2);
    QCOMPARE(json.value(u"username"_s).toString(), name);
}

void TestPortalClient::passwordEncoding_data()
{
    QTest::addColumn<QByteArray>("password");
    QTest::addColumn<QByteArray>("encoded");
    QTest::newRow("the textbook's")
        << QByteArray("password") << QByteArray("5f4dcc3b5aa765d61d8327deb882cf99").toBase64();
    QTest::newRow("nothing") << QByteArray()
                             << QByteArray("d41d8cd98f00b204e9800998ecf8427e").toBase64();
    QTest::newRow("a") << QByteArray("a")
                       << QByteArray("0cc175b9c0f1b6a831c399e269772661").toBase64();
    QTest::newRow("the digits of RFC 1321")
        << QByteArray(
               "12345678901234567890123456789012345678901234567890123456789012345678901234567"
               "890")
        << QByteArray("57edf4a22be3c955ac49da2e2107b67a").toBase64();
}

void TestPortalClient::passwordEncoding()
{
    QFETCH(QByteArray, password);
    QFETCH(QByteArray, encoded);
    const Secret secret{QByteArrayView(password)};
    QCOMPARE(portalPassword(secret).view().toByteArray(), encoded);
}

void TestPortalClient::callsWithASession_data()
{
    QTest::addColumn<QString>("call");
    QTest::addColumn<bool>("isPost");
    QTest::newRow("sign-out") << u"logout"_s << true;
    QTest::newRow("settings") << u"remotemanagement/get"_s << false;
    QTest::newRow("status") << u"remotemanagement/status"_s << false;
    QTest::newRow("disconnect") << u"remotemanagement/disconnect"_s << true;
}

void TestPortalClient::callsWithASession()
{
    QFETCH(QString, call);
    QFETCH(bool, isPost);
    if (call == u"logout"_s)
        m_client->signOut(person())->then(&m_context, [](Result<Done>) {});
    else if (call.endsWith(u"get"_s))
        m_client->remoteManagement(person())->then(&m_context,
                                                   [](Result<RemoteManagementSettings>) {});
    else if (call.endsWith(u"status"_s))
        m_client->connectionStatus(person())->then(&m_context, [](Result<ConnectionStatus>) {});
    else
        m_client->disconnectRemoteManagement(person())->then(&m_context, [](Result<Acceptance>) {});
    QCOMPARE(m_server->sent().size(), std::size_t(1));
    const SentRequest &sent = m_server->sent().front();
    QCOMPARE(sent.path, u"/api/v1.0/"_s + call);
    QVERIFY(sent.verb == (isPost ? Verb::Post : Verb::Get));
    QCOMPARE(sent.body, isPost ? QByteArray("{}") : QByteArray());
    QCOMPARE(sent.contentType,
             isPost ? QByteArray("application/json;charset=utf-8") : QByteArray());
    const QList<std::pair<QByteArray, QByteArray>> headers{{"Cookie", "websession=S3SS10N"},
                                                           {"X-User-Activity", "1"}};
    QCOMPARE(sent.headers, headers);
    QVERIFY(sent.query.isEmpty());
    QCOMPARE(sent.logPath, sent.path.toUtf8());
}

void TestPortalClient::timerDoesNotKeepTheSessionAlive()
{
    m_client->connectionStatus(timer())->then(&m_context, [](Result<ConnectionStatus>) {});
    m_client->remoteManagement(timer())->then(&m_context, [](Result<RemoteManagementSettings>) {});
    for (const SentRequest &sent : m_server->sent()) {
        QCOMPARE(sent.headers.size(), 1);
        QCOMPARE(sent.header("Cookie"), QByteArray("websession=S3SS10N"));
        QVERIFY(sent.cause == HttpRequest::Cause::Timer);
    }
    QCOMPARE(m_server->sent().size(), std::size_t(2));
}

void TestPortalClient::updateOfTheNewLayout()
{
    const RemoteManagementSecrets secrets{.authenticationCode = Secret::fromText(u"ABCD\"EFGH"_s),
                                          .accountPassword = Secret::fromText(u"clear text 😀"_s)};
    m_client->updateRemoteManagement(person(), newLayout(), secrets)
        ->then(&m_context, [](Result<Acceptance>) {});
    const SentRequest &sent = m_server->sent().front();
    QVERIFY(sent.verb == Verb::Post);
    QCOMPARE(sent.path, u"/api/v1.0/remotemanagement/update"_s);
    const QJsonObject expected{{u"connection_server_type"_s, u"custom"_s},
                               {u"server_address"_s, u"rm.example.com:4443"_s},
                               {u"activation_method"_s, u"auth_code"_s},
                               {u"yeastar_id"_s, u"ys"_s},
                               {u"email"_s, u"it@example.com"_s},
                               {u"enb_account"_s, 1},
                               {u"account_username"_s, u"provider"_s},
                               {u"enb_passwordless"_s, 0},
                               {u"authentication_code"_s, u"ABCD\"EFGH"_s},
                               {u"account_password"_s, u"clear text 😀"_s}};
    QCOMPARE(sent.json(), expected);
}

void TestPortalClient::updateOfTheOldLayout()
{
    RemoteManagementSettings settings = newLayout();
    settings.serverType.reset();
    settings.serverAddress.reset();
    settings.isPasswordless.reset();
    m_client->updateRemoteManagement(person(), settings, {})
        ->then(&m_context, [](Result<Acceptance>) {});
    const QJsonObject json = m_server->sent().front().json();
    QVERIFY(!json.contains(u"connection_server_type"_s));
    QVERIFY(!json.contains(u"server_address"_s));
    QVERIFY(!json.contains(u"enb_passwordless"_s));
    QVERIFY(!json.contains(u"account_password_set"_s));
    QCOMPARE(json.size(), 5);
}

//! An absent field keeps its value: a word that we do not understand is left alone.
void TestPortalClient::updateKeepsUnknownWords()
{
    RemoteManagementSettings settings = newLayout();
    settings.activationMethod = {std::nullopt, u"qr_code"_s};
    settings.serverType = OpenWord<RemoteServerType>(std::nullopt, u"cluster"_s);
    m_client->updateRemoteManagement(person(), settings, {})
        ->then(&m_context, [](Result<Acceptance>) {});
    const QJsonObject json = m_server->sent().front().json();
    QVERIFY(!json.contains(u"activation_method"_s));
    QVERIFY(!json.contains(u"connection_server_type"_s));
    QCOMPARE(json.value(u"server_address"_s).toString(), u"rm.example.com:4443"_s);
}

void TestPortalClient::secretsOfTheChosenMethodOnly_data()
{
    QTest::addColumn<int>("method");
    QTest::addColumn<QString>("field");
    QTest::newRow("the code") << int(ActivationMethod::AuthenticationCode)
                              << u"authentication_code"_s;
    QTest::newRow("the password of the Yeastar ID")
        << int(ActivationMethod::YeastarId) << u"yeastar_id_password"_s;
    QTest::newRow("the password of the e-mail account")
        << int(ActivationMethod::Email) << u"email_password"_s;
}

//! What was typed before the method was changed is nobody's business.
void TestPortalClient::secretsOfTheChosenMethodOnly()
{
    QFETCH(int, method);
    QFETCH(QString, field);
    RemoteManagementSettings settings = newLayout();
    settings.activationMethod = {static_cast<ActivationMethod>(method), {}};
    const RemoteManagementSecrets secrets{.authenticationCode = Secret::fromText(u"code"_s),
                                          .yeastarIdPassword = Secret::fromText(u"ys"_s),
                                          .emailPassword = Secret::fromText(u"mail"_s)};
    m_client->updateRemoteManagement(person(), settings, secrets)
        ->then(&m_context, [](Result<Acceptance>) {});
    const QJsonObject json = m_server->sent().front().json();
    QStringList found;
    for (const QString &name : {u"authentication_code"_s, u"yeastar_id_password"_s,
                                u"email_password"_s, u"account_password"_s}) {
        if (json.contains(name))
            found.append(name);
    }
    QCOMPARE(found, QStringList{field});
}

void TestPortalClient::emptySecretsAreAbsent()
{
    m_client->updateRemoteManagement(person(), newLayout(), {})
        ->then(&m_context, [](Result<Acceptance>) {});
    const QStringList names = m_server->sent().front().json().keys();
    for (const QString &name : names)
        QVERIFY2(!name.contains(u"password"_s) || name == u"enb_passwordless"_s, qPrintable(name));
    QVERIFY(!names.contains(u"authentication_code"_s));
}

void TestPortalClient::scrambledProfile()
{
    const WireProfile scrambled = WireProfile::parse(scrambledProfileJson()).value();
    PortalClient client(*m_transport, scrambled);
    client.product(u"h"_s)->then(&m_context, [](Result<ProductFacts>) {});
    client.signIn({.userName = u"a"_s, .password = kCookie})
        ->then(&m_context, [](Result<SignInReply>) {});
    client.signOut(person())->then(&m_context, [](Result<Done>) {});
    client.remoteManagement(person())->then(&m_context, [](Result<RemoteManagementSettings>) {});
    client.connectionStatus(person())->then(&m_context, [](Result<ConnectionStatus>) {});
    client.disconnectRemoteManagement(person())->then(&m_context, [](Result<Acceptance>) {});
    const RemoteManagementSecrets secrets{.authenticationCode = Secret::fromText(u"c"_s),
                                          .accountPassword = Secret::fromText(u"p"_s)};
    client.updateRemoteManagement(person(), newLayout(), secrets)
        ->then(&m_context, [](Result<Acceptance>) {});
    QCOMPARE(m_server->sent().size(), std::size_t(7));
    for (const SentRequest &sent : m_server->sent()) {
        QVERIFY2(sent.path.startsWith(u"/other/place/zz_"_s), qPrintable(sent.path));
        for (const QString &name : sent.json().keys())
            QVERIFY2(name.startsWith(u"zz_"_s), qPrintable(name));
        for (const auto &header : sent.headers)
            QVERIFY(header.first == "Cookie" || header.first == "zz_X-User-Activity");
    }
    QCOMPARE(m_server->sent()[0].query, u"zz_host=h"_s);
    QCOMPARE(m_server->sent()[2].header("Cookie"), QByteArray("zz_websession=S3SS10N"));
    QCOMPARE(m_server->sent()[6].json().value(u"zz_activation_method"_s).toString(),
             u"zz_auth_code"_s);
    QCOMPARE(m_server->sent()[6].json().value(u"zz_connection_server_type"_s).toString(),
             u"zz_custom"_s);
}

void TestPortalClient::abortedCallAnswersCancelled()
{
    std::optional<ApiError::Kind> kind;
    auto *call = m_client->remoteManagement(person());
    call->then(&m_context,
               [&](Result<RemoteManagementSettings> answer) { kind = answer.error().kind; });
    QCOMPARE(m_server->hanging(u"remotemanagement/get"_s), 1);
    call->abort();
    QTRY_VERIFY(kind.has_value());
    QVERIFY(*kind == ApiError::Kind::Cancelled);
    QCOMPARE(m_server->hanging(u"remotemanagement/get"_s), 0);
}

QTEST_GUILESS_MAIN(TestPortalClient)
#include "tst_portalclient.moc"
