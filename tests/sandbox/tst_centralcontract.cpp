// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/centralfixture.h"

#include <support/testdata.h>

#include <QTest>

Q_DECLARE_METATYPE(std::function<lw::Sandbox::WebAnswer(lw::Sandbox::CentralFixture &)>)

using namespace lw;
using namespace lw::Sandbox;
using namespace Qt::StringLiterals;

namespace {

QJsonObject contract(const QString &name)
{
    QFile file(lw::test::testData(u"contract/central/"_s + name + u".json"_s));
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object()
                                          : QJsonObject();
}

//! Whether \a text is what the contract's file gives an example of.
bool isAnotherExample(const QString &name, const QString &text)
{
    static const QHash<QString, QString> forms{
        {u"requestId"_s, u"^[0-9a-f]{32}$"_s},
        {u"access_token"_s, u"^[!-~]{64,}$"_s},
        {u"refresh_token"_s, u"^[!-~]{64,}$"_s},
        {u"jti"_s, u"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"_s},
        {u"authenticationCode"_s, u"^[A-HJKMNP-Z2-9]{16}$"_s},
        {u"url"_s, u"^https://127\\.0\\.0\\.1:8088/(signin|passwordless)\\?ticket=[\\w-]{60,}$"_s}};
    return forms.contains(name) && QRegularExpression(forms.value(name)).match(text).hasMatch();
}

//! \a answer with the examples of \a file in place of what only has to look like them.
QJsonObject withExamples(QJsonObject answer, const QJsonObject &file)
{
    const QStringList names = answer.keys();
    for (const QString &name : names) {
        const QJsonValue value = answer.value(name);
        if (value.isObject())
            answer.insert(name, withExamples(value.toObject(), file.value(name).toObject()));
        else if (isAnotherExample(name, value.toString()))
            answer.insert(name, file.value(name));
    }
    return answer;
}

} // namespace

/*! Holds the practice management server to the same files that judge the client. */
class TestCentralContract : public QObject
{
    Q_OBJECT
private slots:
    void tokens();
    void lists_data();
    void lists();
    void selfHosted();
    void changes();
    void devices();
    void refusals_data();
    void refusals();

private:
    static void compare(const WebAnswer &answer, const QString &name)
    {
        const QJsonObject file = contract(name);
        QVERIFY2(!file.isEmpty(), qPrintable(name));
        QCOMPARE(withExamples(answer.json, file), file);
    }
    static QByteArray queryOf(const QString &name)
    {
        return CentralFixture::formOf(contract(name));
    }
    static QByteArray bodyOf(const QString &name) { return bytesOf(contract(name)); }
};

void TestCentralContract::tokens()
{
    CentralFixture server;
    const WebAnswer first = server.askToken(contract(u"oauth-token.request"_s));
    compare(first, u"oauth-token.response"_s);
    QJsonObject refresh = contract(u"oauth-token-refresh.request"_s);
    refresh.insert(u"refresh_token"_s, first.json.value("refresh_token"_L1));
    compare(server.askToken(refresh), u"oauth-token-refresh.response"_s);
    compare(
        server.ask("DELETE", u"oauth/token/refresh_token"_s, queryOf(u"oauth-revoke.request"_s)),
        u"oauth-revoke.response"_s);
}

void TestCentralContract::lists_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("request");
    QTest::newRow("rm_connections.response") << u"v1/subscription/rm_connections"_s << QString();
    QTest::newRow("instances.response") << u"v2/cloud_pbx/instances"_s << u"instances.request"_s;
    QTest::newRow("users.response") << u"v2/users"_s << u"users.request"_s;
}

void TestCentralContract::lists()
{
    QFETCH(QString, path);
    QFETCH(QString, request);
    CentralFixture server;
    (void)server.signIn();
    (void)server.attach(server.codeOfNew(u"Lab"_s, u"Enabled"_s), u"369831900110"_s);
    compare(server.get(path, queryOf(request)), QLatin1String(QTest::currentDataTag()));
}

void TestCentralContract::selfHosted()
{
    PlatformPlan plan = CentralFixture::usualPlan();
    plan.isSelfHosted = true;
    plan.account = {.status = u"Not Subscribed"_s, .expiresInDays = 20};
    plan.premiumAccount = {.status = u"Subscribed"_s, .expiresInDays = 200};
    plan.users.first().userType = u"Hosting User"_s;
    CentralFixture server(plan);
    (void)server.signIn();
    (void)server.attach(server.codeOfNew(u"Lab"_s, u"Enabled"_s), u"369831900110"_s);
    compare(server.get(u"v1/subscription/rm_connections"_s),
            u"rm_connections-selfhosted.response"_s);
    compare(server.get(u"v2/users"_s), u"users-selfhosted.response"_s);
}

