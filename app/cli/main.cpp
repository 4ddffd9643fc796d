// SPDX-License-Identifier: GPL-3.0-or-later
#include "answer.h"
#include "centralcommands.h"
#include "centralfactory.h"
#include "codeinput.h"
#include "commandfactory.h"
#include "commandline.h"
#include "interrupt.h"
#include "keychaincommands.h"
#include "pbxcommands.h"
#include "secretsinput.h"

#include <core/deedlog.h>
#include <core/freedmemory.h>
#include <core/passwordrule.h>
#include <fleet/centralregistry.h>
#include <fleet/credentialstore.h>
#include <fleet/keychain.h>
#include <fleet/lazyjournal.h>
#include <fleet/openapikeeper.h>
#include <fleet/pbxregistry.h>
#include <net/networktransportfactory.h>
#include <resources/resources.h>
#include <session/centralsession.h>
#include <session/pbxsession.h>
#include <session/sessionenvironment.h>
#include <session/wireprofilefile.h>
#include <ui/support/errortext.h>

#include <QCoreApplication>
#include <QRandomGenerator>
#include <QStandardPaths>
#include <QSysInfo>
#include <QTextStream>

#include <memory>
#include <utility>
#include <variant>

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

QString profileFolder(const Invocation &invocation)
{
    return invocation.profileFolder.isEmpty()
               ? QStandardPaths::writableLocation(QStandardPaths::AppDataLocation)
               : invocation.profileFolder;
}

std::unique_ptr<CredentialStore> openKeychain()
{
    return std::make_unique<CredentialStore>(systemKeychain(keychainService()),
                                             CredentialStore::IsPractice());
}

//! Notes in the list what the keychain has of the saved account; the window asks only for that.
void noteKept(PbxRegistry &registry, const PbxSettings &pbx, Command command)
{
    auto saved = registry.byId(pbx.id);
    if (!saved || saved->userName != pbx.userName)
        return;
    saved->keepsPassword = command == Command::PbxRemember;
    saved->keepsDeviceToken = saved->keepsDeviceToken && command == Command::PbxRemember;
    if (!registry.update(*saved))
        QTextStream(stderr) << "linewardenctl: servers.json could not be written\n";
}

//! pbx remember and forget, and what is left to forget after pbx remove.
int runOnKeychain(const Invocation &invocation, PbxSettings pbx, PbxRegistry &registry)
{
    auto secrets = SecretsInput::read(invocation.secrets);
    if (!secrets)
        return print(usageError(secrets.error()), invocation.format);
    if (!invocation.security.asUser.isEmpty())
        pbx.userName = invocation.security.asUser;
    const auto keychain = openKeychain();
    const auto finished = [&](const CommandResult &result) {
        if (std::holds_alternative<CommandAnswer>(result))
            noteKept(registry, pbx, invocation.command);
        QCoreApplication::exit(print(result, invocation.format));
    };
    Secret password = secrets->value(QStringLiteral("password"));
    if (invocation.command != Command::PbxRemember)
        forgetSecrets(*keychain, pbx, keychain.get(), finished);
    else if (!password.isEmpty())
        rememberPassword(*keychain, pbx, std::move(password), keychain.get(), finished);
    else
        return print(usageError(QStringLiteral("The password is missing: give it as \"password\" "
                                               "with --secrets.")),
                     invocation.format);
    return QCoreApplication::exec();
}

SessionEnvironment environmentOf(TransportFactory &transports, const Clock &clock, DeedLog &deeds)
{
    const auto capabilities =
        Capabilities::parse(readResource(QStringLiteral("capabilities/p-series.json")));
    const auto passwords =
        PasswordRules::parse(readResource(QStringLiteral("passwords/p-series.json")));
    return {.transports = transports,
            .clock = clock,
            .capabilities = capabilities.value(),
            .wire = builtInWireProfile(),
            .passwords = passwords.value(),
            .deviceName = QSysInfo::machineHostName(),
            .deeds = &deeds,
            .random = [] { return QRandomGenerator::system()->generateDouble(); }};
}

LazyJournal journalOf(const Invocation &invocation, const Clock &clock)
{
    return {profileFolder(invocation), clock, [](const JournalProblem &problem) {
                QTextStream(stderr) << "linewardenctl: journal.sqlite: " << problem.detail << '\n';
            }};
}

template<typename AnyCommand>
int runCommand(AnyCommand &command, Invocation::Format format)
{
    Interrupt interrupt;
    QObject::connect(&interrupt, &Interrupt::interrupted, &command, &AnyCommand::interrupt);
    QObject::connect(
        &command, &AnyCommand::finished, &command,
        [format](const CommandResult &result) { QCoreApplication::exit(print(result, format)); });
    command.start();
    return QCoreApplication::exec();
}

//! Keeps what a session decided with its server, as the window does it.
template<typename Session, typename Registry>
void keepSettings(Session &session, Registry &registry)
{
    QObject::connect(&session, &Session::settingsChanged, &registry, [&] {
        if (!registry.update(session.settings()))
            QTextStream(stderr) << "linewardenctl: the list of servers could not be written\n";
    });
}

