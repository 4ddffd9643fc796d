// SPDX-License-Identifier: GPL-3.0-or-later
#include "proxyway.h"

namespace lw {

QNetworkProxy proxyFor(const PbxAddress &address, const ProxyChoice &choice)
{
    const QNetworkProxy none(QNetworkProxy::NoProxy);
    switch (choice.way) {
    case ProxyChoice::Way::None:
        return none;
    case ProxyChoice::Way::Http:
        // No password: a proxy that wants one answers 407, which is reported and never tried again.
        return {QNetworkProxy::HttpProxy, choice.host, choice.port, choice.userName};
    case ProxyChoice::Way::System:
        break;
    }
    if (address.isLoopback())
        return none;
    const auto found = QNetworkProxyFactory::systemProxyForQuery(QNetworkProxyQuery(address.url()));
    for (const QNetworkProxy &proxy : found) {
        if (proxy.type() == QNetworkProxy::NoProxy || proxy.type() == QNetworkProxy::HttpProxy ||
            proxy.type() == QNetworkProxy::Socks5Proxy)
            return proxy;
    }
    return none;
}

} // namespace lw
