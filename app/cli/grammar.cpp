// SPDX-License-Identifier: GPL-3.0-or-later
#include "grammar.h"

#include <session/securityoptionsmodel.h>

#include <algorithm>
#include <map>

namespace lw {

namespace {

using Command = Invocation::Command;

constexpr int kLongestWait = 3600;
constexpr int kShortestAutoLogout = SecurityOptionsModel::kShortestAutoLogout.count();
constexpr int kLongestAutoLogout = SecurityOptionsModel::kLongestAutoLogout.count();

std::string isTime(const std::string &utf8)
{
    return timeOf(utf8).isValid() ? std::string() : "not a time such as 2026-01-31T08:00:00Z";
}

std::string isNoEmptyName(const std::string &name)
{
    return name.empty() ? "the name is empty" : std::string();
}

} // namespace

QDateTime timeOf(const std::string &utf8)
{
    QDateTime time = QDateTime::fromString(QString::fromStdString(utf8), Qt::ISODateWithMs);
    if (time.timeSpec() == Qt::LocalTime)
        time.setTimeSpec(Qt::UTC);
    return time.toUTC();
}

Grammar::Grammar()
{
    m_app.fallthrough();
    m_app.require_subcommand(1);
    m_app.set_version_flag("--version", "linewardenctl " LINEWARDEN_VERSION);
    m_app.add_option("--profile-dir", m_raw.profileFolder, "Folder of the saved PBXs")
        ->type_name("DIR");
    m_app.add_flag("--json", m_raw.isJson, "Answer with one JSON object");
    m_app
        .add_option("--secrets", m_raw.secrets,
                    "Read a JSON object with secrets from file descriptor FD, - is stdin")
        ->type_name("FD");
    m_app
        .add_option("--code-fd", m_raw.codes,
                    "Read codes of the second factor as lines from FD when they are needed")
        ->type_name("FD");
    addPbxCommands();
    addRemoteCommands();
    addSecurityCommands();
    addExtensionCommands();
    addAdministration();
    addCentralCommands();
}

Invocation::Command Grammar::command() const
{
    const auto found = std::find_if(m_commands.begin(), m_commands.end(),
                                    [](const auto &entry) { return entry.first->parsed(); });
    return found->second;
}

CLI::App *Grammar::addCommand(CLI::App *group, const char *name, const char *help, Command command)
{
    CLI::App *sub = group->add_subcommand(name, help)->fallthrough();
    m_commands.emplace_back(sub, command);
    if (command != Command::PbxList && command != Command::CentralList)
        sub->add_option("NAME", m_raw.name, "Name of the saved server")->required();
    return sub;
}

void Grammar::addPbxCommands()
{
    CLI::App *pbx = m_app.add_subcommand("pbx", "The saved PBXs")->fallthrough();
    pbx->require_subcommand(1);
    CLI::App *add = addCommand(pbx, "add", "Save a PBX, without contacting it", Command::PbxAdd);
    add->add_option("--url", m_raw.url, "[https://]HOST[:PORT]")->required()->type_name("URL");
    add->add_option("--user", m_raw.userName, "User name to sign in with")
        ->required()
        ->type_name("U");
    add->add_option("--trust-sha256", m_raw.trustSha256,
                    "Trust exactly the certificate with this SHA-256")
        ->type_name("HEX");
    add->add_option("--ca-file", m_raw.caFile, "Trust the authorities in this PEM file too")
        ->type_name("FILE")
        ->excludes("--trust-sha256");
    add->add_option("--wire", m_raw.wireFile, "Wire profile that overrides single entries")
        ->type_name("FILE");
    add->add_option("--openapi-id", m_raw.openApiId, "Client ID of the PBX's OpenAPI")
        ->type_name("ID");
    addCommand(pbx, "list", "All saved PBXs", Command::PbxList);
    addCommand(pbx, "show", "What is saved of a PBX", Command::PbxShow);
    addCommand(pbx, "remove", "Forget a PBX", Command::PbxRemove);
    addCommand(pbx, "check", "Ask a PBX who it is and what it can do", Command::PbxCheck);
    addAs(addCommand(pbx, "remember", "Keep the given password in the system's keychain",
                     Command::PbxRemember));
    addAs(addCommand(pbx, "forget", "Remove the secrets of a PBX from the keychain",
                     Command::PbxForget));
}

void Grammar::addAs(CLI::App *command)
{
    command->add_option("--as", m_raw.asUser, "Another account than the saved one")
        ->type_name("USER");
}

void Grammar::addSecurityCommands()
{
    using Method = SecurityArguments::Method;
    static const std::map<std::string, Method> kMethods{{"authenticator", Method::Authenticator},
                                                        {"email", Method::Email}};
    CLI::App *security =
        m_app.add_subcommand("security", "Password and second factor of the account")
            ->fallthrough();
    security->require_subcommand(1);
    const auto add = [&](const char *name, const char *help, Command command) {
        CLI::App *sub = addCommand(security, name, help, command);
        addAs(sub);
        return sub;
    };
    add("show", "Second factor, and whether one could come back without it", Command::SecurityShow);
    CLI::App *enable =
        add("enable", "Switch the second factor on, or to another method", Command::SecurityEnable);
    enable->add_option("--method", m_raw.factor, "authenticator or email")
        ->required()
        ->transform(CLI::CheckedTransformer(kMethods))
        ->type_name("WORD");
    enable->add_option("--qr", m_raw.qr, "Draw the QR symbol into a PNG file; - draws it on stdout")
        ->type_name("FILE");
    enable
        ->add_option("--secret-out", m_raw.secretOut,
                     "Write the key, or where the code was sent, as a line of JSON to FD")
        ->type_name("FD");
    add("disable", "Switch the second factor off", Command::SecurityDisable);
    CLI::App *devices = add("devices", "Trusted devices of the account", Command::SecurityDevices);
    devices->add_option("--remove", m_raw.removeId, "Remove the device with this id")
        ->type_name("ID");
    devices->add_flag("--remove-others", m_raw.removesOthers, "Remove all but this device")
        ->excludes("--remove");
    add("password", "Change the password to the secret new_password", Command::SecurityPassword);
}

void Grammar::addExtensionCommands()
{
    CLI::App *extensions =
        m_app.add_subcommand("extensions", "Second factor of the extensions")->fallthrough();
    extensions->require_subcommand(1);
    CLI::App *list = addCommand(extensions, "list", "All extensions", Command::ExtensionsList);
    list->add_flag("--without-2fa", m_raw.isOnlyWithout, "Only those without a second factor");
    list->add_option("--search", m_raw.search, "Only those in which the PBX finds S")
        ->type_name("S");
    CLI::App *off = addCommand(extensions, "disable-2fa", "Switch the second factor of one off",
                               Command::ExtensionsDisable);
    off->add_option("NUMBER", m_raw.number, "Number of the extension")->required();
    off->add_option("--reason", m_raw.reason, "Why, for the journal")->required()->type_name("R");
    CLI::App *mandatory =
        addCommand(extensions, "mandatory", "Demand a second factor of all, or not",
                   Command::ExtensionsMandatory);
    mandatory->add_option("WORD", m_raw.onOff, "on or off")
        ->required()
        ->check(CLI::IsMember({"on", "off"}));
    mandatory->add_flag("--dry-run", m_raw.isDryRun, "Only count whom it would meet unprepared");
}

void Grammar::addAdministration()
{
    using Format = SecurityArguments::LogFormat;
    static const std::map<std::string, Format> kFormats{{"csv", Format::Csv},
                                                        {"json", Format::Json}};
    addCommand(&m_app, "options", "Security options of the PBX", Command::Options)
        ->add_option("--auto-logout", m_raw.autoLogout, "Minutes until the PBX signs out")
        ->check(CLI::Range(kShortestAutoLogout, kLongestAutoLogout))
        ->type_name("MINUTES");
    addCommand(&m_app, "blocks", "Blocked and allowed addresses", Command::Blocks)
        ->add_option("--remove", m_raw.removeId, "Unblock the address with this id")
        ->type_name("ID");
    CLI::App *log = addCommand(&m_app, "log", "Operation log of the PBX, in UTC", Command::Log);
    log->add_option("--since", m_raw.since, "Only from then on: ISO 8601, UTC unless it says")
        ->check(isTime)
        ->type_name("T");
    log->add_option("--format", m_raw.logFormat, "csv or json")
        ->transform(CLI::CheckedTransformer(kFormats))
        ->type_name("WORD");
}

void Grammar::addRemoteCommands()
{
    CLI::App *remote = m_app.add_subcommand("remote", "Remote Management")->fallthrough();
    remote->require_subcommand(1);
    addCommand(remote, "show", "Settings of the page", Command::RemoteShow);
    addCommand(remote, "status", "Status of the connection", Command::RemoteStatus);
    addCommand(remote, "disconnect", "End the connection", Command::RemoteDisconnect);
    addConnect(
        addCommand(remote, "connect", "Connect to a management server", Command::RemoteConnect));
    CLI::App *verify = addCommand(remote, "verify", "Ask the platform for a second opinion",
                                  Command::RemoteVerify);
    verify->add_option("--via", m_raw.via, "Name of the saved management server")
        ->required()
        ->check(isNoEmptyName)
        ->type_name("CENTRAL");
}

void Grammar::addConnect(CLI::App *connect)
{
    using Server = ConnectOptions::Server;
    using Method = ConnectOptions::Method;
    static const std::map<std::string, Server> kServers{{"default", Server::Default},
                                                        {"custom", Server::Custom}};
    static const std::map<std::string, Method> kMethods{{"auth-code", Method::AuthCode},
                                                        {"yeastar-id", Method::YeastarId},
                                                        {"email", Method::Email}};
    connect->add_option("--server", m_raw.server, "default or custom")
        ->transform(CLI::CheckedTransformer(kServers))
        ->type_name("WORD");
    connect->add_option("--method", m_raw.method, "auth-code, yeastar-id or email")
        ->transform(CLI::CheckedTransformer(kMethods))
        ->type_name("WORD");
    connect->add_option("--address", m_raw.address, "Address of the custom server")->type_name("A");
    connect->add_option("--account", m_raw.account, "Yeastar ID or e-mail address of the provider")
        ->type_name("ID");
    connect->add_option("--login-user", m_raw.loginUser, "Account for the provider, or none")
        ->type_name("U");
    connect->add_option("--passwordless", m_raw.passwordless, "on or off")
        ->check(CLI::IsMember({"on", "off"}))
        ->type_name("WORD");
    connect
        ->add_option("--via", m_raw.via,
                     "Add a device to this saved management server and use its code, in one go")
        ->check(isNoEmptyName)
        ->type_name("CENTRAL")
        ->excludes("--server")
        ->excludes("--method")
        ->excludes("--address")
        ->excludes("--account")
        ->excludes("--login-user");
    connect->add_option("--wait", m_raw.wait, "Seconds to wait for Connected")
        ->check(CLI::Range(0, kLongestWait))
        ->type_name("SECONDS");
}

} // namespace lw
