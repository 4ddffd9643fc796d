// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "commandline.h"

#include <QDateTime>

#include <CLI/CLI.hpp>

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace lw {

/*! The raw texts that CLI11 fills in; converted once the command line is known to be whole. */
struct RawOptions
{
    std::string profileFolder;
    std::string secrets;
    bool isJson = false;
    std::string name;
    std::string url;
    std::string userName;
    std::string trustSha256;
    std::string caFile;
    std::string wireFile;
    std::optional<ConnectOptions::Server> server;
    std::optional<ConnectOptions::Method> method;
    std::optional<std::string> address;
    std::optional<std::string> account;
    std::optional<std::string> loginUser;
    std::optional<std::string> passwordless;
    int wait = 60;
    std::string codes;
    std::string asUser;
    SecurityArguments::Method factor = SecurityArguments::Method::Authenticator;
    std::string qr;
    std::string secretOut;
    std::string removeId;
    std::string search;
    std::string number;
    std::string reason;
    std::string onOff;
    bool removesOthers = false;
    bool isOnlyWithout = false;
    bool isDryRun = false;
    std::optional<int> autoLogout;
    std::string since;
    std::optional<SecurityArguments::LogFormat> logFormat;
    std::string clientId;
    std::string openApiId;
    std::string device;
    std::string id;
    std::string group;
    std::string comment;
    CentralArguments::Mode mode = CentralArguments::Mode::Account;
    std::string via;
};

/*! The grammar: which commands there are and what each of them takes. */
class Grammar final
{
public:
    Grammar();

    [[nodiscard]] CLI::App &app() { return m_app; }
    [[nodiscard]] const RawOptions &raw() const { return m_raw; }
    [[nodiscard]] Invocation::Command command() const;

private:
    CLI::App *addCommand(CLI::App *group, const char *name, const char *help,
                         Invocation::Command command);
    void addPbxCommands();
    void addAs(CLI::App *command);
    void addSecurityCommands();
    void addExtensionCommands();
    void addAdministration();
    void addRemoteCommands();
    void addConnect(CLI::App *connect);
    void addCentralCommands();
    void addCentralChanges(CLI::App *central);

    CLI::App m_app{"Administers Yeastar P-Series PBXs.", "linewardenctl"};
    RawOptions m_raw;
    std::vector<std::pair<CLI::App *, Invocation::Command>> m_commands;
};

//! ISO 8601 or a day; what names no zone is UTC. Not valid: it is none.
[[nodiscard]] QDateTime timeOf(const std::string &utf8);

} // namespace lw
