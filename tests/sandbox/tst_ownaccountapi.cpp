// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/pbxfixture.h"

#include <QTest>

using namespace lw;
using namespace lw::Sandbox;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QString kOld = u"Practice-Admin-1"_s;
const QString kNew = u"Practice-Admin-2"_s;

} // namespace

/*! The own password and the own trusted devices. */
class TestOwnAccountApi : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        m_pbx = std::make_unique<PbxFixture>();
        (void)m_pbx->signIn();
    }
    void changedPasswordIsTheNewOne();
    void everythingElseOfTheAccountEnds();
    void otherAccountsStay();
    void refusedChangeChangesNothing_data();
    void refusedChangeChangesNothing();
    void wrongOldPasswordsBlock();
    void accountListForgetsTheOldPassword();
    void devicesAreRemovedOneByOne();
    void devicesAreOneAccountsOwn();
    void badDeviceListRemovesNothing_data();
    void badDeviceListRemovesNothing();
    void devicesComeInPages();

private:
    WebAnswer change(const QString &old, const QString &wanted, const QString &confirmed)
    {
        return m_pbx->ask(u"user/updatepassword"_s,
                          QJsonObject{{u"old_password"_s, PbxFixture::coded(old)},
                                      {u"new_password"_s, PbxFixture::coded(wanted)},
                                      {u"confirm_password"_s, PbxFixture::coded(confirmed)}});
    }
    //! Signs in with a second factor that is on, from a device called \a name.
    QString trust(const Secret &key, const QString &name)
    {
        m_pbx->clock.advance(60s);
        const WebAnswer welcome =
            m_pbx->secondStep(m_pbx->signIn(), m_pbx->codeOfKey(key),
                              {{u"trust_device"_s, 1}, {u"device_name"_s, name}});
        return welcome.json.value("trusted_device_token"_L1).toString();
    }
    QJsonArray devices(const QByteArray &query = {})
    {
        return m_pbx->read(u"trusteddevice/searchsummary"_s, query)
            .json.value("trusted_device_list"_L1)
            .toArray();
    }

    std::unique_ptr<PbxFixture> m_pbx;
};

void TestOwnAccountApi::changedPasswordIsTheNewOne()
{
    QCOMPARE(codeOf(change(kOld, kNew, kNew)), 0);
    QCOMPARE(codeOf(m_pbx->signIn(u"admin"_s, kOld)), -1);
    QCOMPARE(codeOf(m_pbx->signIn(u"admin"_s, kNew)), 0);
}

void TestOwnAccountApi::everythingElseOfTheAccountEnds()
{
    const Secret key = m_pbx->enrolAuthenticator();
    const QByteArray other = m_pbx->headers.value("cookie");
    const QString trusted = trust(key, u"Büro-PC"_s);
    const QString token = m_pbx->passwordToken();
    m_pbx->clock.advance(60s);
    const WebAnswer waiting = m_pbx->signIn();
    QCOMPARE(devices().size(), 1);

    QCOMPARE(codeOf(change(kOld, kNew, kNew)), 0);
    QCOMPARE(devices().size(), 0);
    QCOMPARE(codeOf(m_pbx->enrol(token, u"authenticator"_s, "123456")), 70604);
    QCOMPARE(codeOf(m_pbx->secondStep(waiting, m_pbx->codeOfKey(key))), -1);
    QCOMPARE(codeOf(m_pbx->signIn(u"admin"_s, kNew, {{u"trusted_device_token"_s, trusted}})),
             70601);
    QCOMPARE(codeOf(m_pbx->read(u"twofactor/get"_s)), 0); // this session stays
    m_pbx->headers.insert("cookie", other);
    QCOMPARE(codeOf(m_pbx->read(u"twofactor/get"_s)), 10004);
}

void TestOwnAccountApi::otherAccountsStay()
{
    (void)m_pbx->signIn(u"1001"_s, u"Practice-User-1"_s);
    const QByteArray anna = m_pbx->headers.value("cookie");
    (void)m_pbx->signIn();
    QCOMPARE(codeOf(change(kOld, kNew, kNew)), 0);
    m_pbx->headers.insert("cookie", anna);
    QCOMPARE(codeOf(m_pbx->read(u"twofactor/get"_s)), 0);
}

void TestOwnAccountApi::refusedChangeChangesNothing_data()
{
    QTest::addColumn<QString>("old");
    QTest::addColumn<QString>("wanted");
    QTest::addColumn<QString>("confirmed");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("field");
    QTest::newRow("wrong old password") << kNew << kNew << kNew << -1 << QString();
    QTest::newRow("confirmed otherwise") << kOld << kNew << kOld << 40002 << u"confirm_password"_s;
    QTest::newRow("unchanged") << kOld << kOld << kOld << 40002 << u"new_password"_s;
    QTest::newRow("unchanged, and nobody told that it was right")
        << kNew << kNew << kNew << -1 << QString();
}

void TestOwnAccountApi::refusedChangeChangesNothing()
{
    QFETCH(QString, old);
    QFETCH(QString, wanted);
    QFETCH(QString, confirmed);
    QFETCH(QString, field);
    const WebAnswer answer = change(old, wanted, confirmed);
    QTEST(codeOf(answer), "code");
    QCOMPARE(answer.json.value("invalid_param_list"_L1)
                 .toArray()
                 .first()
                 .toObject()
                 .value("field"_L1)
                 .toString(),
             field);
    QCOMPARE(codeOf(m_pbx->ask(u"user/updatepassword"_s, "{}")), 40002);
    QCOMPARE(codeOf(m_pbx->ask(u"user/updatepassword"_s, "null")), 40001);
    QCOMPARE(codeOf(m_pbx->signIn(u"admin"_s, kOld)), 0);
}

