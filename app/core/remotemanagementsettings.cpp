// SPDX-License-Identifier: GPL-3.0-or-later
#include "remotemanagementsettings.h"

namespace lw {

bool haveSameBinding(const RemoteManagementSettings &left, const RemoteManagementSettings &right)
{
    if (left.serverType != right.serverType || left.activationMethod != right.activationMethod)
        return false;
    if (left.isCustomServer() && left.serverAddress != right.serverAddress)
        return false;
    if (left.activationMethod.is(ActivationMethod::YeastarId))
        return left.yeastarId == right.yeastarId;
    if (left.activationMethod.is(ActivationMethod::Email))
        return left.email == right.email;
    return true;
}

RemoteManagementSecrets RemoteManagementSecrets::clone() const
{
    return {.authenticationCode = authenticationCode.clone(),
            .yeastarIdPassword = yeastarIdPassword.clone(),
            .emailPassword = emailPassword.clone(),
            .accountPassword = accountPassword.clone()};
}

} // namespace lw
