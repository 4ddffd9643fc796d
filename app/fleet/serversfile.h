// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pbxregistry.h"

#include <QByteArray>
#include <QList>

namespace lw {

/*! Why bytes are not a list of servers that this version understands. */
struct ServersFileError
{
    SetAside::Reason reason = SetAside::Reason::Damaged;
    QString detail; //!< for people, untranslated
};

//! The content of servers.json. Secrets are no part of it.
[[nodiscard]] QByteArray writeServers(const QList<PbxSettings> &pbxs);

[[nodiscard]] tl::expected<QList<PbxSettings>, ServersFileError>
readServers(const QByteArray &json);

} // namespace lw
