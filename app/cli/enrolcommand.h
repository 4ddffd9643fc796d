// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pbxcommand.h"

#include <core/twofactorstate.h>

#include <QString>

#include <optional>

namespace lw {

class SecuritySettingsModel;
class TwoFactorEnrolment;

/*! security enable: what was asked for. */
struct EnrolOptions
{
    SecondFactorMethod method = SecondFactorMethod::Authenticator;
    QString qr;        //!< a file, or - for half blocks on standard output; empty: none
    QString secretOut; //!< file descriptor; empty: none
};

/*!
 * security enable: hands the key or the address out, waits for the code, saves. The readiness gate
 * is the window's; here its findings are told, and the command goes on.
 *
 *   reading --> checking readiness (super administrator) --> the flow's steps --> the code -->
 * saved
 */
class EnrolCommand final : public PbxCommand
{
public:
    EnrolCommand(PbxSession &session, SignInMeans means, EnrolOptions options);

protected:
    [[nodiscard]] std::optional<CommandError> beforeSignIn() override;
    void run() override;
    [[nodiscard]] bool needsPasswordAgain() const override { return true; }

private:
    enum class Stage { Reading, CheckingReadiness, Enrolling };

    void followModel();
    void begin();
    void followFlow();
    //! Hands out what the person needs for a code; false: that failed, and the command is over.
    [[nodiscard]] bool handOut();
    [[nodiscard]] bool handOutKey();
    //! Answers what went wrong.
    [[nodiscard]] std::optional<QString> draw(const Secret &uri) const;
    void waitForCode();

    SecuritySettingsModel *m_model;
    EnrolOptions m_options;
    Stage m_stage = Stage::Reading;
    bool m_isConfirmed = false;
    bool m_isMailAsked = false;
    bool m_isHandedOut = false;
};

} // namespace lw
