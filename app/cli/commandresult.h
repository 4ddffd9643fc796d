// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/apierror.h>

#include <QJsonObject>
#include <QMetaType>
#include <QString>

#include <optional>
#include <variant>

namespace lw {

//! How a program ends; scripts rely on the numbers.
enum class ExitCode : int {
    Done = 0,
    Refused = 1,
    Usage = 2,
    NotReached = 3,
    Certificate = 4,
    Credentials = 5,
    SecondFactor = 6,
    Unsupported = 7,
    EndDiffers = 8,
    Internal = 9,
    Cancelled = 130
};

//! What a command answers: an object for scripts, and lines for people.
struct CommandAnswer
{
    QJsonObject json;
    QString text;
};

//! Why a command did not do what was asked.
struct CommandError
{
    ExitCode exitCode = ExitCode::Internal;
    QString kind;    //!< an ApiError kind, or Usage, NotConnected, NotSaved, Internal
    QString message; //!< whole sentences
    std::optional<ApiError> api;
    QJsonObject extra; //!< stands beside "error", such as the last status read
};

using CommandResult = std::variant<CommandAnswer, CommandError>;

[[nodiscard]] QString kindName(ApiError::Kind kind);
[[nodiscard]] ExitCode exitCodeFor(ApiError::Kind kind);

//! Whose error it is: the sentences name it.
enum class Peer { Pbx, OpenApi, Central };

[[nodiscard]] CommandError usageError(const QString &message);
//! With the window's own sentence for \a error.
[[nodiscard]] CommandError commandError(const ApiError &error, Peer peer = Peer::Pbx);

} // namespace lw

Q_DECLARE_METATYPE(lw::CommandResult)
