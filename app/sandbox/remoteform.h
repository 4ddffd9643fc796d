// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "portalenvelope.h"

#include <core/firmwareversion.h>
#include <core/pbxaddress.h>
#include <core/remotemanagementsettings.h>

#include <tl/expected.hpp>

namespace lw::Sandbox {

//! What the Remote Management page of a practice PBX has, by its firmware.
struct RemoteFeatures
{
    bool hasPage = false;       //!< Cloud has none
    bool hasServerType = false; //!< the new layout: default or custom server, three methods
    bool hasPasswordless = false;

    [[nodiscard]] static RemoteFeatures of(const FirmwareVersion &firmware);
};

//! The page as the practice PBX keeps it. Secrets are kept elsewhere.
struct RemoteSettings
{
    RemoteServerType server = RemoteServerType::Default;
    QString serverAddress;
    ActivationMethod method = ActivationMethod::AuthenticationCode;
    QString yeastarId;
    QString email;
    bool isAccountEnabled = false;
    QString accountUserName;
    bool isAccountPasswordSet = false;
    bool isPasswordless = false;

    //! Same server, same method, same identity: a stored secret stays good.
    [[nodiscard]] bool hasSameBinding(const RemoteSettings &other) const;
};

//! A Save that passed the checks.
struct RemoteChange
{
    RemoteSettings settings;
    std::optional<QString> bindingSecret; //!< the code or the password that was sent
    std::optional<QString> accountPassword;
};

/*!
 * Judges the body of remotemanagement/update in the contract's order: 40001, 40002 with every field
 * that is wrong, 40003. It asks nobody and changes nothing.
 */
class RemoteForm final
{
public:
    //! \a reservedNames may not be the account's name: the super administrator's, the extensions'
    //! e-mail addresses.
    RemoteForm(const WireCall &call, RemoteFeatures features, QStringList reservedNames);

    enum class Bound { Yes, No };
    [[nodiscard]] tl::expected<RemoteChange, Refusal>
    read(const QByteArray &body, const RemoteSettings &current, Bound bound) const;

private:
    WireCall m_call;
    RemoteFeatures m_features;
    QStringList m_reservedNames;
};

} // namespace lw::Sandbox
