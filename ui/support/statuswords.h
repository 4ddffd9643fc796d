// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "statusshape.h"

#include <core/connectionstatus.h>
#include <core/remotedevice.h>
#include <session/centralsession.h>
#include <session/pbxsession.h>

#include <QString>

namespace lw {

/*! A status as it is shown everywhere: shape, word and tone. */
struct StatusLook
{
    StatusShape shape = StatusShape::Triangle;
    QString word;
    Tone tone = Tone::Neutral;
};

//! Whether this program is signed in to a PBX.
[[nodiscard]] StatusLook sessionLook(PbxSession::State state);
//! The same for a management server.
[[nodiscard]] StatusLook centralLook(CentralSession::State state);
//! A device as the management server sees it; words we do not know are shown as they are.
[[nodiscard]] StatusLook deviceLook(const OpenWord<RemoteDevice::Status> &status);
//! Whether a PBX is connected to its management server; words we do not know are shown as they are.
[[nodiscard]] StatusLook connectionLook(const ConnectionStatus &status);
//! "Connected to rm.example.com since 09:12".
[[nodiscard]] QString connectionSentence(const ConnectionStatus &status);

} // namespace lw
