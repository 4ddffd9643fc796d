// SPDX-License-Identifier: GPL-3.0-or-later
#include "answer.h"
#include "commandline.h"
#include "interrupt.h"
#include "pbxcommands.h"
#include "remotecommand.h"
#include "remoteconnect.h"
#include "secretsinput.h"

#include <fleet/pbxregistry.h>
#include <net/networktransportfactory.h>
#include <resources/resources.h>
#include <session/pbxsession.h>
#include <session/sessionenvironment.h>
#include <session/wireprofilefile.h>
#include <ui/support/errortext.h>

#include <QCoreApplication>
#include <QStandardPaths>
#include <QTextStream>

using namespace lw;
using Command = Invocation::Command;

namespace {

//! Commands that work on the saved list alone; nothing: it is another one.
std::optional<CommandResult> runLocally(PbxRegistry &registry, const Invocation &invocation)
{
    switch (invocation.command) {
    case Command::PbxAdd:
        return addPbx(registry, invocation, builtInWireProfile());
    case Command::PbxList:
        return listPbxs(registry);
    case Command::PbxShow:
        return showPbx(registry, invocation.name);
    case Command::PbxRemove:
        return removePbx(registry, invocation.name);
    default:
        return std::nullopt;
    }
}

std::unique_ptr<PbxCommand> makeCommand(const Invocation &invocation, PbxSession &session,
                                        const SecretsInput &secrets)
{
    const auto secret = [&](const char *name) { return secrets.value(QString::fromLatin1(name)); };
    using Part = RemoteReadCommand::Part;
    switch (invocation.command) {
    case Command::RemoteShow:
        return std::make_unique<RemoteReadCommand>(session, secret("password"), Part::Settings);
    case Command::RemoteStatus:
        return std::make_unique<RemoteReadCommand>(session, secret("password"), Part::Status);
    case Command::RemoteDisconnect:
        return std::make_unique<RemoteDisconnectCommand>(session, secret("password"));
    case Command::RemoteConnect:
        return std::make_unique<RemoteConnectCommand>(
            session, secret("password"), invocation.connect,
            RemoteManagementSecrets{.authenticationCode = secret("authentication_code"),
                                    .yeastarIdPassword = secret("provider_password"),
                                    .emailPassword = secret("provider_password"),
                                    .accountPassword = secret("login_password")});
    default:
        return std::make_unique<CheckCommand>(session);
    }
}

QString profileFolder(const Invocation &invocation)
{
    return invocation.profileFolder.isEmpty()
               ? QStandardPaths::writableLocation(QStandardPaths::AppDataLocation)
               : invocation.profileFolder;
}

int runOnPbx(const Invocation &invocation, const PbxSettings &settings)
{
    auto secrets = SecretsInput::read(invocation.secrets);
    if (!secrets)
        return print(usageError(secrets.error()), invocation.format);
    const auto capabilities =
        Capabilities::parse(readResource(QStringLiteral("capabilities/p-series.json")));
    const SystemClock clock;
    NetworkTransportFactory transports(clock);
    const SessionEnvironment environment{.transports = transports,
                                         .clock = clock,
                                         .capabilities = capabilities.value(),
                                         .wire = builtInWireProfile()};
    PbxSession session(settings, environment);
    const auto command = makeCommand(invocation, session, *secrets);
    Interrupt interrupt;
    QObject::connect(&interrupt, &Interrupt::interrupted, command.get(), &PbxCommand::interrupt);
    QObject::connect(command.get(), &PbxCommand::finished, command.get(),
                     [&](const CommandResult &result) {
                         QCoreApplication::exit(print(result, invocation.format));
                     });
    command->start();
    return QCoreApplication::exec();
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("linewarden"));
    const QStringList arguments = QCoreApplication::arguments().mid(1);
    const auto invocation = parseCommandLine(arguments);
    if (!invocation) {
        if (invocation.error().why == NoInvocation::Why::Usage)
            return print(usageError(invocation.error().text), formatOf(arguments));
        QTextStream(stdout) << invocation.error().text;
        return 0;
    }
    PbxRegistry registry(profileFolder(*invocation));
    if (registry.setAside())
        QTextStream(stderr) << "linewardenctl: " << setAsideText(*registry.setAside()).joined()
                            << '\n';
    if (const auto result = runLocally(registry, *invocation))
        return print(*result, invocation->format);
    const auto settings = registry.byName(invocation->name);
    if (!settings)
        return print(unknownName(invocation->name), invocation->format);
    return runOnPbx(*invocation, *settings);
}
