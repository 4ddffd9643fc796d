// SPDX-License-Identifier: GPL-3.0-or-later
#include "application.h"
#include "windowoptions.h"

#include <core/freedmemory.h>

#include <QApplication>
#include <QTemporaryDir>

#include <cstdio>

namespace {

QStringList argumentsOf(int argc, char *argv[])
{
    QStringList arguments;
    for (int i = 1; i < argc; ++i)
        arguments.append(QString::fromLocal8Bit(argv[i]));
    return arguments;
}

} // namespace

int main(int argc, char *argv[])
{
    lw::overwriteFreedMemory();
    // Before QApplication: help and version need no display.
    auto options = lw::parseWindowOptions(argumentsOf(argc, argv));
    if (!options) {
        std::fputs(qUtf8Printable(options.error().text),
                   options.error().exitCode == 0 ? stdout : stderr);
        return options.error().exitCode;
    }
    const QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("linewarden"));
    QApplication::setApplicationVersion(QStringLiteral(LINEWARDEN_VERSION));
    // The menu entry in packaging/linux: Wayland finds the icon by it.
    QApplication::setDesktopFileName(QStringLiteral("org.linewarden.Linewarden"));
    // A tour must neither see nor touch somebody's own list.
    QTemporaryDir tourProfile;
    if (!options->tourFolder.isEmpty() && options->profileFolder.isEmpty())
        options->profileFolder = tourProfile.path();
    lw::Application parts(std::move(*options));
    parts.start();
    return QApplication::exec();
}
