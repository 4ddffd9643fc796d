// SPDX-License-Identifier: GPL-3.0-or-later
#include <sandbox/totpcheck.h>

#include <QTest>

using namespace lw;
using namespace lw::Sandbox;
using namespace Qt::StringLiterals;

namespace {

const QByteArray kRfcKey = "12345678901234567890";

QDateTime at(qint64 seconds)
{
    return QDateTime::fromSecsSinceEpoch(seconds, Qt::UTC);
}

} // namespace

/*! The sandbox's own judgement of authenticator codes, by the vectors of the RFCs. */
class TestTotpCheck : public QObject
{
    Q_OBJECT
private slots:
    void hotpVectors_data();
    void hotpVectors();
    void totpVectors_data();
    void totpVectors();
    void driftOfOneStep_data();
    void driftOfOneStep();
    void codeIsGoodOnce();
    void neighbouringCodesAreGoodOnceEach();
    void whatIsNoCode_data();
    void whatIsNoCode();
    void base32Vectors_data();
    void base32Vectors();
    void brokenBase32IsNothing();
};

void TestTotpCheck::hotpVectors_data()
{
    QTest::addColumn<QByteArray>("code");
    int counter = 0;
    for (const char *code : {"755224", "287082", "359152", "969429", "338314", "254676", "287922",
                             "162583", "399871", "520489"})
        QTest::addRow("RFC 4226, counter %d", counter++) << QByteArray(code);
}

void TestTotpCheck::hotpVectors()
{
    const QByteArray tag = QTest::currentDataTag();
    const int counter = tag.split(' ').last().toInt();
    QTEST(hotp(Secret(kRfcKey), counter), "code");
}

void TestTotpCheck::totpVectors_data()
{
    QTest::addColumn<qint64>("time");
    QTest::addColumn<QByteArray>("code"); // the last six of the RFC's eight digits
    QTest::newRow("1970") << qint64(59) << QByteArray("287082");
    QTest::newRow("2005, end of a step") << qint64(1111111109) << QByteArray("081804");
    QTest::newRow("2005, begin of a step") << qint64(1111111111) << QByteArray("050471");
    QTest::newRow("2009") << qint64(1234567890) << QByteArray("005924");
    QTest::newRow("2033") << qint64(2000000000) << QByteArray("279037");
    QTest::newRow("2603, more than 32 bits") << qint64(20000000000) << QByteArray("353130");
}

void TestTotpCheck::totpVectors()
{
    QFETCH(qint64, time);
    QFETCH(QByteArray, code);
    TotpCheck check{Secret(kRfcKey)};
    QCOMPARE(check.judge(code, at(time)), CodeVerdict::Right);
}

void TestTotpCheck::driftOfOneStep_data()
{
    QTest::addColumn<int>("offset");
    QTest::addColumn<bool>("isRight");
    QTest::newRow("clock is right") << 0 << true;
    QTest::newRow("phone is one step behind") << -30 << true;
    QTest::newRow("phone is one step ahead") << 30 << true;
    QTest::newRow("phone is two steps behind") << -60 << false;
    QTest::newRow("phone is two steps ahead") << 60 << false;
    QTest::newRow("phone is an hour ahead") << 3600 << false;
}

void TestTotpCheck::driftOfOneStep()
{
    QFETCH(int, offset);
    TotpCheck check{Secret(kRfcKey)};
    const QByteArray code = hotp(Secret(kRfcKey), (1'800'000'000 + offset) / 30);
    QTEST(check.judge(code, at(1'800'000'000)) == CodeVerdict::Right, "isRight");
}

void TestTotpCheck::codeIsGoodOnce()
{
    TotpCheck check{Secret(kRfcKey)};
    const QByteArray code = hotp(Secret(kRfcKey), 60'000'000);
    QCOMPARE(check.judge(code, at(1'800'000'000)), CodeVerdict::Right);
    for (const int later : {0, 1, 29, 30, 59})
        QCOMPARE(check.judge(code, at(1'800'000'000 + later)), CodeVerdict::Wrong);
}

void TestTotpCheck::neighbouringCodesAreGoodOnceEach()
{
    TotpCheck check{Secret(kRfcKey)};
    for (const int step : {1, 0, -1})
        QCOMPARE(check.judge(hotp(Secret(kRfcKey), 60'000'000 + step), at(1'800'000'000)),
                 CodeVerdict::Right);
    for (const int step : {1, 0, -1})
        QCOMPARE(check.judge(hotp(Secret(kRfcKey), 60'000'000 + step), at(1'800'000'000)),
                 CodeVerdict::Wrong);
}

void TestTotpCheck::whatIsNoCode_data()
{
    QTest::addColumn<QByteArray>("code");
    const QByteArray good = hotp(Secret(kRfcKey), 60'000'000);
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("five digits") << good.first(5);
    QTest::newRow("seven digits") << good + "0";
    QTest::newRow("letters") << QByteArray("abcdef");
}

void TestTotpCheck::whatIsNoCode()
{
    QFETCH(QByteArray, code);
    TotpCheck check{Secret(kRfcKey)};
    QCOMPARE(check.judge(code, at(1'800'000'000)), CodeVerdict::Wrong);
    TotpCheck noKey;
    QCOMPARE(noKey.judge(hotp(Secret(), 60'000'000), at(1'800'000'000)), CodeVerdict::Wrong);
}

void TestTotpCheck::base32Vectors_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("text");
    QTest::newRow("nothing") << QByteArray() << QString();
    QTest::newRow("f") << QByteArray("f") << u"MY"_s;
    QTest::newRow("fo") << QByteArray("fo") << u"MZXQ"_s;
    QTest::newRow("foo") << QByteArray("foo") << u"MZXW6"_s;
    QTest::newRow("foob") << QByteArray("foob") << u"MZXW6YQ"_s;
    QTest::newRow("fooba") << QByteArray("fooba") << u"MZXW6YTB"_s;
    QTest::newRow("foobar") << QByteArray("foobar") << u"MZXW6YTBOI"_s;
    QTest::newRow("the RFC's key") << kRfcKey << u"GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"_s;
    QTest::newRow("all ones") << QByteArray(5, '\xff') << u"77777777"_s;
}

void TestTotpCheck::base32Vectors()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, text);
    QCOMPARE(base32(bytes), text);
    QCOMPARE(fromBase32(text), bytes);
}

void TestTotpCheck::brokenBase32IsNothing()
{
    for (const QString &text : {u"MZXW6 YTB"_s, u"mzxw6ytb"_s, u"MZXW1YTB"_s, u"MZXÄ"_s})
        QCOMPARE(fromBase32(text), QByteArray());
}

QTEST_APPLESS_MAIN(TestTotpCheck)
#include "tst_totpcheck.moc"
