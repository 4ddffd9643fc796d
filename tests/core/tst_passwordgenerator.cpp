// SPDX-License-Identifier: GPL-3.0-or-later
#include <core/passwordgenerator.h>
#include <core/passwordstrength.h>

#include <QMap>
#include <QSet>
#include <QTest>

#include <algorithm>

using namespace lw;
using namespace Qt::StringLiterals;
using Rule = PasswordCheck::Rule;

namespace {

PasswordRule usualRule()
{
    return PasswordRule({{.rule = Rule::MinimumLength, .count = 10},
                         {.rule = Rule::UpperCase, .count = 1},
                         {.rule = Rule::LowerCase, .count = 1},
                         {.rule = Rule::Digit, .count = 1}});
}

//! Counts through all bytes: predictable, and every character's turn comes.
RandomBytes counting(unsigned char first)
{
    return [next = first](std::span<unsigned char> bytes) mutable {
        for (unsigned char &byte : bytes)
            byte = next++;
        return true;
    };
}

QString textOf(const std::optional<Secret> &password)
{
    return password ? QString::fromUtf8(password->view()) : QString();
}

} // namespace

/*! Passwords by chance: unpredictable, readable, and always within the rule. */
class TestPasswordGenerator : public QObject
{
    Q_OBJECT
private slots:
    void always();
    void symbolsOnlyWhereAsked();
    void lengths_data();
    void lengths();
    void everyCharacterIsAsLikely();
    void followsItsSource();
    void brokenSources_data();
    void brokenSources();
    void impossibleRule();
};

void TestPasswordGenerator::always()
{
    const PasswordRule rule = usualRule();
    const RandomBytes random = systemRandomBytes();
    QSet<QString> seen;
    for (int i = 0; i < 500; ++i) {
        const auto password = generatePassword(rule, random);
        QVERIFY(password);
        QVERIFY(rule.isMetBy(*password));
        const QString text = textOf(password);
        QCOMPARE(text.size(), kGeneratedLength);
        for (const QChar c : text)
            QVERIFY2(c.isLetterOrNumber() && !u"0O1lIo"_s.contains(c), "a character that misleads");
        QCOMPARE(strengthOf(*password, {}).score, 4);
        seen.insert(text);
    }
    QCOMPARE(seen.size(), 500);
}

void TestPasswordGenerator::symbolsOnlyWhereAsked()
{
    const PasswordRule rule({{.rule = Rule::Symbol, .count = 2}});
    for (int i = 0; i < 100; ++i) {
        const auto password = generatePassword(rule, systemRandomBytes());
        QVERIFY(password);
        const QString text = textOf(password);
        QVERIFY(std::ranges::count_if(text, [](QChar c) { return !c.isLetterOrNumber(); }) >= 2);
    }
}

void TestPasswordGenerator::lengths_data()
{
    QTest::addColumn<int>("length");
    QTest::newRow("as short as the rule allows") << 10;
    QTest::newRow("a long one") << 64;
    QTest::newRow("a very long one") << 256;
}

void TestPasswordGenerator::lengths()
{
    QFETCH(int, length);
    const auto password = generatePassword(usualRule(), systemRandomBytes(), length);
    QVERIFY(password);
    QCOMPARE(password->size(), length);
}

void TestPasswordGenerator::everyCharacterIsAsLikely()
{
    // Of 256 bytes 224 are used, four for each of the 56 characters; without the rejection the
    // first 32 would come five times.
    const auto password = generatePassword(PasswordRule({}), counting(0), 224);
    QVERIFY(password);
    QMap<QChar, int> counts;
    for (const QChar c : textOf(password))
        ++counts[c];
    QCOMPARE(counts.size(), 56);
    for (const int count : std::as_const(counts))
        QCOMPARE(count, 4);
}

void TestPasswordGenerator::followsItsSource()
{
    QCOMPARE(textOf(generatePassword(usualRule(), counting(20))),
             textOf(generatePassword(usualRule(), counting(20))));
    QVERIFY(textOf(generatePassword(usualRule(), counting(20))) !=
            textOf(generatePassword(usualRule(), counting(21))));
}

void TestPasswordGenerator::brokenSources_data()
{
    QTest::addColumn<int>("byte"); //!< what the source always says; -1: it fails
    QTest::newRow("fails") << -1;
    QTest::newRow("always the same usable byte") << 0;
    QTest::newRow("always the same useless byte") << 255;
}

void TestPasswordGenerator::brokenSources()
{
    QFETCH(int, byte);
    const auto password = generatePassword(usualRule(), [byte](std::span<unsigned char> bytes) {
        std::ranges::fill(bytes, static_cast<unsigned char>(byte));
        return byte >= 0;
    });
    QVERIFY(!password);
}

void TestPasswordGenerator::impossibleRule()
{
    QVERIFY(!generatePassword(usualRule(), systemRandomBytes(), 9));
    const PasswordRule narrow({{.rule = Rule::MaximumLength, .count = 12}});
    QVERIFY(!generatePassword(narrow, systemRandomBytes()));
    QVERIFY(generatePassword(narrow, systemRandomBytes(), 12));
}

QTEST_APPLESS_MAIN(TestPasswordGenerator)
#include "tst_passwordgenerator.moc"
