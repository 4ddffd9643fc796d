// SPDX-License-Identifier: GPL-3.0-or-later
#include <cli/securityanswers.h>

#include <QTest>

using namespace lw;
using namespace Qt::StringLiterals;
using std::chrono::seconds;
using Verdict = CodeAdvice::Verdict;

Q_DECLARE_METATYPE(lw::CodeAdvice)

namespace {

const QDateTime kTime(QDate(2026, 1, 31), QTime(8, 0), Qt::UTC);

} // namespace

/*! What scripts get of the account security, and what people read beside it. */
class TestSecurityAnswers : public QObject
{
    Q_OBJECT
private slots:
    void shapes();
    void table();
    void readiness_data();
    void readiness();
    void advice_data();
    void advice();
    void outcomes_data();
    void outcomes();
};

void TestSecurityAnswers::shapes()
{
    const TrustedDevice device{.id = u"7"_s, .added = kTime, .lastUsed = kTime.toOffsetFromUtc(60)};
    const QJsonObject json = devicesJson({device}).first().toObject();
    QCOMPARE(json.value(u"last_used"_s).toString(), u"2026-01-31T08:00:00Z"_s);
    QCOMPARE(json.value(u"current"_s).toBool(true), false);
    const auto blocked = blockedJson({{.id = u"1"_s, .time = kTime}, {.expires = kTime}});
    QVERIFY(blocked.first().toObject().value(u"until"_s).isNull());
    QCOMPARE(blocked.last().toObject().value(u"until"_s).toString(), u"2026-01-31T08:00:00Z"_s);
    QCOMPARE(allowedJson({{.remark = u"ours"_s}}).first()[u"remark"_s].toString(), u"ours"_s);
    const TwoFactorState state{.isEnabled = true, .method = {std::nullopt, u"carrier-pigeon"_s}};
    QCOMPARE(secondFactorJson(state).value(u"method"_s).toString(), u"carrier-pigeon"_s);
}

void TestSecurityAnswers::table()
{
    QCOMPARE(tableOf({}), QString());
    const QJsonArray rows{
        QJsonObject{{u"name"_s, u"a\tb\nc"_s}, {u"on"_s, true}, {u"until"_s, QJsonValue()}},
        QJsonObject{{u"name"_s, u"d"_s}, {u"on"_s, false}, {u"until"_s, 7}}};
    QCOMPARE(tableOf(rows), u"name\ton\tuntil\na b c\tyes\t-\nd\tno\t7"_s);
}

void TestSecurityAnswers::readiness_data()
{
    QTest::addColumn<int>("answer");
    QTest::addColumn<int>("sentences");
    QTest::newRow("met") << int(ReadinessAnswer::Met) << 2;
    QTest::newRow("a person said so") << int(ReadinessAnswer::Affirmed) << 2;
    QTest::newRow("not met") << int(ReadinessAnswer::NotMet) << 3;
    QTest::newRow("the PBX did not say") << int(ReadinessAnswer::Unknown) << 3;
}

void TestSecurityAnswers::readiness()
{
    QFETCH(int, answer);
    QFETCH(int, sentences);
    ReadinessRecord record;
    record.set({.item = ReadinessItem::SecondAdministrator,
                .answer = ReadinessAnswer(answer),
                .at = kTime});
    QCOMPARE(readinessSentences(record).size(), sentences);
    const QJsonObject json = readinessJson(record).first().toObject();
    QCOMPARE(json.value(u"item"_s).toString(), u"second-administrator"_s);
    QCOMPARE(json.value(u"checked_at"_s).toString(), u"2026-01-31T08:00:00Z"_s);
    QCOMPARE(readinessSentences({}).size(), 3);
}

void TestSecurityAnswers::advice_data()
{
    QTest::addColumn<CodeAdvice>("advice");
    QTest::addColumn<QString>("contains");
    const auto row = [](const char *name, const CodeAdvice &advice, const char *contains) {
        QTest::newRow(name) << advice << QString::fromLatin1(contains);
    };
    row("all is well", {.verdict = Verdict::Matches}, "");
    row("well, but this clock is off",
        {.verdict = Verdict::Matches, .offset = seconds(-90), .note = Verdict::WorkstationClockOff},
        "workstation is about 90 s behind");
    row("one too old", {.verdict = Verdict::PreviousCode}, "code before");
    row("one too new", {.verdict = Verdict::NextCode}, "next code");
    row("the phone is ahead", {.verdict = Verdict::PhoneOff, .offset = seconds(60)},
        "The clock of the authenticator is about 60 s ahead");
    row("perhaps the phone is behind",
        {.verdict = Verdict::PhoneOff, .offset = seconds(-3'600), .isFarGuess = true},
        "Perhaps the clock of the authenticator is about 3600 s behind");
    row("the PBX", {.verdict = Verdict::PbxClockOff, .offset = seconds(45)}, "PBX is about 45 s");
    row("an older key", {.verdict = Verdict::OldKey}, "shown before");
    row("none of it", {.verdict = Verdict::NoMatch}, "no code of this key");
}

void TestSecurityAnswers::advice()
{
    QFETCH(CodeAdvice, advice);
    QFETCH(QString, contains);
    const QString sentence = adviceSentence(advice);
    QCOMPARE(sentence.isEmpty(), contains.isEmpty());
    QVERIFY2(sentence.contains(contains), qPrintable(sentence));
}

void TestSecurityAnswers::outcomes_data()
{
    QTest::addColumn<int>("outcome");
    QTest::addColumn<int>("error"); //!< -1: none
    QTest::addColumn<int>("exitCode");
    using Kind = ApiError::Kind;
    const auto row = [](const char *name, ChangeOutcome outcome, int error, ExitCode exitCode) {
        QTest::newRow(name) << int(outcome) << error << int(exitCode);
    };
    row("done", ChangeOutcome::Done, -1, ExitCode::Done);
    row("refused", ChangeOutcome::NotDone, int(Kind::Forbidden), ExitCode::Refused);
    row("wrong code", ChangeOutcome::NotDone, int(Kind::Unauthorized), ExitCode::Credentials);
    row("no answer, and reading shows the old state", ChangeOutcome::NotDone,
        int(Kind::UnknownOutcome), ExitCode::EndDiffers);
    row("nobody knows", ChangeOutcome::Unknown, int(Kind::UnknownOutcome), ExitCode::EndDiffers);
}

void TestSecurityAnswers::outcomes()
{
    QFETCH(int, outcome);
    QFETCH(int, error);
    QFETCH(int, exitCode);
    const auto api =
        error < 0 ? std::nullopt : std::optional(ApiError{.kind = ApiError::Kind(error)});
    const auto result = changeResult(ChangeOutcome(outcome), api, {.text = u"done"_s});
    const auto *failure = std::get_if<CommandError>(&result);
    QCOMPARE(failure ? int(failure->exitCode) : 0, exitCode);
}

QTEST_APPLESS_MAIN(TestSecurityAnswers)
#include "tst_securityanswers.moc"
