// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/pbxfixture.h"

#include <QTest>

using namespace lw;
using namespace lw::Sandbox;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/*! What of a practice PBX outlives a restart, and what does not. */
class TestKeptState : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        m_before = std::make_unique<PbxFixture>(planWithMail());
        (void)m_before->signIn();
    }
    void untouchedPbxKeepsNoAccounts();
    void passwordIsKeptAsAHash();
    void secondFactorIsKept();
    void usedCodeStaysUsed();
    void switchedOffStaysOff();
    void trustedDeviceIsKept();
    void optionsAndListsAreKept();
    void blocksAreKept();
    void sessionsAndTokensEnd();
    void strangeStateIsHarmless_data();
    void strangeStateIsHarmless();

private:
    static PbxPlan planWithMail()
    {
        PbxPlan plan = PbxFixture::planFor(u"83.19.0.110"_s);
        plan.accounts[2].twoFactor = u"email"_s;
        plan.extensions = 50;
        return plan;
    }
    //! The same PBX after a restart, the state written and read in between.
    std::unique_ptr<PbxFixture> restarted()
    {
        auto after = std::make_unique<PbxFixture>(planWithMail());
        const QByteArray file = bytesOf(m_before->pbx.kept());
        after->clock = m_before->clock;
        after->pbx.restore(QJsonDocument::fromJson(file).object());
        return after;
    }

    std::unique_ptr<PbxFixture> m_before;
};

void TestKeptState::untouchedPbxKeepsNoAccounts()
{
    QCOMPARE(m_before->pbx.kept().value("accounts"_L1).toObject(), QJsonObject());
}

void TestKeptState::passwordIsKeptAsAHash()
{
    const QString coded = PbxFixture::coded(u"Practice-Admin-2"_s);
    (void)m_before->ask(u"user/updatepassword"_s,
                        QJsonObject{{u"old_password"_s, PbxFixture::coded(u"Practice-Admin-1"_s)},
                                    {u"new_password"_s, coded},
                                    {u"confirm_password"_s, coded}});
    const QByteArray file = bytesOf(m_before->pbx.kept());
    QVERIFY(!file.contains(coded.toLatin1()));
    QVERIFY(!file.contains(coded.toLatin1().toHex()));
    const auto after = restarted();
    QCOMPARE(codeOf(after->signIn(u"admin"_s, u"Practice-Admin-1"_s)), -1);
    QCOMPARE(codeOf(after->signIn(u"admin"_s, u"Practice-Admin-2"_s)), 0);
    QCOMPARE(after->pbx.accounts().first().password, QString());
}

void TestKeptState::secondFactorIsKept()
{
    const Secret key = m_before->enrolAuthenticator();
    m_before->clock.advance(60s);
    const auto after = restarted();
    const WebAnswer first = after->signIn();
    QCOMPARE(codeOf(first), 70601);
    QCOMPARE(codeOf(after->secondStep(first, after->codeOfKey(key))), 0);
}

void TestKeptState::usedCodeStaysUsed()
{
    const Secret key = m_before->enrolAuthenticator();
    const auto after = restarted();
    QCOMPARE(codeOf(after->secondStep(after->signIn(), after->codeOfKey(key))), 70602);
}

void TestKeptState::switchedOffStaysOff()
{
    (void)m_before->ask(u"extension/update"_s, R"({"id":1,"enb_two_factor":0})");
    const auto after = restarted();
    QCOMPARE(codeOf(after->signIn(u"1001"_s, u"Practice-User-1"_s)), 0);
}

