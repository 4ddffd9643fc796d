// SPDX-License-Identifier: GPL-3.0-or-later
#include <fleet/serversfile.h>

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace lw;
using namespace Qt::StringLiterals;
using Reason = SetAside::Reason;

Q_DECLARE_METATYPE(lw::SetAside::Reason)

namespace {

QJsonObject good()
{
    const QByteArray json =
        writeServers({{.id = u"1"_s,
                       .name = u"A"_s,
                       .address = PbxAddress::parse(u"pbx.example"_s).value(),
                       .trust = TrustChoice::pinned(QByteArray(32, 'x')),
                       .proxy = {.way = ProxyChoice::Way::Http, .host = u"p"_s, .port = 8}}});
    return QJsonDocument::fromJson(json).object();
}

//! The good list with \a value under \a name of its only server; "trust.basis" goes deeper.
QByteArray withServer(const QString &name, const QJsonValue &value)
{
    QJsonObject root = good();
    QJsonObject server = root.value(u"pbxs"_s).toArray().first().toObject();
    const qsizetype dot = name.indexOf(u'.');
    if (dot < 0) {
        server.insert(name, value);
    } else {
        QJsonObject inner = server.value(name.left(dot)).toObject();
        inner.insert(name.mid(dot + 1), value);
        server.insert(name.left(dot), inner);
    }
    root.insert(u"pbxs"_s, QJsonArray{server});
    return QJsonDocument(root).toJson();
}

QByteArray with(const QString &name, const QJsonValue &value)
{
    QJsonObject root = good();
    root.insert(name, value);
    return QJsonDocument(root).toJson();
}

} // namespace

/*! Bytes that are the list, and bytes that are not. */
class TestServersFile : public QObject
{
    Q_OBJECT
private slots:
    void goodList();
    void unusable_data();
    void unusable();
    void cutAnywhere();
    void moreFieldsAreNoHarm();
    void readinessComesBack();
    void oddReadiness_data();
    void oddReadiness();
};

void TestServersFile::goodList()
{
    const auto read = readServers(QJsonDocument(good()).toJson());
    QVERIFY(read);
    QCOMPARE(read->size(), 1);
    QCOMPARE(readServers(writeServers({})).value().size(), 0);
}

