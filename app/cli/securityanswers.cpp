// SPDX-License-Identifier: GPL-3.0-or-later
#include "securityanswers.h"

#include "answer.h"

#include <ui/support/errortext.h>

#include <algorithm>

namespace lw {

namespace {

using Verdict = CodeAdvice::Verdict;

QString utc(const QDateTime &time)
{
    return time.toUTC().toString(Qt::ISODate);
}

QString itemWord(ReadinessItem item)
{
    switch (item) {
    case ReadinessItem::SecondAdministrator:
        return QStringLiteral("second-administrator");
    case ReadinessItem::MailServer:
        return QStringLiteral("mail-server");
    case ReadinessItem::KeyInVault:
        break;
    }
    return QStringLiteral("key-in-vault");
}

QString answerWord(ReadinessAnswer answer)
{
    switch (answer) {
    case ReadinessAnswer::Met:
        return QStringLiteral("met");
    case ReadinessAnswer::NotMet:
        return QStringLiteral("not-met");
    case ReadinessAnswer::Affirmed:
        return QStringLiteral("by-person");
    case ReadinessAnswer::Unknown:
        break;
    }
    return QStringLiteral("unknown");
}

QString cell(const QJsonValue &value)
{
    QString text = value.isBool() ? (value.toBool() ? QStringLiteral("yes") : QStringLiteral("no"))
                   : value.isDouble() ? QString::number(value.toDouble(), 'g', 15)
                   : value.isNull()   ? QStringLiteral("-")
                                      : value.toString();
    std::ranges::replace_if(
        text, [](QChar c) { return c.category() == QChar::Other_Control; }, QLatin1Char(' '));
    return text;
}

QString clockSentence(const QString &clock, std::chrono::seconds offset)
{
    return QStringLiteral("%1 is about %2 s %3.")
        .arg(clock)
        .arg(std::chrono::abs(offset).count())
        .arg(offset.count() < 0 ? QStringLiteral("behind") : QStringLiteral("ahead"));
}

} // namespace

QJsonObject secondFactorJson(const TwoFactorState &state)
{
    return {{QStringLiteral("enabled"), state.isEnabled},
            {QStringLiteral("method"), state.method.word},
            {QStringLiteral("email_hint"), state.emailHint},
            {QStringLiteral("mandatory"), state.isMandatory},
            {QStringLiteral("mail_server_ready"), state.isMailServerReady}};
}

QJsonArray readinessJson(const ReadinessRecord &readiness)
{
    QJsonArray list;
    for (const ReadinessEntry &entry : readiness.entries())
        list.append(QJsonObject{{QStringLiteral("item"), itemWord(entry.item)},
                                {QStringLiteral("result"), answerWord(entry.answer)},
                                {QStringLiteral("checked_at"), utc(entry.at)}});
    return list;
}

QJsonArray devicesJson(const QList<TrustedDevice> &devices)
{
    QJsonArray list;
    for (const TrustedDevice &device : devices)
        list.append(QJsonObject{{QStringLiteral("id"), device.id},
                                {QStringLiteral("name"), device.name},
                                {QStringLiteral("address"), device.address},
                                {QStringLiteral("added"), utc(device.added)},
                                {QStringLiteral("last_used"), utc(device.lastUsed)},
                                {QStringLiteral("current"), device.isCurrent}});
    return list;
}

QJsonArray extensionsJson(const QList<Extension> &extensions)
{
    QJsonArray list;
    for (const Extension &extension : extensions)
        list.append(QJsonObject{{QStringLiteral("id"), extension.id},
                                {QStringLiteral("number"), extension.number},
                                {QStringLiteral("name"), extension.name},
                                {QStringLiteral("email"), extension.email},
                                {QStringLiteral("role"), extension.role},
                                {QStringLiteral("second_factor"), extension.hasSecondFactor},
                                {QStringLiteral("method"), extension.method.word}});
    return list;
}

QJsonArray blockedJson(const QList<BlockedAddress> &addresses)
{
    QJsonArray list;
    for (const BlockedAddress &blocked : addresses)
        list.append(
            QJsonObject{{QStringLiteral("id"), blocked.id},
                        {QStringLiteral("address"), blocked.address},
                        {QStringLiteral("type"), blocked.defenceType},
                        {QStringLiteral("port"), blocked.port},
                        {QStringLiteral("since"), utc(blocked.time)},
                        {QStringLiteral("until"),
                         blocked.expires ? QJsonValue(utc(*blocked.expires)) : QJsonValue()}});
    return list;
}

QJsonArray allowedJson(const QList<AllowedAddress> &addresses)
{
    QJsonArray list;
    for (const AllowedAddress &allowed : addresses)
        list.append(QJsonObject{{QStringLiteral("id"), allowed.id},
                                {QStringLiteral("name"), allowed.name},
                                {QStringLiteral("address"), allowed.address},
                                {QStringLiteral("remark"), allowed.remark}});
    return list;
}

QString tableOf(const QJsonArray &rows)
{
    QStringList lines;
    for (const QJsonValue &row : rows) {
        const QJsonObject object = row.toObject();
        if (lines.isEmpty())
            lines.append(object.keys().join(QLatin1Char('\t')));
        QStringList cells;
        for (const QJsonValue &value : object)
            cells.append(cell(value));
        lines.append(cells.join(QLatin1Char('\t')));
    }
    return lines.join(QLatin1Char('\n'));
}

QStringList readinessSentences(const ReadinessRecord &readiness)
{
    const auto isMet = [&readiness](ReadinessItem item) {
        const auto entry = readiness.of(item);
        return entry && (entry->answer == ReadinessAnswer::Met ||
                         entry->answer == ReadinessAnswer::Affirmed);
    };
    QStringList sentences;
    if (!isMet(ReadinessItem::SecondAdministrator))
        sentences.append(QStringLiteral("Nobody else is known to administer this PBX: without the "
                                        "second factor nobody gets in."));
    if (!isMet(ReadinessItem::MailServer))
        sentences.append(QStringLiteral("The PBX is not known to be able to send e-mail."));
    if (!isMet(ReadinessItem::KeyInVault))
        sentences.append(QStringLiteral("Keep the key in a safe place: the PBX shows it once."));
    return sentences;
}

QString adviceSentence(const CodeAdvice &advice)
{
    const QString note =
        advice.note ? clockSentence(QStringLiteral("The clock of this workstation"), advice.offset)
                    : QString();
    switch (advice.verdict) {
    case Verdict::Matches:
        return note;
    case Verdict::PreviousCode:
        return QStringLiteral("That was the code before. %1").arg(note).trimmed();
    case Verdict::NextCode:
        return QStringLiteral("That is the next code already. %1").arg(note).trimmed();
    case Verdict::PhoneOff:
        return clockSentence(advice.isFarGuess
                                 ? QStringLiteral("Perhaps the clock of the authenticator")
                                 : QStringLiteral("The clock of the authenticator"),
                             advice.offset);
    case Verdict::PbxClockOff:
        return clockSentence(QStringLiteral("The clock of the PBX"), advice.offset);
    case Verdict::OldKey:
        return QStringLiteral("This code belongs to a key that was shown before.");
    case Verdict::Incomplete:
    case Verdict::NotDigits:
    case Verdict::WorkstationClockOff:
    case Verdict::NoMatch:
        break;
    }
    return QStringLiteral("By our own computation this is no code of this key.");
}

CommandResult changeResult(ChangeOutcome outcome, const std::optional<ApiError> &error,
                           CommandAnswer answer)
{
    if (outcome == ChangeOutcome::Done)
        return answer;
    if (outcome == ChangeOutcome::NotDone && error && !leavesOutcomeOpen(*error))
        return commandError(*error);
    if (outcome == ChangeOutcome::NotDone)
        return CommandError{.exitCode = ExitCode::EndDiffers,
                            .kind = QStringLiteral("NotSaved"),
                            .message = QStringLiteral("The PBX did not carry the change out.")};
    return commandError({.kind = ApiError::Kind::UnknownOutcome});
}

} // namespace lw
