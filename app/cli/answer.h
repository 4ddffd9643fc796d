// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "commandline.h"
#include "commandresult.h"

#include <core/connectionstatus.h>
#include <core/remotemanagementsettings.h>

namespace lw {

//! Prints \a result: one JSON object on stdout, or text on stdout and stderr. Answers the exit
//! code.
[[nodiscard]] int print(const CommandResult &result, Invocation::Format format);

[[nodiscard]] QJsonObject certificateJson(const CertificateFacts &certificate);
[[nodiscard]] QJsonObject statusJson(const ConnectionStatus &status);
[[nodiscard]] QJsonObject settingsJson(const RemoteManagementSettings &settings);

//! "name: value" lines for people, from the same object that scripts get.
[[nodiscard]] QString linesOf(const QJsonObject &object);

} // namespace lw
