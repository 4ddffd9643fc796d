// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pbxcommand.h"

#include <QString>

namespace lw {

class PasswordChange;
class SecuritySettingsModel;
class TrustedDevicesModel;

/*! security show. */
class SecurityShowCommand final : public PbxCommand
{
public:
    SecurityShowCommand(PbxSession &session, SignInMeans means);

protected:
    void run() override;

private:
    SecuritySettingsModel *m_model;
};

/*! security disable: done as well when it was off already. */
class SecondFactorOffCommand final : public PbxCommand
{
public:
    SecondFactorOffCommand(PbxSession &session, SignInMeans means);

protected:
    void run() override;
    [[nodiscard]] bool needsPasswordAgain() const override { return true; }

private:
    void followModel();
    void followFlow();
    [[nodiscard]] CommandAnswer answer() const;

    SecuritySettingsModel *m_model;
    bool m_isConfirmed = false;
    bool m_isSaved = false;
};

/*! security devices: the list, after removing what was asked for. */
class DevicesCommand final : public PbxCommand
{
public:
    enum class Remove { Nothing, One, Others };

    DevicesCommand(PbxSession &session, SignInMeans means, Remove remove, QString id);

protected:
    void run() override;

private:
    void followModel();

    TrustedDevicesModel *m_model;
    Remove m_remove;
    QString m_id;
    bool m_isRemoving = false;
};

/*!
 * security password. The PBX sees only a digest, so the rules are checked here, before anything is
 * sent. What the keychain keeps of the account follows the change.
 */
class PasswordCommand final : public PbxCommand
{
public:
    PasswordCommand(PbxSession &session, SignInMeans means, Secret wanted);

protected:
    [[nodiscard]] std::optional<CommandError> beforeSignIn() override;
    void run() override;
    [[nodiscard]] bool needsPasswordAgain() const override { return true; }
    [[nodiscard]] bool mayRunBeforeNewPassword() const override { return true; }

private:
    void followChange();
    void updateKeychain(const CommandAnswer &answer);

    PasswordChange *m_change;
    Secret m_wanted;
};

} // namespace lw