void TestCentralContract::changes()
{
    CentralFixture server;
    (void)server.signIn();
    compare(
        server.ask("PUT", u"v1/cloud_pbx/instances/4711"_s, bodyOf(u"instances-update.request"_s)),
        u"instances-update.response"_s);
    compare(server.ask("PUT", u"v1/users/13329"_s, bodyOf(u"users-update.request"_s)),
            u"users-update.response"_s);
}

void TestCentralContract::devices()
{
    CentralFixture server;
    (void)server.signIn();
    const QString path = u"v1/remote_devices"_s;
    const WebAnswer added = server.ask("POST", path, bodyOf(u"remote_devices-add.request"_s));
    compare(added, u"remote_devices-add.response"_s);
    const QString code = CentralFixture::dataOf(added).value("authenticationCode"_L1).toString();
    (void)server.attach(code, u"369831900110"_s);
    (void)server.post(path, {{u"deviceName"_s, u"Lab 83.17"_s},
                             {u"group"_s, u"Labs"_s},
                             {u"passwordlessLogin"_s, u"Disabled"_s},
                             {u"provisioningViaTemplate"_s, u"Disabled"_s}});
    compare(server.get(path, queryOf(u"remote_devices.request"_s)), u"remote_devices.response"_s);
    const QString link = path + u"/1/access_link"_s;
    compare(server.ask("POST", link, bodyOf(u"access_link-account.request"_s)),
            u"access_link-account.response"_s);
    compare(server.ask("POST", link, bodyOf(u"access_link-passwordless.request"_s)),
            u"access_link-passwordless.response"_s);
    compare(server.ask("DELETE", path, bodyOf(u"remote_devices-delete.request"_s)),
            u"remote_devices-delete.response"_s);
}

void TestCentralContract::refusals_data()
{
    QTest::addColumn<std::function<WebAnswer(CentralFixture &)>>("make");
    using Make = std::function<WebAnswer(CentralFixture &)>;
    const auto row = [](const char *name, Make make) { QTest::newRow(name) << std::move(make); };
    const QString users = u"v2/users"_s;
    const QString devices = u"v1/remote_devices"_s;
    const PlatformPlan plan = CentralFixture::usualPlan();
    row("error-400-1000004", [=](CentralFixture &server) { return server.post(devices, {}); });
    row("error-401-1000002",
        [=](CentralFixture &server) { return server.askToken(plan.clientId, u"x"_s); });
    row("error-401-1000033",
        [=](CentralFixture &server) { return server.askToken(u"x"_s, u"x"_s); });
    row("error-401-1000035", [=](CentralFixture &server) {
        server.platform.expireSessionOf(
            {.headers = {{"authorization", "Bearer " + server.access}}});
        return server.get(users);
    });
    row("error-401-1000036", [=](CentralFixture &server) {
        server.access.clear();
        return server.get(users);
    });
    row("error-403-1000042", [=](CentralFixture &server) {
        for (int i = 0; i < 6; ++i)
            (void)server.askToken(plan.clientId, u"x"_s);
        return server.askToken(plan.clientId, plan.clientSecret);
    });
    row("error-403-1000043", [=](CentralFixture &server) {
        (void)server.attach(server.codeOfNew(u"Lab"_s, u"Enabled"_s), u"1"_s, 0);
        return server.post(devices + u"/1/access_link"_s, {{u"mode"_s, u"passwordless"_s}});
    });
    row("error-404-1000005", [=](CentralFixture &server) {
        return server.post(devices + u"/1/access_link"_s, {{u"mode"_s, u"account"_s}});
    });
    row("error-404-1000015",
        [=](CentralFixture &server) { return server.ask("PUT", u"v1/users/1"_s, "{}"); });
    row("error-409-1000007", [=](CentralFixture &server) {
        (void)server.codeOfNew(u"Lab 83.19"_s, u"Enabled"_s);
        return server.ask("POST", devices, bodyOf(u"remote_devices-add.request"_s));
    });
    for (const auto &[name, word] : {std::pair("error-429-1000040", u"1000040"_s),
                                     std::pair("error-500-1000001", u"1000001"_s)})
        row(name, [=, code = word](CentralFixture &server) {
            return server.send(
                {.verb = "GET", .path = u"/dm/open_api/v2/users"_s, .faultWord = code});
        });
}

void TestCentralContract::refusals()
{
    QFETCH(std::function<WebAnswer(CentralFixture &)>, make);
    CentralFixture server;
    (void)server.signIn();
    const QString name = QLatin1String(QTest::currentDataTag());
    const WebAnswer answer = make(server);
    compare(answer, name + u".response"_s);
    QCOMPARE(answer.status, name.section(u'-', 1, 1).toInt());
}

QTEST_APPLESS_MAIN(TestCentralContract)
#include "tst_centralcontract.moc"
