// SPDX-License-Identifier: GPL-3.0-or-later
// The commands that concern management servers.
#include "grammar.h"

#include <map>

namespace lw {

namespace {

using Command = Invocation::Command;

//! An id becomes a part of a path: what would lead elsewhere is none.
std::string isId(const std::string &text)
{
    const bool isClean = text.find_first_of("/?#%\\") == std::string::npos && text != ".." &&
                         text != "." && !text.empty();
    return isClean ? std::string() : "not an id";
}

} // namespace

void Grammar::addCentralCommands()
{
    CLI::App *central =
        m_app.add_subcommand("central", "The saved management servers")->fallthrough();
    central->require_subcommand(1);
    CLI::App *add = addCommand(central, "add", "Save a management server, without contacting it",
                               Command::CentralAdd);
    add->add_option("--url", m_raw.url, "[https://]HOST[:PORT]")->required()->type_name("URL");
    add->add_option("--client-id", m_raw.clientId, "Client ID of its API")
        ->required()
        ->type_name("ID");
    add->add_option("--trust-sha256", m_raw.trustSha256,
                    "Trust exactly the certificate with this SHA-256")
        ->type_name("HEX");
    add->add_option("--ca-file", m_raw.caFile, "Trust the authorities in this PEM file too")
        ->type_name("FILE")
        ->excludes("--trust-sha256");
    addCommand(central, "list", "All saved management servers", Command::CentralList);
    addCommand(central, "show", "What is saved, and the subscription", Command::CentralShow);
    addCommand(central, "devices", "All remote devices", Command::CentralDevices)
        ->add_option("--search", m_raw.search, "Only those in which the platform finds S")
        ->type_name("S");
    addCommand(central, "users", "All users and their second factor", Command::CentralUsers);
    addCommand(central, "cloud", "All Cloud PBXs", Command::CentralCloud);
    addCentralChanges(central);
}

void Grammar::addCentralChanges(CLI::App *central)
{
    using Mode = CentralArguments::Mode;
    static const std::map<std::string, Mode> kModes{{"account", Mode::Account},
                                                    {"passwordless", Mode::Passwordless}};
    const auto addId = [this](CLI::App *command, const char *help) {
        command->add_option("ID", m_raw.id, help)->required()->check(isId);
    };
    CLI::App *add = addCommand(central, "device-add", "Add a device and print its code",
                               Command::CentralDeviceAdd);
    add->add_option("DEVICE", m_raw.device, "Name of the device")->required();
    add->add_option("--group", m_raw.group, "Group of devices")->type_name("G");
    add->add_option("--comment", m_raw.comment, "Comment")->type_name("C");
    add->add_option("--passwordless", m_raw.passwordless, "on or off")
        ->check(CLI::IsMember({"on", "off"}))
        ->type_name("WORD");
    addId(addCommand(central, "device-remove", "Delete a device", Command::CentralDeviceRemove),
          "Id of the device");
    CLI::App *link =
        addCommand(central, "link", "Print a link to the portal of a device", Command::CentralLink);
    addId(link, "Id of the device");
    link->add_option("--mode", m_raw.mode, "account or passwordless")
        ->required()
        ->transform(CLI::CheckedTransformer(kModes))
        ->type_name("WORD");
    CLI::App *off = addCommand(central, "user-disable-2fa",
                               "Switch the second factor of a user off", Command::CentralUserOff);
    addId(off, "Id of the user");
    off->add_option("--reason", m_raw.reason, "Why, for the journal")->required()->type_name("R");
    CLI::App *cloud = addCommand(central, "cloud-passwordless", "Passwordless Login of a Cloud PBX",
                                 Command::CentralCloudPasswordless);
    addId(cloud, "Id of the Cloud PBX");
    cloud->add_option("WORD", m_raw.onOff, "on or off")
        ->required()
        ->check(CLI::IsMember({"on", "off"}));
}

} // namespace lw
