// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "openword.h"

#include <QString>

#include <chrono>

namespace lw {

//! How an account proves that it is itself, beside the password.
enum class SecondFactorMethod { Authenticator, Email };

/*! The second factor of the account that is signed in: twofactor/get. */
struct TwoFactorState
{
    bool isEnabled = false;
    OpenWord<SecondFactorMethod> method; //!< an empty word where there is none
    QString emailHint;                   //!< masked by the PBX, such as j***@example.com
    bool isMandatory = false;            //!< the PBX does not let it be switched off
    bool isMailServerReady = false;

    friend bool operator==(const TwoFactorState &, const TwoFactorState &) = default;
};

/*! The PBX sent a code by e-mail. */
struct MailedCode
{
    QString emailHint; //!< empty where the PBX does not say
    std::chrono::seconds expiresIn{0};
    std::chrono::seconds resendAfter{0};
};

} // namespace lw