CentralMeans centralMeansOf(const SecretsInput &secrets, CredentialStore &keychain,
                            CentralRegistry &registry)
{
    return {.secret = secrets.value(QStringLiteral("client_secret")),
            .keychain = &keychain,
            .registry = &registry};
}

int runOnCentral(const Invocation &invocation, CentralRegistry &registry)
{
    if (invocation.command == Command::CentralAdd)
        return print(addCentral(registry, invocation), invocation.format);
    if (invocation.command == Command::CentralList)
        return print(listCentrals(registry), invocation.format);
    const auto settings = registry.byName(invocation.name);
    if (!settings)
        return print(unknownName(invocation.name, Peer::Central), invocation.format);
    auto secrets = SecretsInput::read(invocation.secrets);
    if (!secrets)
        return print(usageError(secrets.error()), invocation.format);
    const SystemClock clock;
    LazyJournal journal = journalOf(invocation, clock);
    NetworkTransportFactory transports(clock);
    const auto keychain = openKeychain();
    const SessionEnvironment environment = environmentOf(transports, clock, journal);
    CentralSession session(*settings, environment);
    keepSettings(session, registry);
    const auto command =
        makeCentralCommand(invocation, session, centralMeansOf(*secrets, *keychain, registry));
    *secrets = SecretsInput(); // what the command does not need is wiped now
    return runCommand(*command, invocation.format);
}

int runOnPbx(const Invocation &invocation, const PbxSettings &settings, PbxRegistry &registry,
             CentralRegistry &centrals)
{
    const auto via = centrals.byName(invocation.central.via);
    if (!invocation.central.via.isEmpty() && !via)
        return print(unknownName(invocation.central.via, Peer::Central), invocation.format);
    auto secrets = SecretsInput::read(invocation.secrets);
    if (!secrets)
        return print(usageError(secrets.error()), invocation.format);
    std::unique_ptr<CodeInput> codes;
    if (!invocation.codes.isEmpty()) {
        auto opened = CodeInput::open(invocation.codes);
        if (!opened)
            return print(usageError(opened.error()), invocation.format);
        codes = std::move(*opened);
    }
    const SystemClock clock;
    LazyJournal journal = journalOf(invocation, clock);
    NetworkTransportFactory transports(clock);
    const auto keychain = openKeychain();
    const SessionEnvironment environment = environmentOf(transports, clock, journal);
    PbxSession session(settings, environment);
    keepSettings(session, registry);
    std::unique_ptr<CentralSession> central;
    if (via) {
        central = std::make_unique<CentralSession>(*via, environment);
        keepSettings(*central, centrals);
    }
    OpenApiKeeper openApi(registry, environment, *keychain);
    SignInMeans means{.userName = invocation.security.asUser,
                      .password = secrets->value(QStringLiteral("password")),
                      .code = secrets->value(QStringLiteral("second_factor_code")),
                      .codes = codes.get(),
                      .keychain = keychain.get(),
                      .registry = &registry,
                      .openApiSecret = secrets->value(QStringLiteral("openapi_secret")),
                      .openApi = &openApi};
    const auto command = central ? makeViaCommand(invocation, session, std::move(means), *central,
                                                  centralMeansOf(*secrets, *keychain, centrals))
                                 : makeCommand(invocation, session, std::move(means), *secrets);
    *secrets = SecretsInput(); // what the command does not need is wiped now
    if (!command)
        return print(CommandError{.exitCode = ExitCode::Internal,
                                  .kind = QStringLiteral("Internal"),
                                  .message = QStringLiteral("This command cannot be run so.")},
                     invocation.format);
    return runCommand(*command, invocation.format);
}

} // namespace

int main(int argc, char *argv[])
{
    overwriteFreedMemory();
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
    const auto tellAside = [](const std::optional<SetAside> &aside) {
        if (aside)
            QTextStream(stderr) << "linewardenctl: " << setAsideText(*aside).joined() << '\n';
    };
    CentralRegistry centrals(profileFolder(*invocation));
    tellAside(centrals.setAside());
    if (isCentral(invocation->command))
        return runOnCentral(*invocation, centrals);
    PbxRegistry registry(profileFolder(*invocation));
    tellAside(registry.setAside());
    const auto settings = registry.byName(invocation->name);
    if (const auto result = runLocally(registry, *invocation)) {
        const bool isRemoved = invocation->command == Command::PbxRemove &&
                               std::holds_alternative<CommandAnswer>(*result);
        if (isRemoved && (settings->keepsPassword || settings->keepsDeviceToken))
            return runOnKeychain(*invocation, *settings, registry);
        return print(*result, invocation->format);
    }
    if (!settings)
        return print(unknownName(invocation->name), invocation->format);
    if (invocation->command == Command::PbxRemember || invocation->command == Command::PbxForget)
        return runOnKeychain(*invocation, *settings, registry);
    return runOnPbx(*invocation, *settings, registry, centrals);
}
