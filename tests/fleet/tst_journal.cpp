// SPDX-License-Identifier: GPL-3.0-or-later
#include <fleet/journal.h>
#include <support/fakeclock.h>

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSignalSpy>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

using namespace lw;
using namespace Qt::StringLiterals;
using Kind = JournalProblem::Kind;

namespace {

const QDateTime kNow(QDate(2026, 11, 22), QTime(7, 8, 9, 10), Qt::UTC);

Deed deed(const QString &object, const QString &pbx = u"Head office"_s)
{
    return {.time = kNow,
            .pbxName = pbx,
            .userName = u"admin"_s,
            .action = u"second-factor-off"_s,
            .object = object,
            .reason = u"phone lost; asked in person"_s,
            .outcome = u"done"_s};
}

//! Runs \a statements on the file as a stranger would; what the last one said.
QSqlError meddle(const QString &file, const QStringList &statements)
{
    QSqlError error;
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"stranger"_s);
        database.setDatabaseName(file);
        database.open();
        QSqlQuery query(database);
        for (const QString &statement : statements) {
            query.exec(statement);
            error = query.lastError();
        }
    }
    QSqlDatabase::removeDatabase(u"stranger"_s);
    return error;
}

} // namespace

/*! Books that only grow, and that no accident loses. */
class TestJournal : public QObject
{
    Q_OBJECT
private slots:
    void comesBack();
    void newestFirst();
    void ownerOnly();
    void onlyGrows_data();
    void onlyGrows();
    void twoAtATime();
    void oddTexts_data();
    void oddTexts();
    void damagedFile_data();
    void damagedFile();
    void twiceInOneSecond();
    void newerVersion();
    void noFolder();
    void noConnectionIsLeft();

private:
    static QString fileOf(const QTemporaryDir &folder)
    {
        return folder.filePath(u"journal.sqlite"_s);
    }

    test::FakeClock m_clock;
};

void TestJournal::comesBack()
{
    const QTemporaryDir folder;
    {
        Journal journal(folder.path(), m_clock);
        QSignalSpy changed(&journal, &Journal::changed);
        journal.record(deed(u"1001"_s));
        QCOMPARE(changed.count(), 1);
        QVERIFY(!journal.problem());
    }
    const Journal journal(folder.path(), m_clock);
    QCOMPARE(journal.newest(10), QList{deed(u"1001"_s)});
    QCOMPARE(journal.newest(10).first().time.timeSpec(), Qt::UTC);
    QVERIFY(!journal.problem());
}

void TestJournal::newestFirst()
{
    const QTemporaryDir folder;
    Journal journal(folder.path(), m_clock);
    for (int i = 0; i < 30; ++i)
        journal.record(deed(QString::number(i), i % 3 == 0 ? u"Branch"_s : u"Head office"_s));
    const auto latest = journal.newest(3);
    QCOMPARE(latest.size(), 3);
    QCOMPARE(latest.first().object, u"29"_s);
    QCOMPARE(latest.last().object, u"27"_s);
    const auto branch = journal.newest(100, u"Branch"_s);
    QCOMPARE(branch.size(), 10);
    QCOMPARE(branch.first().object, u"27"_s);
    QVERIFY(journal.newest(100, u"branch"_s).isEmpty());
    QVERIFY(journal.newest(0).isEmpty());
}

void TestJournal::ownerOnly()
{
    const QTemporaryDir folder;
    Journal journal(folder.filePath(u"new/profile"_s), m_clock);
    journal.record(deed(u"1001"_s));
    const QDir profile(folder.filePath(u"new/profile"_s));
    for (const QFileInfo &file : profile.entryInfoList(QDir::Files))
        QCOMPARE(file.permissions() & ~(QFile::ReadUser | QFile::WriteUser),
                 QFile::ReadOwner | QFile::WriteOwner);
    QCOMPARE(profile.entryList(QDir::Files), QStringList{u"journal.sqlite"_s});
}

void TestJournal::onlyGrows_data()
{
    QTest::addColumn<QString>("statement");
    QTest::newRow("no row is deleted") << u"DELETE FROM deeds"_s;
    QTest::newRow("no row is changed") << u"UPDATE deeds SET reason = 'none'"_s;
}

void TestJournal::onlyGrows()
{
    QFETCH(QString, statement);
    const QTemporaryDir folder;
    Journal journal(folder.path(), m_clock);
    journal.record(deed(u"1001"_s));
    const QSqlError error = meddle(fileOf(folder), {statement});
    QVERIFY2(error.text().contains(u"only grows"), qPrintable(error.text()));
    QCOMPARE(journal.newest(10), QList{deed(u"1001"_s)});
}

