// SPDX-License-Identifier: GPL-3.0-or-later
#include "commandline.h"

#include "grammar.h"

#include <string>
#include <vector>

namespace lw {

namespace {

using Command = Invocation::Command;

QString text(const std::string &utf8)
{
    return QString::fromStdString(utf8);
}

std::optional<QString> text(const std::optional<std::string> &utf8)
{
    return utf8 ? std::optional(text(*utf8)) : std::nullopt;
}

SecurityArguments securityFrom(const RawOptions &raw)
{
    using Format = SecurityArguments::LogFormat;
    return {.method = raw.factor,
            .asUser = text(raw.asUser),
            .qr = text(raw.qr),
            .secretOut = text(raw.secretOut),
            .removeId = text(raw.removeId),
            .search = text(raw.search),
            .number = text(raw.number),
            .reason = text(raw.reason),
            .removesOthers = raw.removesOthers,
            .isOnlyWithout = raw.isOnlyWithout,
            .isMandatory = raw.onOff == "on",
            .isDryRun = raw.isDryRun,
            .autoLogout = raw.autoLogout ? std::optional(std::chrono::minutes(*raw.autoLogout))
                                         : std::nullopt,
            .since = raw.since.empty() ? std::nullopt : std::optional(timeOf(raw.since)),
            .logFormat = raw.logFormat.value_or(raw.isJson ? Format::Json : Format::Csv)};
}

CentralArguments centralFrom(const RawOptions &raw)
{
    return {.clientId = text(raw.clientId),
            .device = text(raw.device),
            .id = text(raw.id),
            .group = text(raw.group),
            .comment = text(raw.comment),
            .search = text(raw.search),
            .reason = text(raw.reason),
            .mode = raw.mode,
            .isOn = raw.onOff == "on" || raw.passwordless.value_or(std::string()) == "on",
            .via = text(raw.via)};
}

Invocation invocationFrom(const RawOptions &raw, Command command)
{
    std::optional<bool> passwordless;
    if (raw.passwordless)
        passwordless = *raw.passwordless == "on";
    return {.command = command,
            .format = raw.isJson ? Invocation::Format::Json : Invocation::Format::Text,
            .profileFolder = text(raw.profileFolder),
            .secrets = text(raw.secrets),
            .name = text(raw.name),
            .url = text(raw.url),
            .userName = text(raw.userName),
            .trustSha256 = text(raw.trustSha256),
            .caFile = text(raw.caFile),
            .wireFile = text(raw.wireFile),
            .openApiId = text(raw.openApiId),
            .codes = text(raw.codes),
            .connect = {.server = raw.server.value_or(ConnectOptions::Server::Default),
                        .method = raw.method.value_or(ConnectOptions::Method::AuthCode),
                        .address = text(raw.address),
                        .account = text(raw.account),
                        .loginUser = text(raw.loginUser),
                        .passwordless = passwordless,
                        .wait = std::chrono::seconds(raw.wait)},
            .security = securityFrom(raw),
            .central = centralFrom(raw)};
}

//! What could not work, or would put two things into one stream.
QString enrolmentProblem(const Invocation &invocation)
{
    const SecurityArguments &security = invocation.security;
    const bool isApp = security.method == SecurityArguments::Method::Authenticator;
    const bool isJson = invocation.format == Invocation::Format::Json;
    const QString standardOutput = QStringLiteral("1");
    if (!isApp && !security.qr.isEmpty())
        return QStringLiteral("--qr: only with --method authenticator");
    if (isApp && security.qr.isEmpty() && security.secretOut.isEmpty())
        return QStringLiteral("--qr or --secret-out is needed: the key is shown once");
    if (isJson && security.qr == QLatin1String("-"))
        return QStringLiteral("--qr -: not with --json");
    if (isJson &&
        (security.secretOut == standardOutput || security.secretOut == QLatin1String("-")))
        return QStringLiteral("--secret-out: standard output is taken by --json");
    return {};
}

//! What the portal's page does not offer either.
QString combinationProblem(const Invocation &invocation)
{
    using Server = ConnectOptions::Server;
    using Method = ConnectOptions::Method;
    const auto descriptor = [](const QString &source) {
        return source == QLatin1String("-") ? QStringLiteral("0") : source;
    };
    if (!invocation.codes.isEmpty() &&
        descriptor(invocation.codes) == descriptor(invocation.secrets))
        return QStringLiteral("--code-fd: --secrets reads this descriptor to its end");
    if (invocation.command == Command::SecurityEnable)
        return enrolmentProblem(invocation);
    if (invocation.command != Command::RemoteConnect)
        return {};
    const ConnectOptions &connect = invocation.connect;
    if (connect.server == Server::Default && connect.address)
        return QStringLiteral("--address: the default server has a fixed address");
    if (connect.server == Server::Default && connect.method == Method::Email)
        return QStringLiteral("--method email: only with --server custom");
    if (connect.server == Server::Custom && connect.method == Method::YeastarId)
        return QStringLiteral("--method yeastar-id: only with --server default");
    if (connect.method == Method::AuthCode && connect.account)
        return QStringLiteral("--account: not with --method auth-code");
    return {};
}

} // namespace

tl::expected<Invocation, NoInvocation> parseCommandLine(const QStringList &arguments)
{
    using Why = NoInvocation::Why;
    Grammar grammar;
    std::vector<std::string> reversed;
    for (const QString &argument : arguments)
        reversed.insert(reversed.begin(), argument.toStdString());
    try {
        grammar.app().parse(reversed);
    } catch (const CLI::CallForVersion &version) {
        return tl::unexpected(
            NoInvocation{Why::HelpWanted, QString::fromUtf8(version.what()) + QLatin1Char('\n')});
    } catch (const CLI::CallForHelp &) {
        return tl::unexpected(NoInvocation{Why::HelpWanted, text(grammar.app().help())});
    } catch (const CLI::CallForAllHelp &) {
        return tl::unexpected(NoInvocation{Why::HelpWanted, text(grammar.app().help())});
    } catch (const CLI::Error &error) {
        return tl::unexpected(NoInvocation{Why::Usage, QString::fromUtf8(error.what())});
    }
    const RawOptions &raw = grammar.raw();
    const bool isConnect = grammar.command() == Command::RemoteConnect;
    if (isConnect && raw.via.empty() && (!raw.server || !raw.method))
        return tl::unexpected(NoInvocation{
            Why::Usage, QStringLiteral("--server and --method, or --via, are required")});
    const Invocation invocation = invocationFrom(raw, grammar.command());
    const QString problem = combinationProblem(invocation);
    if (!problem.isEmpty())
        return tl::unexpected(NoInvocation{Why::Usage, problem});
    return invocation;
}

Invocation::Format formatOf(const QStringList &arguments)
{
    return arguments.contains(QStringLiteral("--json")) ? Invocation::Format::Json
                                                        : Invocation::Format::Text;
}

} // namespace lw
