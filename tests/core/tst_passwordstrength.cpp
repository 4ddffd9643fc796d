// SPDX-License-Identifier: GPL-3.0-or-later
#include <core/passwordstrength.h>

#include <QElapsedTimer>
#include <QTest>

#include <limits>

using namespace lw;
using namespace Qt::StringLiterals;

namespace {

PasswordStrength of(const QString &password, const QStringList &words = {})
{
    return strengthOf(Secret::fromText(password), words);
}

} // namespace

/*! zxcvbn's opinion, and what names do to it. */
class TestPasswordStrength : public QObject
{
    Q_OBJECT
private slots:
    void scores_data();
    void scores();
    void penalty_data();
    void penalty();
    void longPasswords_data();
    void longPasswords();
    void longestIsFastEnoughToType();
};

void TestPasswordStrength::scores_data()
{
    QTest::addColumn<QString>("password");
    QTest::addColumn<int>("least");
    QTest::addColumn<int>("most");
    QTest::newRow("nothing") << u""_s << 0 << 0;
    QTest::newRow("the most frequent one") << u"password"_s << 0 << 0;
    QTest::newRow("a row of keys") << u"qwertyuiop"_s << 0 << 1;
    QTest::newRow("meets every rule and is bad") << u"Password12"_s << 0 << 1;
    QTest::newRow("a year behind a name") << u"Michael1985"_s << 0 << 1;
    QTest::newRow("eight random characters") << u"x7Kp2vQz"_s << 3 << 4;
    QTest::newRow("twenty random characters") << u"h7WcKp2vRz9TnEx4gBqD"_s << 4 << 4;
    QTest::newRow("four words drawn at random") << u"correct horse battery staple"_s << 4 << 4;
    QTest::newRow("letters beyond ASCII") << u"übergrößenträger9K"_s << 4 << 4;
}

void TestPasswordStrength::scores()
{
    QFETCH(QString, password);
    QFETCH(int, least);
    QFETCH(int, most);
    const auto strength = of(password);
    const QByteArray told =
        QByteArray::number(strength.score) + " for " + QByteArray::number(strength.bits) + " bits";
    QVERIFY2(strength.score >= least && strength.score <= most, told.constData());
    QVERIFY(strength.bits >= 0);
}

void TestPasswordStrength::penalty_data()
{
    QTest::addColumn<QString>("password");
    QTest::addColumn<QStringList>("words");
    QTest::newRow("the user's name") << u"Kowalczyk77"_s << QStringList{u"kowalczyk"_s};
    QTest::newRow("in other capitals") << u"kowalCZYK77"_s << QStringList{u"Kowalczyk"_s};
    QTest::newRow("a part of an e-mail address")
        << u"kowalczyk77"_s << QStringList{u"j.kowalczyk@example.com"_s};
    QTest::newRow("a part of the PBX's name")
        << u"Grevenbroich!"_s << QStringList{u"Branch Grevenbroich (south)"_s};
    QTest::newRow("the second of several names")
        << u"Grevenbroich!"_s << QStringList{u"admin"_s, u"Grevenbroich"_s};
    QTest::newRow("with letters turned to digits")
        << u"gr3v3nbr01ch"_s << QStringList{u"Grevenbroich"_s};
    QTest::newRow("letters beyond ASCII") << u"müllheim2024"_s << QStringList{u"Müllheim"_s};
}

void TestPasswordStrength::penalty()
{
    QFETCH(QString, password);
    QFETCH(QStringList, words);
    const auto without = of(password);
    const auto with = of(password, words);
    QVERIFY2(with.bits < without.bits - 8,
             qPrintable(u"%1 instead of %2"_s.arg(with.bits).arg(without.bits)));
    QVERIFY(with.score < without.score || without.score == 0);
    QCOMPARE(of(u"x7Kp2vQzT"_s, words).bits, of(u"x7Kp2vQzT"_s).bits);
}

void TestPasswordStrength::longPasswords_data()
{
    QTest::addColumn<int>("length");
    for (const int length : {64, 100, 101, 256, 257, 5'000})
        QTest::addRow("%d characters", length) << length;
}

void TestPasswordStrength::longPasswords()
{
    QFETCH(int, length);
    const QString mixed = u"h7WcKp2vRz9TnEx4gBqD fjord Lumpen 83 quartz"_s.repeated(120);
    const auto strength = of(mixed.first(length));
    QCOMPARE(strength.score, 4);
    QVERIFY(strength.bits > 60);
}

void TestPasswordStrength::longestIsFastEnoughToType()
{
    const Secret longest =
        Secret::fromText(u"h7WcKp2vRz9TnEx4gBqD fjord Lumpen 83 quartz"_s.repeated(6).first(256));
    qint64 fastest = std::numeric_limits<qint64>::max();
    for (int run = 0; run < 5; ++run) {
        QElapsedTimer timer;
        timer.start();
        QVERIFY(strengthOf(longest, {u"admin"_s, u"Head office"_s}).bits > 0);
        fastest = qMin(fastest, timer.nsecsElapsed());
    }
    QVERIFY2(fastest < 16'000'000, qPrintable(QString::number(fastest)));
}

QTEST_APPLESS_MAIN(TestPasswordStrength)
#include "tst_passwordstrength.moc"
