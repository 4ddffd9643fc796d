// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QString>
#include <QStringList>

namespace lw {

//! Why a certificate was not accepted by the system's (or the chosen) authorities.
enum class CertificateProblem {
    SelfSigned,
    UnknownIssuer,
    Expired,
    NotYetValid,
    WrongName,
    Revoked,
    WeakProtocol,
    Other
};

/*!
 * What a person needs to see of a server's certificate before trusting it.
 * A plain value; the names are display text and never used for a decision: that is sha256.
 */
struct CertificateFacts
{
    QString subject;
    QString issuer;
    QStringList names;                  //!< subject alternative names, DNS and IP
    QDateTime notBefore;                //!< UTC
    QDateTime notAfter;                 //!< UTC
    QByteArray sha256;                  //!< 32 raw bytes of the certificate's SHA-256
    QList<CertificateProblem> problems; //!< empty: verified

    friend bool operator==(const CertificateFacts &, const CertificateFacts &) = default;
};

} // namespace lw
