// SPDX-License-Identifier: GPL-3.0-or-later
#include "commandfactory.h"

#include "enrolcommand.h"
#include "extensioncommands.h"
#include "listcommands.h"
#include "optionscommands.h"
#include "remotecommand.h"
#include "remoteconnect.h"
#include "secretsinput.h"
#include "securitycommands.h"

#include <utility>

namespace lw {

namespace {

using Command = Invocation::Command;

std::unique_ptr<PbxCommand> makeRemote(const Invocation &invocation, PbxSession &session,
                                       SignInMeans means, const SecretsInput &secrets)
{
    const auto secret = [&](const char *name) { return secrets.value(QString::fromLatin1(name)); };
    using Part = RemoteReadCommand::Part;
    switch (invocation.command) {
    case Command::RemoteShow:
        return std::make_unique<RemoteReadCommand>(session, std::move(means), Part::Settings);
    case Command::RemoteStatus:
        return std::make_unique<RemoteReadCommand>(session, std::move(means), Part::Status);
    case Command::RemoteDisconnect:
        return std::make_unique<RemoteDisconnectCommand>(session, std::move(means));
    case Command::RemoteConnect:
        return std::make_unique<RemoteConnectCommand>(
            session, std::move(means), invocation.connect,
            RemoteManagementSecrets{.authenticationCode = secret("authentication_code"),
                                    .yeastarIdPassword = secret("provider_password"),
                                    .emailPassword = secret("provider_password"),
                                    .accountPassword = secret("login_password")});
    case Command::PbxCheck:
        return std::make_unique<CheckCommand>(session, std::move(means));
    default:
        return nullptr; // a command that succeeds would hide the mistake
    }
}

std::unique_ptr<PbxCommand> makeDevices(const SecurityArguments &asked, PbxSession &session,
                                        SignInMeans means)
{
    using Remove = DevicesCommand::Remove;
    const Remove remove = asked.removesOthers        ? Remove::Others
                          : asked.removeId.isEmpty() ? Remove::Nothing
                                                     : Remove::One;
    return std::make_unique<DevicesCommand>(session, std::move(means), remove, asked.removeId);
}

std::unique_ptr<PbxCommand> makeEnrol(const SecurityArguments &asked, PbxSession &session,
                                      SignInMeans means)
{
    const bool isApp = asked.method == SecurityArguments::Method::Authenticator;
    return std::make_unique<EnrolCommand>(
        session, std::move(means),
        EnrolOptions{.method =
                         isApp ? SecondFactorMethod::Authenticator : SecondFactorMethod::Email,
                     .qr = asked.qr,
                     .secretOut = asked.secretOut});
}

std::unique_ptr<PbxCommand> makeAdministration(const Invocation &invocation, PbxSession &session,
                                               SignInMeans means)
{
    const SecurityArguments &asked = invocation.security;
    using Which = ExtensionListCommand::Which;
    switch (invocation.command) {
    case Command::ExtensionsList:
        return std::make_unique<ExtensionListCommand>(
            session, std::move(means),
            asked.isOnlyWithout ? Which::WithoutSecondFactor : Which::All, asked.search);
    case Command::ExtensionsDisable:
        return std::make_unique<ExtensionOffCommand>(session, std::move(means), asked.number,
                                                     asked.reason);
    case Command::ExtensionsMandatory:
        if (asked.isDryRun)
            return std::make_unique<DryRunCommand>(session, std::move(means));
        return std::make_unique<OptionsCommand>(
            session, std::move(means), OptionsCommand::Wanted{.mandatory = asked.isMandatory});
    case Command::Options:
        return std::make_unique<OptionsCommand>(
            session, std::move(means), OptionsCommand::Wanted{.autoLogout = asked.autoLogout});
    case Command::Blocks:
        return std::make_unique<BlocksCommand>(session, std::move(means), asked.removeId);
    case Command::Log:
        return std::make_unique<LogCommand>(
            session, std::move(means), OperationLogFilter{.from = asked.since},
            asked.logFormat == SecurityArguments::LogFormat::Csv ? LogCommand::Form::Csv
                                                                 : LogCommand::Form::Json);
    default:
        return nullptr;
    }
}

} // namespace

std::unique_ptr<PbxCommand> makeCommand(const Invocation &invocation, PbxSession &session,
                                        SignInMeans means, const SecretsInput &secrets)
{
    switch (invocation.command) {
    case Command::SecurityShow:
        return std::make_unique<SecurityShowCommand>(session, std::move(means));
    case Command::SecurityEnable:
        return makeEnrol(invocation.security, session, std::move(means));
    case Command::SecurityDisable:
        return std::make_unique<SecondFactorOffCommand>(session, std::move(means));
    case Command::SecurityDevices:
        return makeDevices(invocation.security, session, std::move(means));
    case Command::SecurityPassword:
        return std::make_unique<PasswordCommand>(session, std::move(means),
                                                 secrets.value(QStringLiteral("new_password")));
    case Command::ExtensionsList:
    case Command::ExtensionsDisable:
    case Command::ExtensionsMandatory:
    case Command::Options:
    case Command::Blocks:
    case Command::Log:
        return makeAdministration(invocation, session, std::move(means));
    default:
        return makeRemote(invocation, session, std::move(means), secrets);
    }
}

} // namespace lw
