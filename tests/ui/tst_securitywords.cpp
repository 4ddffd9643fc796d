// SPDX-License-Identifier: GPL-3.0-or-later
#include <ui/pages/securitywords.h>

#include <QSet>
#include <QTest>

using namespace lw;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Verdict = CodeAdvice::Verdict;

Q_DECLARE_METATYPE(lw::CodeAdvice)
Q_DECLARE_METATYPE(lw::ReadinessEntry)
Q_DECLARE_METATYPE(lw::PasswordCheck)

/*! The words about codes, rules and readiness. */
class TestSecurityWords : public QObject
{
    Q_OBJECT
private slots:
    void advice_data();
    void advice();
    void everyVerdictHasItsOwnWords();
    void amount_data();
    void amount();
    void methods();
    void rule_data();
    void rule();
    void readiness_data();
    void readiness();
};

void TestSecurityWords::advice_data()
{
    QTest::addColumn<CodeAdvice>("advice");
    QTest::addColumn<Tone>("tone");
    QTest::addColumn<QStringList>("parts");
    const auto row = [](const char *name, const CodeAdvice &advice, Tone tone,
                        const QStringList &parts) {
        QTest::newRow(name) << advice << tone << parts;
    };
    row("matches", {.verdict = Verdict::Matches}, Tone::Good, {u"The code matches."_s});
    row("the code before", {.verdict = Verdict::PreviousCode}, Tone::Caution,
        {u"That was the code before: type the next one."_s});
    row("the next code is good, too", {.verdict = Verdict::NextCode}, Tone::Good,
        {u"next code already"_s, u"should accept"_s});
    row("phone behind", {.verdict = Verdict::PhoneOff, .offset = -240s}, Tone::Caution,
        {u"Your phone's clock is about 4 minutes behind."_s});
    row("phone ahead by seconds", {.verdict = Verdict::PhoneOff, .offset = 90s}, Tone::Caution,
        {u"Your phone's clock is about 90 seconds ahead."_s});
    row("phone far off is a guess",
        {.verdict = Verdict::PhoneOff, .offset = -18'000s, .isFarGuess = true}, Tone::Caution,
        {u"Perhaps your phone's clock is about 5 hours behind"_s, u"another entry"_s});
    row("phone far ahead is a guess",
        {.verdict = Verdict::PhoneOff, .offset = 18'000s, .isFarGuess = true}, Tone::Caution,
        {u"Perhaps"_s, u"about 5 hours ahead"_s});
    row("PBX behind", {.verdict = Verdict::PbxClockOff, .offset = -600s}, Tone::Caution,
        {u"clock of the PBX is about 10 minutes behind"_s, u"may refuse"_s});
    row("PBX ahead", {.verdict = Verdict::PbxClockOff, .offset = 600s}, Tone::Caution,
        {u"clock of the PBX is about 10 minutes ahead"_s});
    row("workstation off as a note to a good code",
        {.verdict = Verdict::Matches, .offset = 300s, .note = Verdict::WorkstationClockOff},
        Tone::Good, {u"The code matches."_s, u"clock of this PC is about 5 minutes ahead"_s});
    row("workstation behind",
        {.verdict = Verdict::Matches, .offset = -300s, .note = Verdict::WorkstationClockOff},
        Tone::Good, {u"clock of this PC is about 5 minutes behind"_s});
    row("key shown before", {.verdict = Verdict::OldKey}, Tone::Caution,
        {u"shown before"_s, u"delete the older entry"_s});
    row("another entry", {.verdict = Verdict::NoMatch}, Tone::Caution,
        {u"This code belongs to another entry"_s});
    row("letters", {.verdict = Verdict::NotDigits}, Tone::Caution, {u"digits only"_s});
}

void TestSecurityWords::advice()
{
    QFETCH(CodeAdvice, advice);
    QFETCH(Tone, tone);
    QFETCH(QStringList, parts);
    const AdviceText text = adviceText(advice);
    QCOMPARE(text.tone, tone);
    for (const QString &part : std::as_const(parts))
        QVERIFY2(text.text.contains(part), qPrintable(text.text));
}

void TestSecurityWords::everyVerdictHasItsOwnWords()
{
    QSet<QString> seen;
    for (int value = 0; value <= static_cast<int>(Verdict::NoMatch); ++value) {
        const CodeAdvice advice{.verdict = static_cast<Verdict>(value), .offset = 300s};
        const QString text = adviceText(advice).text;
        QCOMPARE(text.isEmpty(), advice.verdict == Verdict::Incomplete);
        QVERIFY2(!seen.contains(text), qPrintable(text));
        seen.insert(text);
    }
}

void TestSecurityWords::amount_data()
{
    QTest::addColumn<int>("seconds");
    QTest::addColumn<QString>("text");
    QTest::newRow("seconds") << 31 << u"about 31 seconds"_s;
    QTest::newRow("a minute and a half stays in seconds") << -95 << u"about 95 seconds"_s;
    QTest::newRow("minutes are rounded") << 400 << u"about 7 minutes"_s;
    QTest::newRow("two hours") << 7200 << u"about 2 hours"_s;
    QTest::newRow("nearly two hours") << -7100 << u"about 118 minutes"_s;
}

void TestSecurityWords::amount()
{
    QFETCH(int, seconds);
    QFETCH(QString, text);
    QCOMPARE(aboutText(std::chrono::seconds(seconds)), text);
}

void TestSecurityWords::methods()
{
    QCOMPARE(methodName({SecondFactorMethod::Authenticator, u"authenticator"_s}),
             u"Authenticated by Authenticator"_s);
    QCOMPARE(methodName({SecondFactorMethod::Email, u"email"_s}), u"Authenticated by Email"_s);
    QCOMPARE(methodName({std::nullopt, u"passkey"_s}), u"“passkey”"_s);
}

void TestSecurityWords::rule_data()
{
    QTest::addColumn<PasswordCheck>("check");
    QTest::addColumn<QString>("text");
    using Rule = PasswordCheck::Rule;
    QTest::newRow("least length") << PasswordCheck{.rule = Rule::MinimumLength, .count = 10}
                                  << u"At least 10 characters"_s;
    QTest::newRow("greatest length")
        << PasswordCheck{.rule = Rule::MaximumLength, .count = 63} << u"At most 63 characters"_s;
    QTest::newRow("one upper case letter")
        << PasswordCheck{.rule = Rule::UpperCase, .count = 1} << u"An upper case letter"_s;
    QTest::newRow("two lower case letters")
        << PasswordCheck{.rule = Rule::LowerCase, .count = 2} << u"2 lower case letters"_s;
    QTest::newRow("one digit") << PasswordCheck{.rule = Rule::Digit, .count = 1} << u"A digit"_s;
    QTest::newRow("three symbols")
        << PasswordCheck{.rule = Rule::Symbol, .count = 3} << u"3 symbols"_s;
}

void TestSecurityWords::rule()
{
    QFETCH(PasswordCheck, check);
    QFETCH(QString, text);
    QCOMPARE(passwordCheckText(check), text);
}

void TestSecurityWords::readiness_data()
{
    QTest::addColumn<ReadinessAnswer>("answer");
    QTest::addColumn<QString>("part");
    QTest::addColumn<Tone>("tone");
    QTest::newRow("met") << ReadinessAnswer::Met << u"Yes, says the PBX"_s << Tone::Good;
    QTest::newRow("affirmed") << ReadinessAnswer::Affirmed << u"Yes, you said"_s << Tone::Good;
    QTest::newRow("not met") << ReadinessAnswer::NotMet << u"No, says the PBX"_s << Tone::Caution;
    QTest::newRow("unknown") << ReadinessAnswer::Unknown << u"did not say"_s << Tone::Neutral;
}

void TestSecurityWords::readiness()
{
    QFETCH(ReadinessAnswer, answer);
    QFETCH(QString, part);
    QFETCH(Tone, tone);
    const QDateTime at(QDate(2026, 3, 1), QTime(9, 0), Qt::UTC);
    for (const ReadinessItem item :
         {ReadinessItem::SecondAdministrator, ReadinessItem::MailServer}) {
        const StatusLook look =
            readinessLook(item, ReadinessEntry{.item = item, .answer = answer, .at = at});
        QVERIFY2(look.word.contains(part), qPrintable(look.word));
        QCOMPARE(look.tone, tone);
        QVERIFY2(look.word.contains(u"UTC"_s), qPrintable(look.word)); // its date, with the zone
    }
    QCOMPARE(readinessLook(ReadinessItem::MailServer, std::nullopt).word, u"Not looked at yet"_s);
    QCOMPARE(readinessLook(ReadinessItem::KeyInVault, std::nullopt).word, u"Only you can know"_s);
}

QTEST_MAIN(TestSecurityWords)
#include "tst_securitywords.moc"
