// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/fakes.h"

#include <sandbox/platformservice.h>

#include <QTest>

using namespace lw;
using namespace lw::Sandbox;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/*! The platform's side: codes, identities, capacity, heartbeats. */
class TestPlatformService : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void codeIsGoodOnce();
    void codeExpiresAfterADay();
    void identityIsJudged_data();
    void identityIsJudged();
    void capacityIsFinite();
    void refusalUsesUpNoCode();
    void oldDeviceIsNotSupported_data();
    void oldDeviceIsNotSupported();
    void heartbeatNeedsTheToken();
    void detachedDeviceIsForgotten();
    void resetMakesTheSameCodesFresh();
    void statusWordFaultRefuses();
    void unknownPathIsNotFound_data();
    void unknownPathIsNotFound();
    void stateTellsNoSecret();

private:
    [[nodiscard]] WebAnswer ask(const QString &path, const QJsonObject &body,
                                const QByteArray &token = {})
    {
        WebRequest request{.verb = "POST", .path = path, .body = bytesOf(body)};
        if (!token.isEmpty())
            request.headers.insert("authorization", "Bearer " + token);
        return ask(request);
    }
    [[nodiscard]] WebAnswer ask(const WebRequest &request)
    {
        WebAnswer given;
        m_platform->handle(request, [&given](const WebAnswer &answer) { given = answer; });
        return given;
    }
    [[nodiscard]] QJsonObject attach(const QString &serialNumber, const QString &code,
                                     const QString &version = u"83.19.0.110"_s)
    {
        return ask(u"/remote_connection/v1/attach"_s, {{u"sn"_s, serialNumber},
                                                       {u"model"_s, u"P560"_s},
                                                       {u"version"_s, version},
                                                       {u"method"_s, u"auth_code"_s},
                                                       {u"authentication_code"_s, code},
                                                       {u"passwordless"_s, 0}})
            .json;
    }
    static int codeOf(const QJsonObject &answer) { return answer.value("errcode"_L1).toInt(-99); }
    static QString reasonOf(const QJsonObject &answer)
    {
        return answer.value("reason"_L1).toString();
    }

    FixedClock m_clock;
    std::unique_ptr<PlatformService> m_platform;
    QStringList m_codes;
};

void TestPlatformService::init()
{
    m_clock = {};
    m_platform = std::make_unique<PlatformService>(
        PlatformPlan{.name = u"Hosted"_s,
                     .yeastarId = u"provider@practice.example"_s,
                     .email = u"support@practice.example"_s,
                     .providerPassword = u"Practice-Provider-1"_s,
                     .capacity = 2,
                     .codes = 4,
                     .minimumFirmware = {FirmwareVersion(u"83.5.0.86"_s)}},
        m_clock, countingRandom());
    m_codes = m_platform->freshCodes();
    QCOMPARE(m_codes.size(), 4);
}

void TestPlatformService::codeIsGoodOnce()
{
    const QJsonObject first = attach(u"1"_s, m_codes.first());
    QCOMPARE(codeOf(first), 0);
    QCOMPARE(first.value("device_token"_L1).toString().size(), 32);
    const QJsonObject second = attach(u"2"_s, m_codes.first());
    QCOMPARE(codeOf(second), 70611);
    QCOMPARE(reasonOf(second), u"used"_s);
    QCOMPARE(m_platform->freshCodes(), m_codes.mid(1));
}

void TestPlatformService::codeExpiresAfterADay()
{
    m_clock.advance(24h - 1s);
    QCOMPARE(codeOf(attach(u"1"_s, m_codes.at(0))), 0);
    m_clock.advance(1s);
    const QJsonObject late = attach(u"2"_s, m_codes.at(1));
    QCOMPARE(codeOf(late), 70611);
    QCOMPARE(reasonOf(late), u"expired"_s);
    QCOMPARE(reasonOf(attach(u"2"_s, m_codes.at(0))), u"used"_s);
    QVERIFY(m_platform->freshCodes().isEmpty());
}

void TestPlatformService::identityIsJudged_data()
{
    QTest::addColumn<QString>("method");
    QTest::addColumn<QString>("identity");
    QTest::addColumn<QString>("password");
    QTest::addColumn<int>("code");
    const QString password = u"Practice-Provider-1"_s;
    const QString id = u"provider@practice.example"_s;
    const QString email = u"support@practice.example"_s;
    QTest::newRow("Yeastar ID") << u"yeastar_id"_s << id << password << 0;
    QTest::newRow("Yeastar ID in capitals") << u"yeastar_id"_s << id.toUpper() << password << 0;
    QTest::newRow("e-mail") << u"email"_s << email << password << 0;
    QTest::newRow("e-mail in place of the Yeastar ID")
        << u"yeastar_id"_s << email << password << 70612;
    QTest::newRow("wrong password") << u"email"_s << email << u"x"_s << 70612;
    QTest::newRow("no password") << u"email"_s << email << QString() << 70612;
    QTest::newRow("unknown code") << u"auth_code"_s << u"AAAAAAAAAAAAAAAA"_s << QString() << 70611;
    QTest::newRow("no code") << u"auth_code"_s << QString() << QString() << 70611;
    QTest::newRow("unknown method") << u"magic"_s << id << password << 70612;
}

