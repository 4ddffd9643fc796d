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
    Attempt attempt;
    if (remember == Remember::Yes)
        attempt.toKeep = clientSecret.clone();
    begin(centralId, std::move(clientSecret), std::move(attempt));
}

void CentralKeeper::signInSaved(const QString &centralId)
{
    const auto central = m_registry.byId(centralId);
    if (!central || !central->keepsSecret)
        return;
    m_store.read(keyOf(*central))->then(this, [this, centralId](Result<StoredSecret> stored) {
        if (!stored || stored->value.isEmpty())
            note(centralId, false);
        else
            begin(centralId, std::move(stored->value), {.isSaved = true});
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

void CentralKeeper::begin(const QString &centralId, Secret clientSecret, Attempt attempt)
{
    CentralSession *session = m_sessions.session(centralId);
    if (!session)
        return;
    m_attempts.insert_or_assign(centralId, std::move(attempt));
    session->signIn(std::move(clientSecret));
}

void CentralKeeper::followSession(const QString &centralId)
{
    using State = CentralSession::State;
    const auto found = m_attempts.find(centralId);
    const CentralSession *session = m_sessions.existing(centralId);
    if (found == m_attempts.end() || !session)
        return;
    if (session->state() == State::Connecting || session->state() == State::NeedsTrust)
        return; // not decided yet
    Attempt attempt = std::move(found->second);
    m_attempts.erase(found);
    const bool isRefused =
        session->state() == State::NeedsSecret || session->state() == State::Stopped;
    if (session->isSignedIn() && !attempt.toKeep.isEmpty()) {
        m_store.write(keyOf(session->settings()), std::move(attempt.toKeep))
            ->then(this, [this, centralId](const Result<Kept> &kept) {
                if (kept)
                    note(centralId, true);
            });
    } else if (isRefused && attempt.isSaved) {
        forget(centralId);
        emit savedSecretRefused(centralId);
    }
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
