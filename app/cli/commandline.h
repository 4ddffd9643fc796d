// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QString>
#include <QStringList>

#include <tl/expected.hpp>

#include <chrono>
#include <optional>

namespace lw {

//! remote connect: what was asked for; what is absent keeps what the PBX has.
struct ConnectOptions
{
    enum class Server { Default, Custom };
    enum class Method { AuthCode, YeastarId, Email };

    Server server = Server::Default;
    Method method = Method::AuthCode;
    std::optional<QString> address;
    std::optional<QString> account;
    std::optional<QString> loginUser; //!< "none": switch the account off
    std::optional<bool> passwordless;
    std::chrono::seconds wait{60};
};

//! security, extensions, options, blocks and log: what was asked for.
struct SecurityArguments
{
    enum class Method { Authenticator, Email };
    enum class LogFormat { Csv, Json };

    Method method = Method::Authenticator;
    QString asUser;    //!< empty: the saved user name
    QString qr;        //!< a file, or - for standard output
    QString secretOut; //!< file descriptor
    QString removeId;  //!< a trusted device, or a blocked address
    QString search;
    QString number; //!< of an extension
    QString reason;
    bool removesOthers = false;
    bool isOnlyWithout = false;
    bool isMandatory = false;
    bool isDryRun = false;
    std::optional<std::chrono::minutes> autoLogout;
    std::optional<QDateTime> since; //!< UTC
    LogFormat logFormat = LogFormat::Csv;
};

//! central, and --via of remote: what was asked for.
struct CentralArguments
{
    enum class Mode { Account, Passwordless };

    QString clientId;
    QString device; //!< name of the one to add
    QString id;     //!< of a device, user or Cloud PBX
    QString group;
    QString comment;
    QString search;
    QString reason;
    Mode mode = Mode::Account;
    bool isOn = false; //!< what a passwordless switch is to be
    QString via;       //!< remote: name of the saved management server; empty: none
};

/*! One run of linewardenctl, as asked for on its command line. */
struct Invocation
{
    enum class Command {
        PbxAdd,
        PbxList,
        PbxShow,
        PbxRemove,
        PbxCheck,
        RemoteShow,
        RemoteStatus,
        RemoteConnect,
        RemoteDisconnect,
        PbxRemember,
        PbxForget,
        SecurityShow,
        SecurityEnable,
        SecurityDisable,
        SecurityDevices,
        SecurityPassword,
        ExtensionsList,
        ExtensionsDisable,
        ExtensionsMandatory,
        Options,
        Blocks,
        Log,
        RemoteVerify,
        CentralAdd,
        CentralList,
        CentralShow,
        CentralDevices,
        CentralDeviceAdd,
        CentralDeviceRemove,
        CentralLink,
        CentralUsers,
        CentralUserOff,
        CentralCloud,
        CentralCloudPasswordless
    };
    enum class Format { Text, Json };

    Command command = Command::PbxList;
    Format format = Format::Text;
    QString profileFolder; //!< empty: the user's own
    QString secrets;       //!< "-" or a file descriptor; empty: none
    QString name;
    QString url;
    QString userName;
    QString trustSha256;
    QString caFile;
    QString wireFile;
    QString openApiId;
    QString codes; //!< "-" or a file descriptor; empty: none
    ConnectOptions connect;
    SecurityArguments security;
    CentralArguments central;
};

//! A command line that asks for help or cannot be understood.
struct NoInvocation
{
    enum class Why { HelpWanted, Usage };
    Why why = Why::Usage;
    QString text;
};

//! \a arguments without the program's name.
[[nodiscard]] tl::expected<Invocation, NoInvocation> parseCommandLine(const QStringList &arguments);

//! Whether --json stands anywhere: needed even where the rest is not understood.
[[nodiscard]] Invocation::Format formatOf(const QStringList &arguments);

} // namespace lw
