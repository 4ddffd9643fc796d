// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "faultplan.h"
#include "tlscertificate.h"

#include <boost/asio/ssl/context.hpp>

#include <memory>
#include <optional>

namespace lw::Sandbox {

using TlsContext = std::shared_ptr<boost::asio::ssl::context>;

/*!
 * The TLS settings of one practice server: its normal ones, and those of the connection faults,
 * which are made when they are needed. Owned by the server; sandbox thread only.
 */
class TlsContexts final
{
public:
    explicit TlsContexts(const QByteArray &commonName);

    [[nodiscard]] const TlsCertificate &certificate() const { return m_certificate; }
    //! For the next connection, which meets \a fault if it is given.
    [[nodiscard]] TlsContext forConnection(const std::optional<Fault> &fault) const;

private:
    QByteArray m_commonName;
    TlsCertificate m_certificate;
    TlsContext m_normal;
};

} // namespace lw::Sandbox
