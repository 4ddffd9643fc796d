// SPDX-License-Identifier: GPL-3.0-or-later
#include "replyfixture.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace lw;
using namespace lw::test;
using namespace Qt::StringLiterals;
using Kind = ApiError::Kind;

namespace {

const QString kProduct = u"pbx/getproduct"_s;
const QString kLogin = u"login"_s;
const QString kGet = u"remotemanagement/get"_s;
const QString kStatus = u"remotemanagement/status"_s;
const Secret kCookie{QByteArrayView("c")};

Sample sample(const QString &call)
{
    if (call == kProduct)
        return {u"product"_s,
                {{u"product_name"_s, u"P-Series"_s},
                 {u"product_type"_s, u"P570"_s},
                 {u"platform_name"_s, u"p_software"_s},
                 {u"version"_s, u"83.19.0.110"_s},
                 {u"sn"_s, u"3631A2"_s},
                 {u"disp_dev_name"_s, u"Head office"_s}}};
    if (call == kLogin)
        return {{},
                {{u"username"_s, u"admin"_s},
                 {u"role"_s, u"super_admin"_s},
                 {u"auto_logout_time"_s, 15},
                 {u"need_modify_default_pwd"_s, 0},
                 {u"passwordless_enabled"_s, 1}}};
    if (call == kStatus)
        return {u"status"_s,
                {{u"state"_s, u"Connected"_s},
                 {u"since"_s, 1'767'225'600},
                 {u"server"_s, u"rm.example.com"_s},
                 {u"detail"_s, u"d"_s},
                 {u"last_error"_s, u"e"_s}}};
    return {u"remote_management"_s,
            {{u"connection_server_type"_s, u"custom"_s},
             {u"server_address"_s, u"rm.example.com"_s},
             {u"activation_method"_s, u"email"_s},
             {u"yeastar_id"_s, u"ys"_s},
             {u"email"_s, u"it@example.com"_s},
             {u"enb_account"_s, 1},
             {u"account_username"_s, u"provider"_s},
             {u"account_password_set"_s, 1},
             {u"enb_passwordless"_s, 0}}};
}

} // namespace

/*! The answers: complete, incomplete, mistyped, extended. */
class TestPortalReplies : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void product();
    void productOfTheCloud();
    void signedIn();
    void roles_data();
    void roles();
    void settings();
    void status();
    void statusNeverConnected();
    void missingFields_data();
    void missingFields();
    void mistypedFields_data();
    void mistypedFields();
    void missingRoot_data();
    void missingRoot();
    void extraFieldsAreIgnored_data();
    void extraFieldsAreIgnored();
    void unknownWordsAreKept();
    void oldLayout();
    void halfALayoutIsNone_data();
    void halfALayoutIsNone();
    void sessionCookie_data();
    void sessionCookie();
    void acceptance();
    void errorsOfTheTransportPass();
    void scrambledProfile();

private:
    template<typename T>
    Result<T> answerOf(Pending<T> *call)
    {
        return m_fixture->answerOf(call);
    }
    //! The error of \a call when the PBX answers \a json; none: it was accepted.
    std::optional<ApiError> errorFor(const QString &call, const QJsonObject &json);
    Result<SignInAnswer> signInWith(const QByteArrayList &cookies);

    std::unique_ptr<ReplyFixture> m_fixture;
    FakeServer *m_server = nullptr;
    PortalClient *m_client = nullptr;
};

void TestPortalReplies::init()
{
    m_fixture = std::make_unique<ReplyFixture>();
    m_server = &m_fixture->server;
    m_client = &m_fixture->client;
}

std::optional<ApiError> TestPortalReplies::errorFor(const QString &call, const QJsonObject &json)
{
    FakeAnswer answer = FakeAnswer::json(json);
    answer.cookies = {"websession=abc"};
    m_server->next(call, answer);
    const auto error = [](const auto &result) {
        return result ? std::nullopt : std::optional<ApiError>(result.error());
    };
    if (call == kProduct)
        return error(answerOf(m_client->product(u"h"_s)));
    if (call == kLogin)
        return error(answerOf(m_client->signIn({.userName = u"a"_s, .password = kCookie})));
    if (call == kStatus)
        return error(answerOf(m_client->connectionStatus({.cookie = kCookie})));
    return error(answerOf(m_client->remoteManagement({.cookie = kCookie})));
}

