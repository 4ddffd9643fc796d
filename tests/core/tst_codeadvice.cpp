// SPDX-License-Identifier: GPL-3.0-or-later
#include <core/base32.h>
#include <core/codeadvice.h>

#include <QElapsedTimer>
#include <QTest>

#include <climits>
#include <limits>

using namespace lw;
using namespace std::chrono_literals;
using std::chrono::seconds;
using Verdict = CodeAdvice::Verdict;

Q_DECLARE_METATYPE(lw::CodeAdvice::Verdict)

namespace {

// Nanoseconds. What the sanitizers add is no business of the search.
#if defined(__SANITIZE_ADDRESS__)
constexpr qint64 kLongestSearch = 100'000'000;
#else
constexpr qint64 kLongestSearch = 10'000'000;
#endif

// The middle of a step: 15 seconds to either border.
const QDateTime kNow = QDateTime::fromSecsSinceEpoch(1'700'000'025, Qt::UTC);

TotpKey keyOf(const QByteArray &bytes)
{
    return {.secret = encodeBase32(bytes)};
}

TotpKey newKey()
{
    return keyOf("12345678901234567890");
}

//! What a phone whose clock is \a ahead of the workstation shows \a after seconds into the test.
Secret shown(const TotpKey &key, seconds ahead, seconds after = 0s)
{
    return totpCode(key, kNow.addSecs((ahead + after).count()));
}

} // namespace

/*! Which clock is off, and what else a typed code tells. */
class TestCodeAdvice : public QObject
{
    Q_OBJECT
private slots:
    void clocks_data();
    void clocks();
    void boundaries_data();
    void boundaries();
    void typing_data();
    void typing();
    void oldKeys();
    void oldKeyOnAPhoneThatIsOff();
    void brokenKey();
    void otherKeys_data();
    void otherKeys();
    void beforeTheFirstStep();
    void wholeDayIsFast();
};

void TestCodeAdvice::clocks_data()
{
    QTest::addColumn<int>("phone"); //!< ahead of the workstation
    QTest::addColumn<int>("skew");  //!< PBX ahead of the workstation; kUnknown: not known
    QTest::addColumn<Verdict>("verdict");
    QTest::addColumn<int>("offset");
    QTest::addColumn<bool>("noted");
    QTest::addColumn<bool>("far");
    constexpr int kUnknown = INT_MAX;
    const auto row = [](const char *name, int phone, int skew, Verdict verdict, int offset,
                        bool noted = false, bool far = false) {
        QTest::newRow(name) << phone << skew << verdict << offset << noted << far;
    };
    using V = Verdict;
    row("all clocks agree", 0, 0, V::Matches, 0);
    row("the PBX's clock is not known", 0, kUnknown, V::Matches, 0);
    row("29 s ahead is the next code", 29, 0, V::NextCode, 0);
    row("31 s behind is the code before", -31, 0, V::PreviousCode, 0);
    row("95 s ahead", 95, 0, V::PhoneOff, 90);
    row("400 s behind is a guess", -400, 0, V::PhoneOff, -390, false, true);
    row("two steps ahead", 60, 0, V::PhoneOff, 60);
    row("two steps behind", -60, 0, V::PhoneOff, -60);
    row("ten steps behind", -300, 0, V::PhoneOff, -300);
    row("ten steps ahead", 300, 0, V::PhoneOff, 300);
    row("eleven steps are a guess", 330, 0, V::PhoneOff, 330, false, true);
    row("one hour behind, a wrong time zone set by hand", -3'600, 0, V::PhoneOff, -3'600, false,
        true);
    row("nearly a day ahead", 86'370, 0, V::PhoneOff, 86'370, false, true);
    row("exactly a day behind", -86'400, 0, V::PhoneOff, -86'400, false, true);
    row("more than a day is not found", 86'430, 0, V::NoMatch, 0);

    row("29 s of difference of the PBX are nothing", 0, 29, V::PreviousCode, 0);
    row("the PBX is 45 s ahead of workstation and phone", 0, 45, V::PbxClockOff, 45);
    row("the PBX is 30 s behind workstation and phone", 0, -30, V::PbxClockOff, -30);
    row("the PBX is four minutes behind workstation and phone", 0, -240, V::PbxClockOff, -240);
    row("the PBX is three hours ahead of workstation and phone", 0, 10'800, V::PbxClockOff, 10'800);
    row("the phone is a step from the workstation, far from the PBX", 29, -240, V::PbxClockOff,
        -240);
    row("phone and PBX agree, the workstation is behind", 240, 240, V::Matches, -240, true);
    row("phone and PBX agree, the workstation is ahead", -3'600, -3'600, V::Matches, 3'600, true);
    row("phone a step behind the PBX, the workstation is behind both", 210, 240, V::PreviousCode,
        -240, true);
    row("phone a step ahead of the PBX, the workstation is behind both", 270, 240, V::NextCode,
        -240, true);
    row("midway between the two clocks the PBX's counts", 30, 60, V::PreviousCode, -60, true);
    row("all three differ: the phone's is told by the PBX's", -120, 120, V::PhoneOff, -240);
    row("all three differ by much", 600, -600, V::PhoneOff, 1'200, false, true);
}

void TestCodeAdvice::clocks()
{
    QFETCH(int, phone);
    QFETCH(int, skew);
    QFETCH(Verdict, verdict);
    QFETCH(int, offset);
    QFETCH(bool, noted);
    QFETCH(bool, far);
    const TotpKey key = newKey();
    ClockReadings clocks{.workstation = kNow};
    if (skew != INT_MAX)
        clocks.pbxSkew = seconds(skew);
    const auto advice = adviseOnCode(shown(key, seconds(phone)).view(), key, {}, clocks);
    QCOMPARE(int(advice.verdict), int(verdict));
    QCOMPARE(int(advice.offset.count()), offset);
    QCOMPARE(advice.note.has_value(), noted);
    if (noted)
        QVERIFY(advice.note == Verdict::WorkstationClockOff);
    QCOMPARE(advice.isFarGuess, far);
}

void TestCodeAdvice::boundaries_data()
{
    QTest::addColumn<int>("after"); //!< the workstation's clock after kNow
    QTest::addColumn<Verdict>("verdict");
    QTest::newRow("the last second of its step") << 14 << Verdict::Matches;
    QTest::newRow("the first second of the next step") << 15 << Verdict::PreviousCode;
    QTest::newRow("the last second of the next step") << 44 << Verdict::PreviousCode;
    QTest::newRow("two steps later") << 45 << Verdict::PhoneOff;
    QTest::newRow("the first second of its step") << -15 << Verdict::Matches;
    QTest::newRow("a second too early") << -16 << Verdict::NextCode;
    QTest::newRow("two steps too early") << -46 << Verdict::PhoneOff;
}

void TestCodeAdvice::boundaries()
{
    QFETCH(int, after);
    QFETCH(Verdict, verdict);
    const TotpKey key = newKey();
    const auto advice = adviseOnCode(shown(key, 0s).view(), key, {},
                                     {.workstation = kNow.addSecs(after), .pbxSkew = 0s});
    QCOMPARE(int(advice.verdict), int(verdict));
}

void TestCodeAdvice::typing_data()
{
    QTest::addColumn<QByteArray>("typed");
    QTest::addColumn<Verdict>("verdict");
    const QByteArray code = shown(newKey(), 0s).view().toByteArray();
    QTest::newRow("nothing") << QByteArray() << Verdict::Incomplete;
    QTest::newRow("blanks") << QByteArray("   ") << Verdict::Incomplete;
    QTest::newRow("five digits") << code.first(5) << Verdict::Incomplete;
    QTest::newRow("six digits") << code << Verdict::Matches;
    QTest::newRow("with a blank") << code.first(3) + " " + code.sliced(3) << Verdict::Matches;
    QTest::newRow("pasted with a line end") << " " + code + "\n" << Verdict::Matches;
    QTest::newRow("seven digits") << code + "0" << Verdict::NoMatch;
    QTest::newRow("a thousand digits") << QByteArray(1'000, '9') << Verdict::NoMatch;
    QTest::newRow("a letter") << code.first(5) + "O" << Verdict::NotDigits;
    QTest::newRow("one letter only") << QByteArray("x") << Verdict::NotDigits;
    QTest::newRow("a sign") << QByteArray("-12345") << Verdict::NotDigits;
    QTest::newRow("Arabic digits are not sent")
        << QByteArray("\xd9\xa1\xd9\xa2\xd9\xa3") << Verdict::NotDigits;
}

void TestCodeAdvice::typing()
{
    QFETCH(QByteArray, typed);
    QFETCH(Verdict, verdict);
    const TotpKey key = newKey();
    const auto advice = adviseOnCode(typed, key, {}, {.workstation = kNow});
    QCOMPARE(int(advice.verdict), int(verdict));
}

void TestCodeAdvice::oldKeys()
{
    const TotpKey key = newKey();
    const TotpKey before = keyOf("the key shown before");
    const TotpKey first = keyOf("the very first key...");
    const ClockReadings clocks{.workstation = kNow};
    const Secret code = shown(first, 0s);
    QCOMPARE(int(adviseOnCode(code.view(), key, {&before, &first}, clocks).verdict),
             int(Verdict::OldKey));
    QCOMPARE(int(adviseOnCode(code.view(), key, {&before}, clocks).verdict), int(Verdict::NoMatch));
    QCOMPARE(int(adviseOnCode(shown(key, 0s).view(), key, {&before, &first}, clocks).verdict),
             int(Verdict::Matches));
}

void TestCodeAdvice::oldKeyOnAPhoneThatIsOff()
{
    const TotpKey key = newKey();
    const TotpKey before = keyOf("the key shown before");
    const ClockReadings clocks{.workstation = kNow, .pbxSkew = 7'200s};
    // Ten steps from the PBX's time are searched, and no more.
    QCOMPARE(int(adviseOnCode(shown(before, 7'500s).view(), key, {&before}, clocks).verdict),
             int(Verdict::OldKey));
    QCOMPARE(int(adviseOnCode(shown(before, 7'530s).view(), key, {&before}, clocks).verdict),
             int(Verdict::NoMatch));
}

void TestCodeAdvice::brokenKey()
{
    const TotpKey key{.secret = Secret("not Base32!")};
    QCOMPARE(int(adviseOnCode("123456", key, {}, {.workstation = kNow}).verdict),
             int(Verdict::NoMatch));
}

void TestCodeAdvice::otherKeys_data()
{
    QTest::addColumn<int>("digits");
    QTest::addColumn<int>("period");
    QTest::newRow("eight digits") << 8 << 30;
    QTest::newRow("a minute") << 6 << 60;
    QTest::newRow("ten seconds") << 7 << 10;
}

void TestCodeAdvice::otherKeys()
{
    QFETCH(int, digits);
    QFETCH(int, period);
    TotpKey key = newKey();
    key.digits = digits;
    key.period = seconds(period);
    const ClockReadings clocks{.workstation = kNow};
    QCOMPARE(int(adviseOnCode(shown(key, 0s).view(), key, {}, clocks).verdict),
             int(Verdict::Matches));
    const auto off = adviseOnCode(shown(key, seconds(3 * period)).view(), key, {}, clocks);
    QCOMPARE(int(off.verdict), int(Verdict::PhoneOff));
    QCOMPARE(off.offset, seconds(3 * period));
}

void TestCodeAdvice::beforeTheFirstStep()
{
    // A workstation whose battery died: there is no step before 1970.
    const TotpKey key = newKey();
    const QDateTime start = QDateTime::fromSecsSinceEpoch(10, Qt::UTC);
    const Secret code = totpCode(key, start);
    QCOMPARE(int(adviseOnCode(code.view(), key, {}, {.workstation = start}).verdict),
             int(Verdict::Matches));
}

void TestCodeAdvice::wholeDayIsFast()
{
    const TotpKey key = newKey();
    const Secret code = shown(key, 90'000s); // found nowhere, so everything is searched
    qint64 fastest = std::numeric_limits<qint64>::max();
    for (int run = 0; run < 9; ++run) {
        QElapsedTimer timer;
        timer.start();
        const auto advice = adviseOnCode(code.view(), key, {}, {.workstation = kNow});
        fastest = qMin(fastest, timer.nsecsElapsed());
        QCOMPARE(int(advice.verdict), int(Verdict::NoMatch));
    }

    QVERIFY2(fastest < kLongestSearch, qPrintable(QString::number(fastest)));
}

QTEST_APPLESS_MAIN(TestCodeAdvice)
#include "tst_codeadvice.moc"
