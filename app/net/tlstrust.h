// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/apierror.h>
#include <core/trustchoice.h>

#include <QList>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslError>

#include <optional>

namespace lw {

/*!
 * The judgement about the certificate of one server. A pure value: the same errors and chain give
 * the same verdict. It asks nobody and switches nothing off; asking a person is what NeedsTrust is
 * for, outside the handshake.
 */
class TlsTrust final
{
public:
    explicit TlsTrust(TrustChoice choice);

    //! Nothing: accepted, \a errors included. Else TlsUntrusted or TlsChanged with the leaf's
    //! facts. With a pin only the pin counts: a certificate that every authority vouches for is
    //! refused when it is not the pinned one.
    [[nodiscard]] std::optional<ApiError> judge(const QList<QSslError> &errors,
                                                const QList<QSslCertificate> &chain) const;

    //! What a connection under this trust is configured with: TLS 1.2 or newer. \a authorities
    //! replaces the system's, which are otherwise loaded on demand; empty: the system's.
    [[nodiscard]] static QSslConfiguration configuration(const QList<QSslCertificate> &authorities);

    [[nodiscard]] static CertificateFacts factsOf(const QSslCertificate &leaf,
                                                  const QList<QSslError> &errors);

private:
    TrustChoice m_choice;
};

} // namespace lw
