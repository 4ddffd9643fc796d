// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/goldenfiles.h"

#include <api/envelope.h>
#include <api/portalclient.h>
#include <core/httpdate.h>
#include <support/faketransport.h>
#include <support/profiles.h>

#include <QJsonDocument>
#include <QTest>

using namespace lw;
using namespace lw::test;
using namespace Qt::StringLiterals;
using Kind = ApiError::Kind;

Q_DECLARE_METATYPE(lw::ApiError::Kind)

namespace {

constexpr qint64 kBlockedUntil = 1'800'000'600; // in the files

} // namespace

/*! The client's half of the golden contract: the same files judge the sandbox apart from it. */
class TestGoldenFiles : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void requests_data();
    void requests();
    void errors_data();
    void errors();
    void answers_data();
    void answers();
    void everyFileIsUsed();

private:
    //! What the client makes of an answer: "ok", or the detail of its error.
    QString judge(const QString &call, const QByteArray &body);

    std::unique_ptr<ClientFixture> m_pbx;
};

void TestGoldenFiles::init()
{
    m_pbx = std::make_unique<ClientFixture>();
}

void TestGoldenFiles::requests_data()
{
    QTest::addColumn<QString>("file");
    for (const QString &name : goldenFolder().entryList({u"*.request.json"_s})) {
        if (!isAccountSecurity(name))
            QTest::addRow("%s", qPrintable(name)) << name.chopped(5);
    }
}

void TestGoldenFiles::requests()
{
    QFETCH(QString, file);
    const QJsonObject wanted = QJsonDocument::fromJson(golden(file)).object();
    const auto text = [&](const QString &name) { return wanted.value(name).toString(); };
    const auto secret = [&](const QString &name) { return Secret::fromText(text(name)); };
    if (file.startsWith(u"login"_s)) {
        m_pbx->client
            .signIn({.userName = text(u"username"_s),
                     .password = Secret(QByteArrayView("Practice-Admin-1"))})
            ->then(&m_pbx->context, [](Result<SignInReply>) {});
    } else if (file.startsWith(u"logout"_s)) {
        m_pbx->client.signOut({.cookie = kCookie})->then(&m_pbx->context, [](Result<Done>) {});
    } else if (file.startsWith(u"remotemanagement-disconnect"_s)) {
        m_pbx->client.disconnectRemoteManagement({.cookie = kCookie})
            ->then(&m_pbx->context, [](Result<Acceptance>) {});
    } else {
        QVERIFY(file.startsWith(u"remotemanagement-update"_s));
        RemoteManagementSettings settings{
            .activationMethod = {text(u"activation_method"_s) == u"email"_s
                                     ? ActivationMethod::Email
                                     : ActivationMethod::AuthenticationCode,
                                 {}},
            .yeastarId = text(u"yeastar_id"_s),
            .email = text(u"email"_s),
            .isAccountEnabled = wanted.value(u"enb_account"_s).toInt() == 1,
            .accountUserName = text(u"account_username"_s)};
        if (wanted.contains(u"connection_server_type"_s)) {
            settings.serverType = OpenWord<RemoteServerType>(
                text(u"connection_server_type"_s) == u"custom"_s ? RemoteServerType::Custom
                                                                 : RemoteServerType::Default,
                {});
            settings.serverAddress = text(u"server_address"_s);
        }
        if (wanted.contains(u"enb_passwordless"_s))
            settings.isPasswordless = wanted.value(u"enb_passwordless"_s).toInt() == 1;
        const RemoteManagementSecrets secrets{.authenticationCode =
                                                  secret(u"authentication_code"_s),
                                              .emailPassword = secret(u"email_password"_s),
                                              .accountPassword = secret(u"account_password"_s)};
        m_pbx->client.updateRemoteManagement({.cookie = kCookie}, settings, secrets)
            ->then(&m_pbx->context, [](Result<Acceptance>) {});
    }
    QCOMPARE(m_pbx->server.sent().size(), std::size_t(1));
    QCOMPARE(m_pbx->server.sent().front().json(), wanted);
}

void TestGoldenFiles::errors_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<QString>("said"); // reason, or the refused fields
    const auto row = [](const char *file, Kind kind, const QString &said = {}) {
        QTest::newRow(file) << QString::fromLatin1(file) + u".response"_s << kind << said;
    };
    row("error-minus1", Kind::Unauthorized);
    row("error-minus2", Kind::ServerFault);
    row("error-10001", Kind::Unsupported);
    row("error-10004", Kind::SessionExpired);
    row("error-10005", Kind::Forbidden);
    row("error-40001", Kind::Rejected);
    row("error-40002", Kind::Rejected, u"authentication_code=required server_address=required"_s);
    row("error-40003", Kind::Conflict, u"account_username=duplicate"_s);
    row("error-70004", Kind::LockedOut, u"600"_s);
    row("error-70004-permanent", Kind::LockedOut, u"0"_s);
    row("error-70611-unknown", Kind::Rejected, u"unknown"_s);
    row("error-70611-used", Kind::Rejected, u"used"_s);
    row("error-70611-expired", Kind::Rejected, u"expired"_s);
    row("error-70612", Kind::Rejected);
    row("error-70613-dns", Kind::Rejected, u"dns"_s);
    row("error-70613-refused", Kind::Rejected, u"refused"_s);
    row("error-70613-timeout", Kind::Rejected, u"timeout"_s);
    row("error-70613-tls", Kind::Rejected, u"tls"_s);
    row("error-70614", Kind::Rejected);
    row("error-70615", Kind::Rejected);
    row("error-70084", Kind::Forbidden);
    row("error-70602", Kind::Unauthorized, u"code-wrong 4 left"_s);
    row("error-70603", Kind::Unauthorized, u"code-expired"_s);
    row("error-70604", Kind::Unauthorized, u"password-proof-over"_s);
    row("error-70605", Kind::RateLimited, u"42"_s);
    row("error-70606", Kind::Rejected, u"no-mail-server"_s);
    row("error-70601-authenticator", Kind::SecondFactorRequired);
    row("error-70601-email", Kind::SecondFactorRequired);
}

