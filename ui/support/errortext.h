// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/apierror.h>
#include <core/pbxaddress.h>
#include <core/wireprofile.h>

#include <QDateTime>
#include <QString>

namespace lw {

struct FieldProblem;
struct JournalProblem;
struct KeychainProblem;
struct RegistryProblem;
struct SetAside;

/*!
 * What happened, and what it means or what to do next. Whole sentences in the language of the
 * program, plain text; texts of a server stand in quotation marks.
 */
struct ErrorText
{
    QString sentence;
    QString advice; //!< empty: nothing to add
    //! By which whoever runs the server finds the request; it stands in the advice, too. Not empty:
    //! the text is worth copying.
    QString requestId = {};

    //! Both, one after the other.
    [[nodiscard]] QString joined() const;
};

[[nodiscard]] ErrorText errorText(const ApiError &error);

//! The same where the password alone was asked for, so that it cannot be the user name.
[[nodiscard]] ErrorText passwordErrorText(const ApiError &error);
//! Until when an address is blocked that was refused at \a now; empty where that is not known.
[[nodiscard]] QString blockedUntilText(const ApiError &error, const QDateTime &now);

//! Why the certificate of a server was not accepted, one sentence.
[[nodiscard]] QString certificateProblemText(CertificateProblem problem);

//! Sentences that stand beside the field they are about, so they do not name it.
[[nodiscard]] QString addressProblemText(PbxAddress::Problem problem);
[[nodiscard]] QString fieldProblemText(const FieldProblem &problem);
//! \a word is what the server said of a field in \a error; empty: nothing.
[[nodiscard]] QString refusedFieldText(const ApiError &error, const QString &word);

[[nodiscard]] QString registryProblemText(const RegistryProblem &problem);
//! The same for the list of management servers.
[[nodiscard]] QString centralRegistryProblemText(const RegistryProblem &problem);
[[nodiscard]] ErrorText setAsideText(const SetAside &setAside);
[[nodiscard]] ErrorText keychainText(const KeychainProblem &problem);
[[nodiscard]] ErrorText journalText(const JournalProblem &problem);
[[nodiscard]] QString wireProfileErrorText(const WireProfileError &error);

} // namespace lw
