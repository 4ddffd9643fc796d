// SPDX-License-Identifier: GPL-3.0-or-later
#include <fleet/pbxregistry.h>

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#ifdef Q_OS_UNIX
#include <csignal>
#include <sys/resource.h>
#include <unistd.h>
#endif

using namespace lw;
using namespace Qt::StringLiterals;
using Kind = RegistryProblem::Kind;
using Reason = SetAside::Reason;

Q_DECLARE_METATYPE(lw::SetAside::Reason)

namespace {

PbxSettings pbx(const QString &name)
{
    return {.name = name, .address = PbxAddress::parse(u"pbx.example"_s).value()};
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("cannot be read");
}

#ifdef Q_OS_UNIX
/*! As long as it lives, no file may grow beyond a few bytes: a disk that is full. */
class FullDisk final
{
public:
    FullDisk()
    {
        m_before = std::signal(SIGXFSZ, SIG_IGN);
        getrlimit(RLIMIT_FSIZE, &m_limit);
        const rlimit small{64, m_limit.rlim_max}; // the lock file still fits
        setrlimit(RLIMIT_FSIZE, &small);
    }
    ~FullDisk()
    {
        setrlimit(RLIMIT_FSIZE, &m_limit);
        std::signal(SIGXFSZ, m_before);
    }
    Q_DISABLE_COPY_MOVE(FullDisk)

private:
    rlimit m_limit{};
    void (*m_before)(int) = nullptr;
};

/*! As long as it lives, this process has no rights but those of an ordinary user. */
class OrdinaryUser final
{
public:
    explicit OrdinaryUser(const QString &folder)
    {
        constexpr uid_t kNobody = 65534;
        if (geteuid() != 0)
            return;
        const QStringList names = QDir(folder).entryList(QDir::Files);
        for (const QString &name : names)
            m_isReady &=
                chown(QFile::encodeName(folder + u'/' + name).constData(), kNobody, kNobody) == 0;
        m_isReady &= chown(QFile::encodeName(folder).constData(), kNobody, kNobody) == 0;
        m_isReady &= seteuid(kNobody) == 0;
        m_isChanged = true;
    }
    ~OrdinaryUser()
    {
        if (m_isChanged && seteuid(0) != 0)
            std::abort();
    }
    Q_DISABLE_COPY_MOVE(OrdinaryUser)
    [[nodiscard]] bool isReady() const { return m_isReady; }

private:
    bool m_isReady = true;
    bool m_isChanged = false;
};
#endif

} // namespace

/*! A list that cannot be read or written: nothing is lost and the program goes on. */
class TestRegistryDamage : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_path = m_folder->filePath(u"servers.json"_s);
    }
    void keptAside_data();
    void keptAside();
    void secondDamageGetsASecondName();
    void damagedWhileRunning();
    void folderInPlaceOfTheFile();
#ifdef Q_OS_UNIX
    void fullDisk();
    void unreadableFile();
    void readOnlyFolder();
    void fileThatCannotEvenBePutAside();
#endif

private:
    void write(const QByteArray &content)
    {
        QFile file(m_path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(content), content.size());
    }
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
};

void TestRegistryDamage::keptAside_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<Reason>("reason");
    QTest::newRow("cut off") << QByteArray("{\"format\":\"linewarden-servers\",\"ver")
                             << Reason::Damaged;
    QTest::newRow("empty") << QByteArray("") << Reason::Damaged;
    QTest::newRow("of a newer program")
        << QByteArray("{\"format\":\"linewarden-servers\",\"version\":7,\"new\":\"\xc3\xa4\"}\r\n")
        << Reason::NewerVersion;
    QTest::newRow("of another program") << QByteArray("{\"hosts\": []}") << Reason::NotOurs;
    QTest::newRow("of bytes") << QByteArray("\x00\x01\xfe\xff", 4) << Reason::Damaged;
}

void TestRegistryDamage::keptAside()
{
    QFETCH(QByteArray, content);
    QFETCH(Reason, reason);
    write(content);
    PbxRegistry registry(m_folder->path());
    QVERIFY(registry.all().isEmpty());
    QVERIFY(registry.setAside().has_value());
    QCOMPARE(int(registry.setAside()->reason), int(reason));
    QVERIFY(registry.setAside()->keptAs != m_path);
    QCOMPARE(contentOf(registry.setAside()->keptAs), content);
    QVERIFY(registry.add(pbx(u"A"_s)));
    QCOMPARE(contentOf(registry.setAside()->keptAs), content);
    const PbxRegistry again(m_folder->path());
    QVERIFY(!again.setAside());
    QCOMPARE(again.all().size(), 1);
}

void TestRegistryDamage::secondDamageGetsASecondName()
{
    write("first");
    const QString first = PbxRegistry(m_folder->path()).setAside()->keptAs;
    write("second");
    const QString second = PbxRegistry(m_folder->path()).setAside()->keptAs;
    QVERIFY(first != second);
    QVERIFY(second != m_path);
    QVERIFY(!QFile::exists(m_path));
    QCOMPARE(contentOf(first), QByteArray("first"));
    QCOMPARE(contentOf(second), QByteArray("second"));
}

