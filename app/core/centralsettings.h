// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pbxaddress.h"
#include "proxychoice.h"
#include "trustchoice.h"

#include <QString>

namespace lw {

//! The port of a management server whose address names none.
constexpr quint16 kCentralPort = 443;

/*! What is kept of one management server: everything needed to reach it, and never a secret. */
struct CentralSettings
{
    QString id;   //!< made once, never shown
    QString name; //!< unique among the saved management servers
    PbxAddress address;
    QString clientId;
    TrustChoice trust;
    ProxyChoice proxy;
    QString notes;
    bool keepsSecret = false; //!< the keychain has the Client Secret of clientId

    friend bool operator==(const CentralSettings &, const CentralSettings &) = default;
};

//! The address as a PBX takes it for its custom server: without the port where it is the usual one.
[[nodiscard]] inline QString connectionServerText(const PbxAddress &address)
{
    const QString text = address.displayText();
    const QString usual = QStringLiteral(":%1").arg(kCentralPort);
    return address.port() == kCentralPort ? text.chopped(usual.size()) : text;
}

} // namespace lw