Result<SignInAnswer> TestPortalReplies::signInWith(const QByteArrayList &cookies)
{
    FakeAnswer answer = FakeAnswer::json(sample(kLogin).whole());
    answer.cookies = cookies;
    m_server->next(kLogin, answer);
    auto reply = answerOf(m_client->signIn({.userName = u"admin"_s, .password = kCookie}));
    return reply ? Result<SignInAnswer>(std::get<SignInAnswer>(std::move(*reply)))
                 : Result<SignInAnswer>(Failure(reply.error()));
}

void TestPortalReplies::product()
{
    m_server->next(kProduct, FakeAnswer::json(sample(kProduct).whole()));
    const auto facts = answerOf(m_client->product(u"h"_s));
    QVERIFY(facts);
    QCOMPARE(facts->name, u"P-Series"_s);
    QCOMPARE(facts->type, u"P570"_s);
    QCOMPARE(facts->platform, u"p_software"_s);
    QCOMPARE(facts->firmware.text(), u"83.19.0.110"_s);
    QCOMPARE(facts->serialNumber, u"3631A2"_s);
    QCOMPARE(facts->displayName, u"Head office"_s);
    QVERIFY(!facts->isCloud);
    QVERIFY(facts->edition() == Edition::Software);
}

void TestPortalReplies::productOfTheCloud()
{
    Sample cloud = sample(kProduct);
    cloud.fields.insert(u"platform_name"_s, u"p_cloudpbx"_s);
    m_server->next(kProduct, FakeAnswer::json(cloud.whole()));
    const auto facts = answerOf(m_client->product(u"h"_s));
    QVERIFY(facts && facts->isCloud);
    QVERIFY(facts->edition() == Edition::Cloud);
}

void TestPortalReplies::signedIn()
{
    const auto answer = signInWith({"websession=abc; Secure; HttpOnly; SameSite=Strict; Path=/"});
    QVERIFY(answer);
    QCOMPARE(answer->cookie.view().toByteArray(), QByteArray("abc"));
    QCOMPARE(answer->userName, u"admin"_s);
    QVERIFY(answer->role.is(Role::SuperAdministrator));
    QCOMPARE(answer->autoLogout.count(), 15);
    QVERIFY(!answer->mustChangePassword);
    QVERIFY(answer->isPasswordlessEnabled);
}

void TestPortalReplies::roles_data()
{
    QTest::addColumn<QString>("word");
    QTest::addColumn<int>("role"); // -1: unknown
    QTest::newRow("super administrator") << u"super_admin"_s << int(Role::SuperAdministrator);
    QTest::newRow("administrator") << u"administrator"_s << int(Role::Administrator);
    QTest::newRow("an extension") << u"user"_s << int(Role::User);
    QTest::newRow("a role of the future is kept") << u"auditor"_s << -1;
    QTest::newRow("another case is another word") << u"USER"_s << -1;
    QTest::newRow("no word") << u""_s << -1;
}

void TestPortalReplies::roles()
{
    QFETCH(QString, word);
    QFETCH(int, role);
    Sample login = sample(kLogin);
    login.fields.insert(u"role"_s, word);
    FakeAnswer reply = FakeAnswer::json(login.whole());
    reply.cookies = {"websession=abc"};
    m_server->next(kLogin, reply);
    const auto answer = answerOf(m_client->signIn({.userName = u"a"_s, .password = kCookie}));
    QVERIFY(answer);
    const OpenWord<Role> found = std::get<SignInAnswer>(*answer).role;
    QCOMPARE(found.word, word);
    QCOMPARE(found.known ? int(*found.known) : -1, role);
}

void TestPortalReplies::settings()
{
    m_server->next(kGet, FakeAnswer::json(sample(kGet).whole()));
    const auto is = answerOf(m_client->remoteManagement({.cookie = kCookie}));
    QVERIFY(is);
    QVERIFY(is->isCustomServer());
    QCOMPARE(is->serverAddress, std::optional(u"rm.example.com"_s));
    QVERIFY(is->activationMethod.is(ActivationMethod::Email));
    QCOMPARE(is->yeastarId, u"ys"_s);
    QCOMPARE(is->email, u"it@example.com"_s);
    QVERIFY(is->isAccountEnabled);
    QCOMPARE(is->accountUserName, u"provider"_s);
    QVERIFY(is->isAccountPasswordSet);
    QCOMPARE(is->isPasswordless, std::optional(false));
}

