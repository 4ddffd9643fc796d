// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/openword.h>
#include <core/productfacts.h>
#include <core/secret.h>
#include <core/twofactorstate.h>

#include <chrono>
#include <optional>
#include <variant>

namespace lw {

//! Who asks, for a call that needs a session.
struct PortalCaller
{
    //! Only what a person caused keeps the session alive.
    enum class Cause { Person, Timer };

    const Secret &cookie;
    Cause cause = Cause::Person;
};

//! Whether this device may skip the second factor from now on, and how the PBX lists it.
struct DeviceTrust
{
    enum class Choice { Ask, Trust };

    Choice choice = Choice::Ask;
    QString deviceName;
};

/*! What is sent to sign in. */
struct SignInRequest
{
    const QString &userName;
    const Secret &password;
    QString deviceName;                  //!< empty: not sent
    const Secret *deviceToken = nullptr; //!< of an earlier DeviceTrust::Choice::Trust
};

/*! Password right, code wanted: valid for a while and for one sign-in. */
struct SecondFactorChallenge
{
    Secret token;
    OpenWord<SecondFactorMethod> method;
    QString emailHint; //!< e-mail: where the code was sent, masked
    std::chrono::seconds expiresIn{0};
    std::chrono::seconds resendAfter{0}; //!< e-mail
};

/*! A session that has begun. */
struct SignInAnswer
{
    Secret cookie;
    QString userName;
    OpenWord<Role> role;
    std::chrono::minutes autoLogout{0};
    bool mustChangePassword = false;
    bool isPasswordlessEnabled = false;
    Secret deviceToken; //!< where trust was asked for and given
};

using SignInReply = std::variant<SignInAnswer, SecondFactorChallenge>;

/*! The PBX has seen the password of the account once more. */
struct PasswordProof
{
    Secret token;
    std::chrono::seconds expiresIn{0};
};

//! How a PBX took a change over.
enum class Acceptance { Done, Processing };

} // namespace lw
