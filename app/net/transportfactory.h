// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/pbxaddress.h>
#include <core/proxychoice.h>
#include <core/trustchoice.h>

#include <QStringList>

#include <memory>

namespace lw {

class HttpTransport;

/*! Makes the transport of a saved server. Passed to whoever opens sessions; tests pass their own.
 */
class TransportFactory
{
public:
    virtual ~TransportFactory() = default;

    [[nodiscard]] virtual std::unique_ptr<HttpTransport>
    create(const PbxAddress &address, const TrustChoice &trust, const ProxyChoice &proxy) = 0;

    //! The addresses of this workstation's interfaces, the loopback's included. A PBX behind NAT
    //! may see another one.
    [[nodiscard]] virtual QStringList workstationAddresses() const = 0;
};

} // namespace lw
