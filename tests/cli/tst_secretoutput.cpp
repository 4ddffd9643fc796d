// SPDX-License-Identifier: GPL-3.0-or-later
#include <cli/secretoutput.h>

#include <QFile>
#include <QImage>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace lw;
using namespace Qt::StringLiterals;

namespace {

QrMatrix matrixOf(const char *text)
{
    return std::move(*QrMatrix::encode(text));
}

} // namespace

/*! Keys on their way out: a line, a picture, a drawing. */
class TestSecretOutput : public QObject
{
    Q_OBJECT
private slots:
    void line();
    void noDescriptor_data();
    void noDescriptor();
    void picture();
    void noFolderForThePicture();
    void drawing();
};

void TestSecretOutput::line()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"out"_s));
    QVERIFY(file.open(QIODevice::ReadWrite));
    const QString number = QString::number(file.handle());
    QVERIFY(!writeSecretLine(number, Secret("{\"secret\":\"A\"}")));
    QVERIFY(!writeSecretLine(number, Secret("second"))); // it is not closed in between
    QVERIFY(file.seek(0));
    QCOMPARE(file.readAll(), QByteArray("{\"secret\":\"A\"}\nsecond\n"));
}

void TestSecretOutput::noDescriptor_data()
{
    QTest::addColumn<QString>("target");
    QTest::newRow("a word") << u"file.txt"_s;
    QTest::newRow("a negative number") << u"-3"_s;
    QTest::newRow("a number that is not open") << u"917"_s;
}

void TestSecretOutput::noDescriptor()
{
    QFETCH(QString, target);
    QVERIFY(writeSecretLine(target, Secret("x")));
}

void TestSecretOutput::picture()
{
    const QTemporaryDir folder;
    const QString name = folder.filePath(u"key.png"_s);
    const QrMatrix matrix = matrixOf("otpauth://totp/a?secret=AAAA");
    QVERIFY(!saveQr(matrix, name));
    QCOMPARE(QFile(name).permissions() & ~(QFile::ReadUser | QFile::WriteUser),
             QFile::ReadOwner | QFile::WriteOwner);
    const QImage image(name);
    const int modules = matrix.size() + 2 * QrMatrix::kQuietZone;
    QCOMPARE(image.width() % modules, 0);
    const int scale = image.width() / modules;
    QVERIFY(scale >= 4);
    for (int y = 0; y < image.height(); y += scale) {
        for (int x = 0; x < image.width(); x += scale) {
            const bool isDark = matrix.isDark(x / scale - 4, y / scale - 4);
            QCOMPARE(image.pixel(x, y), isDark ? qRgb(0, 0, 0) : qRgb(255, 255, 255));
            QCOMPARE(image.pixel(x + scale - 1, y + scale - 1), image.pixel(x, y));
        }
    }
    QVERIFY(!saveQr(matrix, name)); // again, in the place of the old one
}

void TestSecretOutput::noFolderForThePicture()
{
    const QTemporaryDir folder;
    const auto problem = saveQr(matrixOf("x"), folder.filePath(u"none/key.png"_s));
    QVERIFY(problem);
    QVERIFY(problem->contains(u"key.png"));
}

void TestSecretOutput::drawing()
{
    const QrMatrix matrix = matrixOf("otpauth://totp/a?secret=AAAA");
    QString text = QString::fromUtf8(halfBlocks(matrix).view());
    QVERIFY(text.startsWith(u"\u001b[38;5;16;48;5;231m")); // black on white in every theme
    text.remove(QRegularExpression(u"\u001b\\[[0-9;]*m"_s));
    const QStringList lines = text.split(u'\n', Qt::SkipEmptyParts);
    const int modules = matrix.size() + 2 * QrMatrix::kQuietZone;
    QCOMPARE(lines.size(), (modules + 1) / 2);
    for (int row = 0; row < modules; ++row) {
        const QString &line = lines.at(row / 2);
        QCOMPARE(line.size(), modules);
        for (int column = 0; column < modules; ++column) {
            const QChar dark = row % 2 == 0 ? u'\u2580' : u'\u2584';
            const bool isDark = line.at(column) == dark || line.at(column) == u'\u2588';
            QCOMPARE(isDark, matrix.isDark(column - 4, row - 4));
        }
    }
}

QTEST_GUILESS_MAIN(TestSecretOutput)
#include "tst_secretoutput.moc"
