// SPDX-License-Identifier: GPL-3.0-or-later
#include <core/base32.h>
#include <core/totp.h>

#include <QCryptographicHash>
#include <QMessageAuthenticationCode>
#include <QTest>
#include <QtEndian>

#include <type_traits>
#include <utility>

using namespace lw;
using namespace Qt::StringLiterals;
using Algorithm = TotpKey::Algorithm;

Q_DECLARE_METATYPE(lw::TotpKey::Algorithm)

static_assert(!std::is_copy_constructible_v<TotpKey>);
static_assert(std::is_nothrow_move_constructible_v<TotpKey>);

namespace {

const QByteArray kTwentyBytes("12345678901234567890");

QByteArray seedOf(Algorithm algorithm)
{
    const int size = algorithm == Algorithm::Sha1 ? 20 : algorithm == Algorithm::Sha256 ? 32 : 64;
    return kTwentyBytes.repeated(4).first(size);
}

TotpKey keyOf(const QByteArray &bytes, Algorithm algorithm = Algorithm::Sha1)
{
    return {.secret = encodeBase32(bytes), .algorithm = algorithm};
}

QDateTime at(qint64 seconds)
{
    return QDateTime::fromSecsSinceEpoch(seconds, Qt::UTC);
}

} // namespace

/*! The vectors of RFC 4226 (appendix D) and RFC 6238 (appendix B), and what surrounds them. */
class TestTotp : public QObject
{
    Q_OBJECT
private slots:
    void hotpVectors_data();
    void hotpVectors();
    void totpVectors_data();
    void totpVectors();
    void digits_data();
    void digits();
    void stepBoundary();
    void otherPeriods();
    void timeZoneDoesNotMatter();
    void oddKeys();
    void otherHmac_data();
    void otherHmac();
    void keyLength_data();
    void keyLength();
    void words();
    void blanks_data();
    void blanks();
    void cloneIsAnother();
};

void TestTotp::hotpVectors_data()
{
    QTest::addColumn<quint64>("counter");
    QTest::addColumn<QByteArray>("code");
    const char *codes[] = {"755224", "287082", "359152", "969429", "338314",
                           "254676", "287922", "162583", "399871", "520489"};
    for (quint64 counter = 0; counter < 10; ++counter)
        QTest::addRow("counter %llu", counter) << counter << QByteArray(codes[counter]);
}

void TestTotp::hotpVectors()
{
    QFETCH(quint64, counter);
    QFETCH(QByteArray, code);
    QCOMPARE(hotp(kTwentyBytes, counter, Algorithm::Sha1, 6).view().toByteArray(), code);
}

