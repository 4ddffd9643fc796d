// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "commandline.h"
#include "pbxcommand.h"

#include <core/capabilities.h>
#include <core/remotemanagementsettings.h>

namespace lw {

class RemoteManagementModel;

/*!
 * remote connect: changes what was asked for, keeps everything else, and is done only when the PBX
 * has said Connected. What the firmware lacks is refused before a credential is sent.
 */
class RemoteConnectCommand final : public PbxCommand
{
public:
    RemoteConnectCommand(PbxSession &session, SignInMeans means, ConnectOptions options,
                         RemoteManagementSecrets secrets);

protected:
    [[nodiscard]] std::optional<CommandError> beforeSignIn() override;
    void run() override;
    [[nodiscard]] QString interruptText() const override;

private:
    void followModel();
    void applyOptions();
    void checkDuplicate();
    void save();
    void reportSave();
    [[nodiscard]] CommandError problemsError() const;
    [[nodiscard]] CommandError unsupported(Feature feature) const;

    ConnectOptions m_options;
    RemoteManagementSecrets m_secrets;
    RemoteManagementModel *m_model;
    bool m_isSaving = false;
};

} // namespace lw