void TestOwnAccountApi::wrongOldPasswordsBlock()
{
    for (int i = 0; i < 5; ++i)
        QCOMPARE(codeOf(change(kNew, kNew, kNew)), -1);
    QCOMPARE(codeOf(change(kOld, kNew, kNew)), 70004);
    QCOMPARE(codeOf(m_pbx->signIn()), 70004);
}

void TestOwnAccountApi::accountListForgetsTheOldPassword()
{
    QCOMPARE(m_pbx->pbx.accounts().first().password, kOld);
    (void)change(kOld, kNew, kNew);
    QCOMPARE(m_pbx->pbx.accounts().first().password, QString());
    QCOMPARE(m_pbx->pbx.accounts().size(), 3);
    m_pbx->pbx.reset();
    QCOMPARE(m_pbx->pbx.accounts().first().password, kOld);
    QCOMPARE(codeOf(m_pbx->signIn()), 0);
}

void TestOwnAccountApi::devicesAreRemovedOneByOne()
{
    const Secret key = m_pbx->enrolAuthenticator();
    const QString first = trust(key, u"Büro-PC"_s);
    const QString second = trust(key, u"Laptop"_s);
    const QJsonArray list = devices();
    QCOMPARE(list.size(), 2);
    QCOMPARE(list.at(0).toObject().value("name"_L1), QJsonValue(u"Laptop"_s)); // newest first
    QCOMPARE(list.at(0).toObject().value("current"_L1), QJsonValue(1));
    QCOMPARE(list.at(1).toObject().value("current"_L1), QJsonValue(0));
    const qint64 id = list.at(1).toObject().value("id"_L1).toInteger();
    QCOMPARE(codeOf(m_pbx->ask(u"trusteddevice/batchdelete"_s,
                               QJsonObject{{u"id_list"_s, QJsonArray{id}}})),
             0);
    QCOMPARE(devices().size(), 1);
    const auto signIn = [&](const QString &token) {
        return codeOf(m_pbx->signIn(u"admin"_s, kOld, {{u"trusted_device_token"_s, token}}));
    };
    QCOMPARE(signIn(first), 70601);
    QCOMPARE(signIn(second), 0);
}

void TestOwnAccountApi::devicesAreOneAccountsOwn()
{
    const Secret key = m_pbx->enrolAuthenticator();
    (void)trust(key, u"Büro-PC"_s);
    const qint64 id = devices().at(0).toObject().value("id"_L1).toInteger();
    const QByteArray admin = m_pbx->headers.value("cookie");
    (void)m_pbx->signIn(u"operator"_s, u"Practice-Operator-1"_s);
    QCOMPARE(devices().size(), 0);
    QCOMPARE(codeOf(m_pbx->ask(u"trusteddevice/batchdelete"_s,
                               QJsonObject{{u"id_list"_s, QJsonArray{id}}})),
             40002);
    m_pbx->headers.insert("cookie", admin);
    QCOMPARE(devices().size(), 1);
}

void TestOwnAccountApi::badDeviceListRemovesNothing_data()
{
    QTest::addColumn<QByteArray>("body"); // %1: a device that is there
    QTest::addColumn<int>("code");
    QTest::newRow("not JSON") << QByteArray("1") << 40001;
    QTest::newRow("no list") << QByteArray("{}") << 40002;
    QTest::newRow("an empty list") << QByteArray(R"({"id_list":[]})") << 40002;
    QTest::newRow("one number") << QByteArray(R"({"id_list":%1})") << 40002;
    QTest::newRow("a text in it") << QByteArray(R"({"id_list":[%1,"2"]})") << 40002;
    QTest::newRow("half a device") << QByteArray(R"({"id_list":[%1,0.5]})") << 40002;
    QTest::newRow("one that is not there") << QByteArray(R"({"id_list":[%1,999]})") << 40002;
}

void TestOwnAccountApi::badDeviceListRemovesNothing()
{
    QFETCH(QByteArray, body);
    const Secret key = m_pbx->enrolAuthenticator();
    (void)trust(key, u"Büro-PC"_s);
    const qint64 id = devices().at(0).toObject().value("id"_L1).toInteger();
    body.replace("%1", QByteArray::number(id));
    QTEST(codeOf(m_pbx->ask(u"trusteddevice/batchdelete"_s, body)), "code");
    QCOMPARE(devices().size(), 1);
}

void TestOwnAccountApi::devicesComeInPages()
{
    const Secret key = m_pbx->enrolAuthenticator();
    for (int i = 1; i <= 3; ++i)
        (void)trust(key, QString::number(i));
    QCOMPARE(devices("page=1&page_size=2").size(), 2);
    QCOMPARE(devices("page=2&page_size=2").size(), 1);
    QCOMPARE(devices("page=2&page_size=2").at(0).toObject().value("name"_L1), QJsonValue(u"1"_s));
    QCOMPARE(devices("page=3&page_size=2").size(), 0);
    for (const char *query : {"page=0", "page=x", "page_size=0", "page_size=501", "page=-1"})
        QCOMPARE(codeOf(m_pbx->read(u"trusteddevice/searchsummary"_s, query)), 40002);
}

QTEST_APPLESS_MAIN(TestOwnAccountApi)
#include "tst_ownaccountapi.moc"
