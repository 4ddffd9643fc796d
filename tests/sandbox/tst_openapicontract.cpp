// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/openapifixture.h"

#include <support/testdata.h>

#include <QTest>
#include <QUrlQuery>

using namespace lw;
using namespace lw::Sandbox;
using namespace Qt::StringLiterals;

namespace {

QJsonObject contract(const QString &name)
{
    QFile file(lw::test::testData(u"contract/openapi/"_s + name + u".json"_s));
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object()
                                          : QJsonObject();
}

QByteArray queryOf(const QString &name)
{
    QUrlQuery query;
    const QJsonObject fields = contract(name);
    for (auto it = fields.begin(); it != fields.end(); ++it)
        query.addQueryItem(it.key(), it->toString());
    return query.toString(QUrl::FullyEncoded).toLatin1();
}

} // namespace

/*! Holds the OpenAPI of the practice PBX to the same files that judge the client. */
class TestOpenApiContract : public QObject
{
    Q_OBJECT
private slots:
    void tokens();
    void readings();
    void mail();
    void refusals();

private:
    //! Tokens are examples; they only have to look like them.
    static void compare(const WebAnswer &answer, const QString &name)
    {
        const QJsonObject file = contract(name);
        QVERIFY2(!file.isEmpty(), qPrintable(name));
        QJsonObject json = answer.json;
        static const QRegularExpression token(u"^[0-9A-Za-z]{32}$"_s);
        for (const QString &field : {u"access_token"_s, u"refresh_token"_s}) {
            if (token.match(json.value(field).toString()).hasMatch())
                json.insert(field, file.value(field));
        }
        QCOMPARE(answer.status, 200);
        QCOMPARE(json, file);
    }
    static QByteArray bodyOf(const QString &name) { return bytesOf(contract(name)); }
};

void TestOpenApiContract::tokens()
{
    OpenApiFixture api;
    const WebAnswer first = api.post(u"get_token"_s, bodyOf(u"get_token.request"_s));
    compare(first, u"get_token.response"_s);
    QJsonObject refresh = contract(u"refresh_token.request"_s);
    refresh.insert(u"refresh_token"_s, first.json.value("refresh_token"_L1));
    const WebAnswer second = api.post(u"refresh_token"_s, bytesOf(refresh));
    compare(second, u"refresh_token.response"_s);
    api.access = second.json.value("access_token"_L1).toString().toLatin1();
    compare(api.get(u"del_token"_s), u"del_token.response"_s);
}

void TestOpenApiContract::readings()
{
    OpenApiFixture api;
    (void)api.signIn();
    compare(api.get(u"system/information"_s), u"system-information.response"_s);
    compare(api.get(u"extension/list"_s), u"extension-list.response"_s);
    compare(api.get(u"extension/search"_s, queryOf(u"extension-search.request"_s)),
            u"extension-search.response"_s);
}

void TestOpenApiContract::mail()
{
    OpenApiFixture api;
    (void)api.signIn();
    compare(api.post(u"system/sendemail"_s, bodyOf(u"system-sendemail.request"_s)),
            u"system-sendemail.response"_s);
    QCOMPARE(api.fixture.postman.mails.size(), 1);
}

void TestOpenApiContract::refusals()
{
    OpenApiFixture api;
    compare(api.get(u"nothing"_s), u"error-10001.response"_s);
    compare(api.fixture.send({.verb = "GET", .path = u"/openapi/v9.0/get_token"_s}),
            u"error-10003.response"_s);
    compare(api.get(u"system/information"_s), u"error-10004.response"_s);
    compare(api.post(u"get_token"_s, "{"), u"error-40001.response"_s);
    compare(api.post(u"get_token"_s, R"({"password":"x"})"), u"error-40002.response"_s);
    for (int i = 0; i < 8; ++i)
        (void)api.askToken();
    compare(api.askToken(), u"error-60002.response"_s);
    for (int i = 0; i < 5; ++i)
        compare(api.askToken(u"wrong"_s), u"error-minus1.response"_s);
    compare(api.askToken(), u"error-70004.response"_s);

    PbxPlan plan = OpenApiFixture::usualPlan();
    plan.openApi.allowed = {AddressRange::parse(u"192.0.2.0/24"_s).value()};
    OpenApiFixture elsewhere(plan);
    compare(elsewhere.askToken(), u"error-70087.response"_s);
    plan.openApi.isEnabled = false;
    OpenApiFixture off(plan);
    compare(off.askToken(), u"error-70123.response"_s);
}

QTEST_APPLESS_MAIN(TestOpenApiContract)
#include "tst_openapicontract.moc"
