// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace lw::Sandbox {

enum class CertificateAge { Valid, Expired };

/*!
 * A self-signed P-256 certificate for localhost and 127.0.0.1 with its key, made in memory. A plain
 * value; the key is good for practice only and is never written to a disk.
 */
struct TlsCertificate
{
    QByteArray certificatePem;
    QByteArray keyPem;
    QByteArray sha256; //!< 32 raw bytes of the certificate's SHA-256

    //! \a commonName is shown to people; names that matter are the subject alternative names.
    //! Validity goes by the machine's clock, because that is what clients judge it by.
    [[nodiscard]] static TlsCertificate make(const QByteArray &commonName,
                                             CertificateAge age = CertificateAge::Valid);
};

} // namespace lw::Sandbox
