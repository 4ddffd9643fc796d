// SPDX-License-Identifier: GPL-3.0-or-later
#include "remotemanagementwords.h"

#include "support/format.h"
#include "support/refusaltext.h"
#include "support/statuswords.h"

#include <QCoreApplication>

namespace lw {

namespace {

using Action = RemoteManagementAction;
using Outcome = RemoteManagementModel::Outcome;

/*! Only the translation context of this file. */
struct Words
{
    Q_DECLARE_TR_FUNCTIONS(lw::RemoteManagementPage)
};

QString word(Action action)
{
    switch (action) {
    case Action::KeepMine:
        return Words::tr("Keep My Changes");
    case Action::TakeTheirs:
        return Words::tr("Take Theirs");
    case Action::ReadAgain:
        return Words::tr("Read Again");
    }
    return {};
}

RemoteManagementBanner made(Tone tone, const ErrorText &text, const QList<Action> &actions = {})
{
    QStringList words;
    for (const Action action : actions)
        words.append(word(action));
    return {.banner = {.tone = tone, .text = text, .actions = words}, .actions = actions};
}

RemoteManagementBanner notConnectedBanner(const ConnectionStatus &status)
{
    const QString said =
        quotedServerText(status.lastError.isEmpty() ? status.detail : status.lastError);
    const QString word = quotedServerText(status.state.word);
    const QString sentence =
        said.isEmpty()
            //: %1 is a status word of the PBX in quotation marks.
            ? Words::tr("Edited successfully, but not connected: the PBX reports %1.").arg(word)
            //: %1 is a status word of the PBX, %2 a text of it, both in quotation marks.
            : Words::tr("Edited successfully, but not connected: the PBX reports %1 and says %2.")
                  .arg(word, said);
    return made(Tone::Caution,
                {sentence, Words::tr("Check what the provider gave you, the capacity of his "
                                     "subscription, and that the PBX may go out to the Internet "
                                     "(DNS, firewall).")},
                {Action::ReadAgain});
}

RemoteManagementBanner savedBanner(const RemoteManagementModel &model)
{
    const QString saved = Words::tr("Edited successfully.");
    if (!model.status())
        return made(Tone::Good, {saved, {}});
    if (!model.isConnected())
        return notConnectedBanner(*model.status());
    //: A status of the connection, such as "Connected to rm.example.com".
    return made(Tone::Good, {saved, Words::tr("%1.").arg(connectionSentence(*model.status()))});
}

QString theirChanges(const RemoteManagementModel &model)
{
    if (!model.theirs() || !model.isLoaded())
        return {};
    const RemoteManagementSettings &now = *model.theirs();
    const RemoteManagementSettings &before = model.loaded();
    QStringList names;
    const auto note = [&names](bool differs, RemoteManagementField field) {
        if (differs)
            names.append(fieldName(field));
    };
    using Field = RemoteManagementField;
    note(now.serverType != before.serverType, Field::ServerType);
    note(now.serverAddress != before.serverAddress, Field::ServerAddress);
    note(now.activationMethod != before.activationMethod, Field::ActivationMethod);
    note(now.yeastarId != before.yeastarId, Field::YeastarId);
    note(now.email != before.email, Field::Email);
    note(now.isAccountEnabled != before.isAccountEnabled, Field::AccountEnabled);
    note(now.accountUserName != before.accountUserName, Field::AccountUserName);
    note(now.isAccountPasswordSet != before.isAccountPasswordSet, Field::AccountPassword);
    note(now.isPasswordless != before.isPasswordless, Field::Passwordless);
    //: %1 is a list of labels of this page.
    return names.isEmpty() ? QString()
                           : Words::tr("Changed: %1.").arg(names.join(QLatin1String(", ")));
}

RemoteManagementBanner changedBanner(const RemoteManagementModel &model)
{
    return made(Tone::Caution,
                {Words::tr("Someone else changed this page in the meantime."), theirChanges(model)},
                {Action::TakeTheirs, Action::KeepMine});
}

RemoteManagementBanner notSavedBanner(const RemoteManagementModel &model)
{
    if (!model.error())
        return made(Tone::Caution,
                    {Words::tr("Not saved: no answer came, and the PBX still has the old values."),
                     Words::tr("What you typed is kept; you can save again.")});
    if (model.error()->kind == ApiError::Kind::Cancelled)
        return made(Tone::Neutral, {Words::tr("Cancelled. Nothing was changed."), {}});
    return made(Tone::Danger, errorText(*model.error()));
}

} // namespace

RemoteManagementBanner bannerOf(const RemoteManagementModel &model)
{
    switch (model.outcome()) {
    case Outcome::None:
        if (model.error())
            return made(Tone::Danger, errorText(*model.error()), {Action::ReadAgain});
        return {};
    case Outcome::Saved:
        if (model.isBusy())
            return {};
        return savedBanner(model);
    case Outcome::NotSaved:
        return notSavedBanner(model);
    case Outcome::ChangedBySomeoneElse:
        return changedBanner(model);
    case Outcome::Unknown:
        return made(Tone::Caution, errorText({.kind = ApiError::Kind::UnknownOutcome}),
                    {Action::ReadAgain});
    case Outcome::Disconnected:
        return made(Tone::Good,
                    {Words::tr("Disconnected."),
                     Words::tr("The provider keeps a record of this PBX until he deletes it.")});
    case Outcome::StillConnected:
        return made(Tone::Danger,
                    {Words::tr("The PBX took the order but still reports a connection."),
                     Words::tr("Read the status again in a moment, or look into the web portal.")},
                    {Action::ReadAgain});
    }
    return {};
}

QString busyText(const RemoteManagementModel &model)
{
    using Activity = RemoteManagementModel::Activity;
    const auto left = std::chrono::ceil<std::chrono::seconds>(model.remainingWait());
    switch (model.activity()) {
    case Activity::Idle:
        return {};
    case Activity::Loading:
        return Words::tr("Reading\u2026");
    case Activity::Saving:
        return Words::tr("Saving\u2026");
    case Activity::WaitingForConnection:
        //: %1 is minutes and seconds.
        return Words::tr("Edited successfully. Waiting for the connection, %1 left\u2026")
            .arg(countDown(left));
    case Activity::Disconnecting:
        return Words::tr("Disconnecting\u2026");
    }
    return {};
}

QString whoCanGetIn(const RemoteManagementSettings &settings)
{
    const QString server = serverName(settings);
    const bool isPasswordless = settings.isPasswordless.value_or(false);
    const bool hasAccount = settings.isAccountEnabled && !settings.accountUserName.isEmpty();
    const QString account = quotedServerText(settings.accountUserName);
    if (isPasswordless && hasAccount)
        //: %1 is a server, %2 a user name in quotation marks.
        return Words::tr("After Save, your provider can open this PBX through %1 without a "
                         "password, as super administrator, until you switch that off; and with "
                         "the account %2, as administrator.")
            .arg(server, account);
    if (isPasswordless)
        return Words::tr("After Save, your provider can open this PBX through %1 without a "
                         "password, as super administrator, until you switch that off.")
            .arg(server);
    if (hasAccount)
        return Words::tr("After Save, your provider can sign in through %1 with the account %2, "
                         "as administrator.")
            .arg(server, account);
    return Words::tr("After Save, your provider can see this PBX through %1, but can sign in only "
                     "with an account of this PBX that you tell him.")
        .arg(server);
}

QString whoCanGetIn(const RemoteManagementModel &model)
{
    const RemoteManagementSecrets &secrets = model.draft().secrets;
    const bool isRebound = !haveSameBinding(model.draft().settings, model.loaded()) ||
                           !secrets.authenticationCode.isEmpty() ||
                           !secrets.yeastarIdPassword.isEmpty() || !secrets.emailPassword.isEmpty();
    const bool isOff =
        model.status() && model.status()->state.is(ConnectionStatus::State::Disconnected);
    if (isOff && !isRebound)
        return Words::tr("Nobody gets in this way as long as the PBX is not connected to a "
                         "management server.");
    return whoCanGetIn(model.draft().settings);
}

QStringList consequencesOfSaving(const RemoteManagementModel &model)
{
    QStringList sentences;
    if (model.turnsPasswordlessOn())
        sentences.append(Words::tr("Passwordless Login lets your provider open this PBX without a "
                                   "password and with all rights of the super administrator, until "
                                   "you switch it off."));
    if (model.replacesWorkingBinding()) {
        const bool hasName = model.status() && !model.status()->server.isEmpty();
        const QString now = hasName ? model.status()->server : serverName(model.loaded());
        //: %1 and %2 are servers.
        sentences.append(Words::tr("The working connection to %1 ends, and the PBX connects to %2 "
                                   "anew. If that fails, the old connection does not come back by "
                                   "itself: you would need a new code or password.")
                             .arg(now, serverName(model.draft().settings)));
    }
    return sentences;
}

QString serverName(const RemoteManagementSettings &settings)
{
    const QString address = settings.serverAddress.value_or(QString()).trimmed();
    if (settings.isCustomServer() && !address.isEmpty())
        return address;
    if (settings.isCustomServer())
        return Words::tr("the custom server");
    return Words::tr("the Default Remote Connection Server");
}

QString fieldName(RemoteManagementField field)
{
    switch (field) {
    case RemoteManagementField::ServerType:
        return Words::tr("Remote Connection Server Type");
    case RemoteManagementField::ServerAddress:
        return Words::tr("Server Address");
    case RemoteManagementField::ActivationMethod:
        return Words::tr("Activation Method");
    case RemoteManagementField::AuthenticationCode:
        return Words::tr("Authentication Code");
    case RemoteManagementField::YeastarId:
        return Words::tr("Yeastar ID");
    case RemoteManagementField::YeastarIdPassword:
    case RemoteManagementField::EmailPassword:
    case RemoteManagementField::AccountPassword:
        return Words::tr("Password");
    case RemoteManagementField::Email:
        return Words::tr("Email");
    case RemoteManagementField::AccountEnabled:
        return Words::tr("Account");
    case RemoteManagementField::AccountUserName:
        return Words::tr("Username");
    case RemoteManagementField::Passwordless:
        return Words::tr("Passwordless Login");
    }
    return {};
}

} // namespace lw
