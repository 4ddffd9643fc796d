// SPDX-License-Identifier: GPL-3.0-or-later
#include <core/qrmatrix.h>

#include <qrencode.h>

#include <QByteArray>
#include <QTest>

#include <memory>
#include <type_traits>

using namespace lw;

static_assert(!std::is_copy_constructible_v<QrMatrix>);
static_assert(std::is_nothrow_move_constructible_v<QrMatrix>);

namespace {

enum class Level { M = 0, L = 1, H = 2, Q = 3 };

//! The two bits of the format information that name the error correction (ISO/IEC 18004, 7.9).
Level levelOf(const QrMatrix &matrix)
{
    const int high = matrix.isDark(0, 8) ? 0 : 1; // masked with 1
    const int low = matrix.isDark(1, 8) ? 1 : 0;  // masked with 0
    return Level(high * 2 + low);
}

//! The width that libqrencode chooses by itself; 0: does not fit at all.
int widthAt(const QByteArray &bytes, QRecLevel level)
{
    const std::unique_ptr<QRcode, void (*)(QRcode *)> code(
        QRcode_encodeData(int(bytes.size()), reinterpret_cast<const uchar *>(bytes.data()), 0,
                          level),
        QRcode_free);
    return code ? code->width : 0;
}

bool isFinder(const QrMatrix &matrix, int left, int top)
{
    for (int y = 0; y < 7; ++y) {
        for (int x = 0; x < 7; ++x) {
            const int ring = qMax(qAbs(x - 3), qAbs(y - 3));
            if (matrix.isDark(left + x, top + y) != (ring != 2))
                return false;
        }
    }
    return true;
}

} // namespace

/*! Symbols of the right size and strength; that they can be read is zbarimg's to say. */
class TestQrMatrix : public QObject
{
    Q_OBJECT
private slots:
    void finders();
    void lightOutside();
    void sizes_data();
    void sizes();
    void smallestVersionBestLevel();
    void differentTextsDiffer();
    void refused();
};

void TestQrMatrix::finders()
{
    const auto matrix = QrMatrix::encode("otpauth://totp/PBX:admin?secret=JBSWY3DPEHPK3PXP");
    QVERIFY(matrix);
    const int last = matrix->size() - 7;
    QVERIFY(isFinder(*matrix, 0, 0));
    QVERIFY(isFinder(*matrix, last, 0));
    QVERIFY(isFinder(*matrix, 0, last));
    QVERIFY(!isFinder(*matrix, last, last));
}

void TestQrMatrix::lightOutside()
{
    const auto matrix = QrMatrix::encode("x");
    QVERIFY(matrix);
    QCOMPARE(QrMatrix::kQuietZone, 4);
    for (int i = -QrMatrix::kQuietZone; i < matrix->size() + QrMatrix::kQuietZone; ++i) {
        QVERIFY(!matrix->isDark(i, -1));
        QVERIFY(!matrix->isDark(-1, i));
        QVERIFY(!matrix->isDark(i, matrix->size()));
        QVERIFY(!matrix->isDark(matrix->size(), i));
    }
}

void TestQrMatrix::sizes_data()
{
    QTest::addColumn<int>("bytes");
    QTest::addColumn<int>("size");
    QTest::addColumn<int>("level");
    QTest::newRow("as much as version 1 holds at H") << 7 << 21 << int(Level::H);
    QTest::newRow("one more, at Q") << 8 << 21 << int(Level::Q);
    QTest::newRow("as much as version 1 holds at Q") << 11 << 21 << int(Level::Q);
    QTest::newRow("as much as version 1 holds at M") << 14 << 21 << int(Level::M);
    QTest::newRow("one more, in version 2") << 15 << 25 << int(Level::Q);
    QTest::newRow("as much as version 10 holds at M") << 213 << 57 << int(Level::M);
    QTest::newRow("one more, in version 11") << 214 << 61 << int(Level::M);
    QTest::newRow("as much as there can be") << 2'331 << 177 << int(Level::M);
}

void TestQrMatrix::sizes()
{
    QFETCH(int, bytes);
    QFETCH(int, size);
    QFETCH(int, level);
    const auto matrix = QrMatrix::encode(QByteArray(bytes, 'a'));
    QVERIFY(matrix);
    QCOMPARE(matrix->size(), size);
    QCOMPARE(int(levelOf(*matrix)), level);
}

void TestQrMatrix::smallestVersionBestLevel()
{
    for (int bytes = 1; bytes <= 2'331; bytes += bytes < 400 ? 3 : 37) {
        const QByteArray text(bytes, 'a');
        const auto matrix = QrMatrix::encode(text);
        QVERIFY(matrix);
        QCOMPARE(matrix->size(), widthAt(text, QR_ECLEVEL_M));
        const Level best = widthAt(text, QR_ECLEVEL_H) == matrix->size()   ? Level::H
                           : widthAt(text, QR_ECLEVEL_Q) == matrix->size() ? Level::Q
                                                                           : Level::M;
        QVERIFY2(levelOf(*matrix) == best, qPrintable(QString::number(bytes)));
    }
}

void TestQrMatrix::differentTextsDiffer()
{
    const auto one = QrMatrix::encode("otpauth://totp/a?secret=AAAA");
    const auto other = QrMatrix::encode("otpauth://totp/a?secret=AAAB");
    QVERIFY(one && other);
    QCOMPARE(one->size(), other->size());
    int different = 0;
    for (int y = 0; y < one->size(); ++y) {
        for (int x = 0; x < one->size(); ++x)
            different += one->isDark(x, y) != other->isDark(x, y) ? 1 : 0;
    }
    QVERIFY(different > 10);
}

void TestQrMatrix::refused()
{
    QVERIFY(QrMatrix::encode({}).error() == QrMatrix::Error::Empty);
    QVERIFY(QrMatrix::encode(QByteArray(2'332, 'a')).error() == QrMatrix::Error::TooLong);
    QVERIFY(QrMatrix::encode(QByteArray(100'000, 'a')).error() == QrMatrix::Error::TooLong);
}

QTEST_APPLESS_MAIN(TestQrMatrix)
#include "tst_qrmatrix.moc"
