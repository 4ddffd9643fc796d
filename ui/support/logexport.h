// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/operationlogentry.h>

#include <QList>
#include <QString>

#include <optional>

namespace lw {

//! Writes \a entries to \a file, as JSON where its name ends so, else as CSV; times in UTC. The old
//! file stays where writing fails. Answers the system's reason then.
[[nodiscard]] std::optional<QString> writeLog(const QString &file,
                                              const QList<OperationLogEntry> &entries);

} // namespace lw