void TestGoldenFiles::errors()
{
    QFETCH(QString, file);
    QFETCH(Kind, kind);
    QFETCH(QString, said);
    const QByteArray body = golden(file);
    QVERIFY(!body.isEmpty());
    const QDateTime now = QDateTime::fromSecsSinceEpoch(kBlockedUntil - 600, Qt::UTC);
    const HttpResponse response{
        .status = 200, .headers = {{"date", formatHttpDate(now)}}, .body = body};
    const auto answer = decodeEnvelope(response, m_pbx->profile);
    QVERIFY(!answer);
    const ApiError &error = answer.error();
    QCOMPARE(int(error.kind), int(kind));
    const QJsonObject json = QJsonDocument::fromJson(body).object();
    QCOMPARE(error.serverCode, std::optional<int>(json.value(u"errcode"_s).toInt()));
    QCOMPARE(error.serverText, json.value(u"errmsg"_s).toString());
    QStringList heard;
    if (!error.reason.isEmpty())
        heard.append(error.reason);
    if (error.attemptsLeft)
        heard.append(u"%1 left"_s.arg(*error.attemptsLeft));
    if (error.retryAfter)
        heard.append(QString::number(error.retryAfter->count()));
    for (auto it = error.fields.begin(); it != error.fields.end(); ++it)
        heard.append(it.key() + u'=' + *it);
    QCOMPARE(heard.join(u' '), said);
}

QString TestGoldenFiles::judge(const QString &call, const QByteArray &body)
{
    const auto heard = [](const auto &result) {
        return result ? u"ok"_s : result.error().detail + result.error().serverText;
    };
    m_pbx->server.always(call.startsWith(u"login"_s) ? u"login"_s
                                                     : QString(call).replace(u'-', u'/'),
                         {.body = body, .cookies = {"websession=abc"}});
    if (call == u"pbx-getproduct"_s)
        return heard(m_pbx->answerOf(m_pbx->client.product(u"h"_s)));
    if (call.startsWith(u"login"_s))
        return heard(
            m_pbx->answerOf(m_pbx->client.signIn({.userName = u"a"_s, .password = kCookie})));
    if (call == u"logout"_s)
        return heard(m_pbx->answerOf(m_pbx->client.signOut({.cookie = kCookie})));
    if (call == u"remotemanagement-status"_s)
        return heard(m_pbx->answerOf(m_pbx->client.connectionStatus({.cookie = kCookie})));
    if (call == u"remotemanagement-update"_s)
        return heard(
            m_pbx->answerOf(m_pbx->client.updateRemoteManagement({.cookie = kCookie}, {}, {})));
    if (call == u"remotemanagement-disconnect"_s)
        return heard(
            m_pbx->answerOf(m_pbx->client.disconnectRemoteManagement({.cookie = kCookie})));
    if (call == u"remotemanagement-get"_s)
        return heard(m_pbx->answerOf(m_pbx->client.remoteManagement({.cookie = kCookie})));
    return u"a call that nobody knows: "_s + call;
}

void TestGoldenFiles::answers_data()
{
    QTest::addColumn<QString>("file");
    for (const QString &name : goldenFolder().entryList({u"*.response.json"_s})) {
        if (!name.startsWith(u"error-"_s) && !isAccountSecurity(name))
            QTest::addRow("%s", qPrintable(name)) << name.chopped(5);
    }
}

void TestGoldenFiles::answers()
{
    QFETCH(QString, file);
    // remotemanagement-get-83.5.response is a variant of remotemanagement-get.
    QStringList parts = file.section(u".response"_s, 0, 0).split(u'-');
    const QString call = QStringList(parts.mid(0, 2)).join(u'-');
    QCOMPARE(judge(call, golden(file)), u"ok"_s);
}

void TestGoldenFiles::everyFileIsUsed()
{
    const QStringList all = goldenFolder().entryList({u"*.json"_s});
    const QStringList errorFiles = goldenFolder().entryList({u"error-*.json"_s});
    QVERIFY(all.size() >= 90);
    QCOMPARE(errorFiles.size(), 28); // the rows of errors()
    for (const QString &name : all)
        QVERIFY2(name.endsWith(u".request.json"_s) || name.endsWith(u".response.json"_s),
                 qPrintable(name));
}

QTEST_GUILESS_MAIN(TestGoldenFiles)
#include "tst_goldenfiles.moc"