void TestJournal::twoAtATime()
{
    const QTemporaryDir folder;
    Journal window(folder.path(), m_clock);
    Journal commandLine(folder.path(), m_clock);
    for (int i = 0; i < 20; ++i)
        (i % 2 == 0 ? window : commandLine).record(deed(QString::number(i)));
    QCOMPARE(window.newest(100).size(), 20);
    QCOMPARE(window.newest(100), commandLine.newest(100));
    QVERIFY(!window.problem() && !commandLine.problem());
}

void TestJournal::oddTexts_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("nothing") << QString();
    QTest::newRow("quotes") << u"'; DROP TABLE deeds; --"_s;
    QTest::newRow("many scripts") << u"总部 المقر 😀"_s;
    QTest::newRow("line ends") << u"a\nb\r\n"_s;
    QTest::newRow("very long") << u"x"_s.repeated(200'000);
}

void TestJournal::oddTexts()
{
    QFETCH(QString, text);
    const QTemporaryDir folder;
    Journal journal(folder.path(), m_clock);
    const Deed odd{.time = kNow,
                   .pbxName = text,
                   .userName = text,
                   .action = text,
                   .object = text,
                   .reason = text,
                   .outcome = text};
    journal.record(odd);
    QVERIFY(!journal.problem());
    const auto read = journal.newest(1);
    QCOMPARE(read.size(), 1);
    QCOMPARE(read.first().reason, text.isNull() ? u""_s : text);
}

void TestJournal::damagedFile_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("another kind of file")
        << QByteArray("not a database, but long enough").repeated(90);
    QTest::newRow("zeros, as after a power failure") << QByteArray(8'192, '\0');
    QByteArray cut("SQLite format 3\0", 16);
    QTest::newRow("only the beginning of a database") << cut + QByteArray(84, '\x01');
}

void TestJournal::damagedFile()
{
    QFETCH(QByteArray, content);
    const QTemporaryDir folder;
    QFile file(fileOf(folder));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(content);
    file.close();
    Journal journal(folder.path(), m_clock);
    QVERIFY(journal.problem());
    QCOMPARE(int(journal.problem()->kind), int(Kind::SetAside));
    const QString kept = folder.filePath(u"journal.damaged-20260101-000000.sqlite"_s);
    QCOMPARE(journal.problem()->keptAs, kept);
    QFile aside(kept);
    QVERIFY(aside.open(QIODevice::ReadOnly));
    QCOMPARE(aside.readAll(), content);
    journal.record(deed(u"1001"_s));
    QCOMPARE(journal.newest(10), QList{deed(u"1001"_s)});
    QCOMPARE(int(journal.problem()->kind), int(Kind::SetAside)); // said until the program ends
    QVERIFY(!Journal(folder.path(), m_clock).problem());
}

void TestJournal::twiceInOneSecond()
{
    const QTemporaryDir folder;
    for (const char *content : {"first no database ", "second no database"}) {
        QFile file(fileOf(folder));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(content).repeated(100));
        file.close();
        QVERIFY(Journal(folder.path(), m_clock).problem());
    }
    QCOMPARE(QDir(folder.path()).entryList({u"journal.damaged-*"_s}, QDir::Files).size(), 2);
}

void TestJournal::newerVersion()
{
    const QTemporaryDir folder;
    meddle(fileOf(folder),
           {u"CREATE TABLE deeds (everything TEXT)"_s, u"PRAGMA user_version = 2"_s});
    Journal journal(folder.path(), m_clock);
    QVERIFY(journal.problem());
    QCOMPARE(journal.problem()->keptAs, folder.filePath(u"journal.newer-20260101-000000.sqlite"_s));
    journal.record(deed(u"1001"_s));
    QCOMPARE(journal.newest(10).size(), 1);
}

//! A deed is never lost as long as the program runs, and is written as soon as that is possible.
void TestJournal::noFolder()
{
    const QTemporaryDir folder;
    QFile inTheWay(folder.filePath(u"profile"_s));
    QVERIFY(inTheWay.open(QIODevice::WriteOnly));
    inTheWay.close();
    Journal journal(inTheWay.fileName(), m_clock);
    QVERIFY(journal.problem());
    QCOMPARE(int(journal.problem()->kind), int(Kind::CannotOpen));
    journal.record(deed(u"1001"_s));
    QCOMPARE(journal.newest(10), QList{deed(u"1001"_s)});
    QVERIFY(inTheWay.remove());
    journal.record(deed(u"1002"_s));
    QVERIFY(!journal.problem());
    QCOMPARE(Journal(inTheWay.fileName(), m_clock).newest(10),
             (QList{deed(u"1002"_s), deed(u"1001"_s)}));
}

void TestJournal::noConnectionIsLeft()
{
    const QTemporaryDir folder;
    {
        Journal journal(folder.path(), m_clock);
        QCOMPARE(QSqlDatabase::connectionNames().size(), 1);
    }
    QVERIFY(QSqlDatabase::connectionNames().isEmpty());
}

QTEST_GUILESS_MAIN(TestJournal)
#include "tst_journal.moc"
