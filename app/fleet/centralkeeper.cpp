// SPDX-License-Identifier: GPL-3.0-or-later
#include "centralkeeper.h"

#include "centralpool.h"
#include "centralregistry.h"

#include <session/centralsession.h>

#include <utility>

namespace lw {

namespace {

CredentialKey keyOf(const CentralSettings &central)
{
    return {.pbxId = central.id,
            .kind = CredentialKey::Kind::ClientSecret,
            .userName = central.clientId};
}

} // namespace

CentralKeeper::CentralKeeper(CentralRegistry &registry, CentralPool &sessions,
                             CredentialStore &store, QObject *parent)
    : QObject(parent), m_registry(registry), m_sessions(sessions), m_store(store)
{
    connect(&sessions, &CentralPool::sessionChanged, this, &CentralKeeper::followSession);
    connect(&registry, &CentralRegistry::changed, this, &CentralKeeper::followRegistry);
    followRegistry();
}

CentralKeeper::~CentralKeeper() = default;

void CentralKeeper::signIn(const QString &centralId, Secret clientSecret, Remember remember)
{
    m_toKeep.erase(centralId);
    if (remember == Remember::Yes)
        m_toKeep.emplace(centralId, clientSecret.clone());
    begin(centralId, std::move(clientSecret), Origin::Typed);
}

void CentralKeeper::signInSaved(const QString &centralId)
{
    const auto central = m_registry.byId(centralId);
    if (!central || !central->keepsSecret)
        return;
    m_store.read(keyOf(*central))->then(this, [this, centralId](Result<StoredSecret> stored) {
        if (!stored || stored->value.isEmpty()) {
            note(centralId, false);
            return;
        }
        m_toKeep.erase(centralId);
        begin(centralId, std::move(stored->value), Origin::Store);
    });
}

bool CentralKeeper::keepsSecret(const QString &centralId) const
{
    const auto central = m_registry.byId(centralId);
    return central && central->keepsSecret;
}

void CentralKeeper::forget(const QString &centralId)
{
    const auto central = m_registry.byId(centralId);
    if (!central)
        return;
    m_store.remove(keyOf(*central))->then(this, [this, centralId](const Result<Done> &) {
        note(centralId, false);
    });
}

void CentralKeeper::begin(const QString &centralId, Secret clientSecret, Origin origin)
{
    CentralSession *session = m_sessions.session(centralId);
    if (!session || session->state() == CentralSession::State::Stopped) {
        m_toKeep.erase(centralId); // nothing is sent
        return;
    }
    m_fromStore.remove(centralId);
    if (origin == Origin::Store)
        m_fromStore.insert(centralId);
    session->signIn(std::move(clientSecret));
}

void CentralKeeper::followSession(const QString &centralId)
{
    using State = CentralSession::State;
    const CentralSession *session = m_sessions.existing(centralId);
    if (!session || session->state() == State::Connecting || session->state() == State::NeedsTrust)
        return; // not decided yet
    // Once signed in the secret is used again whenever the tokens are over.
    if (session->wasSecretRefused() && m_fromStore.remove(centralId)) {
        forget(centralId);
        emit savedSecretRefused(centralId);
    }
    const auto found = m_toKeep.find(centralId);
    if (found == m_toKeep.end())
        return;
    Secret secret = std::move(found->second);
    m_toKeep.erase(found);
    if (!session->isSignedIn())
        return;
    m_store.write(keyOf(session->settings()), std::move(secret))
        ->then(this, [this, centralId](const Result<Kept> &kept) {
            if (!kept)
                return;
            m_fromStore.insert(centralId);
            note(centralId, true);
        });
}

void CentralKeeper::note(const QString &centralId, bool isKept)
{
    auto central = m_registry.byId(centralId);
    if (!central || central->keepsSecret == isKept)
        return;
    central->keepsSecret = isKept;
    // Not noted is no harm: the next run asks for the secret again.
    if (m_registry.update(*central))
        emit keptChanged(centralId);
}

//! A server that was removed, or has another Client ID, leaves nothing behind in the keychain.
void CentralKeeper::followRegistry()
{
    const auto before = std::exchange(m_keeping, {});
    for (const auto *list : {&m_registry.all(), &m_registry.practice()}) {
        for (const CentralSettings &central : *list) {
            if (central.keepsSecret)
                m_keeping.insert(central.id, central);
        }
    }
    for (const CentralSettings &kept : before) {
        const auto now = m_registry.byId(kept.id);
        if (!now || now->clientId != kept.clientId)
            m_store.remove(keyOf(kept))->then(this, [](const Result<Done> &) {});
    }
}

} // namespace lw
