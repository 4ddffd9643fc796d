// SPDX-License-Identifier: GPL-3.0-or-later
#include "credentialstore.h"

#include "keychain.h"

#include <QPointer>

#include <utility>

namespace lw {

namespace {

using Said = KeychainAnswer::Result;

QString wordOf(CredentialKey::Kind kind)
{
    using Kind = CredentialKey::Kind;
    switch (kind) {
    case Kind::TrustedDevice:
        return QStringLiteral("trusted-device");
    case Kind::ClientSecret:
        return QStringLiteral("client-secret");
    case Kind::OpenApiSecret:
        return QStringLiteral("openapi-secret");
    case Kind::OpenApiToken:
        return QStringLiteral("openapi-token");
    case Kind::Password:
        break;
    }
    return QStringLiteral("password");
}

} // namespace

QString CredentialKey::text() const
{
    return QStringLiteral("%1/%2/%3").arg(pbxId, wordOf(kind), userName);
}

CredentialStore::CredentialStore(QObject *parent) : QObject(parent) {}

CredentialStore::CredentialStore(std::unique_ptr<Keychain> keychain, IsPractice isPractice,
                                 QObject *parent)
    : QObject(parent), m_keychain(std::move(keychain)), m_isPractice(std::move(isPractice))
{}

CredentialStore::~CredentialStore() = default;

Pending<StoredSecret> *CredentialStore::read(const CredentialKey &key)
{
    auto *pending = new Pending<StoredSecret>(this);
    const QString name = key.text();
    if (!usesKeychain(key)) {
        pending->settle(fromMemory(name));
        return pending;
    }
    m_keychain->read(name, pending, [this, pending, name](KeychainAnswer answer) {
        if (judge(answer) && answer.result == Said::Done)
            pending->settle(StoredSecret{std::move(answer.value)});
        else
            pending->settle(fromMemory(name));
    });
    return pending;
}

Pending<Kept> *CredentialStore::write(const CredentialKey &key, Secret value)
{
    auto *pending = new Pending<Kept>(this);
    const QString name = key.text();
    if (value.isEmpty()) {
        const Kept kept = usesKeychain(key) ? Kept::InKeychain : Kept::InMemoryOnly;
        remove(key)->then(pending,
                          [pending, kept](const Result<Done> &) { pending->settle(kept); });
        return pending;
    }
    // The copy in memory is what remains when the keychain refuses.
    const auto copy = std::make_shared<const Secret>(std::move(value));
    m_memory.insert(name, copy);
    if (!usesKeychain(key)) {
        pending->settle(Kept::InMemoryOnly);
        return pending;
    }
    m_keychain->write(name, *copy, this,
                      [this, guard = QPointer(pending), name, copy](const KeychainAnswer &answer) {
                          const bool isKept = judge(answer);
                          if (isKept && m_memory.value(name) == copy)
                              m_memory.remove(name);
                          if (guard)
                              guard->settle(isKept ? Kept::InKeychain : Kept::InMemoryOnly);
                      });
    return pending;
}

Pending<Done> *CredentialStore::remove(const CredentialKey &key)
{
    auto *pending = new Pending<Done>(this);
    const QString name = key.text();
    m_memory.remove(name);
    if (!usesKeychain(key)) {
        pending->settle(removal(key));
        return pending;
    }
    m_keychain->remove(name, this,
                       [this, pending = QPointer(pending), key](const KeychainAnswer &answer) {
                           const bool isGone = judge(answer);
                           if (pending)
                               pending->settle(isGone ? Result<Done>() : removal(key));
                       });
    return pending;
}

bool CredentialStore::usesKeychain(const CredentialKey &key) const
{
    return m_keychain && !m_problem && !(m_isPractice && m_isPractice(key.pbxId));
}

bool CredentialStore::judge(const KeychainAnswer &answer)
{
    if (answer.result == Said::Done || answer.result == Said::NotFound)
        return true;
    if (!m_problem) {
        m_problem = KeychainProblem{.kind = answer.result == Said::Denied
                                                ? KeychainProblem::Kind::Denied
                                                : KeychainProblem::Kind::NoService,
                                    .detail = answer.detail};
        emit keychainMissing();
    }
    return false;
}

//! What can be said of an entry that the keychain was not asked to remove.
Result<Done> CredentialStore::removal(const CredentialKey &key) const
{
    const bool mayBeThere = m_keychain && m_problem &&
                            m_problem->kind == KeychainProblem::Kind::Denied &&
                            !(m_isPractice && m_isPractice(key.pbxId));
    if (!mayBeThere)
        return {};
    return Failure(ApiError{.kind = ApiError::Kind::Forbidden, .detail = m_problem->detail});
}

StoredSecret CredentialStore::fromMemory(const QString &key) const
{
    const auto found = m_memory.value(key);
    return {.value = found ? found->clone() : Secret()};
}

} // namespace lw
