// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/pbxaddress.h>
#include <core/proxychoice.h>

#include <QNetworkProxy>

namespace lw {

//! The proxy by which \a address is reached. Asks the system where it is told to, which takes a
//! while: ask once a server. What is on this machine is never looked for behind the system's proxy.
[[nodiscard]] QNetworkProxy proxyFor(const PbxAddress &address, const ProxyChoice &choice);

} // namespace lw
