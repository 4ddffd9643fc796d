// SPDX-License-Identifier: GPL-3.0-or-later
#include <fleet/centralregistry.h>
#include <fleet/pbxregistry.h>

#include <QFile>
#include <QFileInfo>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace lw;
using namespace Qt::StringLiterals;

using ProblemKind = RegistryProblem::Kind;
using Reason = SetAside::Reason;

namespace {

CentralSettings provider()
{
    return {.name = u"Provider"_s,
            .address = PbxAddress::parse(u"rm.example"_s, kCentralPort).value(),
            .clientId = u"0123"_s,
            .trust = TrustChoice::pinned(QByteArray(32, 'p')),
            .proxy = {.way = ProxyChoice::Way::None},
            .notes = u"call Jo"_s,
            .keepsSecret = true};
}

} // namespace

/*! The saved management servers: by the same rules as the saved PBXs, and beside them. */
class TestCentralRegistry : public QObject
{
    Q_OBJECT
private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void keepsEverythingButSecrets();
    void usualPortSurvives_data();
    void usualPortSurvives();
    void namesAreUnique();
    void updateAndRemove();
    void practiceIsInMemoryOnly();
    void pbxsAreUntouched();
    void otherFilesAreKeptAside_data();
    void otherFilesAreKeptAside();
    void twoProgramsDoNotLoseEachOthersServers();

private:
    [[nodiscard]] QString folder() const { return m_folder->filePath(u"profile"_s); }
    [[nodiscard]] QString file() const { return folder() + u"/platforms.json"_s; }
    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestCentralRegistry::keepsEverythingButSecrets()
{
    CentralRegistry registry(folder());
    QSignalSpy changes(&registry, &CentralRegistry::changed);
    const auto added = registry.add(provider());
    QVERIFY(added);
    QVERIFY(!added->id.isEmpty());
    QCOMPARE(changes.count(), 1);
    QCOMPARE(QFileInfo(file()).permissions() & (QFile::ReadGroup | QFile::ReadOther),
             QFile::Permissions());
    const CentralRegistry again(folder());
    QCOMPARE(again.all(), QList{*added});
    QCOMPARE(again.byName(u"Provider"_s), std::optional(*added));
    QCOMPARE(again.byId(added->id), std::optional(*added));
    QVERIFY(!again.byName(u"provider"_s));
}

void TestCentralRegistry::usualPortSurvives_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<int>("port");
    QTest::newRow("443") << u"https://rm.example"_s << 443;
    QTest::newRow("the port of a PBX") << u"rm.example:8088"_s << 8088;
    QTest::newRow("an IPv6 address") << u"[2001:db8::1]"_s << 443;
}

void TestCentralRegistry::usualPortSurvives()
{
    QFETCH(QString, url);
    QFETCH(int, port);
    CentralSettings central = provider();
    central.address = PbxAddress::parse(url, kCentralPort).value();
    CentralRegistry registry(folder());
    QVERIFY(registry.add(central));
    QCOMPARE(CentralRegistry(folder()).all().first().address.port(), port);
}

void TestCentralRegistry::namesAreUnique()
{
    CentralRegistry registry(folder());
    QVERIFY(registry.add(provider()));
    QCOMPARE(registry.add(provider()).error().kind, ProblemKind::NameTaken);
    CentralSettings unnamed = provider();
    unnamed.name = u"  "_s;
    QCOMPARE(registry.add(unnamed).error().kind, ProblemKind::NameEmpty);
    unnamed.name = u"a\nb"_s;
    QCOMPARE(registry.add(unnamed).error().kind, ProblemKind::NameInvalid);
    QCOMPARE(registry.all().size(), 1);
}

void TestCentralRegistry::updateAndRemove()
{
    CentralRegistry registry(folder());
    CentralSettings central = registry.add(provider()).value();
    central.clientId = u"4567"_s;
    QVERIFY(registry.update(central));
    QCOMPARE(CentralRegistry(folder()).all().first().clientId, u"4567"_s);
    central.id = u"nobody"_s;
    QCOMPARE(registry.update(central).error().kind, ProblemKind::NameUnknown);
    QVERIFY(registry.remove(registry.all().first().id));
    QVERIFY(CentralRegistry(folder()).all().isEmpty());
    QCOMPARE(registry.remove(u"nobody"_s).error().kind, ProblemKind::NameUnknown);
}

void TestCentralRegistry::practiceIsInMemoryOnly()
{
    CentralRegistry registry(folder());
    CentralSettings practice = provider();
    practice.id = u"practice-1"_s;
    registry.setPractice({practice});
    QVERIFY(registry.isPractice(practice.id));
    practice.notes = u"changed"_s;
    QVERIFY(registry.update(practice));
    QCOMPARE(registry.byId(practice.id)->notes, u"changed"_s);
    QVERIFY(!QFile::exists(file()));
}

void TestCentralRegistry::pbxsAreUntouched()
{
    PbxRegistry pbxs(folder());
    const auto pbx = pbxs.add({.name = u"Lab"_s,
                               .address = PbxAddress::parse(u"pbx.example"_s).value(),
                               .openApiClientId = u"api-client"_s,
                               .keepsOpenApiSecret = true});
    CentralRegistry registry(folder());
    QVERIFY(registry.add(provider()));
    const PbxRegistry again(folder());
    QCOMPARE(again.all(), QList{*pbx});
    QVERIFY(!again.setAside());
}

void TestCentralRegistry::otherFilesAreKeptAside_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<Reason>("reason");
    QTest::newRow("not JSON") << QByteArray("{") << Reason::Damaged;
    QTest::newRow("the list of PBXs")
        << QByteArray(R"({"format":"linewarden-servers","version":1,"pbxs":[]})")
        << Reason::NotOurs;
    QTest::newRow("a newer version")
        << QByteArray(R"({"format":"linewarden-platforms","version":2,"platforms":[]})")
        << Reason::NewerVersion;
    QTest::newRow("a server without trust")
        << QByteArray(R"({"format":"linewarden-platforms","version":1,"platforms":
            [{"id":"1","name":"A","address":"h","proxy":{"way":"none"}}]})")
        << Reason::Damaged;
    QTest::newRow("a server without an address")
        << QByteArray(R"({"format":"linewarden-platforms","version":1,"platforms":
            [{"id":"1","name":"A"}]})")
        << Reason::Damaged;
}

void TestCentralRegistry::otherFilesAreKeptAside()
{
    QFETCH(QByteArray, content);
    QVERIFY(QDir().mkpath(folder()));
    QFile damaged(file());
    QVERIFY(damaged.open(QIODevice::WriteOnly) && damaged.write(content) == content.size());
    damaged.close();
    const CentralRegistry registry(folder());
    QVERIFY(registry.setAside());
    QTEST(registry.setAside()->reason, "reason");
    QFile kept(registry.setAside()->keptAs);
    QVERIFY(kept.open(QIODevice::ReadOnly));
    QCOMPARE(kept.readAll(), content);
}

void TestCentralRegistry::twoProgramsDoNotLoseEachOthersServers()
{
    CentralRegistry first(folder());
    CentralRegistry second(folder());
    CentralSettings other = provider();
    other.name = u"Other"_s;
    QVERIFY(first.add(provider()));
    QVERIFY(second.add(other));
    QCOMPARE(CentralRegistry(folder()).all().size(), 2);
}

QTEST_GUILESS_MAIN(TestCentralRegistry)

#include "tst_centralregistry.moc"
