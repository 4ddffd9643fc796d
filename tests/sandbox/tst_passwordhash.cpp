// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/fakes.h"

#include <sandbox/passwordhash.h>

#include <QTest>

using namespace lw::Sandbox;
using namespace Qt::StringLiterals;

/*! Practice passwords and the random texts of the sandbox. */
class TestPasswordHash : public QObject
{
    Q_OBJECT
private slots:
    void onlyTheSamePasswordMatches_data();
    void onlyTheSamePasswordMatches();
    void nothingMatchesNoPassword();
    void portalFormIsDigestInBase64();
    void codesHaveTheirShape();
    void codesDiffer();
};

void TestPasswordHash::onlyTheSamePasswordMatches_data()
{
    QTest::addColumn<QByteArray>("given");
    QTest::addColumn<bool>("matches");
    QTest::newRow("the password") << QByteArray("Practice-1") << true;
    QTest::newRow("another case") << QByteArray("practice-1") << false;
    QTest::newRow("one byte more") << QByteArray("Practice-12") << false;
    QTest::newRow("nothing") << QByteArray() << false;
    QTest::newRow("10,000 bytes") << QByteArray(10'000, 'x') << false;
}

void TestPasswordHash::onlyTheSamePasswordMatches()
{
    QFETCH(QByteArray, given);
    PasswordHash hash("Practice-1");
    QVERIFY(hash.isSet());
    QTEST(hash.matches(given, systemRandom()), "matches");
    QTEST(hash.matches(given, systemRandom()), "matches");
    QVERIFY(hash.isSet());
}

void TestPasswordHash::nothingMatchesNoPassword()
{
    PasswordHash hash;
    QVERIFY(!hash.isSet());
    QVERIFY(!hash.matches("", systemRandom()));
}

void TestPasswordHash::portalFormIsDigestInBase64()
{
    // echo -n password | md5sum, then base64 of the 32 characters
    QCOMPARE(portalPassword(u"password"_s),
             QByteArray("NWY0ZGNjM2I1YWE3NjVkNjFkODMyN2RlYjg4MmNmOTk="));
}

void TestPasswordHash::codesHaveTheirShape()
{
    static const QRegularExpression kShape(u"^[A-HJKMNP-Z2-9]{16}$"_s);
    for (int i = 0; i < 200; ++i)
        QVERIFY(kShape.match(makeCode(systemRandom())).hasMatch());
}

void TestPasswordHash::codesDiffer()
{
    const RandomSource random = countingRandom();
    QCOMPARE(makeCode(random), u"ABCDEFGHJKMNPQRS"_s);
    QCOMPARE(makeCode(random), u"TUVWXYZ23456789A"_s);
    QVERIFY(makeToken(random) != makeToken(random));
}

QTEST_APPLESS_MAIN(TestPasswordHash)
#include "tst_passwordhash.moc"
