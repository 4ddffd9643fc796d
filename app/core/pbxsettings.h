// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pbxaddress.h"
#include "proxychoice.h"
#include "readiness.h"
#include "trustchoice.h"

#include <QString>

namespace lw {

/*! What is kept of one PBX: everything needed to reach it, and never a password. */
struct PbxSettings
{
    QString id;   //!< made once, never shown
    QString name; //!< unique among the saved PBXs
    QString group;
    PbxAddress address;
    QString userName;
    TrustChoice trust;
    ProxyChoice proxy;
    QString wireFile; //!< a wire profile that overrides single entries; empty: none
    QString notes;
    ReadinessRecord readiness;
    bool keepsPassword = false;    //!< the keychain has the password of userName
    bool keepsDeviceToken = false; //!< and a trusted device's token
    QString openApiClientId;       //!< Client ID of the PBX's OpenAPI; empty: not used
    bool keepsOpenApiSecret = false;

    friend bool operator==(const PbxSettings &, const PbxSettings &) = default;
};

} // namespace lw
