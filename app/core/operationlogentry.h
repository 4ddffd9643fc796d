// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QString>

#include <optional>

namespace lw {

/*! A line of the PBX's operation log: successful operations only. */
struct OperationLogEntry
{
    QDateTime time; //!< UTC
    QString user;
    QString address;
    QString module;
    QString operation;
    QString detail;

    friend bool operator==(const OperationLogEntry &, const OperationLogEntry &) = default;
};

/*! Which lines of the operation log are wanted; what is absent or empty does not filter. */
struct OperationLogFilter
{
    std::optional<QDateTime> from; //!< UTC, inclusive
    std::optional<QDateTime> to;   //!< UTC, inclusive
    QString user;
    QString module;

    friend bool operator==(const OperationLogFilter &, const OperationLogFilter &) = default;
};

} // namespace lw
