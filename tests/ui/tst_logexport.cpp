// SPDX-License-Identifier: GPL-3.0-or-later
#include <session/operationlogmodel.h>
#include <ui/support/logexport.h>

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

#ifdef Q_OS_UNIX
#include <csignal>
#include <sys/resource.h>
#endif

using namespace lw;
using namespace Qt::StringLiterals;

namespace {

QList<OperationLogEntry> lines(int count)
{
    QList<OperationLogEntry> entries;
    for (int i = 0; i < count; ++i)
        entries.append({.time = QDateTime::fromSecsSinceEpoch(1'767'225'600 + i, Qt::UTC),
                        .user = u"admin"_s,
                        .detail = QString::number(i)});
    return entries;
}

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

/*! The file of an export: its format, and that nothing half-written is called a success. */
class TestLogExport : public QObject
{
    Q_OBJECT
private slots:
    void formatFollowsTheName_data();
    void formatFollowsTheName();
    void folderThatIsNotThere();
#ifdef Q_OS_UNIX
    void fullDiskKeepsTheOldFile_data();
    void fullDiskKeepsTheOldFile();
#endif

private:
    QTemporaryDir m_folder;
};

void TestLogExport::formatFollowsTheName_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("isJson");
    QTest::newRow("csv") << u"a.csv"_s << false;
    QTest::newRow("json") << u"a.json"_s << true;
    QTest::newRow("json in capitals") << u"a.JSON"_s << true;
    QTest::newRow("no suffix") << u"a"_s << false;
}

void TestLogExport::formatFollowsTheName()
{
    QFETCH(QString, name);
    QFETCH(bool, isJson);
    const QString path = m_folder.filePath(name);
    QCOMPARE(writeLog(path, lines(3)), std::nullopt);
    const QByteArray text = contents(path);
    QCOMPARE(text, isJson ? operationLogJson(lines(3)) : operationLogCsv(lines(3)));
    QCOMPARE(QJsonDocument::fromJson(text).array().size(), isJson ? 3 : 0);
}

void TestLogExport::folderThatIsNotThere()
{
    const auto problem = writeLog(m_folder.filePath(u"none/a.csv"_s), lines(3));
    QVERIFY(problem && !problem->isEmpty());
}

#ifdef Q_OS_UNIX
void TestLogExport::fullDiskKeepsTheOldFile_data()
{
    QTest::addColumn<int>("count");
    QTest::newRow("what fits into the buffer fails when it goes out") << 100;
    QTest::newRow("what does not fails at once") << 5'000;
}

//! A limit for the size of files stands in for a full disk.
void TestLogExport::fullDiskKeepsTheOldFile()
{
    QFETCH(int, count);
    const QString path = m_folder.filePath(u"full.csv"_s);
    QCOMPARE(writeLog(path, lines(1)), std::nullopt);
    const QByteArray before = contents(path);
    rlimit old{};
    getrlimit(RLIMIT_FSIZE, &old);
    const rlimit tight{.rlim_cur = 1024, .rlim_max = old.rlim_max};
    const auto handler = std::signal(SIGXFSZ, SIG_IGN);
    setrlimit(RLIMIT_FSIZE, &tight);
    const auto problem = writeLog(path, lines(count));
    setrlimit(RLIMIT_FSIZE, &old);
    std::signal(SIGXFSZ, handler);
    QVERIFY(problem && !problem->isEmpty());
    QCOMPARE(contents(path), before);
}
#endif

QTEST_GUILESS_MAIN(TestLogExport)
#include "tst_logexport.moc"
