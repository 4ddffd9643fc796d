// SPDX-License-Identifier: GPL-3.0-or-later
#include "networktransport.h"

#include "authorityloader.h"
#include "proxyway.h"

#include <QNetworkAccessManager>

#include <algorithm>

namespace lw {

namespace {

using Cause = HttpRequest::Cause;

} // namespace

NetworkTransport::NetworkTransport(Target target, TransportCommons commons, QObject *parent)
    : HttpTransport(parent), m_target(std::move(target)), m_commons(std::move(commons))
{}

NetworkTransport::~NetworkTransport()
{
    for (const auto &[id, running] : m_running)
        delete running.exchange;
    delete m_loading.data();
}

Pending<HttpResponse> *NetworkTransport::send(HttpRequest request)
{
    const quint64 id = ++m_lastId;
    const QPointer<NetworkTransport> self(this);
    auto *answer = new Pending<HttpResponse>(this, [self, id] {
        if (self)
            self->withdraw(id);
    });
    m_queue.add({id, std::move(request), answer});
    startNext();
    return answer;
}

void NetworkTransport::setTrust(const TrustChoice &trust)
{
    m_target.trust = trust;
    delete m_loading.data();
    for (const auto &[id, running] : std::exchange(m_running, {})) {
        m_queue.finish(id);
        running.exchange->disconnect(this);
        running.exchange->stop({.kind = ApiError::Kind::Cancelled});
        delete running.exchange;
    }
    m_lanes.clear();
    m_route.reset();
    m_certificate.reset();
    startNext();
}

std::optional<CertificateFacts> NetworkTransport::certificate() const
{
    return m_certificate;
}

std::optional<ClockSkew> NetworkTransport::clockSkew() const
{
    return m_skew;
}

void NetworkTransport::withdraw(quint64 id)
{
    if (m_queue.remove(id)) {
        startNext(); // what it kept from starting may go
        return;
    }
    const auto found = m_running.find(id);
    if (found != m_running.end())
        found->second.exchange->abandon();
}

void NetworkTransport::startNext()
{
    startNext(Cause::Person);
    startNext(Cause::Timer);
}

void NetworkTransport::startNext(Cause cause)
{
    bool &hasAsked = cause == Cause::Person ? m_hasAskedForPerson : m_hasAskedForTimer;
    if (hasAsked || !m_queue.isStartable(cause))
        return;
    if (!m_route) {
        prepareRoute();
        return;
    }
    hasAsked = true;
    m_commons.limit.take(
        this, cause, [this, cause](InFlightLimit::Slot slot) { startOne(cause, std::move(slot)); });
}

void NetworkTransport::startOne(Cause cause, InFlightLimit::Slot slot)
{
    (cause == Cause::Person ? m_hasAskedForPerson : m_hasAskedForTimer) = false;
    if (!m_route) {
        startNext();
        return;
    }
    auto job = m_queue.start(cause);
    if (!job)
        return;
    const quint64 id = job->id;
    Lane &lane = freeLane();
    auto *exchange = new Exchange(std::move(*job), std::move(slot), lane, m_commons.clock, this);
    m_running.emplace(id, Running{exchange, &lane});
    connect(exchange, &Exchange::certificateAccepted, this, &NetworkTransport::keepCertificate);
    connect(exchange, &Exchange::skewMeasured, this,
            [this](const ClockSkew &skew) { m_skew = skew; });
    connect(exchange, &Exchange::finished, this, [this, id] { onExchangeFinished(id); });
    exchange->start();
}

void NetworkTransport::onExchangeFinished(quint64 id)
{
    m_queue.finish(id);
    const Running ended = m_running.at(id);
    m_running.erase(id);
    giveBack(*ended.lane, *ended.exchange);
    ended.exchange->deleteLater();
    startNext();
}

Lane &NetworkTransport::freeLane()
{
    auto found = std::find_if(m_lanes.begin(), m_lanes.end(),
                              [](const auto &lane) { return !lane->isBusy; });
    if (found == m_lanes.end())
        found = m_lanes.insert(found, std::make_unique<Lane>(*m_route));
    (*found)->isBusy = true;
    return **found;
}

void NetworkTransport::giveBack(Lane &lane, const Exchange &exchange)
{
    lane.isBusy = false;
    if (!exchange.isAnswered())
        std::erase_if(m_lanes, [&lane](const auto &one) { return one.get() == &lane; });
}

void NetworkTransport::keepCertificate(const CertificateFacts &facts)
{
    // A resumed session would repeat the certificate but not what was wrong with it.
    if (!m_certificate || m_certificate->sha256 != facts.sha256)
        m_certificate = facts;
}

void NetworkTransport::prepareRoute()
{
    if (m_loading)
        return;
    if (m_target.trust.basis != TrustChoice::Basis::SystemAndFile) {
        openRoute({});
        return;
    }
    auto *loading = m_commons.authorities->load(m_target.trust.caFile);
    m_loading = loading;
    loading->then(this, [this](Result<AuthorityLoader::Authorities> result) {
        m_loading.clear();
        if (result)
            openRoute(*result);
        else
            refuseWaiting(result.error());
    });
}

void NetworkTransport::openRoute(const QList<QSslCertificate> &authorities)
{
    if (!m_proxy)
        m_proxy = proxyFor(m_target.address, m_target.proxy);
    m_route = Route{.server = m_target.address.url(),
                    .trust = TlsTrust(m_target.trust),
                    .tls = TlsTrust::configuration(authorities),
                    .proxy = *m_proxy};
    startNext();
}

void NetworkTransport::refuseWaiting(const ApiError &error)
{
    for (const QueuedRequest &waiting : m_queue.takeWaiting()) {
        if (waiting.answer)
            waiting.answer->settle(Failure(error));
    }
}

} // namespace lw
