// SPDX-License-Identifier: GPL-3.0-or-later
#include "networktransportfactory.h"

#include "authorityloader.h"
#include "networktransport.h"

#include <QNetworkInterface>

namespace lw {

namespace {

constexpr int kMostInFlight = 50; // beyond it healthy servers fail for want of turns

} // namespace

struct NetworkTransportFactory::Private
{
    TransportCommons commons;
};

NetworkTransportFactory::NetworkTransportFactory(const Clock &clock)
    : m_private(std::make_unique<Private>(
          Private{.commons = {.clock = clock,
                              .limit = InFlightLimit(kMostInFlight),
                              .authorities = std::make_shared<AuthorityLoader>()}}))
{}

NetworkTransportFactory::~NetworkTransportFactory() = default;

std::unique_ptr<HttpTransport> NetworkTransportFactory::create(const PbxAddress &address,
                                                               const TrustChoice &trust,
                                                               const ProxyChoice &proxy)
{
    return std::make_unique<NetworkTransport>(
        NetworkTransport::Target{.address = address, .trust = trust, .proxy = proxy},
        m_private->commons);
}

QStringList NetworkTransportFactory::workstationAddresses() const
{
    QStringList addresses;
    for (const QHostAddress &address : QNetworkInterface::allAddresses())
        addresses.append(address.toString());
    return addresses;
}

} // namespace lw