void TestServersFile::unusable_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<Reason>("reason");
    const auto row = [](const char *name, const QByteArray &json, Reason reason) {
        QTest::newRow(name) << json << reason;
    };
    const QJsonArray twice{good().value(u"pbxs"_s).toArray().first(),
                           good().value(u"pbxs"_s).toArray().first()};
    row("nothing", "", Reason::Damaged);
    row("bytes of another kind", QByteArray("\x00\xff\x89PNG", 6), Reason::Damaged);
    row("zeros, as after a power failure", QByteArray(4096, '\0'), Reason::Damaged);
    row("another program's JSON", R"({"servers":[]})", Reason::NotOurs);
    row("a list", "[]", Reason::NotOurs);
    row("an empty object", "{}", Reason::NotOurs);
    row("another format", with(u"format"_s, u"keepass"_s), Reason::NotOurs);
    row("a newer version", with(u"version"_s, 2), Reason::NewerVersion);
    row("a far newer version", with(u"version"_s, 2'000'000'000), Reason::NewerVersion);
    row("a version that is text", with(u"version"_s, u"1"_s), Reason::Damaged);
    row("version 0", with(u"version"_s, 0), Reason::Damaged);
    row("no list", with(u"pbxs"_s, u"none"_s), Reason::Damaged);
    row("a server that is none", with(u"pbxs"_s, QJsonArray{5}), Reason::Damaged);
    row("a server twice", with(u"pbxs"_s, twice), Reason::Damaged);
    row("a server without id", withServer(u"id"_s, u""_s), Reason::Damaged);
    row("a server without name", withServer(u"name"_s, 5), Reason::Damaged);
    row("no address", withServer(u"address"_s, u""_s), Reason::Damaged);
    row("plain http", withServer(u"address"_s, u"http://pbx.example"_s), Reason::Damaged);
    row("an unknown kind of trust", withServer(u"trust.basis"_s, u"none"_s), Reason::Damaged);
    row("no trust", withServer(u"trust"_s, QJsonValue::Null), Reason::Damaged);
    row("a pin that is too short", withServer(u"trust.sha256"_s, u"abcd"_s), Reason::Damaged);
    row("a pin that is no number", withServer(u"trust.sha256"_s, u"zz"_s.repeated(32)),
        Reason::Damaged);
    row("an unknown kind of proxy", withServer(u"proxy.way"_s, u"socks"_s), Reason::Damaged);
    row("a proxy port of 70000", withServer(u"proxy.port"_s, 70'000), Reason::Damaged);
    row("a negative proxy port", withServer(u"proxy.port"_s, -1), Reason::Damaged);
}

void TestServersFile::unusable()
{
    QFETCH(QByteArray, json);
    QFETCH(Reason, reason);
    const auto read = readServers(json);
    QVERIFY(!read);
    QCOMPARE(int(read.error().reason), int(reason));
}

//! Wherever the writing stopped, no half list passes for a whole one.
void TestServersFile::cutAnywhere()
{
    const QByteArray whole = QJsonDocument(good()).toJson(QJsonDocument::Compact);
    for (qsizetype size = 0; size < whole.size(); ++size)
        QVERIFY2(!readServers(whole.first(size)), qPrintable(QString::number(size)));
}

void TestServersFile::moreFieldsAreNoHarm()
{
    QVERIFY(readServers(with(u"comment"_s, u"x"_s)));
    QVERIFY(readServers(withServer(u"colour"_s, u"red"_s)));
}

void TestServersFile::readinessComesBack()
{
    const QDateTime at(QDate(2026, 11, 22), QTime(7, 8, 9, 10), Qt::UTC);
    ReadinessRecord record;
    record.set({.item = ReadinessItem::KeyInVault, .answer = ReadinessAnswer::Affirmed, .at = at});
    record.set({.item = ReadinessItem::MailServer, .answer = ReadinessAnswer::NotMet, .at = at});
    record.set({.item = ReadinessItem::SecondAdministrator,
                .answer = ReadinessAnswer::Met,
                .at = at.addDays(-400)});
    PbxSettings pbx = readServers(QJsonDocument(good()).toJson()).value().first();
    pbx.readiness = record;
    pbx.keepsPassword = true;
    pbx.keepsDeviceToken = true;
    QCOMPARE(readServers(writeServers({pbx})).value().first(), pbx);
}

void TestServersFile::oddReadiness_data()
{
    QTest::addColumn<QJsonValue>("readiness");
    QTest::addColumn<int>("known");
    const auto entry = [](const QString &item, const QString &result, const QString &at) {
        return QJsonObject{{u"item"_s, item}, {u"result"_s, result}, {u"checked_at"_s, at}};
    };
    const QString at = u"2026-11-22T07:08:09.010Z"_s;
    const QJsonObject goodEntry = entry(u"mail-server"_s, u"met"_s, at);
    const auto list = [](const QJsonArray &entries) { return QJsonValue(entries); };
    QTest::newRow("a file from before there was readiness")
        << QJsonValue(QJsonValue::Undefined) << 0;
    QTest::newRow("not a list") << QJsonValue(5) << 0;
    QTest::newRow("a good one") << list({goodEntry}) << 1;
    QTest::newRow("a later version's item beside it")
        << list({entry(u"spare-phone"_s, u"met"_s, at), goodEntry}) << 1;
    QTest::newRow("a later version's result")
        << list({entry(u"mail-server"_s, u"almost"_s, at)}) << 0;
    QTest::newRow("no date") << list({entry(u"mail-server"_s, u"met"_s, u"soon"_s)}) << 0;
    QTest::newRow("an entry that is none") << list({5, goodEntry}) << 1;
    QTest::newRow("the same item twice") << list({goodEntry, goodEntry}) << 1;
}

void TestServersFile::oddReadiness()
{
    QFETCH(QJsonValue, readiness);
    QFETCH(int, known);
    const auto read = readServers(withServer(u"readiness"_s, readiness));
    QVERIFY(read);
    QCOMPARE(int(read->first().readiness.entries().size()), known);
}

QTEST_APPLESS_MAIN(TestServersFile)
#include "tst_serversfile.moc"
