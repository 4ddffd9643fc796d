// SPDX-License-Identifier: GPL-3.0-or-later
#include "securitywords.h"

#include "support/format.h"
#include "support/refusaltext.h"

#include <session/twofactorenrolment.h>

#include <QCoreApplication>

#include <cmath>

namespace lw {

namespace {

using namespace std::chrono_literals;
using Verdict = CodeAdvice::Verdict;
using Step = TwoFactorEnrolment::Step;

/*! Only the translation context of this file. */
struct Words
{
    Q_DECLARE_TR_FUNCTIONS(lw::SecuritySettingsPage)
};

constexpr double kSecondsOfMinute = 60.0;
constexpr double kSecondsOfHour = 3600.0;

QString phoneText(const CodeAdvice &advice)
{
    const QString amount = aboutText(advice.offset);
    const bool isAhead = advice.offset > 0s;
    if (advice.isFarGuess && isAhead)
        //: %1 is an amount of time, such as "about 5 hours".
        return Words::tr("Perhaps your phone's clock is %1 ahead; or the code belongs to another "
                         "entry.")
            .arg(amount);
    if (advice.isFarGuess)
        //: %1 is an amount of time, such as "about 5 hours".
        return Words::tr("Perhaps your phone's clock is %1 behind; or the code belongs to another "
                         "entry.")
            .arg(amount);
    if (isAhead)
        //: %1 is an amount of time, such as "about 4 minutes".
        return Words::tr("Your phone's clock is %1 ahead. Let the phone set its time by itself, "
                         "then type a new code.")
            .arg(amount);
    //: %1 is an amount of time, such as "about 4 minutes".
    return Words::tr("Your phone's clock is %1 behind. Let the phone set its time by itself, then "
                     "type a new code.")
        .arg(amount);
}

QString pbxText(const CodeAdvice &advice)
{
    const QString amount = aboutText(advice.offset);
    if (advice.offset > 0s)
        //: %1 is an amount of time, such as "about 4 minutes".
        return Words::tr("The code is right by this PC's clock, but the clock of the PBX is %1 "
                         "ahead, so it may refuse it. Set the clock of the PBX first.")
            .arg(amount);
    //: %1 is an amount of time, such as "about 4 minutes".
    return Words::tr("The code is right by this PC's clock, but the clock of the PBX is %1 behind, "
                     "so it may refuse it. Set the clock of the PBX first.")
        .arg(amount);
}

QString workstationText(const CodeAdvice &advice)
{
    const QString amount = aboutText(advice.offset);
    if (advice.offset > 0s)
        //: %1 is an amount of time, such as "about 4 minutes".
        return Words::tr("The clock of this PC is %1 ahead of the PBX and the phone.").arg(amount);
    //: %1 is an amount of time, such as "about 4 minutes".
    return Words::tr("The clock of this PC is %1 behind the PBX and the phone.").arg(amount);
}

AdviceText verdictText(const CodeAdvice &advice)
{
    switch (advice.verdict) {
    case Verdict::Incomplete:
        return {};
    case Verdict::NotDigits:
        return {Tone::Caution, Words::tr("A code has digits only.")};
    case Verdict::Matches:
        return {Tone::Good, Words::tr("The code matches.")};
    case Verdict::PreviousCode:
        return {Tone::Caution, Words::tr("That was the code before: type the next one.")};
    case Verdict::NextCode:
        return {Tone::Good, Words::tr("That is the next code already: your phone is a little "
                                      "ahead. The PBX should accept it.")};
    case Verdict::PhoneOff:
        return {Tone::Caution, phoneText(advice)};
    case Verdict::PbxClockOff:
        return {Tone::Caution, pbxText(advice)};
    case Verdict::WorkstationClockOff:
        return {Tone::Caution, workstationText(advice)};
    case Verdict::OldKey:
        return {Tone::Caution,
                Words::tr("This code belongs to the key that was shown before. Scan the present "
                          "one, and delete the older entry from the phone.")};
    case Verdict::NoMatch:
        return {Tone::Caution,
                Words::tr("This code belongs to another entry: was an older one opened, or "
                          "another QR code scanned?")};
    }
    return {};
}

} // namespace

QString methodName(const OpenWord<SecondFactorMethod> &method)
{
    if (method.is(SecondFactorMethod::Authenticator))
        return Words::tr("Authenticated by Authenticator");
    if (method.is(SecondFactorMethod::Email))
        return Words::tr("Authenticated by Email");
    return quotedServerText(method.word);
}

QString aboutText(std::chrono::seconds amount)
{
    const double seconds = std::abs(static_cast<double>(amount.count()));
    if (seconds < 2 * kSecondsOfMinute)
        return Words::tr("about %n seconds", nullptr, static_cast<int>(seconds));
    if (seconds < 2 * kSecondsOfHour)
        return Words::tr("about %n minutes", nullptr,
                         static_cast<int>(std::lround(seconds / kSecondsOfMinute)));
    return Words::tr("about %n hours", nullptr,
                     static_cast<int>(std::lround(seconds / kSecondsOfHour)));
}

AdviceText adviceText(const CodeAdvice &advice)
{
    AdviceText text = verdictText(advice);
    // The offset is that of the note only where the verdict names no clock of its own.
    if (advice.note == Verdict::WorkstationClockOff && !text.text.isEmpty()) {
        const bool hasOwnOffset =
            advice.verdict == Verdict::PhoneOff || advice.verdict == Verdict::PbxClockOff;
        if (!hasOwnOffset)
            text.text += QChar::Space + workstationText(advice);
    }
    return text;
}

QString passwordCheckText(const PasswordCheck &check)
{
    using Rule = PasswordCheck::Rule;
    switch (check.rule) {
    case Rule::MinimumLength:
        return Words::tr("At least %n characters", nullptr, check.count);
    case Rule::MaximumLength:
        return Words::tr("At most %n characters", nullptr, check.count);
    case Rule::UpperCase:
        return check.count == 1 ? Words::tr("An upper case letter")
                                : Words::tr("%n upper case letters", nullptr, check.count);
    case Rule::LowerCase:
        return check.count == 1 ? Words::tr("A lower case letter")
                                : Words::tr("%n lower case letters", nullptr, check.count);
    case Rule::Digit:
        return check.count == 1 ? Words::tr("A digit")
                                : Words::tr("%n digits", nullptr, check.count);
    case Rule::Symbol:
        return check.count == 1 ? Words::tr("A symbol")
                                : Words::tr("%n symbols", nullptr, check.count);
    }
    return {};
}

QList<ReadinessItem> readinessItems()
{
    return {ReadinessItem::SecondAdministrator, ReadinessItem::MailServer,
            ReadinessItem::KeyInVault};
}

QString readinessTitle(ReadinessItem item)
{
    switch (item) {
    case ReadinessItem::SecondAdministrator:
        return Words::tr("Second administrator");
    case ReadinessItem::MailServer:
        return Words::tr("Mail server of the PBX");
    case ReadinessItem::KeyInVault:
        return Words::tr("Key in the company's vault");
    }
    return {};
}

QString readinessTick(ReadinessItem item)
{
    switch (item) {
    case ReadinessItem::SecondAdministrator:
        return Words::tr("Someone &else can administer this PBX");
    case ReadinessItem::MailServer:
        return Words::tr("I can &come back without an e-mail of the PBX");
    case ReadinessItem::KeyInVault:
        return Words::tr("The key will be kept in the company's va&ult");
    }
    return {};
}

StatusLook readinessLook(ReadinessItem item, const std::optional<ReadinessEntry> &entry)
{
    const bool isOpen = !entry || entry->answer == ReadinessAnswer::Unknown;
    if (isOpen && item == ReadinessItem::KeyInVault)
        return {StatusShape::Ring, Words::tr("Only you can know"), Tone::Neutral};
    if (!entry)
        return {StatusShape::Ring, Words::tr("Not looked at yet"), Tone::Neutral};
    const QString when = localTime(entry->at);
    switch (entry->answer) {
    case ReadinessAnswer::Met:
        //: %1 is date and time.
        return {StatusShape::Disc, Words::tr("Yes, says the PBX (%1)").arg(when), Tone::Good};
    case ReadinessAnswer::Affirmed:
        //: %1 is date and time.
        return {StatusShape::Disc, Words::tr("Yes, you said (%1)").arg(when), Tone::Good};
    case ReadinessAnswer::NotMet:
        //: %1 is date and time.
        return {StatusShape::Triangle, Words::tr("No, says the PBX (%1)").arg(when), Tone::Caution};
    case ReadinessAnswer::Unknown:
        break;
    }
    //: %1 is date and time.
    return {StatusShape::Ring, Words::tr("The PBX did not say (%1)").arg(when), Tone::Neutral};
}

BannerText enrolmentBanner(const TwoFactorEnrolment &flow)
{
    const bool isOff = flow.purpose() == TwoFactorEnrolment::Purpose::SwitchOff;
    if (flow.step() == Step::Finished && flow.outcome() == ChangeOutcome::Done)
        return {.tone = Tone::Good,
                .text = {Words::tr("Edited successfully."),
                         isOff ? Words::tr("This account signs in with its password alone now.")
                               : Words::tr("Try it in a second sign-in before you close this "
                                           "one.")}};
    if (flow.outcome() == ChangeOutcome::Unknown)
        return {.tone = Tone::Caution, .text = errorText({.kind = ApiError::Kind::UnknownOutcome})};
    if (flow.outcome() == ChangeOutcome::NotDone && !flow.error())
        return {.tone = Tone::Caution,
                .text = {Words::tr("Not saved: no answer came, and the PBX has what it had "
                                   "before."),
                         Words::tr("You can save again.")}};
    if (!flow.error() || flow.step() == Step::AskingPassword)
        return {};
    return {.tone = Tone::Danger, .text = errorText(*flow.error())};
}

QString enrolmentBusyText(const TwoFactorEnrolment &flow)
{
    switch (flow.step()) {
    case Step::FetchingKey:
        return Words::tr("Fetching the key\u2026");
    case Step::SendingMail:
        return Words::tr("Having the e-mail sent\u2026");
    case Step::Saving:
        return Words::tr("Saving\u2026");
    default:
        return {};
    }
}

} // namespace lw
