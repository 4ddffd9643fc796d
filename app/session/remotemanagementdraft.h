// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/capabilities.h>
#include <core/pbxaddress.h>
#include <core/remotemanagementsettings.h>

#include <QMap>

#include <optional>

namespace lw {

//! A control of the Remote Management page.
enum class RemoteManagementField {
    ServerType,
    ServerAddress,
    ActivationMethod,
    AuthenticationCode,
    YeastarId,
    YeastarIdPassword,
    Email,
    EmailPassword,
    AccountEnabled,
    AccountUserName,
    AccountPassword,
    Passwordless
};

//! Why a field cannot be sent.
struct FieldProblem
{
    enum class Kind { Missing, TooLong, NotPrintable, NotAnAddress, NotAnEmail };
    Kind kind = Kind::Missing;
    std::optional<PbxAddress::Problem> address; //!< NotAnAddress: what is wrong with it

    friend bool operator==(const FieldProblem &, const FieldProblem &) = default;
};

/*! What a person wants the Remote Management page to be: settings, and secrets typed beside them.
 */
struct RemoteManagementDraft
{
    RemoteManagementSettings settings;
    RemoteManagementSecrets secrets;
};

//! The secret behind \a field; null for a field that is none.
[[nodiscard]] Secret *secretOf(RemoteManagementSecrets &secrets, RemoteManagementField field);

/*!
 * Only what cannot mean anything: empty where a value is needed, unreasonably long, control
 * characters, an address with a scheme or path. Everything else is for the PBX to judge. \a before
 * is what the PBX has: a binding that changes needs its secret.
 */
[[nodiscard]] QMap<RemoteManagementField, FieldProblem>
problemsOf(const RemoteManagementDraft &draft, const RemoteManagementSettings &before);

} // namespace lw
