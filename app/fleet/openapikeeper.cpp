// SPDX-License-Identifier: GPL-3.0-or-later
#include "openapikeeper.h"

#include "pbxregistry.h"

#include <session/openapisession.h>
#include <session/sessionenvironment.h>

#include <QTimer>

#include <utility>

namespace lw {

namespace {

using State = OpenApiSession::State;
using Kind = CredentialKey::Kind;

constexpr std::chrono::milliseconds kReleaseLimit{3'000};

CredentialKey keyOf(const PbxSettings &pbx, Kind kind)
{
    return {.pbxId = pbx.id, .kind = kind, .userName = pbx.openApiClientId};
}

} // namespace

OpenApiKeeper::OpenApiKeeper(PbxRegistry &registry, const SessionEnvironment &environment,
                             CredentialStore &store, QObject *parent)
    : QObject(parent), m_registry(registry), m_environment(environment), m_store(store)
{
    connect(&registry, &PbxRegistry::changed, this, &OpenApiKeeper::followRegistry);
}

OpenApiKeeper::~OpenApiKeeper() = default;

OpenApiSession *OpenApiKeeper::session(const QString &pbxId)
{
    if (OpenApiSession *known = m_sessions.value(pbxId))
        return known;
    const auto pbx = m_registry.byId(pbxId);
    if (!pbx || pbx->openApiClientId.isEmpty())
        return nullptr;
    auto *session = new OpenApiSession(*pbx, m_environment, this);
    m_sessions.insert(pbxId, session);
    connect(session, &OpenApiSession::tokenChanged, this, [this, pbxId] { keepToken(pbxId); });
    connect(session, &OpenApiSession::stateChanged, this, [this, pbxId] { follow(pbxId); });
    connect(session, &OpenApiSession::changed, this, [this, pbxId] { emit sessionChanged(pbxId); });
    connect(session, &OpenApiSession::tokenReleased, this, [this, session](bool isReleased) {
        if (isReleased)
            drop(keyOf(session->settings(), Kind::OpenApiToken));
    });
    connect(session, &OpenApiSession::signedOut, this, &OpenApiKeeper::countReleased);
    return session;
}

void OpenApiKeeper::signIn(const QString &pbxId, Secret clientSecret, Remember remember)
{
    OpenApiSession *wanted = session(pbxId);
    if (!wanted)
        return;
    if (remember == Remember::Yes)
        m_toKeep.insert(pbxId, std::make_shared<Secret>(clientSecret.clone()));
    wanted->signIn(std::move(clientSecret));
}

void OpenApiKeeper::signInSaved(const QString &pbxId)
{
    const auto pbx = m_registry.byId(pbxId);
    if (!pbx || !pbx->keepsOpenApiSecret)
        return;
    m_store.read(keyOf(*pbx, Kind::OpenApiSecret))
        ->then(this, [this, pbxId](Result<StoredSecret> stored) {
            if (stored && !stored->value.isEmpty())
                signIn(pbxId, std::move(stored->value), Remember::No);
            else
                noteKept(pbxId, false);
        });
}

void OpenApiKeeper::forget(const QString &pbxId)
{
    if (const auto pbx = m_registry.byId(pbxId))
        drop(keyOf(*pbx, Kind::OpenApiSecret));
    noteKept(pbxId, false);
}

void OpenApiKeeper::releaseLeftOvers()
{
    for (const PbxSettings &pbx : m_registry.all()) {
        if (!pbx.openApiClientId.isEmpty())
            releaseStored(pbx);
    }
}

void OpenApiKeeper::releaseAll()
{
    m_releasing = 0;
    for (OpenApiSession *session : std::as_const(m_sessions)) {
        if (session->isSignedIn())
            ++m_releasing;
    }
    if (m_releasing == 0) {
        QMetaObject::invokeMethod(this, &OpenApiKeeper::allReleased, Qt::QueuedConnection);
        return;
    }
    // A PBX that hangs must not hold the end of the program up: its token is kept for the next one.
    QTimer::singleShot(kReleaseLimit, this, [this] {
        if (std::exchange(m_releasing, 0) > 0)
            emit allReleased();
    });
    for (OpenApiSession *session : std::as_const(m_sessions)) {
        if (session->isSignedIn())
            session->signOut();
    }
}

void OpenApiKeeper::keepToken(const QString &pbxId)
{
    const OpenApiSession *session = m_sessions.value(pbxId);
    const CredentialKey key = keyOf(session->settings(), Kind::OpenApiToken);
    if (session->token().isEmpty())
        drop(key);
    else
        m_store.write(key, session->token().clone())->then(this, [](const Result<Kept> &) {});
}

void OpenApiKeeper::follow(const QString &pbxId)
{
    const OpenApiSession *session = m_sessions.value(pbxId);
    if (session->isSignedIn()) {
        if (const auto secret = m_toKeep.take(pbxId)) {
            m_store.write(keyOf(session->settings(), Kind::OpenApiSecret), secret->clone())
                ->then(this, [this, pbxId](const Result<Kept> &kept) {
                    if (kept)
                        noteKept(pbxId, true);
                });
        }
    } else if (session->state() != State::Connecting) {
        m_toKeep.remove(pbxId);
        // A secret that was refused must not be tried by the next run: the PBX counts.
        if (session->state() == State::NeedsSecret)
            forget(pbxId);
    }
    emit sessionChanged(pbxId);
}

void OpenApiKeeper::releaseStored(const PbxSettings &pbx)
{
    m_store.read(keyOf(pbx, Kind::OpenApiToken))
        ->then(this, [this, id = pbx.id](Result<StoredSecret> stored) {
            OpenApiSession *owner = session(id);
            // A session of this run has a token of its own by now.
            if (owner && stored && !stored->value.isEmpty() && owner->token().isEmpty())
                owner->release(stored->value);
        });
}

void OpenApiKeeper::followRegistry()
{
    const QStringList ids = m_sessions.keys();
    for (const QString &id : ids) {
        OpenApiSession *session = m_sessions.value(id);
        const PbxSettings &before = session->settings();
        const auto now = m_registry.byId(id);
        const bool isSame = now && now->address == before.address && now->trust == before.trust &&
                            now->proxy == before.proxy &&
                            now->openApiClientId == before.openApiClientId;
        if (isSame)
            continue;
        m_sessions.remove(id);
        connect(session, &OpenApiSession::signedOut, session, &QObject::deleteLater);
        session->signOut();
    }
}

void OpenApiKeeper::noteKept(const QString &pbxId, bool isKept)
{
    auto pbx = m_registry.byId(pbxId);
    if (!pbx || pbx->keepsOpenApiSecret == isKept)
        return;
    pbx->keepsOpenApiSecret = isKept;
    // Not noted is no harm: the secret is asked for again.
    (void)m_registry.update(*pbx);
}

void OpenApiKeeper::drop(const CredentialKey &key)
{
    m_store.remove(key)->then(this, [](const Result<Done> &) {});
}

void OpenApiKeeper::countReleased()
{
    if (m_releasing > 0 && --m_releasing == 0)
        emit allReleased();
}

} // namespace lw
