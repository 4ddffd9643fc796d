// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/pbxaddress.h>
#include <core/pending.h>
#include <core/probereport.h>

#include <QObject>
#include <QStringList>

namespace lw {

//! What a TLS handshake showed, whether or not the certificate is vouched for.
struct ProbedCertificate
{
    CertificateFacts facts;
};

/*!
 * Looks at a server step by step, without saying anything to it. Passed to whoever wants to know
 * before a PBX is told to use the server; tests pass their own. Main thread; owns its answers.
 */
class ServerProbe : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    //! The addresses of \a host; Unreachable with reason name-not-found.
    [[nodiscard]] virtual Pending<QStringList> *resolve(const QString &host) = 0;
    //! Opens a TCP connection and closes it.
    [[nodiscard]] virtual Pending<Done> *connectTo(const PbxAddress &server) = 0;
    //! Makes a TLS handshake (1.2 or newer) and closes it. TlsFailed: there was none.
    [[nodiscard]] virtual Pending<ProbedCertificate> *greet(const PbxAddress &server) = 0;
};

} // namespace lw
