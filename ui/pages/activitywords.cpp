// SPDX-License-Identifier: GPL-3.0-or-later
#include "activitywords.h"

#include "support/refusaltext.h"

#include <QCoreApplication>
#include <QDir>
#include <QLocale>

namespace lw {

namespace {

/*! Only the translation context of this file. */
struct Words
{
    Q_DECLARE_TR_FUNCTIONS(lw::ActivityPage)
};

QString counted(qint64 lines)
{
    return lines == 1 ? Words::tr("1 line") : Words::tr("%1 lines").arg(QLocale().toString(lines));
}

QString doneText(AddressChange change)
{
    switch (change) {
    case AddressChange::None:
        break;
    case AddressChange::Unblock:
        return Words::tr("Unblocked.");
    case AddressChange::Allow:
        return Words::tr("Added to Allowed IPs.");
    case AddressChange::Remove:
        return Words::tr("Deleted from Allowed IPs.");
    }
    return {};
}

} // namespace

QString logCount(const OperationLogModel &model)
{
    if (!model.isLoaded())
        return model.isBusy() ? Words::tr("Reading\u2026") : QString();
    const auto read = static_cast<qint64>(model.entries().size());
    if (read < model.total())
        //: %1 is "1,200 lines", %2 a number.
        return Words::tr("%1, newest first, %2 read so far")
            .arg(counted(model.total()), QLocale().toString(read));
    //: %1 is "12 lines".
    return Words::tr("%1, newest first").arg(counted(model.total()));
}

BannerText exportBanner(const QString &file, qint64 lines, const std::optional<QString> &problem)
{
    const QString name = QDir::toNativeSeparators(file);
    if (problem)
        return {.tone = Tone::Danger,
                //: %1 is a file, %2 the system's reason.
                .text = {Words::tr("The file %1 could not be written: %2")
                             .arg(name, quotedServerText(*problem)),
                         {}}};
    return {.tone = Tone::Good,
            //: %1 is "12 lines", %2 a file.
            .text = {Words::tr("%1 exported to %2, times in UTC.").arg(counted(lines), name), {}}};
}

BannerText exportFailedBanner(const ApiError &error)
{
    if (error.kind == ApiError::Kind::Cancelled)
        return {.tone = Tone::Neutral, .text = {Words::tr("Cancelled. No file was written."), {}}};
    const ErrorText why = errorText(error);
    return {.tone = Tone::Danger,
            //: %1 is a sentence that says why.
            .text = {Words::tr("No file was written. %1").arg(why.sentence), why.advice}};
}

BannerText bannerOf(const AddressListsModel &model, AddressChange last)
{
    switch (model.outcome()) {
    case ChangeOutcome::None:
        if (model.error() && model.isLoaded())
            return {.tone = Tone::Danger,
                    .text = errorText(*model.error()),
                    .actions = {Words::tr("Read Again")}};
        return {};
    case ChangeOutcome::Done:
        if (last == AddressChange::None)
            return {};
        return {.tone = Tone::Good, .text = {doneText(last), {}}};
    case ChangeOutcome::NotDone:
        if (model.error() && !leavesOutcomeOpen(*model.error()))
            return {.tone = Tone::Danger, .text = errorText(*model.error())};
        return {.tone = Tone::Caution,
                .text = {Words::tr("Not done: the list of the PBX is as it was."), {}}};
    case ChangeOutcome::Unknown:
        return {.tone = Tone::Caution,
                .text = errorText({.kind = ApiError::Kind::UnknownOutcome}),
                .actions = {Words::tr("Read Again")}};
    }
    return {};
}

QString addressRuleText(AddressRuleProblem problem)
{
    switch (problem) {
    case AddressRuleProblem::Empty:
        return Words::tr("An address is needed, such as 192.0.2.10.");
    case AddressRuleProblem::NotAnAddress:
        return Words::tr("This is not an IP address. Names are not possible here.");
    case AddressRuleProblem::BadPrefix:
        return Words::tr("Behind the slash stands the length of the prefix, such as /24, or a "
                         "mask, such as /255.255.255.0.");
    }
    return {};
}

QString workstationText(const AddressListsModel &model)
{
    const QStringList addresses = model.workstationAddresses();
    //: Between the addresses of one computer.
    return addresses.isEmpty() ? Words::tr("unknown") : addresses.join(Words::tr(" or "));
}

} // namespace lw
