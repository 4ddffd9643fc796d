// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/centralfixture.h"
#include "sandbox/openapifixture.h"

#include <QTest>

using namespace lw;
using namespace lw::Sandbox;
using namespace Qt::StringLiterals;

namespace {

QList<QJsonValue> strangeValues()
{
    return {QJsonValue::Null,
            true,
            0,
            -1,
            1e300,
            0.5,
            u""_s,
            u"Enabled"_s,
            QString(10'000, u'x'),
            QString(u"\u202e"_s) + QChar(0) + QChar(0xd800),
            QJsonArray{},
            QJsonArray{QJsonArray{1}, QJsonObject()},
            QJsonObject{{u"x"_s, 1}}};
}

const QStringList kFields{u"deviceName"_s,
                          u"group"_s,
                          u"comment"_s,
                          u"passwordlessLogin"_s,
                          u"provisioningViaTemplate"_s,
                          u"deviceIds"_s,
                          u"mode"_s,
                          u"name"_s,
                          u"upgradeInPbx"_s,
                          u"im"_s,
                          u"allowSuperiorPasswordlessLogin"_s,
                          u"twoFactorAuthenticationEnable"_s,
                          u"email"_s};

} // namespace

/*! Whatever is sent to the documented APIs: an answer of the contract, and the server goes on. */
class TestStrangeCentral : public QObject
{
    Q_OBJECT
private slots:
    void everyBodyIsAnswered_data();
    void everyBodyIsAnswered();
    void everyQueryIsAnswered_data();
    void everyQueryIsAnswered();
    void everyFormIsAnswered();
    void openApiAnswersEveryBody();

private:
    static bool isOfTheContract(const WebAnswer &answer)
    {
        static const QSet<int> codes{0, 1000004, 1000005, 1000007, 1000015, 1000043};
        return codes.contains(CentralFixture::codeOf(answer));
    }
};

void TestStrangeCentral::everyBodyIsAnswered_data()
{
    QTest::addColumn<QByteArray>("verb");
    QTest::addColumn<QString>("path");
    const auto row = [](const char *verb, const QString &path) {
        QTest::newRow(qPrintable(QString::fromLatin1(verb) + u' ' + path))
            << QByteArray(verb) << path;
    };
    row("PUT", u"v1/cloud_pbx/instances/4711"_s);
    row("PUT", u"v1/users/13329"_s);
    row("POST", u"v1/remote_devices"_s);
    row("DELETE", u"v1/remote_devices"_s);
    row("POST", u"v1/remote_devices/1/access_link"_s);
}

void TestStrangeCentral::everyBodyIsAnswered()
{
    QFETCH(QByteArray, verb);
    QFETCH(QString, path);
    CentralFixture server;
    (void)server.signIn();
    (void)server.attach(server.codeOfNew(u"Branch"_s, u"Enabled"_s), u"SN1"_s);
    const QList<QJsonValue> values = strangeValues();
    for (const QJsonValue &value : values) {
        QJsonObject all;
        for (const QString &field : kFields) {
            all.insert(field, value);
            QVERIFY2(isOfTheContract(server.ask(verb, path, bytesOf({{field, value}}))),
                     qPrintable(field));
        }
        QVERIFY(isOfTheContract(server.ask(verb, path, bytesOf(all))));
    }
    for (const QByteArray &body :
         {QByteArray(), QByteArray("null"), QByteArray("\xff\xfe"), QByteArray(5000, '[')})
        QVERIFY(isOfTheContract(server.ask(verb, path, body)));
    QCOMPARE(CentralFixture::codeOf(server.get(u"v2/users"_s)), 0);
}

void TestStrangeCentral::everyQueryIsAnswered_data()
{
    QTest::addColumn<QString>("path");
    for (const QString &path : {u"v1/subscription/rm_connections"_s, u"v2/cloud_pbx/instances"_s,
                                u"v2/users"_s, u"v1/remote_devices"_s})
        QTest::newRow(qPrintable(path)) << path;
}

void TestStrangeCentral::everyQueryIsAnswered()
{
    QFETCH(QString, path);
    CentralFixture server;
    (void)server.signIn();
    for (const QByteArray &value :
         {QByteArray(), QByteArray("%"), QByteArray("%00"), QByteArray("%FF%FE"), QByteArray("-1"),
          QByteArray("9223372036854775807"), QByteArray("1e9"), QByteArray("=&&?"),
          QByteArray(10'000, 'a')}) {
        for (const char *name : {"pageSize=", "pageNumber=", "sort=", "search=", "="})
            QVERIFY2(isOfTheContract(server.get(path, name + value)), name);
    }
}

void TestStrangeCentral::everyFormIsAnswered()
{
    CentralFixture server;
    const QString path = u"oauth/token"_s;
    for (const QByteArray &body :
         {QByteArray(), QByteArray("&&=&"), QByteArray("grant_type"), QByteArray("grant_type=%FF"),
          QByteArray("grant_type=client_credentials&grant_type=refresh_token"),
          QByteArray("{\"grant_type\":\"client_credentials\"}"), QByteArray(100'000, '%')}) {
        const WebAnswer answer = server.ask("POST", path, body);
        QVERIFY(answer.status == 400 || answer.status == 401);
    }
    (void)server.signIn();
    QCOMPARE(CentralFixture::codeOf(server.get(u"v2/users"_s)), 0);
}

void TestStrangeCentral::openApiAnswersEveryBody()
{
    OpenApiFixture api;
    (void)api.signIn();
    static const QSet<int> codes{0, -1, 10004, 40001, 40002, 70004};
    const QList<QJsonValue> values = strangeValues();
    for (const QString &endpoint : {u"get_token"_s, u"refresh_token"_s, u"system/sendemail"_s}) {
        for (const QJsonValue &value : values) {
            for (const QString &field :
                 {u"username"_s, u"password"_s, u"refresh_token"_s, u"email_server"_s,
                  u"recipient"_s, u"subject"_s, u"body"_s}) {
                const WebAnswer answer =
                    api.post(endpoint, bytesOf({{u"email_server"_s, u"ys"_s}, {field, value}}));
                QVERIFY2(codes.contains(codeOf(answer)), qPrintable(endpoint + field));
            }
        }
    }
    QCOMPARE(codeOf(api.get(u"system/information"_s)), 0);
}

QTEST_APPLESS_MAIN(TestStrangeCentral)
#include "tst_strangecentral.moc"