void TestTotp::totpVectors_data()
{
    QTest::addColumn<qint64>("seconds");
    QTest::addColumn<Algorithm>("algorithm");
    QTest::addColumn<QByteArray>("code");
    const auto rows = [](qint64 seconds, const char *sha1, const char *sha256, const char *sha512) {
        QTest::addRow("SHA1 at %lld", seconds) << seconds << Algorithm::Sha1 << QByteArray(sha1);
        QTest::addRow("SHA256 at %lld", seconds)
            << seconds << Algorithm::Sha256 << QByteArray(sha256);
        QTest::addRow("SHA512 at %lld", seconds)
            << seconds << Algorithm::Sha512 << QByteArray(sha512);
    };
    rows(59, "94287082", "46119246", "90693936");
    rows(1'111'111'109, "07081804", "68084774", "25091201");
    rows(1'111'111'111, "14050471", "67062674", "99943326");
    rows(1'234'567'890, "89005924", "91819424", "93441116");
    rows(2'000'000'000, "69279037", "90698825", "38618901");
    rows(20'000'000'000, "65353130", "77737706", "47863826");
}

void TestTotp::totpVectors()
{
    QFETCH(qint64, seconds);
    QFETCH(Algorithm, algorithm);
    QFETCH(QByteArray, code);
    TotpKey key = keyOf(seedOf(algorithm), algorithm);
    key.digits = 8;
    QCOMPARE(totpCode(key, at(seconds)).view().toByteArray(), code);
}

void TestTotp::digits_data()
{
    QTest::addColumn<int>("digits");
    QTest::addColumn<QByteArray>("code");
    // RFC 4226, appendix D: the truncated number for counter 0 is 1284755224.
    QTest::newRow("six") << 6 << QByteArray("755224");
    QTest::newRow("seven") << 7 << QByteArray("4755224");
    QTest::newRow("eight") << 8 << QByteArray("84755224");
    QTest::newRow("ten is all there is") << 10 << QByteArray("1284755224");
    QTest::newRow("more than ten are ten") << 99 << QByteArray("1284755224");
    QTest::newRow("none is one") << 0 << QByteArray("4");
}

void TestTotp::digits()
{
    QFETCH(int, digits);
    QFETCH(QByteArray, code);
    QCOMPARE(hotp(kTwentyBytes, 0, Algorithm::Sha1, digits).view().toByteArray(), code);
}

void TestTotp::stepBoundary()
{
    const TotpKey key = keyOf(kTwentyBytes);
    QCOMPARE(totpStep(key, at(0)), 0);
    QCOMPARE(totpStep(key, at(29)), 0);
    QCOMPARE(totpStep(key, at(30)), 1);
    QCOMPARE(totpStep(key, at(30).addMSecs(-1)), 0);
    QCOMPARE(totpStep(key, at(-1)), -1);
    QCOMPARE(totpStep(key, at(-30)), -1);
    QCOMPARE(totpStep(key, at(-31)), -2);
    QVERIFY(totpCode(key, at(29)) == totpCode(key, at(0)));
    QVERIFY(!(totpCode(key, at(30)) == totpCode(key, at(29))));
}

void TestTotp::otherPeriods()
{
    TotpKey key = keyOf(kTwentyBytes);
    key.period = std::chrono::seconds(60);
    QCOMPARE(totpCode(key, at(119)).view().toByteArray(), QByteArray("287082"));
    key.period = std::chrono::seconds(0); // nonsense counts as one second instead of dividing by it
    QCOMPARE(totpCode(key, at(9)).view().toByteArray(), QByteArray("520489"));
}

void TestTotp::timeZoneDoesNotMatter()
{
    const TotpKey key = keyOf(kTwentyBytes);
    const QDateTime utc = at(1'234'567'890);
    const QDateTime there = utc.toOffsetFromUtc(5 * 3'600 + 1'800);
    QVERIFY(totpCode(key, utc) == totpCode(key, there));
}

void TestTotp::oddKeys()
{
    const TotpKey broken{.secret = Secret("not Base32!")};
    QVERIFY(totpCode(broken, at(0)).isEmpty());
    QCOMPARE(keyBits(broken), 0);
}

void TestTotp::otherHmac_data()
{
    QTest::addColumn<int>("size");
    QTest::newRow("no key at all") << 0;
    QTest::newRow("one byte") << 1;
    QTest::newRow("a block of the smaller digests") << 64;
    QTest::newRow("one byte more than that block") << 65;
    QTest::newRow("a block of the largest digest") << 128;
    QTest::newRow("one byte more than that block too") << 129;
    QTest::newRow("a thousand bytes") << 1'000;
}

//! Qt computes HMACs as well: the same number for keys of every length.
void TestTotp::otherHmac()
{
    QFETCH(int, size);
    const std::pair<Algorithm, QCryptographicHash::Algorithm> digests[] = {
        {Algorithm::Sha1, QCryptographicHash::Sha1},
        {Algorithm::Sha256, QCryptographicHash::Sha256},
        {Algorithm::Sha512, QCryptographicHash::Sha512}};
    const QByteArray key(size, 'x');
    const QByteArray message = QByteArray::fromHex("fedcba9876543210");
    for (const auto &[ours, theirs] : digests) {
        const QByteArray mac = QMessageAuthenticationCode::hash(message, key, theirs);
        const auto bits = qFromBigEndian<quint32>(mac.data() + (mac.back() & 0xf)) & 0x7fffffffU;
        const QByteArray code = QByteArray::number(bits % 100'000'000U).rightJustified(8, '0');
        QCOMPARE(hotp(key, 0xfedcba9876543210U, ours, 8).view().toByteArray(), code);
    }
}

void TestTotp::keyLength_data()
{
    QTest::addColumn<int>("bytes");
    QTest::addColumn<bool>("weak");
    QTest::newRow("80 bits are weak") << 10 << true;
    QTest::newRow("120 bits are weak") << 15 << true;
    QTest::newRow("128 bits are what RFC 4226 asks for") << 16 << false;
    QTest::newRow("160 bits are what it recommends") << 20 << false;
}

void TestTotp::keyLength()
{
    QFETCH(int, bytes);
    QFETCH(bool, weak);
    const TotpKey key = keyOf(QByteArray(bytes, 'k'));
    QCOMPARE(keyBits(key), bytes * 8);
    QCOMPARE(isWeak(key), weak);
}

void TestTotp::words()
{
    for (const Algorithm algorithm : {Algorithm::Sha1, Algorithm::Sha256, Algorithm::Sha512})
        QVERIFY(algorithmFromWord(algorithmWord(algorithm)) == algorithm);
    QVERIFY(algorithmFromWord(u"sha256"_s) == Algorithm::Sha256);
    QVERIFY(!algorithmFromWord(u"MD5"_s));
    QVERIFY(!algorithmFromWord({}));
}

void TestTotp::blanks_data()
{
    QTest::addColumn<QByteArray>("typed");
    QTest::newRow("none") << QByteArray("123456");
    QTest::newRow("in the middle") << QByteArray("123 456");
    QTest::newRow("everywhere") << QByteArray("  1 2 3\t4 5 6\r\n");
    QTest::newRow("a no-break blank") << QByteArray("123\xc2\xa0"
                                                    "456");
    QTest::newRow("a thin blank") << QByteArray("123\xe2\x80\x89"
                                                "456");
    QTest::newRow("a narrow no-break blank") << QByteArray("123\xe2\x80\xaf"
                                                           "456");
}

void TestTotp::blanks()
{
    QFETCH(QByteArray, typed);
    QCOMPARE(withoutBlanks(typed).view().toByteArray(), QByteArray("123456"));
}

void TestTotp::cloneIsAnother()
{
    TotpKey key = keyOf(kTwentyBytes, Algorithm::Sha256);
    key.issuer = u"Head office"_s;
    key.account = u"admin"_s;
    key.digits = 8;
    key.period = std::chrono::seconds(60);
    const TotpKey copy = key.clone();
    key.secret.wipe();
    QVERIFY(copy.secret == encodeBase32(kTwentyBytes));
    QCOMPARE(copy.issuer, u"Head office"_s);
    QCOMPARE(copy.account, u"admin"_s);
    QVERIFY(copy.algorithm == Algorithm::Sha256);
    QCOMPARE(copy.digits, 8);
    QCOMPARE(copy.period, std::chrono::seconds(60));
}

QTEST_APPLESS_MAIN(TestTotp)
#include "tst_totp.moc"
