// SPDX-License-Identifier: GPL-3.0-or-later
#include <fleet/pbxregistry.h>

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace lw;
using namespace Qt::StringLiterals;
using Kind = RegistryProblem::Kind;

Q_DECLARE_METATYPE(lw::PbxSettings)
Q_DECLARE_METATYPE(lw::RegistryProblem::Kind)

namespace {

PbxSettings pbx(const QString &name)
{
    return {.name = name, .address = PbxAddress::parse(u"pbx.example"_s).value()};
}

} // namespace

/*! The saved list: what goes in comes out, names are unique, and two programs may share it. */
class TestPbxRegistry : public QObject
{
    Q_OBJECT
private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void emptyFolder();
    void roundTrip_data();
    void roundTrip();
    void badNames_data();
    void badNames();
    void goodNames_data();
    void goodNames();
    void namesAreUnique();
    void renaming();
    void knownIdIsNotAddedTwice();
    void halfAnEmojiDoesNotDamageTheList();
    void removing();
    void practiceStaysInMemory();
    void twoProgramsShareTheList();
    void onlyTheOwnerReads();
    void noPasswordFieldIsWritten();
    void folderIsMadeWhenNeeded();
    void changedIsEmittedOnce();

private:
    QString folder() const { return m_folder->path(); }
    QByteArray content() const
    {
        QFile file(m_folder->filePath(u"servers.json"_s));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestPbxRegistry::emptyFolder()
{
    const PbxRegistry registry(folder());
    QVERIFY(registry.all().isEmpty());
    QVERIFY(!registry.setAside());
    QVERIFY(QDir(folder()).isEmpty());
    QVERIFY(!registry.byName(u"x"_s));
    QVERIFY(!registry.byId({}));
}

void TestPbxRegistry::roundTrip_data()
{
    QTest::addColumn<PbxSettings>("pbx");
    PbxSettings full = pbx(u"Head office"_s);
    full.group = u"Sites"_s;
    full.userName = u"admin"_s;
    full.notes = u"second rack,\nleft"_s;
    full.wireFile = u"/etc/wire.json"_s;
    const auto row = [&](const char *name, const std::function<void(PbxSettings &)> &change) {
        PbxSettings changed = full;
        change(changed);
        QTest::newRow(name) << changed;
    };
    const auto address = [](const QString &text) {
        return [text](PbxSettings &p) { p.address = PbxAddress::parse(text).value(); };
    };
    row("everything", [](PbxSettings &) {});
    row("only name and address", [](PbxSettings &p) { p = pbx(u"x"_s); });
    row("a pinned certificate",
        [](PbxSettings &p) { p.trust = TrustChoice::pinned(QByteArray(31, '\xff') + '\0'); });
    row("a file of authorities",
        [](PbxSettings &p) { p.trust = TrustChoice::authorityFile(u"/etc/ä \"b\".pem"_s); });
    row("a proxy", [](PbxSettings &p) {
        p.proxy = {.way = ProxyChoice::Way::Http,
                   .host = u"proxy.example"_s,
                   .port = 65535,
                   .userName = u"me"_s};
    });
    row("no proxy", [](PbxSettings &p) { p.proxy.way = ProxyChoice::Way::None; });
    row("an IPv6 address", address(u"[2001:db8::5]:443"_s));
    row("an IPv6 address with zone", address(u"[fe80::1%eth0]:443"_s));
    row("an international name", address(u"bücher.example:1"_s));
    row("a name of a right-to-left script", address(u"مثال.example"_s));
    row("an emoji", address(u"😀.example"_s));
    row("an ASCII form that stands for nothing", address(u"xn--bcher-kva8445.example"_s));
    row("a name with a dot at its end", address(u"pbx.example."_s));
    row("notes of 10,000 emoji", [](PbxSettings &p) { p.notes = u"😀"_s.repeated(10'000); });
    row("notes with a NUL", [](PbxSettings &p) { p.notes = u"a"_s + QChar(0) + u"b"_s; });
    row("a right-to-left group", [](PbxSettings &p) { p.group = u"\u202eعربي"_s; });
    row("a user with quotes", [](PbxSettings &p) { p.userName = u"\"\\\n"_s; });
}

void TestPbxRegistry::roundTrip()
{
    QFETCH(PbxSettings, pbx);
    const auto added = PbxRegistry(folder()).add(pbx);
    QVERIFY(added);
    QVERIFY(!added->id.isEmpty());
    pbx.id = added->id;
    QCOMPARE(*added, pbx);
    const PbxRegistry again(folder());
    QVERIFY2(!again.setAside(), again.setAside() ? qPrintable(again.setAside()->detail) : "");
    QCOMPARE(again.all(), QList<PbxSettings>{pbx});
    QCOMPARE(again.byId(pbx.id), std::optional(pbx));
    QCOMPARE(again.byName(pbx.name), std::optional(pbx));
}

void TestPbxRegistry::badNames_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<Kind>("kind");
    QTest::newRow("nothing") << u""_s << Kind::NameEmpty;
    QTest::newRow("blanks") << u" \t "_s << Kind::NameEmpty;
    QTest::newRow("201 characters") << u"a"_s.repeated(201) << Kind::NameInvalid;
    QTest::newRow("10,000 characters") << u"a"_s.repeated(10'000) << Kind::NameInvalid;
    QTest::newRow("a NUL") << (u"a"_s + QChar(0) + u"b"_s) << Kind::NameInvalid;
    QTest::newRow("a line end") << u"a\nb"_s << Kind::NameInvalid;
    QTest::newRow("a line separator") << u"a\u2028b"_s << Kind::NameInvalid;
    QTest::newRow("an escape sequence") << u"a\u001b[2Jb"_s << Kind::NameInvalid;
    QTest::newRow("half an emoji") << (u"a"_s + QChar(0xd83d)) << Kind::NameInvalid;
}

void TestPbxRegistry::badNames()
{
    QFETCH(QString, name);
    QFETCH(Kind, kind);
    PbxRegistry registry(folder());
    const auto added = registry.add(pbx(name));
    QVERIFY(!added);
    QVERIFY(added.error().kind == kind);
    QVERIFY(registry.all().isEmpty());
    QVERIFY(content().isEmpty());
}

void TestPbxRegistry::goodNames_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("200 characters") << u"a"_s.repeated(200);
    QTest::newRow("an emoji") << u"Büro 😀"_s;
    QTest::newRow("right to left") << u"مكتب"_s;
    QTest::newRow("quotes and slashes") << u"../\"a\\b'"_s;
    QTest::newRow("like an option") << u"--json"_s;
}

void TestPbxRegistry::goodNames()
{
    QFETCH(QString, name);
    QVERIFY(PbxRegistry(folder()).add(pbx(name)));
    QCOMPARE(PbxRegistry(folder()).all().value(0).name, name);
}

void TestPbxRegistry::namesAreUnique()
{
    PbxRegistry registry(folder());
    QVERIFY(registry.add(pbx(u"Lab"_s)));
    const auto second = registry.add(pbx(u"Lab"_s));
    QVERIFY(!second);
    QVERIFY(second.error().kind == Kind::NameTaken);
    QVERIFY(registry.add(pbx(u"lab"_s)));
    QCOMPARE(registry.all().size(), 2);
}

void TestPbxRegistry::renaming()
{
    PbxRegistry registry(folder());
    PbxSettings first = registry.add(pbx(u"A"_s)).value();
    QVERIFY(registry.add(pbx(u"B"_s)));
    first.name = u"B"_s;
    const auto taken = registry.update(first);
    QVERIFY(!taken);
    QVERIFY(taken.error().kind == Kind::NameTaken);
    QVERIFY(registry.byName(u"A"_s));
    first.name = u"C"_s;
    QVERIFY(registry.update(first));
    QVERIFY(!registry.byName(u"A"_s));
    QCOMPARE(PbxRegistry(folder()).byId(first.id)->name, u"C"_s);
    first.id = u"nobody"_s;
    const auto unknown = registry.update(first);
    QVERIFY(!unknown);
    QVERIFY(unknown.error().kind == Kind::NameUnknown);
}

//! Twice the same id would make the whole list unreadable at the next start.
void TestPbxRegistry::knownIdIsNotAddedTwice()
{
    PbxRegistry registry(folder());
    PbxSettings copy = registry.add(pbx(u"A"_s)).value();
    static_cast<void>(registry.add(copy));
    copy.name = u"B"_s;
    static_cast<void>(registry.add(copy));
    const PbxRegistry again(folder());
    QVERIFY(!again.setAside());
    QVERIFY(again.byName(u"A"_s).has_value());
}

void TestPbxRegistry::halfAnEmojiDoesNotDamageTheList()
{
    PbxSettings odd = pbx(u"A"_s);
    const QString half = u"x"_s + QChar(0xde00) + u"y"_s + QChar(0xd83d);
    odd.notes = odd.group = odd.userName = odd.wireFile = half;
    QVERIFY(PbxRegistry(folder()).add(odd));
    const PbxRegistry again(folder());
    QVERIFY(!again.setAside());
    QVERIFY(again.byName(u"A"_s).has_value());
}

void TestPbxRegistry::removing()
{
    PbxRegistry registry(folder());
    const PbxSettings added = registry.add(pbx(u"A"_s)).value();
    QVERIFY(registry.remove(added.id));
    QVERIFY(registry.all().isEmpty());
    QVERIFY(PbxRegistry(folder()).all().isEmpty());
    const auto again = registry.remove(added.id);
    QVERIFY(!again);
    QVERIFY(again.error().kind == Kind::NameUnknown);
}

void TestPbxRegistry::practiceStaysInMemory()
{
    PbxRegistry registry(folder());
    PbxSettings practice = pbx(u"Lab 83.19"_s);
    practice.id = u"practice-1"_s;
    registry.setPractice({practice});
    QVERIFY(registry.isPractice(u"practice-1"_s));
    QVERIFY(registry.all().isEmpty());
    QCOMPARE(registry.byName(u"Lab 83.19"_s), std::optional(practice));
    practice.trust = TrustChoice::pinned(QByteArray(32, 'x'));
    QVERIFY(registry.update(practice));
    QCOMPARE(registry.byId(practice.id)->trust, practice.trust);
    QVERIFY(registry.add(pbx(u"A"_s)));
    QVERIFY(!content().contains("practice-1"));
    QCOMPARE(PbxRegistry(folder()).all().size(), 1);
}

void TestPbxRegistry::twoProgramsShareTheList()
{
    PbxRegistry window(folder());
    PbxRegistry command(folder());
    QVERIFY(window.add(pbx(u"A"_s)));
    QVERIFY(command.add(pbx(u"B"_s)));
    const PbxSettings third = window.add(pbx(u"C"_s)).value();
    QVERIFY(command.remove(third.id));
    QVERIFY(!command.add(pbx(u"A"_s))); // known to the other one only, when it was opened
    QStringList names;
    const PbxRegistry reopened(folder());
    for (const PbxSettings &saved : reopened.all())
        names.append(saved.name);
    QCOMPARE(names, (QStringList{u"A"_s, u"B"_s}));
}

void TestPbxRegistry::onlyTheOwnerReads()
{
    PbxRegistry registry(folder());
    const PbxSettings added = registry.add(pbx(u"A"_s)).value();
    const QString path = m_folder->filePath(u"servers.json"_s);
    const QFile::Permissions others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther |
                                      QFile::WriteOther | QFile::ExeOther;
    QVERIFY(!(QFile::permissions(path) & others));
    QVERIFY(QFile::setPermissions(path, QFile::permissions(path) | QFile::ReadOther));
    QVERIFY(registry.update(added));
    QVERIFY(!(QFile::permissions(path) & others));
}

void TestPbxRegistry::noPasswordFieldIsWritten()
{
    PbxRegistry registry(folder());
    PbxSettings full = pbx(u"A"_s);
    full.proxy = {.way = ProxyChoice::Way::Http, .host = u"p"_s, .port = 1, .userName = u"u"_s};
    QVERIFY(registry.add(full));
    for (const char *word : {"password", "passwd", "secret", "token", "cookie"})
        QVERIFY2(!content().toLower().contains(word), word);
}

void TestPbxRegistry::folderIsMadeWhenNeeded()
{
    const QString deep = m_folder->filePath(u"a/b ü/c"_s);
    PbxRegistry registry(deep);
    QVERIFY(!QDir(deep).exists());
    QVERIFY(registry.add(pbx(u"A"_s)));
    QCOMPARE(PbxRegistry(deep).all().size(), 1);
}

void TestPbxRegistry::changedIsEmittedOnce()
{
    PbxRegistry registry(folder());
    QSignalSpy changed(&registry, &PbxRegistry::changed);
    const PbxSettings added = registry.add(pbx(u"A"_s)).value();
    QCOMPARE(changed.count(), 1);
    QVERIFY(!registry.add(pbx(u"A"_s)));
    QCOMPARE(changed.count(), 1);
    QVERIFY(registry.update(added));
    QCOMPARE(changed.count(), 2);
    QVERIFY(registry.remove(added.id));
    QCOMPARE(changed.count(), 3);
}

QTEST_GUILESS_MAIN(TestPbxRegistry)
#include "tst_pbxregistry.moc"
