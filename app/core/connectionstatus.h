// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "openword.h"

#include <QDateTime>

namespace lw {

/*! What a PBX says of its connection to the management server: remotemanagement/status. */
struct ConnectionStatus
{
    enum class State { Connected, Connecting, Disconnected };

    OpenWord<State> state;
    std::optional<QDateTime> since; //!< UTC; absent where the PBX sends 0
    QString server;
    QString detail;
    QString lastError;

    friend bool operator==(const ConnectionStatus &, const ConnectionStatus &) = default;
};

} // namespace lw
