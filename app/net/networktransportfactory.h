// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "transportfactory.h"

namespace lw {

class Clock;

/*!
 * Makes transports that really talk to servers. Constructed in main(); cheap, and so are its
 * transports until their first request. Its transports share the bound of 50 requests in flight and
 * may outlive it, but not the clock.
 */
class NetworkTransportFactory final : public TransportFactory
{
public:
    explicit NetworkTransportFactory(const Clock &clock);
    ~NetworkTransportFactory() override;

    [[nodiscard]] std::unique_ptr<HttpTransport>
    create(const PbxAddress &address, const TrustChoice &trust, const ProxyChoice &proxy) override;
    [[nodiscard]] QStringList workstationAddresses() const override;

private:
    struct Private;
    std::unique_ptr<Private> m_private;
};

} // namespace lw
