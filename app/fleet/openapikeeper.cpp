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
    followRegistry();
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
    connect(session, &OpenApiSession::tokenReleased, this,
            [this, pbxId](bool isReleased, int number) {
                if (isReleased)
                    keepToken(pbxId); // there may be a new one by now
                const Next next = number == 0 ? m_after.take(pbxId) : Next();
                if (next)
                    next();
            });
    connect(session, &OpenApiSession::signedOut, this, &OpenApiKeeper::countReleased);
    return session;
}

void OpenApiKeeper::signIn(const QString &pbxId, Secret clientSecret, Remember remember)
{
    m_fromStore.remove(pbxId);
    m_toKeep.remove(pbxId);
    if (remember == Remember::Yes && session(pbxId))
        m_toKeep.insert(pbxId, std::make_shared<Secret>(clientSecret.clone()));
    begin(pbxId, std::move(clientSecret));
}

void OpenApiKeeper::begin(const QString &pbxId, Secret clientSecret)
{
    const auto secret = std::make_shared<Secret>(std::move(clientSecret));
    releaseLeftOver(pbxId, [this, pbxId, secret] {
        if (OpenApiSession *still = session(pbxId))
            still->signIn(std::move(*secret));
    });
}

void OpenApiKeeper::signInSaved(const QString &pbxId)
{
    const auto pbx = m_registry.byId(pbxId);
    if (!pbx || !pbx->keepsOpenApiSecret)
        return;
    m_store.read(keyOf(*pbx, Kind::OpenApiSecret))
        ->then(this, [this, pbxId](Result<StoredSecret> stored) {
            if (!stored || stored->value.isEmpty()) {
                noteKept(pbxId, false);
                return;
            }
            const OpenApiSession *wanted = session(pbxId);
            if (!wanted || wanted->isSignedIn() || wanted->state() == State::Connecting)
                return;
            m_fromStore.insert(pbxId);
            begin(pbxId, std::move(stored->value));
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
            releaseLeftOver(pbx.id, [] {});
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
    if (!session)
        return;
    const CredentialKey key = keyOf(session->settings(), Kind::OpenApiToken);
    if (session->token().isEmpty())
        drop(key);
    else
        m_store.write(key, session->token().clone())->then(this, [](const Result<Kept> &) {});
}

void OpenApiKeeper::follow(const QString &pbxId)
{
    const OpenApiSession *session = m_sessions.value(pbxId);
    if (!session)
        return; // it goes with its PBX
    if (session->isSignedIn()) {
        if (const auto secret = m_toKeep.take(pbxId)) {
            m_store.write(keyOf(session->settings(), Kind::OpenApiSecret), secret->clone())
                ->then(this, [this, pbxId](const Result<Kept> &kept) {
                    if (!kept)
                        return;
                    m_fromStore.insert(pbxId);
                    noteKept(pbxId, true);
                });
        }
    } else if (session->state() != State::Connecting) {
        m_toKeep.remove(pbxId);
        // A kept secret that was refused must not be tried by the next run: the PBX counts.
        if (session->wasSecretRefused() && m_fromStore.remove(pbxId))
            forget(pbxId);
    }
    emit sessionChanged(pbxId);
}

void OpenApiKeeper::releaseLeftOver(const QString &pbxId, const Next &next)
{
    OpenApiSession *owner = session(pbxId);
    if (!owner || m_checked.contains(pbxId)) {
        next();
        return;
    }
    m_checked.insert(pbxId);
    m_store.read(keyOf(owner->settings(), Kind::OpenApiToken))
        ->then(this, [this, pbxId, next](Result<StoredSecret> stored) {
            OpenApiSession *still = m_sessions.value(pbxId);
            if (!still || !stored || stored->value.isEmpty()) {
                next();
                return;
            }
            m_after.insert(pbxId, next);
            still->release(stored->value);
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
        m_toKeep.remove(id);
        m_after.remove(id);
        connect(session, &OpenApiSession::signedOut, session, &QObject::deleteLater);
        drop(keyOf(before, Kind::OpenApiToken)); // is given back here, or nowhere
        session->signOut();
        emit sessionChanged(id);
    }
    dropLeavings();
}

//! A PBX that was removed, or has another client, leaves nothing behind in the keychain; a token is
//! never given to another address.
void OpenApiKeeper::dropLeavings()
{
    const auto before = std::exchange(m_known, {});
    for (const PbxSettings &pbx : m_registry.all()) {
        if (!pbx.openApiClientId.isEmpty())
            m_known.insert(pbx.id, pbx);
    }
    for (const PbxSettings &known : before) {
        const auto now = m_registry.byId(known.id);
        const bool isSameClient = now && now->openApiClientId == known.openApiClientId;
        if (!isSameClient)
            drop(keyOf(known, Kind::OpenApiSecret));
        if (!isSameClient || now->address != known.address)
            drop(keyOf(known, Kind::OpenApiToken));
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
