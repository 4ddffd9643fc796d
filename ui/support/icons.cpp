// SPDX-License-Identifier: GPL-3.0-or-later
#include "icons.h"

#include "tones.h"

#include <QFile>
#include <QGuiApplication>

namespace lw {

namespace {

QString pathOf(const QString &name)
{
    return QStringLiteral(":/linewarden/icons/%1.png").arg(name);
}

} // namespace

QIcon icon(const QString &name)
{
    const QString dark = pathOf(name + QLatin1String("-dark"));
    if (isDark(QGuiApplication::palette()) && QFile::exists(dark))
        return QIcon(dark);
    return QFile::exists(pathOf(name)) ? QIcon(pathOf(name)) : QIcon();
}

QIcon applicationIcon()
{
    QIcon result;
    for (const int size : {16, 24, 32, 48, 64, 128, 256}) {
        const QString path = pathOf(QStringLiteral("linewarden-%1").arg(size));
        if (QFile::exists(path))
            result.addFile(path, {size, size});
    }
    return result;
}

} // namespace lw