void TestKeptState::trustedDeviceIsKept()
{
    const WebAnswer first = m_before->signIn(u"1001"_s, u"Practice-User-1"_s);
    const QString token = m_before
                              ->secondStep(first, m_before->postman.lastCode(),
                                           {{u"trust_device"_s, 1}, {u"device_name"_s, u"PC"_s}})
                              .json.value("trusted_device_token"_L1)
                              .toString();
    QVERIFY(!bytesOf(m_before->pbx.kept()).contains(token.toLatin1()));
    const QJsonObject before = m_before->read(u"trusteddevice/searchsummary"_s).json;
    const auto after = restarted();
    QCOMPARE(codeOf(after->signIn(u"1001"_s, u"Practice-User-1"_s,
                                  {{u"trusted_device_token"_s, token}})),
             0);
    QCOMPARE(after->read(u"trusteddevice/searchsummary"_s).json, before);
}

void TestKeptState::optionsAndListsAreKept()
{
    (void)m_before->ask(u"webserver/update"_s, R"({"auto_logout_time":42})");
    (void)m_before->ask(u"securityoption/update"_s, R"({"enb_force_two_factor":1})");
    (void)m_before->ask(u"allowedip/create"_s, R"({"name":"a","address":"192.0.2.0/24"})");
    const auto after = restarted();
    (void)after->signIn();
    for (const QString &call :
         {u"webserver/get"_s, u"securityoption/get"_s, u"allowedip/searchsummary"_s})
        QCOMPARE(after->read(call).json, m_before->read(call).json);
    const QJsonObject log = after->read(u"operationlog/searchsummary"_s).json;
    QCOMPARE(log.value("total_number"_L1), QJsonValue(5)); // one more sign-in
    (void)after->ask(u"allowedip/create"_s, R"({"name":"b","address":"192.0.2.7"})");
    const QJsonArray rows =
        after->read(u"allowedip/searchsummary"_s).json.value("allowed_ip_list"_L1).toArray();
    QVERIFY(rows.at(0).toObject().value("id"_L1) != rows.at(1).toObject().value("id"_L1));
}

void TestKeptState::blocksAreKept()
{
    m_before->peer = "192.0.2.7";
    for (int i = 0; i < 5; ++i)
        (void)m_before->signIn(u"admin"_s, u"wrong"_s);
    const auto after = restarted();
    (void)after->signIn();
    QCOMPARE(after->read(u"blockedip/searchsummary"_s).json,
             m_before->read(u"blockedip/searchsummary"_s).json);
    after->peer = "192.0.2.7";
    QCOMPARE(codeOf(after->signIn()), 70004);
    after->clock.advance(10min);
    QCOMPARE(codeOf(after->signIn()), 0);
}

void TestKeptState::sessionsAndTokensEnd()
{
    const QString token = m_before->passwordToken();
    const auto after = restarted();
    after->headers = m_before->headers;
    QCOMPARE(codeOf(after->read(u"webserver/get"_s)), 10004);
    (void)after->signIn();
    QCOMPARE(codeOf(after->enrol(token, u"email"_s, "123456")), 70604);
}

void TestKeptState::strangeStateIsHarmless_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::newRow("nothing") << QByteArray("{}");
    QTest::newRow("other types") << QByteArray(
        R"({"accounts":[1],"auto_logout_time":"x","addresses":{},"operations":5})");
    QTest::newRow("nobody's account") << QByteArray(R"({"accounts":{"nobody":{"password":"00"}}})");
    QTest::newRow("an authenticator without a key")
        << QByteArray(R"({"accounts":{"admin":{"two_factor":"authenticator","key":"?"}}})");
    QTest::newRow("what is no address") << QByteArray(R"({"allowed_addresses":[{"address":"x"}]})");
}

void TestKeptState::strangeStateIsHarmless()
{
    QFETCH(QByteArray, file);
    PbxFixture after(planWithMail());
    after.pbx.restore(QJsonDocument::fromJson(file).object());
    QCOMPARE(after.signIn().json.value("auto_logout_time"_L1), QJsonValue(15));
    QCOMPARE(after.read(u"allowedip/searchsummary"_s).json.value("total_number"_L1), QJsonValue(0));
}

QTEST_APPLESS_MAIN(TestKeptState)
#include "tst_keptstate.moc"
