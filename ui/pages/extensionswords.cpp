// SPDX-License-Identifier: GPL-3.0-or-later
#include "extensionswords.h"

#include "support/refusaltext.h"

#include <QCoreApplication>
#include <QLocale>

namespace lw {

namespace {

/*! Only the translation context of this file. */
struct Words
{
    Q_DECLARE_TR_FUNCTIONS(lw::ExtensionsPage)
};

QString number(qint64 count)
{
    return QLocale().toString(count);
}

//! Of a list that is read through for those without a second factor.
QString filteredCount(const ExtensionsModel &model)
{
    const QString found = number(model.rowCount());
    if (model.total() == 0)
        return {};
    if (model.isSweeping())
        //: %1 were found, %2 looked at so far, %3 are there.
        return Words::tr("Looking\u2026 %1 have none among %2 of %3")
            .arg(found, number(model.examined()), number(model.total()));
    if (model.examined() < model.total())
        //: %1 were found, %2 looked at, %3 are there.
        return Words::tr("%1 have none among the first %2 of %3; the rest was not looked at")
            .arg(found, number(model.examined()), number(model.total()));
    //: %1 extensions of %2 have no second factor.
    return Words::tr("%1 of %2 looked at have none").arg(found, number(model.examined()));
}

} // namespace

QString countedExtensions(qint64 count)
{
    return count == 1 ? Words::tr("1 extension") : Words::tr("%1 extensions").arg(number(count));
}

QString extensionCount(const ExtensionsModel &model)
{
    if (!model.isCurrent())
        return model.isBusy() ? Words::tr("Searching\u2026") : QString();
    if (model.filter() == ExtensionsModel::Filter::WithoutSecondFactor)
        return filteredCount(model);
    if (!model.search().isEmpty())
        //: %1 is "12 extensions", %2 what was searched for, in quotation marks.
        return Words::tr("%1 with %2")
            .arg(countedExtensions(model.total()), quotedServerText(model.search()));
    return countedExtensions(model.total());
}

ErrorText emptyListText(const ExtensionsModel &model)
{
    const bool isFiltered = model.filter() == ExtensionsModel::Filter::WithoutSecondFactor;
    if (model.total() == 0 && !model.search().isEmpty())
        //: %1 is what was searched for, in quotation marks.
        return {Words::tr("No extension with %1.").arg(quotedServerText(model.search())), {}};
    if (model.total() == 0)
        return {Words::tr("This PBX has no extensions."), {}};
    if (isFiltered && model.examined() < model.total())
        return {Words::tr("None found without two-factor authentication so far."),
                Words::tr("The rest of the list was not looked at.")};
    if (isFiltered)
        return {Words::tr("Every extension has two-factor authentication."),
                //: %1 is "12 extensions".
                Words::tr("%1 were looked at.").arg(countedExtensions(model.examined()))};
    return {};
}

BannerText bannerOf(const SecurityOptionsModel &model)
{
    switch (model.outcome()) {
    case ChangeOutcome::None:
        if (model.error() && model.isLoaded())
            return {.tone = Tone::Danger,
                    .text = errorText(*model.error()),
                    .actions = {Words::tr("Read Again")}};
        return {};
    case ChangeOutcome::Done:
        return {.tone = Tone::Good, .text = {Words::tr("Edited successfully."), {}}};
    case ChangeOutcome::NotDone:
        if (model.error())
            return {.tone = Tone::Danger, .text = errorText(*model.error())};
        return {.tone = Tone::Caution,
                .text = {Words::tr("Not saved: no answer came, and the PBX still has the old "
                                   "values."),
                         Words::tr("What you changed is kept; you can save again.")}};
    case ChangeOutcome::Unknown:
        return {.tone = Tone::Caution,
                .text = errorText({.kind = ApiError::Kind::UnknownOutcome}),
                .actions = {Words::tr("Read Again")}};
    }
    return {};
}

QString dryRunText(const SecurityOptionsModel &model)
{
    if (model.dryRunError())
        //: %1 is a sentence that says why.
        return Words::tr("The extensions could not be counted. %1")
            .arg(errorText(*model.dryRunError()).sentence);
    if (!model.dryRun())
        return {};
    const MandatoryDryRun &run = *model.dryRun();
    if (!run.isComplete)
        //: %1 were found, %2 looked at so far.
        return Words::tr("Counting\u2026 %1 without among %2 looked at.")
            .arg(number(run.without), number(run.extensions));
    if (run.without == 0)
        //: %1 is "12 extensions".
        return Words::tr("Nobody is affected: %1 looked at, and each has a second factor.")
            .arg(countedExtensions(run.extensions));
    if (run.without == 1)
        //: %1 is "12 extensions".
        return Words::tr("1 of %1 has no second factor: at the next sign-in the set-up window "
                         "appears, or the user is signed out.")
            .arg(countedExtensions(run.extensions));
    //: %1 is a number, %2 is "12 extensions".
    return Words::tr("%1 of %2 have no second factor: at their next sign-in the set-up window "
                     "appears, or they are signed out.")
        .arg(number(run.without), countedExtensions(run.extensions));
}

QStringList consequencesOfSaving(const SecurityOptionsModel &model)
{
    QStringList sentences;
    if (model.turnsMandatoryOn()) {
        sentences.append(dryRunText(model));
        sentences.append(Words::tr("Users who are signed in without a second factor are affected "
                                   "at once. Linkus Desktop must be 1.4.9 or later."));
    }
    if (model.turnsPasswordlessOn())
        sentences.append(Words::tr("Passwordless Login lets your provider open this PBX without a "
                                   "password and with all rights of the super administrator, until "
                                   "you switch it off."));
    sentences.removeAll(QString());
    return sentences;
}

} // namespace lw
