// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/pbxfixture.h"

#include <QTest>

using namespace lw;
using namespace lw::Sandbox;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/*! Blocked addresses are listed and let go; allowed ones are never blocked. */
class TestAddressApi : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        m_pbx = std::make_unique<PbxFixture>();
        (void)m_pbx->signIn();
    }
    void blockIsListed();
    void permanentBlockHasNoEnd();
    void endedBlockIsNotListed();
    void liftedBlockIsReallyGone_data();
    void liftedBlockIsReallyGone();
    void unknownBlockIsRefused();
    void allowedAddressIsNeverBlocked_data();
    void allowedAddressIsNeverBlocked();
    void allowingLiftsABlock();
    void disallowedAddressIsBlockedAgain();
    void badAddressIsRefused_data();
    void badAddressIsRefused();
    void duplicatesAreNamed_data();
    void duplicatesAreNamed();

private:
    void knock(const QByteArray &peer, int times)
    {
        const QByteArray own = std::exchange(m_pbx->peer, peer);
        const QHash<QByteArray, QByteArray> headers = std::exchange(m_pbx->headers, {});
        for (int i = 0; i < times; ++i)
            (void)m_pbx->signIn(u"admin"_s, u"wrong"_s);
        m_pbx->peer = own;
        m_pbx->headers = headers;
    }
    int signInFrom(const QByteArray &peer)
    {
        const QByteArray own = std::exchange(m_pbx->peer, peer);
        const QHash<QByteArray, QByteArray> headers = m_pbx->headers;
        const int code = codeOf(m_pbx->signIn());
        m_pbx->peer = own;
        m_pbx->headers = headers;
        return code;
    }
    QJsonArray blocked()
    {
        return m_pbx->read(u"blockedip/searchsummary"_s).json.value("blocked_ip_list"_L1).toArray();
    }
    QJsonArray allowed()
    {
        return m_pbx->read(u"allowedip/searchsummary"_s).json.value("allowed_ip_list"_L1).toArray();
    }
    WebAnswer remove(const QString &call, const QJsonArray &ids)
    {
        return m_pbx->ask(call, QJsonObject{{u"id_list"_s, ids}});
    }
    WebAnswer allow(const QString &name, const QString &address)
    {
        return m_pbx->ask(u"allowedip/create"_s,
                          QJsonObject{{u"name"_s, name}, {u"address"_s, address}});
    }

    std::unique_ptr<PbxFixture> m_pbx;
};