void TestPortalReplies::status()
{
    m_server->next(kStatus, FakeAnswer::json(sample(kStatus).whole()));
    const auto is = answerOf(m_client->connectionStatus({.cookie = kCookie}));
    QVERIFY(is);
    QVERIFY(is->state.is(ConnectionStatus::State::Connected));
    QCOMPARE(is->since->toSecsSinceEpoch(), 1'767'225'600);
    QCOMPARE(is->since->timeSpec(), Qt::UTC);
    QCOMPARE(is->server, u"rm.example.com"_s);
    QCOMPARE(is->detail, u"d"_s);
    QCOMPARE(is->lastError, u"e"_s);
}

void TestPortalReplies::statusNeverConnected()
{
    Sample never = sample(kStatus);
    never.fields.insert(u"since"_s, 0);
    never.fields.insert(u"state"_s, u"Disconnected"_s);
    m_server->next(kStatus, FakeAnswer::json(never.whole()));
    const auto is = answerOf(m_client->connectionStatus({.cookie = kCookie}));
    QVERIFY(is && !is->since);
    QVERIFY(is->state.is(ConnectionStatus::State::Disconnected));
}

void TestPortalReplies::missingFields_data()
{
    QTest::addColumn<QString>("call");
    QTest::addColumn<QString>("field");
    for (const QString &call : {kProduct, kLogin, kGet, kStatus}) {
        for (const QString &field : sample(call).fields.keys()) {
            // Absent on older firmware, by the contract.
            if (field != u"enb_passwordless"_s)
                QTest::addRow("%s without %s", qPrintable(call), qPrintable(field))
                    << call << field;
        }
    }
}

void TestPortalReplies::missingFields()
{
    QFETCH(QString, call);
    QFETCH(QString, field);
    Sample broken = sample(call);
    broken.fields.remove(field);
    const auto error = errorFor(call, broken.whole());
    QVERIFY2(error, "accepted without the field");
    QCOMPARE(int(error->kind), int(Kind::MalformedReply));
    QVERIFY2(error->detail.contains(u'"' + field + u'"'), qPrintable(error->detail));
}

void TestPortalReplies::mistypedFields_data()
{
    QTest::addColumn<QString>("call");
    QTest::addColumn<QString>("field");
    QTest::addColumn<QJsonValue>("value");
    for (const QString &call : {kProduct, kLogin, kGet, kStatus}) {
        const QJsonObject fields = sample(call).fields;
        for (auto it = fields.begin(); it != fields.end(); ++it) {
            const QList<QJsonValue> wrong = it->isString() ? kWrongTexts : kWrongNumbers;
            for (qsizetype i = 0; i < wrong.size(); ++i)
                QTest::addRow("%s with %s mistyped, way %d", qPrintable(call), qPrintable(it.key()),
                              int(i + 1))
                    << call << it.key() << wrong[i];
            if (it.key().startsWith(u"enb_"_s) || it.key().endsWith(u"_set"_s))
                QTest::addRow("%s with %s as 2", qPrintable(call), qPrintable(it.key()))
                    << call << it.key() << QJsonValue(2);
        }
    }
}

void TestPortalReplies::mistypedFields()
{
    QFETCH(QString, call);
    QFETCH(QString, field);
    QFETCH(QJsonValue, value);
    Sample broken = sample(call);
    broken.fields.insert(field, value);
    const auto error = errorFor(call, broken.whole());
    QVERIFY2(error, "accepted with the wrong type");
    QCOMPARE(int(error->kind), int(Kind::MalformedReply));
    QVERIFY2(error->detail.contains(u'"' + field + u'"'), qPrintable(error->detail));
}

void TestPortalReplies::missingRoot_data()
{
    QTest::addColumn<QString>("call");
    QTest::newRow("product") << kProduct;
    QTest::newRow("settings") << kGet;
    QTest::newRow("status") << kStatus;
}

void TestPortalReplies::missingRoot()
{
    QFETCH(QString, call);
    Sample flat = sample(call);
    const QString root = std::exchange(flat.root, {});
    for (const QJsonObject &json :
         {flat.whole(), QJsonObject{{u"errcode"_s, 0}, {root, QJsonArray{flat.fields}}},
          QJsonObject{{u"errcode"_s, 0}, {root, u"x"_s}}, QJsonObject{{u"errcode"_s, 0}}}) {
        const auto error = errorFor(call, json);
        QVERIFY(error);
        QCOMPARE(int(error->kind), int(Kind::MalformedReply));
        QVERIFY2(error->detail.contains(root), qPrintable(error->detail));
    }
}

void TestPortalReplies::extraFieldsAreIgnored_data()
{
    QTest::addColumn<QString>("call");
    for (const QString &call : {kProduct, kLogin, kGet, kStatus})
        QTest::addRow("%s", qPrintable(call)) << call;
}

//! Order cannot matter to a QJsonObject, but another writer's order reaches it as text.
void TestPortalReplies::extraFieldsAreIgnored()
{
    QFETCH(QString, call);
    Sample more = sample(call);
    more.fields.insert(u"aaa"_s, QJsonArray{1, QJsonObject{}});
    more.fields.insert(u"zzz"_s, QJsonValue::Null);
    more.fields.insert(u"errcode "_s, u"5"_s);
    QVERIFY(!errorFor(call, more.whole()));
    QByteArray reversed;
    const QJsonObject fields = sample(call).fields;
    for (auto it = fields.begin(); it != fields.end(); ++it) {
        const QByteArray value = QJsonDocument(QJsonArray{*it}).toJson(QJsonDocument::Compact);
        reversed.prepend(",\"" + it.key().toUtf8() + "\":" + value.mid(1, value.size() - 2));
    }
    const QString root = sample(call).root;
    QByteArray body = root.isEmpty()
                          ? "{\"x\":1" + reversed + ",\"errcode\":0}"
                          : "{\"" + root.toUtf8() + "\":{\"x\":1" + reversed + "},\"errcode\":0}";
    QVERIFY(!errorFor(call, QJsonDocument::fromJson(body).object()));
    FakeAnswer answer{.body = body, .cookies = {"websession=abc"}};
    m_server->next(kProduct, answer);
    if (call == kProduct)
        QVERIFY(answerOf(m_client->product(u"h"_s)));
}

void TestPortalReplies::unknownWordsAreKept()
{
    Sample settings = sample(kGet);
    settings.fields.insert(u"activation_method"_s, u"qr_code"_s);
    settings.fields.insert(u"connection_server_type"_s, u"cluster"_s);
    m_server->next(kGet, FakeAnswer::json(settings.whole()));
    const auto is = answerOf(m_client->remoteManagement({.cookie = kCookie}));
    QVERIFY(is);
    QVERIFY(!is->activationMethod.known);
    QCOMPARE(is->activationMethod.word, u"qr_code"_s);
    QCOMPARE(is->serverType->word, u"cluster"_s);
    QVERIFY(!is->isCustomServer());

    Sample status = sample(kStatus);
    status.fields.insert(u"state"_s, u"Warming up 😀"_s);
    m_server->next(kStatus, FakeAnswer::json(status.whole()));
    const auto state = answerOf(m_client->connectionStatus({.cookie = kCookie}));
    QVERIFY(state);
    QVERIFY(!state->state.known);
    QCOMPARE(state->state.word, u"Warming up 😀"_s);
}

void TestPortalReplies::oldLayout()
{
    Sample old = sample(kGet);
    for (const QString &name :
         {u"connection_server_type"_s, u"server_address"_s, u"enb_passwordless"_s})
        old.fields.remove(name);
    m_server->next(kGet, FakeAnswer::json(old.whole()));
    const auto is = answerOf(m_client->remoteManagement({.cookie = kCookie}));
    QVERIFY(is);
    QVERIFY(!is->serverType && !is->serverAddress && !is->isPasswordless);
    QVERIFY(!is->isCustomServer());
}

void TestPortalReplies::halfALayoutIsNone_data()
{
    QTest::addColumn<QString>("missing");
    QTest::newRow("an address without a server type") << u"connection_server_type"_s;
    QTest::newRow("a server type without an address") << u"server_address"_s;
}

void TestPortalReplies::halfALayoutIsNone()
{
    QFETCH(QString, missing);
    Sample half = sample(kGet);
    half.fields.remove(missing);
    const auto error = errorFor(kGet, half.whole());
    QVERIFY(error);
    QVERIFY2(error->detail.contains(missing), qPrintable(error->detail));
}

void TestPortalReplies::sessionCookie_data()
{
    QTest::addColumn<QByteArrayList>("cookies");
    QTest::addColumn<QByteArray>("value"); // null: refused
    const auto row = [](const char *name, const QByteArrayList &cookies, const QByteArray &value) {
        QTest::newRow(name) << cookies << value;
    };
    row("alone", {"websession=abc"}, "abc");
    row("with attributes", {"websession=abc;Path=/"}, "abc");
    row("with blanks around it", {"websession= abc ; Path=/"}, "abc");
    row("with an equals sign inside", {"websession=YWJj==; Path=/"}, "YWJj==");
    row("among others", {"lang=en", "websession=abc", "x=y"}, "abc");
    row("a name that only begins so", {"websession2=no", "websession=abc"}, "abc");
    row("deleted first, then set", {"websession=; Max-Age=0", "websession=abc"}, "abc");
    row("set twice: the last one counts", {"websession=old", "websession=new"}, "new");
    row("no cookie at all", {}, {});
    row("only another one", {"session=abc"}, {});
    row("another case", {"WebSession=abc"}, {});
    row("empty", {"websession=; Path=/"}, {});
}

void TestPortalReplies::sessionCookie()
{
    QFETCH(QByteArrayList, cookies);
    QFETCH(QByteArray, value);
    const auto answer = signInWith(cookies);
    QCOMPARE(answer.has_value(), !value.isNull());
    if (answer) {
        QCOMPARE(answer->cookie.view().toByteArray(), value);
    } else {
        QCOMPARE(int(answer.error().kind), int(Kind::MalformedReply));
        QVERIFY(answer.error().detail.contains(u"websession"_s));
    }
}

void TestPortalReplies::acceptance()
{
    const QString update = u"remotemanagement/update"_s;
    m_server->next(update, FakeAnswer::refusal(0));
    QVERIFY(answerOf(m_client->updateRemoteManagement({.cookie = kCookie}, {}, {})).value() ==
            Acceptance::Done);
    m_server->next(update, FakeAnswer::refusal(2));
    QVERIFY(answerOf(m_client->updateRemoteManagement({.cookie = kCookie}, {}, {})).value() ==
            Acceptance::Processing);
    m_server->next(update, FakeAnswer::refusal(70614));
    QCOMPARE(
        answerOf(m_client->updateRemoteManagement({.cookie = kCookie}, {}, {})).error().serverCode,
        std::optional<int>(70614));
}

void TestPortalReplies::errorsOfTheTransportPass()
{
    for (const Kind kind : {Kind::Timeout, Kind::TlsChanged, Kind::UnknownOutcome}) {
        for (const QString &call : {kProduct, kLogin, kGet, kStatus})
            m_server->next(call, FakeAnswer::failure(kind));
        QVERIFY(answerOf(m_client->product(u"h"_s)).error().kind == kind);
        QVERIFY(
            answerOf(m_client->signIn({.userName = u"a"_s, .password = kCookie})).error().kind ==
            kind);
        QVERIFY(answerOf(m_client->remoteManagement({.cookie = kCookie})).error().kind == kind);
        QVERIFY(answerOf(m_client->connectionStatus({.cookie = kCookie})).error().kind == kind);
    }
}

void TestPortalReplies::scrambledProfile()
{
    const WireProfile scrambled = WireProfile::parse(scrambledProfileJson()).value();
    PortalClient client(m_fixture->transport, scrambled);
    QJsonObject fields;
    const QJsonObject plain = sample(kGet).fields;
    for (auto it = plain.begin(); it != plain.end(); ++it)
        fields.insert(u"zz_"_s + it.key(), *it);
    fields.insert(u"zz_activation_method"_s, u"zz_email"_s);
    fields.insert(u"zz_connection_server_type"_s, u"zz_custom"_s);
    m_server->next(u"/other/place/zz_remotemanagement/get"_s,
                   FakeAnswer::json({{u"zz_errcode"_s, 0}, {u"zz_remote_management"_s, fields}}));
    const auto is = answerOf(client.remoteManagement({.cookie = kCookie}));
    QVERIFY2(is, is ? "" : qPrintable(is.error().detail));
    QVERIFY(is->isCustomServer());
    QVERIFY(is->activationMethod.is(ActivationMethod::Email));
    QCOMPARE(is->accountUserName, u"provider"_s);
}

QTEST_GUILESS_MAIN(TestPortalReplies)
#include "tst_portalreplies.moc"
