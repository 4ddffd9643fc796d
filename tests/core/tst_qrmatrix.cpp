// SPDX-License-Identifier: GPL-3.0-or-later
#include <core/qrmatrix.h>

#include <QByteArray>
#include <QTest>

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
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("size");
    QTest::newRow("as many bytes as version 1 holds") << QByteArray(14, 'a') << 21;
    QTest::newRow("one byte more") << QByteArray(15, 'a') << 25;
    QTest::newRow("as many capitals as version 1 holds") << QByteArray(20, 'A') << 21;
    QTest::newRow("one capital more") << QByteArray(21, 'A') << 25;
    QTest::newRow("as many bytes as version 10 holds") << QByteArray(213, 'a') << 57;
    QTest::newRow("one byte more, in version 11") << QByteArray(214, 'a') << 61;
    QTest::newRow("as many bytes as there can be") << QByteArray(2'331, 'a') << 177;
    QTest::newRow("a key of 160 bits, in capitals for the most part")
        << QByteArray("otpauth://totp/PBX:admin?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ") << 33;
}

void TestQrMatrix::sizes()
{
    QFETCH(QByteArray, text);
    QFETCH(int, size);
    const auto matrix = QrMatrix::encode(text);
    QVERIFY(matrix);
    QCOMPARE(matrix->size(), size);
    QVERIFY(levelOf(*matrix) == Level::M);
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
    QVERIFY(QrMatrix::encode(QByteArrayView("a\0b", 3)).error() == QrMatrix::Error::NotText);
    QVERIFY(QrMatrix::encode(QByteArray(2'332, 'a')).error() == QrMatrix::Error::TooLong);
    QVERIFY(QrMatrix::encode(QByteArray(100'000, 'a')).error() == QrMatrix::Error::TooLong);
}

QTEST_APPLESS_MAIN(TestQrMatrix)
#include "tst_qrmatrix.moc"
