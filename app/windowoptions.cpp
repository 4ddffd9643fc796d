// SPDX-License-Identifier: GPL-3.0-or-later
#include "windowoptions.h"

namespace lw {

namespace {

using namespace Qt::StringLiterals;

constexpr int kUsage = 2;

const QString kHelp =
    u"Usage: linewarden [OPTIONS]\n"
    "Administers Remote Management of Yeastar P-Series PBXs.\n\n"
    "  --sandbox [SCENARIO]  start practice PBXs on this PC; SCENARIO is a file\n"
    "  --profile-dir DIR     keep the list of PBXs and the window's state in DIR\n"
    "  --tour DIR            drive the window through its flows against the\n"
    "                        sandbox and leave pictures in DIR\n"
    "  --version             print the version\n"
    "  --help                print this text\n"_s;

NoWindow usage(const QString &text)
{
    return {.text = u"linewarden: %1\nTry linewarden --help.\n"_s.arg(text), .exitCode = kUsage};
}

/*! Goes through the arguments: an option, and its value after = or as the next argument. */
class Reader final
{
public:
    explicit Reader(const QStringList &arguments) : m_rest(arguments) {}

    [[nodiscard]] bool isAtEnd() const { return m_rest.isEmpty(); }

    void nextOption()
    {
        const QString argument = m_rest.takeFirst();
        const qsizetype sign = argument.indexOf(u'=');
        m_hasAttached = argument.startsWith(u"--"_s) && sign > 0;
        m_name = m_hasAttached ? argument.left(sign) : argument;
        m_attached = m_hasAttached ? argument.mid(sign + 1) : QString();
    }
    [[nodiscard]] const QString &name() const { return m_name; }

    //! The value; empty where the next argument is an option again, or none is left.
    [[nodiscard]] QString value()
    {
        if (m_hasAttached)
            return m_attached;
        if (m_rest.isEmpty() || m_rest.constFirst().startsWith(u"--"_s))
            return {};
        return m_rest.takeFirst();
    }

private:
    QStringList m_rest;
    QString m_name;
    QString m_attached;
    bool m_hasAttached = false;
};

} // namespace

tl::expected<WindowOptions, NoWindow> parseWindowOptions(const QStringList &arguments)
{
    WindowOptions options;
    Reader reader(arguments);
    while (!reader.isAtEnd()) {
        reader.nextOption();
        const QString name = reader.name();
        if (name == u"--help"_s || name == u"-h"_s)
            return tl::unexpected(NoWindow{.text = kHelp});
        if (name == u"--version"_s || name == u"-v"_s)
            return tl::unexpected(NoWindow{.text = u"linewarden " LINEWARDEN_VERSION "\n"_s});
        if (name == u"--sandbox"_s) {
            options.startsSandbox = true;
            options.scenarioFile = reader.value();
            continue;
        }
        QString *folder = name == u"--profile-dir"_s ? &options.profileFolder
                          : name == u"--tour"_s      ? &options.tourFolder
                                                     : nullptr;
        if (!folder)
            return tl::unexpected(usage(u"%1 is not an option"_s.arg(name)));
        *folder = reader.value();
        if (folder->isEmpty())
            return tl::unexpected(usage(u"%1 needs a folder"_s.arg(name)));
    }
    return options;
}

} // namespace lw
