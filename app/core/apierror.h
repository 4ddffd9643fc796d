// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "certificatefacts.h"

#include <QMap>
#include <QString>

#include <chrono>
#include <optional>

namespace lw {

/*!
 * Why an answer is not there: the one error value of every library here. The kind is a closed set;
 * the sentence a person reads is made in ui/support/errortext.cpp and nowhere else.
 */
struct ApiError
{
    enum class Kind {
        Cancelled,    //!< we or the user gave up
        Timeout,      //!< no answer in time; the request changed nothing or was a GET
        Unreachable,  //!< name not found, refused, connection lost
        ProxyFailed,  //!< the proxy refused or wants credentials
        TlsUntrusted, //!< certificate not verified and not pinned
        TlsChanged,   //!< another certificate than the pinned one
        TlsFailed,    //!< no TLS 1.2 or newer, or a broken handshake
        Unauthorized, //!< wrong name, password or code
        SessionExpired,
        SecondFactorRequired,
        LockedOut, //!< address blocked; see retryAfter
        Forbidden, //!< role too small, or the action is not allowed
        NotFound,
        Unsupported, //!< this firmware does not know the call
        Conflict,    //!< duplicate, limit reached, or changed by someone else
        Rejected,    //!< understood and refused; see serverCode and fields
        RateLimited,
        ServerFault,
        MalformedReply, //!< detail names the field or the place
        UnknownOutcome  //!< a change was sent and no answer came
    };

    Kind kind = Kind::ServerFault;
    int httpStatus = 0;            //!< 0: no HTTP answer
    std::optional<int> serverCode; //!< the vendor's errcode / errCode
    QString serverText;            //!< the vendor's text; plain text, shown quoted
    //! Fields the server named, by its own field name, with its own word for the reason.
    QMap<QString, QString> fields;
    //! The server's reason word (used, expired, dns, timeout ...), or ours for what its code alone
    //! says: code-wrong, code-expired, password-proof-over, no-mail-server.
    QString reason;
    std::optional<int> attemptsLeft; //!< code-wrong: how many more the server will look at
    QString detail;                  //!< technical detail for people, untranslated; never a secret
    std::optional<std::chrono::seconds> retryAfter; //!< LockedOut: 0 means for good
    std::optional<CertificateFacts> certificate;    //!< Tls*: what the server presented
    QByteArray pinnedSha256;                        //!< TlsChanged: what was trusted until now
    QString method;                                 //!< SecondFactorRequired: authenticator | email
    QString requestId;
};

} // namespace lw
