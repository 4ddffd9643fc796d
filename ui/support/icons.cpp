// SPDX-License-Identifier: GPL-3.0-or-later
#include "icons.h"

#include "tones.h"

#include <QFile>
#include <QGuiApplication>

namespace lw {

namespace {

//! Qt finds the drawings for scaled screens beside the file.
QString pathOf(const QString &folder, const QString &name)
{
    return QStringLiteral(":/linewarden/icons/%1/%2.png").arg(folder, name);
}

} // namespace

QIcon icon(const QString &name)
{
    const bool isOnDark = isDark(QGuiApplication::palette());
    const QString path = pathOf(isOnDark ? QStringLiteral("dark") : QStringLiteral("light"), name);
    return QFile::exists(path) ? QIcon(path) : QIcon();
}

QIcon applicationIcon()
{
    QIcon result;
    for (const int size : {16, 24, 32, 48, 64, 128, 256}) {
        const QString path =
            pathOf(QStringLiteral("app"), QStringLiteral("linewarden-%1").arg(size));
        if (QFile::exists(path))
            result.addFile(path, {size, size});
    }
    return result;
}

} // namespace lw