void TestAddressApi::blockIsListed()
{
    QCOMPARE(blocked().size(), 0);
    m_pbx->pbx.listensAt(40'001);
    const qint64 now = m_pbx->clock.now().toSecsSinceEpoch();
    knock("192.0.2.7", 5);
    QCOMPARE(blocked(), QJsonArray({QJsonObject{{u"id"_s, 1},
                                                {u"ip"_s, u"192.0.2.7"_s},
                                                {u"defence_type"_s, u"Web Login"_s},
                                                {u"port"_s, 40'001},
                                                {u"time"_s, now},
                                                {u"expire_time"_s, now + 600}}}));
}

void TestAddressApi::permanentBlockHasNoEnd()
{
    m_pbx->headers.insert("x-user-activity", "1");
    for (int i = 0; i < 3; ++i) {
        knock("192.0.2.7", 5);
        m_pbx->clock.advance(10min);
        QCOMPARE(codeOf(m_pbx->read(u"webserver/get"_s)), 0);
    }
    QCOMPARE(blocked().at(0).toObject().value("expire_time"_L1), QJsonValue(0));
    QCOMPARE(signInFrom("192.0.2.7"), 70004);
}

void TestAddressApi::endedBlockIsNotListed()
{
    knock("192.0.2.7", 5);
    m_pbx->clock.advance(10min);
    QCOMPARE(blocked().size(), 0);
}

void TestAddressApi::liftedBlockIsReallyGone_data()
{
    QTest::addColumn<int>("blocks");
    QTest::newRow("the first block") << 1;
    QTest::newRow("the one for good") << 3;
}

void TestAddressApi::liftedBlockIsReallyGone()
{
    QFETCH(int, blocks);
    m_pbx->headers.insert("x-user-activity", "1");
    for (int i = 1; i <= blocks; ++i) {
        knock("192.0.2.7", 5);
        if (i < blocks)
            m_pbx->clock.advance(10min);
        (void)blocked();
    }
    knock("192.0.2.8", 5);
    QCOMPARE(signInFrom("192.0.2.7"), 70004);
    const QJsonObject lifted = blocked().at(1).toObject();
    QCOMPARE(lifted.value("ip"_L1), QJsonValue(u"192.0.2.7"_s));
    QCOMPARE(codeOf(remove(u"blockedip/batchdelete"_s, {lifted.value("id"_L1)})), 0);
    QCOMPARE(signInFrom("192.0.2.7"), 0);
    QCOMPARE(signInFrom("192.0.2.8"), 70004);
    knock("192.0.2.7", 4);
    QCOMPARE(signInFrom("192.0.2.7"), 0);
}

void TestAddressApi::unknownBlockIsRefused()
{
    knock("192.0.2.7", 5);
    QCOMPARE(codeOf(remove(u"blockedip/batchdelete"_s, {1, 99})), 40002);
    QCOMPARE(blocked().size(), 1);
    QCOMPARE(codeOf(m_pbx->ask(u"blockedip/batchdelete"_s, "1")), 40001);
}

void TestAddressApi::allowedAddressIsNeverBlocked_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<int>("answer");
    QTest::newRow("itself") << u"192.0.2.7"_s << 0;
    QTest::newRow("its network by prefix") << u"192.0.2.0/24"_s << 0;
    QTest::newRow("its network by mask") << u"192.0.2.0/255.255.255.0"_s << 0;
    QTest::newRow("a neighbour") << u"192.0.2.8"_s << 70004;
}

void TestAddressApi::allowedAddressIsNeverBlocked()
{
    QFETCH(QString, address);
    QCOMPARE(codeOf(allow(u"Office"_s, address)), 0);
    knock("192.0.2.7", 20);
    QTEST(signInFrom("192.0.2.7"), "answer");
}

void TestAddressApi::allowingLiftsABlock()
{
    knock("192.0.2.7", 5);
    knock("192.0.2.8", 5);
    QCOMPARE(codeOf(allow(u"Office"_s, u"192.0.2.7"_s)), 0);
    QCOMPARE(blocked().size(), 1);
    QCOMPARE(signInFrom("192.0.2.7"), 0);
    QCOMPARE(signInFrom("192.0.2.8"), 70004);
}

void TestAddressApi::disallowedAddressIsBlockedAgain()
{
    (void)allow(u"Office"_s, u"192.0.2.7"_s);
    const QJsonValue id = allowed().at(0).toObject().value("id"_L1);
    QCOMPARE(codeOf(remove(u"allowedip/batchdelete"_s, {id, 99})), 40002);
    QCOMPARE(allowed().size(), 1);
    QCOMPARE(codeOf(remove(u"allowedip/batchdelete"_s, {id})), 0);
    QCOMPARE(allowed().size(), 0);
    knock("192.0.2.7", 5);
    QCOMPARE(signInFrom("192.0.2.7"), 70004);
}

void TestAddressApi::badAddressIsRefused_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("code");
    QTest::newRow("not JSON") << QByteArray("192.0.2.7") << 40001;
    QTest::newRow("no name") << QByteArray(R"({"address":"192.0.2.7"})") << 40002;
    QTest::newRow("no address") << QByteArray(R"({"name":"a"})") << 40002;
    QTest::newRow("no such address")
        << QByteArray(R"({"name":"a","address":"192.0.2.256"})") << 40002;
    QTest::newRow("a host name") << QByteArray(R"({"name":"a","address":"pbx.example"})") << 40002;
    QTest::newRow("remark that is a number")
        << QByteArray(R"({"name":"a","address":"192.0.2.7","remark":1})") << 40002;
}

void TestAddressApi::badAddressIsRefused()
{
    QFETCH(QByteArray, body);
    QTEST(codeOf(m_pbx->ask(u"allowedip/create"_s, body)), "code");
    QCOMPARE(allowed().size(), 0);
}

void TestAddressApi::duplicatesAreNamed_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("address");
    QTest::addColumn<QJsonArray>("fields");
    QTest::newRow("name") << u"Office"_s << u"198.51.100.7"_s << QJsonArray{u"name"_s};
    QTest::newRow("address") << u"Home"_s << u"192.0.2.0/24"_s << QJsonArray{u"address"_s};
    QTest::newRow("address in other words")
        << u"Home"_s << u"192.0.2.0/255.255.255.0"_s << QJsonArray{u"address"_s};
    QTest::newRow("both") << u"Office"_s << u"192.0.2.0/24"_s
                          << QJsonArray{u"name"_s, u"address"_s};
}

void TestAddressApi::duplicatesAreNamed()
{
    QFETCH(QString, name);
    QFETCH(QString, address);
    (void)allow(u"Office"_s, u"192.0.2.0/24"_s);
    const WebAnswer answer = allow(name, address);
    QCOMPARE(codeOf(answer), 40003);
    QTEST(answer.json.value("duplicate_field_list"_L1).toArray(), "fields");
    QCOMPARE(allowed().size(), 1);
}

QTEST_APPLESS_MAIN(TestAddressApi)
#include "tst_addressapi.moc"
