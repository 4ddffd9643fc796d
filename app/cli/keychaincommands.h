// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "commandresult.h"

#include <core/pbxsettings.h>
#include <core/secret.h>

#include <QObject>

#include <functional>

namespace lw {

class CredentialStore;

using KeychainFinished = std::function<void(const CommandResult &)>;

//! pbx remember: keeps the password of \a pbx for \a userName in the keychain. No PBX is contacted.
//! Not done where only memory would keep it.
void rememberPassword(CredentialStore &keychain, const PbxSettings &pbx, Secret password,
                      QObject *context, const KeychainFinished &finished);

//! pbx forget: removes the password and the token of the trusted device.
void forgetSecrets(CredentialStore &keychain, const PbxSettings &pbx, QObject *context,
                   const KeychainFinished &finished);

} // namespace lw
