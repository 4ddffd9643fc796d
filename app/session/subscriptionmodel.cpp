// SPDX-License-Identifier: GPL-3.0-or-later
#include "subscriptionmodel.h"

#include "centralcall.h"
#include "sessionenvironment.h"

namespace lw {

SubscriptionModel::SubscriptionModel(CentralSession &session, QObject *parent)
    : QObject(parent), m_session(session), m_calls(std::make_unique<QObject>())
{}

SubscriptionModel::~SubscriptionModel() = default;

void SubscriptionModel::load()
{
    m_calls = std::make_unique<QObject>(); // in place of an earlier call
    m_isBusy = true;
    m_error.reset();
    callCentral<RemoteConnections>(
        m_session, m_calls.get(), CentralCallRepeat::Read,
        [](CentralClient &client, const Secret &token) { return client.remoteConnections(token); },
        [this](Result<RemoteConnections> connections) {
            m_isBusy = false;
            if (connections) {
                m_loaded = std::move(*connections);
                m_loadedAt = m_session.environment().clock.now();
            } else {
                m_error = std::move(connections.error());
            }
            emit changed();
        });
    emit changed();
}

ExpiryStage SubscriptionModel::expiryOf(const RemoteSubscription &subscription) const
{
    return expiryStage(subscription, m_session.environment().clock.now());
}

} // namespace lw