void TestRegistryDamage::damagedWhileRunning()
{
    PbxRegistry registry(m_folder->path());
    QVERIFY(registry.add(pbx(u"A"_s)));
    write("broken by someone");
    QVERIFY(registry.add(pbx(u"B"_s)));
    QVERIFY(registry.setAside().has_value());
    QCOMPARE(contentOf(registry.setAside()->keptAs), QByteArray("broken by someone"));
    QVERIFY(registry.byName(u"B"_s).has_value());
    QVERIFY2(registry.byName(u"A"_s), "it was in memory all the time");
    QCOMPARE(PbxRegistry(m_folder->path()).all().size(), 2);
}

void TestRegistryDamage::folderInPlaceOfTheFile()
{
    QVERIFY(QDir().mkpath(m_path + u"/inside"_s));
    PbxRegistry registry(m_folder->path());
    QVERIFY(registry.setAside().has_value());
    QCOMPARE(int(registry.setAside()->reason), int(Reason::CannotRead));
    QVERIFY(QDir(registry.setAside()->keptAs + u"/inside"_s).exists());
    QVERIFY(registry.add(pbx(u"A"_s)));
}

#ifdef Q_OS_UNIX
void TestRegistryDamage::fullDisk()
{
    PbxRegistry registry(m_folder->path());
    const PbxSettings added = registry.add(pbx(u"A"_s)).value();
    const QByteArray before = contentOf(m_path);
    QVERIFY(before.size() > 64);
    {
        const FullDisk full;
        const auto second = registry.add(pbx(u"B"_s));
        QVERIFY(!second);
        QVERIFY(second.error().kind == Kind::CannotWrite);
        QVERIFY(!second.error().detail.isEmpty());
        QVERIFY(!registry.remove(added.id));
        PbxSettings renamed = added;
        renamed.name = u"C"_s;
        QVERIFY(!registry.update(renamed));
    }
    QCOMPARE(contentOf(m_path), before);
    QCOMPARE(registry.all(), QList<PbxSettings>{added});
    QStringList left = QDir(m_folder->path()).entryList(QDir::Files | QDir::Hidden);
    left.removeAll(u"servers.json.lock"_s);
    QCOMPARE(left, QStringList{u"servers.json"_s});
    QVERIFY(registry.add(pbx(u"B"_s)));
}

void TestRegistryDamage::unreadableFile()
{
    write("not for you");
    QVERIFY(QFile::setPermissions(m_path, {}));
    QString keptAs;
    {
        const OrdinaryUser user(m_folder->path());
        QVERIFY(user.isReady());
        PbxRegistry registry(m_folder->path());
        QVERIFY(registry.setAside().has_value());
        QCOMPARE(int(registry.setAside()->reason), int(Reason::CannotRead));
        QVERIFY(!registry.setAside()->detail.isEmpty());
        keptAs = registry.setAside()->keptAs;
        QVERIFY(registry.add(pbx(u"A"_s)));
    }
    QVERIFY(QFile::setPermissions(keptAs, QFile::ReadOwner));
    QCOMPARE(contentOf(keptAs), QByteArray("not for you"));
}

void TestRegistryDamage::readOnlyFolder()
{
    QVERIFY(PbxRegistry(m_folder->path()).add(pbx(u"A"_s)));
    const QByteArray before = contentOf(m_path);
    QVERIFY(QFile::setPermissions(m_folder->path(), QFile::ReadOwner | QFile::ExeOwner));
    {
        const OrdinaryUser user(m_folder->path());
        QVERIFY(user.isReady());
        PbxRegistry registry(m_folder->path());
        QCOMPARE(registry.all().size(), 1);
        const auto second = registry.add(pbx(u"B"_s));
        QVERIFY(!second);
        QVERIFY(second.error().kind == Kind::CannotWrite);
        QCOMPARE(registry.all().size(), 1);
    }
    QVERIFY(QFile::setPermissions(m_folder->path(),
                                  QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
    QCOMPARE(contentOf(m_path), before);
}

void TestRegistryDamage::fileThatCannotEvenBePutAside()
{
    write("broken");
    QVERIFY(QFile::setPermissions(m_folder->path(), QFile::ReadOwner | QFile::ExeOwner));
    {
        const OrdinaryUser user(m_folder->path());
        QVERIFY(user.isReady());
        PbxRegistry registry(m_folder->path());
        QVERIFY(registry.setAside().has_value());
        QCOMPARE(registry.setAside()->keptAs, m_path);
        const auto added = registry.add(pbx(u"A"_s));
        QVERIFY(!added);
        QVERIFY(added.error().kind == Kind::CannotWrite);
    }
    QVERIFY(QFile::setPermissions(m_folder->path(),
                                  QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
    QCOMPARE(contentOf(m_path), QByteArray("broken"));
}
#endif

QTEST_GUILESS_MAIN(TestRegistryDamage)
#include "tst_registrydamage.moc"
