// SPDX-License-Identifier: GPL-3.0-or-later
#include "signinkeeper.h"

#include "credentialstore.h"
#include "pbxregistry.h"
#include "sessionpool.h"

#include <session/pbxsession.h>

#include <QLoggingCategory>
#include <QPointer>

namespace lw {

namespace {

Q_LOGGING_CATEGORY(lcFleet, "lw.fleet", QtWarningMsg)

using Kind = CredentialKey::Kind;
using State = PbxSession::State;

CredentialKey keyOf(const PbxSettings &pbx, Kind kind)
{
    return {.pbxId = pbx.id, .kind = kind, .userName = pbx.userName};
}

} // namespace

SignInKeeper::SignInKeeper(PbxRegistry &registry, SessionPool &sessions, CredentialStore &store,
                           QObject *parent)
    : QObject(parent), m_registry(registry), m_sessions(sessions), m_store(store)
{
    connect(&registry, &PbxRegistry::changed, this, &SignInKeeper::followRegistry);
    connect(&sessions, &SessionPool::sessionEnding, this, [this](const QString &id) {
        m_attempts.erase(id);
        m_watched.remove(id);
        m_signedInAs.remove(id);
    });
    followRegistry();
}

SignInKeeper::~SignInKeeper() = default;

void SignInKeeper::signIn(const QString &pbxId, const QString &userName, Secret password,
                          Remember remember)
{
    Attempt attempt{.userName = userName};
    if (remember == Remember::Yes)
        attempt.toKeep = password.clone();
    signInWithToken(pbxId, std::move(attempt), std::move(password));
}

void SignInKeeper::signInSaved(const QString &pbxId)
{
    const PbxSettings pbx = settingsOf(pbxId);
    if (!pbx.keepsPassword)
        return;
    m_store.read(keyOf(pbx, Kind::Password))->then(this, [this, pbx](Result<StoredSecret> kept) {
        const bool isThere = kept && !kept->value.isEmpty();
        PbxSession *session = m_sessions.session(pbx.id);
        // A keychain that has to be unlocked takes its time: somebody may have signed in.
        if (!isThere || !session || session->isSignedIn() || session->isBusy())
            return;
        signInWithToken(pbx.id, {.userName = pbx.userName, .isSaved = true},
                        std::move(kept->value));
    });
}

void SignInKeeper::signInWithToken(const QString &pbxId, Attempt attempt, Secret password)
{
    PbxSession *session = m_sessions.session(pbxId);
    if (!session)
        return;
    watch(*session);
    const PbxSettings pbx = settingsOf(pbxId);
    if (!pbx.keepsDeviceToken || pbx.userName != attempt.userName) {
        const QString userName = attempt.userName;
        m_attempts.insert_or_assign(pbxId, std::move(attempt));
        session->signIn(userName, std::move(password));
        return;
    }
    m_store.read(keyOf(pbx, Kind::TrustedDevice))
        ->then(session, [this, session, attempt = std::move(attempt),
                         password = std::move(password)](Result<StoredSecret> token) mutable {
            attempt.sentToken = token && !token->value.isEmpty();
            const QString userName = attempt.userName;
            m_attempts.insert_or_assign(session->settings().id, std::move(attempt));
            session->signIn(userName, std::move(password),
                            token ? std::move(token->value) : Secret());
        });
}

bool SignInKeeper::keepsPassword(const QString &pbxId) const
{
    return settingsOf(pbxId).keepsPassword;
}

bool SignInKeeper::keepsAnything(const QString &pbxId) const
{
    const PbxSettings pbx = settingsOf(pbxId);
    return pbx.keepsPassword || pbx.keepsDeviceToken;
}

void SignInKeeper::forget(const QString &pbxId)
{
    const PbxSettings pbx = settingsOf(pbxId);
    removeAll(pbx);
    note(pbx.id, pbx.userName, [](PbxSettings &kept) {
        kept.keepsPassword = false;
        kept.keepsDeviceToken = false;
    });
}

void SignInKeeper::watch(PbxSession &session)
{
    const QString id = session.settings().id;
    if (m_watched.contains(id))
        return;
    m_watched.insert(id);
    connect(&session, &PbxSession::stateChanged, this,
            [this, &session] { followSession(session); });
    connect(&session, &PbxSession::deviceTrusted, this, [this, &session] { keepToken(session); });
    connect(&session, &PbxSession::passwordChanged, this,
            [this, &session](const Secret &wanted) { keepNewPassword(session, wanted); });
}

void SignInKeeper::followSession(PbxSession &session)
{
    const QString id = session.settings().id;
    const auto found = m_attempts.find(id);
    if (found == m_attempts.end() || session.isBusy())
        return;
    const State state = session.state();
    if (state == State::NeedsSecondFactor) {
        if (std::exchange(found->second.sentToken, false))
            drop(settingsOf(id), Kind::TrustedDevice); // the PBX does not trust it any more
        return;
    }
    if (state == State::NeedsTrust)
        return; // the session goes on by itself when the certificate is decided
    Attempt attempt = std::move(found->second);
    m_attempts.erase(found);
    finish(session, std::move(attempt));
}

void SignInKeeper::finish(PbxSession &session, Attempt attempt)
{
    const QString id = session.settings().id;
    const State state = session.state();
    const bool isIn = state == State::Connected || state == State::NeedsNewPassword;
    if (isIn)
        m_signedInAs.insert(id, attempt.userName);
    if (isIn && !attempt.toKeep.isEmpty()) {
        keep({.pbxId = id, .kind = Kind::Password, .userName = attempt.userName},
             std::move(attempt.toKeep));
        return;
    }
    const bool isRefused = state == State::NeedsPassword && !session.hasChallengeEnded() &&
                           session.error() && session.error()->kind == ApiError::Kind::Unauthorized;
    if (attempt.isSaved && isRefused) {
        drop(settingsOf(id), Kind::Password);
        emit savedPasswordRefused(id);
    }
}

void SignInKeeper::keepToken(PbxSession &session)
{
    const QString id = session.settings().id;
    keep({.pbxId = id,
          .kind = Kind::TrustedDevice,
          .userName = m_signedInAs.value(id, session.userName())},
         session.takeDeviceToken());
}

void SignInKeeper::keep(const CredentialKey &key, Secret secret)
{
    m_store.write(key, std::move(secret))->then(this, [this, key](const Result<Kept> &kept) {
        if (!kept)
            return;
        note(key.pbxId, key.userName, [kind = key.kind](PbxSettings &pbx) {
            (kind == Kind::Password ? pbx.keepsPassword : pbx.keepsDeviceToken) = true;
        });
    });
}

void SignInKeeper::keepNewPassword(PbxSession &session, const Secret &wanted)
{
    const PbxSettings pbx = settingsOf(session.settings().id);
    if (pbx.userName != m_signedInAs.value(pbx.id))
        return;
    if (pbx.keepsPassword)
        m_store.write(keyOf(pbx, Kind::Password), wanted.clone())
            ->then(this, [](const Result<Kept> &) {});
    if (pbx.keepsDeviceToken)
        drop(pbx, Kind::TrustedDevice);
}

void SignInKeeper::drop(const PbxSettings &pbx, CredentialKey::Kind kind)
{
    m_store.remove(keyOf(pbx, kind))->then(this, [](const Result<Done> &) {});
    note(pbx.id, pbx.userName, [kind](PbxSettings &kept) {
        (kind == Kind::Password ? kept.keepsPassword : kept.keepsDeviceToken) = false;
    });
}

void SignInKeeper::removeAll(const PbxSettings &pbx)
{
    for (const Kind kind : {Kind::Password, Kind::TrustedDevice})
        m_store.remove(keyOf(pbx, kind))->then(this, [](const Result<Done> &) {});
}

//! Of a PBX that was removed nothing is kept either.
void SignInKeeper::followRegistry()
{
    for (auto it = m_keeping.begin(); it != m_keeping.end();) {
        if (m_registry.byId(it.key())) {
            ++it;
            continue;
        }
        removeAll(*it);
        it = m_keeping.erase(it);
    }
    for (const PbxSettings &pbx : m_registry.all() + m_registry.practice()) {
        if (pbx.keepsPassword || pbx.keepsDeviceToken)
            m_keeping.insert(pbx.id, pbx);
    }
}

//! Only what is ours to say, on top of what the list has now: the keychain takes its time, and two
//! answers may cross. What was kept for another account of the PBX is not kept any more.
void SignInKeeper::note(const QString &pbxId, const QString &userName,
                        const std::function<void(PbxSettings &)> &change)
{
    auto pbx = m_registry.byId(pbxId);
    if (!pbx)
        return;
    if (pbx->userName != userName) {
        removeAll(*pbx);
        pbx->keepsPassword = false;
        pbx->keepsDeviceToken = false;
        pbx->userName = userName;
    }
    change(*pbx);
    if (!m_registry.update(*pbx))
        qCWarning(lcFleet) << "what is kept in the keychain could not be noted";
    emit keptChanged(pbxId);
}

PbxSettings SignInKeeper::settingsOf(const QString &pbxId) const
{
    return m_registry.byId(pbxId).value_or(PbxSettings{.id = pbxId});
}

} // namespace lw
