// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "openword.h"
#include "secret.h"

#include <QString>

#include <optional>

namespace lw {

enum class RemoteServerType { Default, Custom };
enum class ActivationMethod { AuthenticationCode, YeastarId, Email };

/*!
 * The Remote Management page as the PBX answers it (remotemanagement/get). Secrets are never part
 * of an answer. A value that the PBX's firmware does not have is absent, not a default.
 */
struct RemoteManagementSettings
{
    std::optional<OpenWord<RemoteServerType>> serverType; //!< absent on the old layout
    std::optional<QString> serverAddress;                 //!< absent on the old layout
    OpenWord<ActivationMethod> activationMethod;
    QString yeastarId;
    QString email;
    bool isAccountEnabled = false;
    QString accountUserName;
    bool isAccountPasswordSet = false;
    std::optional<bool> isPasswordless; //!< absent without Passwordless Login

    [[nodiscard]] bool isCustomServer() const
    {
        return serverType && serverType->is(RemoteServerType::Custom);
    }
    friend bool operator==(const RemoteManagementSettings &,
                           const RemoteManagementSettings &) = default;
};

//! True when \a left and \a right connect to the same server by the same method and identity.
[[nodiscard]] bool haveSameBinding(const RemoteManagementSettings &left,
                                   const RemoteManagementSettings &right);

/*! What is typed beside the settings when they are saved. Empty: keep what the PBX has. */
struct RemoteManagementSecrets
{
    Secret authenticationCode;
    Secret yeastarIdPassword;
    Secret emailPassword;
    Secret accountPassword;

    [[nodiscard]] bool isEmpty() const
    {
        return authenticationCode.isEmpty() && yeastarIdPassword.isEmpty() &&
               emailPassword.isEmpty() && accountPassword.isEmpty();
    }
    [[nodiscard]] RemoteManagementSecrets clone() const;
};

} // namespace lw
