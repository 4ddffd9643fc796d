// SPDX-License-Identifier: GPL-3.0-or-later
#include <session/wireprofilefile.h>

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace lw;
using namespace Qt::StringLiterals;

/*! Wire profiles from files that are there, missing, huge or no files. */
class TestWireProfileFile : public QObject
{
    Q_OBJECT
private slots:
    void builtIn();
    void goodFile();
    void unusable_data();
    void unusable();
};

void TestWireProfileFile::builtIn()
{
    const WireProfile profile = builtInWireProfile();
    QVERIFY(!profile.callIds().isEmpty());
    QCOMPARE(wireProfileWithFile(profile, {})->callIds(), profile.callIds());
}

void TestWireProfileFile::goodFile()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"site 7 – ü.json"_s);
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(R"({"format": 1, "base": "/x/"})");
    file.close();
    const auto profile = wireProfileWithFile(builtInWireProfile(), path);
    QVERIFY(profile);
    QCOMPARE(profile->call(u"logout"_s).path(), u"/x/logout"_s);
}

void TestWireProfileFile::unusable_data()
{
    QTest::addColumn<QByteArray>("content"); // null: the file is not there
    QTest::addColumn<int>("line");
    QTest::newRow("not there") << QByteArray() << 0;
    QTest::newRow("over 1 MiB") << QByteArray(1024 * 1024 + 1, ' ') << 0;
    QTest::newRow("empty") << QByteArray("") << 1;
    QTest::newRow("no JSON") << QByteArray("\n\nformat = 1\n") << 3;
    QTest::newRow("bytes that are no text") << QByteArray("\xff\xfe{", 3) << 1;
    QTest::newRow("nested without end") << QByteArray(100'000, '[') << 1;
}

void TestWireProfileFile::unusable()
{
    QFETCH(QByteArray, content);
    QFETCH(int, line);
    QTemporaryDir folder;
    const QString path = folder.filePath(u"wire.json"_s);
    if (!content.isNull()) {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
    }
    const auto profile = wireProfileWithFile(builtInWireProfile(), path);
    QVERIFY(!profile);
    QCOMPARE(profile.error().line, line);
    QVERIFY(!profile.error().reason.isEmpty());
    QVERIFY(!wireProfileWithFile(builtInWireProfile(), folder.path()));
}

QTEST_GUILESS_MAIN(TestWireProfileFile)
#include "tst_wireprofilefile.moc"
