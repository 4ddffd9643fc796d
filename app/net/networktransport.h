// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange.h"
#include "httptransport.h"
#include "inflightlimit.h"
#include "requestqueue.h"

#include <core/pbxaddress.h>
#include <core/proxychoice.h>

#include <QNetworkProxy>

#include <map>
#include <memory>
#include <vector>

namespace lw {

class AuthorityLoader;

//! What the transports of one factory share.
struct TransportCommons
{
    const Clock &clock; //!< outlives all transports
    InFlightLimit limit;
    std::shared_ptr<AuthorityLoader> authorities;
};

/*!
 * HttpTransport over Qt's network access, on access managers of its own: the stack reuses an open
 * connection whatever the trust it was opened under, so a change of trust means other managers.
 * Nothing of the network is touched before the first request. Main thread.
 *
 *   send() -> queue -> turn, slot of the shared limit, route ready -> Exchange -> answer
 */
class NetworkTransport final : public HttpTransport
{
    Q_OBJECT
public:
    struct Target
    {
        PbxAddress address;
        TrustChoice trust;
        ProxyChoice proxy;
    };

    NetworkTransport(Target target, TransportCommons commons, QObject *parent = nullptr);
    ~NetworkTransport() override;

    [[nodiscard]] Pending<HttpResponse> *send(HttpRequest request) override;
    void setTrust(const TrustChoice &trust) override;
    [[nodiscard]] std::optional<CertificateFacts> certificate() const override;
    [[nodiscard]] std::optional<ClockSkew> clockSkew() const override;

private:
    struct Running
    {
        Exchange *exchange; //!< our child
        Lane *lane;
    };

    void withdraw(quint64 id);
    void startNext();
    void startNext(HttpRequest::Cause cause);
    void startOne(HttpRequest::Cause cause, InFlightLimit::Slot slot);
    void onExchangeFinished(quint64 id);
    void keepCertificate(const CertificateFacts &facts);

    void prepareRoute();
    void openRoute(const QList<QSslCertificate> &authorities);
    void refuseWaiting(const ApiError &error);
    [[nodiscard]] Lane &freeLane();
    void giveBack(Lane &lane, const Exchange &exchange);

    Target m_target;
    TransportCommons m_commons;
    RequestQueue m_queue;
    std::optional<Route> m_route;               //!< none before the first request
    std::vector<std::unique_ptr<Lane>> m_lanes; //!< two when a person overtakes a timer
    std::map<quint64, Running> m_running;
    QPointer<QObject> m_loading;          //!< the authorities that are on their way
    std::optional<QNetworkProxy> m_proxy; //!< asked for once
    bool m_hasAskedForPerson = false;     //!< a slot was asked for
    bool m_hasAskedForTimer = false;
    std::optional<CertificateFacts> m_certificate;
    std::optional<ClockSkew> m_skew;
    quint64 m_lastId = 0;
};

} // namespace lw
