// SPDX-License-Identifier: GPL-3.0-or-later
#include "logexport.h"

#include <session/operationlogmodel.h>

#include <QSaveFile>

namespace lw {

std::optional<QString> writeLog(const QString &file, const QList<OperationLogEntry> &entries)
{
    const bool isJson = file.endsWith(QLatin1String(".json"), Qt::CaseInsensitive);
    const QByteArray bytes = isJson ? operationLogJson(entries) : operationLogCsv(entries);
    QSaveFile target(file);
    if (!target.open(QIODevice::WriteOnly))
        return target.errorString();
    // A full disk shows when what is buffered goes out: commit() alone would call that a success.
    const bool isWritten = target.write(bytes) == bytes.size() && target.flush();
    if (!isWritten) {
        const QString reason = target.errorString();
        target.cancelWriting();
        return reason;
    }
    if (!target.commit())
        return target.errorString();
    return std::nullopt;
}

} // namespace lw