void TestPlatformService::identityIsJudged()
{
    QFETCH(QString, method);
    QFETCH(QString, identity);
    QFETCH(QString, password);
    const QString field = method == "auth_code"_L1 ? u"authentication_code"_s : method;
    const WebAnswer answer = ask(
        u"/remote_connection/v1/attach"_s,
        {{u"sn"_s, u"1"_s}, {u"method"_s, method}, {field, identity}, {u"password"_s, password}});
    QTEST(codeOf(answer.json), "code");
}

void TestPlatformService::capacityIsFinite()
{
    QCOMPARE(codeOf(attach(u"1"_s, m_codes.at(0))), 0);
    QCOMPARE(codeOf(attach(u"2"_s, m_codes.at(1))), 0);
    QCOMPARE(codeOf(attach(u"3"_s, m_codes.at(2))), 70614);
    QCOMPARE(codeOf(attach(u"2"_s, m_codes.at(2))), 0); // known already: takes no second place
}

void TestPlatformService::refusalUsesUpNoCode()
{
    (void)attach(u"1"_s, m_codes.at(0));
    (void)attach(u"2"_s, m_codes.at(1));
    QCOMPARE(codeOf(attach(u"3"_s, m_codes.at(2))), 70614);
    QCOMPARE(codeOf(attach(u"4"_s, m_codes.at(3), u"83.4.0.17"_s)), 70615);
    QCOMPARE(m_platform->freshCodes(), m_codes.mid(2));
}

void TestPlatformService::oldDeviceIsNotSupported_data()
{
    QTest::addColumn<QString>("version");
    QTest::addColumn<int>("code");
    QTest::newRow("older") << u"83.4.0.100"_s << 70615;
    QTest::newRow("exactly the minimum") << u"83.5.0.86"_s << 0;
    QTest::newRow("newer, number by number") << u"83.17.0.16"_s << 0;
    QTest::newRow("a line without minimum") << u"37.1.0.0"_s << 0;
}

void TestPlatformService::oldDeviceIsNotSupported()
{
    QFETCH(QString, version);
    QTEST(codeOf(attach(u"1"_s, m_codes.first(), version)), "code");
}

void TestPlatformService::heartbeatNeedsTheToken()
{
    const QByteArray token =
        attach(u"1"_s, m_codes.first()).value("device_token"_L1).toString().toLatin1();
    const QString path = u"/remote_connection/v1/heartbeat"_s;
    QCOMPARE(codeOf(ask(path, {{u"passwordless"_s, 1}}, token).json), 0);
    QCOMPARE(ask(path, {}, "0123").status, 401);
    QCOMPARE(ask(path, {}).status, 401);
    m_clock.advance(29s);
    const auto statusOf = [this] {
        return m_platform->state()
            .value("devices"_L1)
            .toArray()
            .at(0)
            .toObject()
            .value("status"_L1);
    };
    QCOMPARE(statusOf(), QJsonValue(u"Connected"_s));
    m_clock.advance(1s);
    QCOMPARE(statusOf(), QJsonValue(u"Disconnected"_s));
}

void TestPlatformService::detachedDeviceIsForgotten()
{
    const QByteArray token =
        attach(u"1"_s, m_codes.first()).value("device_token"_L1).toString().toLatin1();
    QCOMPARE(m_platform->state().value("used"_L1), QJsonValue(1));
    QCOMPARE(codeOf(ask(u"/remote_connection/v1/detach"_s, {}, token).json), 0);
    QCOMPARE(m_platform->state().value("used"_L1), QJsonValue(0));
    QCOMPARE(ask(u"/remote_connection/v1/heartbeat"_s, {}, token).status, 401);
}

void TestPlatformService::resetMakesTheSameCodesFresh()
{
    (void)attach(u"1"_s, m_codes.first());
    m_clock.advance(48h);
    m_platform->reset();
    QCOMPARE(m_platform->freshCodes(), m_codes);
    QCOMPARE(m_platform->state().value("used"_L1), QJsonValue(0));
}

void TestPlatformService::statusWordFaultRefuses()
{
    WebRequest request{.verb = "POST", .path = u"/remote_connection/v1/attach"_s, .body = "{}"};
    request.faultWord = u"70614"_s;
    QCOMPARE(codeOf(ask(request).json), 70614);
}

void TestPlatformService::unknownPathIsNotFound_data()
{
    QTest::addColumn<QByteArray>("verb");
    QTest::addColumn<QString>("path");
    QTest::newRow("another path") << QByteArray("POST") << u"/remote_connection/v1/other"_s;
    QTest::newRow("another version") << QByteArray("POST") << u"/remote_connection/v2/attach"_s;
    QTest::newRow("another verb") << QByteArray("GET") << u"/remote_connection/v1/attach"_s;
    QTest::newRow("the root") << QByteArray("GET") << u"/"_s;
}

void TestPlatformService::unknownPathIsNotFound()
{
    QFETCH(QByteArray, verb);
    QFETCH(QString, path);
    const WebRequest request{.verb = verb, .path = path};
    QCOMPARE(m_platform->callOf(request), u"unknown"_s);
    QCOMPARE(ask(request).status, 404);
}

void TestPlatformService::stateTellsNoSecret()
{
    const QString token = attach(u"1"_s, m_codes.first()).value("device_token"_L1).toString();
    const QString state = QString::fromUtf8(bytesOf(m_platform->state()));
    for (const QString &secret : QStringList{token, u"Practice-Provider-1"_s} + m_codes)
        QVERIFY(!state.contains(secret));
}

QTEST_APPLESS_MAIN(TestPlatformService)
#include "tst_platformservice.moc"
