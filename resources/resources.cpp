// SPDX-License-Identifier: GPL-3.0-or-later
#include "resources.h"

#include <QFile>

namespace lw {

QByteArray readResource(const QString &name)
{
    QFile file(QStringLiteral(":/linewarden/") + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace lw
