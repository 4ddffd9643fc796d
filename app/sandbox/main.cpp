// SPDX-License-Identifier: GPL-3.0-or-later
#include "practice.h"
#include "stopsignal.h"

#include <resources/resources.h>

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QSaveFile>

#include <cstdio>

namespace {

using namespace Qt::StringLiterals;

constexpr int kUsageError = 2;
constexpr int kInternalError = 9;
constexpr quint16 kSmtpPort = 25;

//! Says \a sentence where people look for it and gives \a exitCode back.
int complain(const QString &sentence, int exitCode = kUsageError)
{
    std::fprintf(stderr, "linewarden-sandbox: %s\n", qUtf8Printable(sentence));
    return exitCode;
}

struct Options
{
    QString readyFile;
    QString scenarioFile;
    QString wireFile;
    QString stateFolder;
    QString smtp;
};

tl::expected<Options, QString> readOptions(const QStringList &arguments, QCommandLineParser &parser)
{
    parser.setApplicationDescription(
        u"Practice PBXs and management servers on 127.0.0.1 for Linewarden."_s);
    parser.addOption(
        {u"ready-file"_s, u"Write addresses, certificates and accounts to FILE."_s, u"FILE"_s});
    parser.addOption({u"scenario"_s, u"Play the scenario in FILE."_s, u"FILE"_s});
    parser.addOption({u"wire"_s, u"Speak by the wire profile in FILE."_s, u"FILE"_s});
    parser.addOption(
        {u"state-dir"_s, u"Keep the mailbox and the PBXs' state in FOLDER."_s, u"FOLDER"_s});
    parser.addOption({u"smtp"_s, u"Deliver mail to HOST:PORT as well."_s, u"HOST:PORT"_s});
    parser.addHelpOption();
    parser.addVersionOption();
    if (!parser.parse(arguments))
        return tl::unexpected(parser.errorText());
    if (!parser.positionalArguments().isEmpty())
        return tl::unexpected(
            u"\"%1\" is not an option"_s.arg(parser.positionalArguments().constFirst()));
    return Options{.readyFile = parser.value(u"ready-file"_s),
                   .scenarioFile = parser.value(u"scenario"_s),
                   .wireFile = parser.value(u"wire"_s),
                   .stateFolder = parser.value(u"state-dir"_s),
                   .smtp = parser.value(u"smtp"_s)};
}

tl::expected<QByteArray, QString> readFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return tl::unexpected(u"%1: %2"_s.arg(path, file.errorString()));
    return file.readAll();
}

tl::expected<lw::WireProfile, QString> readWire(const QString &path)
{
    const auto builtIn = lw::WireProfile::parse(lw::readResource(u"wire/p-series.json"_s));
    if (!builtIn)
        return tl::unexpected(u"the built-in wire profile, line %1: %2"_s.arg(builtIn.error().line)
                                  .arg(builtIn.error().reason));
    if (path.isEmpty())
        return *builtIn;
    const auto json = readFile(path);
    if (!json)
        return tl::unexpected(json.error());
    const auto profile = builtIn->overriddenBy(*json);
    if (!profile)
        return tl::unexpected(
            u"%1, line %2: %3"_s.arg(path).arg(profile.error().line).arg(profile.error().reason));
    return *profile;
}

//! Written aside, then renamed: whoever sees the file sees all of it. It holds passwords.
std::optional<QString> writeReadyFile(const QString &path, const QJsonObject &ready)
{
    QSaveFile file(path);
    const bool isOpen = file.open(QIODevice::WriteOnly);
    if (!isOpen)
        return u"%1: %2"_s.arg(path, file.errorString());
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    file.write(QJsonDocument(ready).toJson());
    if (!file.commit())
        return u"%1: %2"_s.arg(path, file.errorString());
    return std::nullopt;
}

int run(const Options &options, lw::Sandbox::StopSignal &stop)
{
    if (options.readyFile.isEmpty())
        return complain(u"--ready-file is missing"_s);
    if (!options.smtp.isEmpty() && !lw::PbxAddress::parse(options.smtp, kSmtpPort))
        return complain(u"--smtp: \"%1\" is not HOST:PORT"_s.arg(options.smtp));
    lw::Sandbox::Practice::Setup setup;
    if (!options.scenarioFile.isEmpty()) {
        const auto scenario = readFile(options.scenarioFile);
        if (!scenario)
            return complain(u"--scenario: "_s + scenario.error());
        setup.scenario = scenario->isEmpty() ? QByteArray(" ") : *scenario;
    }
    const auto wire = readWire(options.wireFile);
    if (!wire)
        return complain(u"--wire: "_s + wire.error());
    setup.wire = *wire;
    if (!options.stateFolder.isEmpty() && !QDir().mkpath(options.stateFolder))
        return complain(u"--state-dir: %1 cannot be made"_s.arg(options.stateFolder));
    setup.stateFolder = options.stateFolder;
    if (!options.smtp.isEmpty())
        setup.mailServer = *lw::PbxAddress::parse(options.smtp, kSmtpPort);

    lw::Sandbox::Practice practice(std::move(setup));
    if (const auto problem = practice.start())
        return complain(*problem);
    if (const auto problem = practice.openControl())
        return complain(*problem, kInternalError);
    if (const auto problem = writeReadyFile(options.readyFile, practice.readyObject()))
        return complain(u"--ready-file: "_s + *problem);
    stop.wait();
    return 0;
}

} // namespace

int main(int argc, char *argv[])
{
    lw::Sandbox::StopSignal stop;
    const QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(u"linewarden-sandbox"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(LINEWARDEN_VERSION));
    QCommandLineParser parser;
    const auto options = readOptions(QCoreApplication::arguments(), parser);
    if (!options)
        return complain(options.error());
    if (parser.isSet(u"help"_s))
        parser.showHelp();
    if (parser.isSet(u"version"_s))
        parser.showVersion();
    return run(*options, stop);
}
