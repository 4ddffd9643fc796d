// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "credentialstore.h"

#include <core/centralsettings.h>
#include <core/secret.h>

#include <QHash>
#include <QObject>
#include <QSet>

#include <functional>
#include <unordered_map>

namespace lw {

class CentralPool;
class CentralRegistry;
class CentralSession;

/*!
 * Signs in to management servers with the Client Secret that is kept in the credential store, and
 * keeps it there when a person asked for it and the platform has taken it. One that was refused is
 * forgotten: it is never tried twice. Main thread; constructed in main(); registry, sessions and
 * store outlive it.
 */
class CentralKeeper final : public QObject
{
    Q_OBJECT
public:
    enum class Remember { No, Yes };

    CentralKeeper(CentralRegistry &registry, CentralPool &sessions, CredentialStore &store,
                  QObject *parent = nullptr);
    ~CentralKeeper() override;

    //! Signs in with a secret that was typed, and keeps it once the platform has taken it.
    void signIn(const QString &centralId, Secret clientSecret, Remember remember);
    //! Signs in with the secret that is kept; does nothing where there is none.
    void signInSaved(const QString &centralId);
    [[nodiscard]] bool keepsSecret(const QString &centralId) const;
    void forget(const QString &centralId);

signals:
    void keptChanged(const QString &centralId);
    //! The secret that was kept is wrong, and was forgotten.
    void savedSecretRefused(const QString &centralId);

private:
    enum class Origin { Typed, Store };

    void begin(const QString &centralId, Secret clientSecret, Origin origin);
    void followSession(const QString &centralId);
    void note(const QString &centralId, bool isKept);
    void followRegistry();

    CentralRegistry &m_registry;
    CentralPool &m_sessions;
    CredentialStore &m_store;
    std::unordered_map<QString, Secret> m_toKeep; //!< of sign-ins that are under way
    QSet<QString> m_fromStore; //!< servers whose session has the secret that is kept
    QHash<QString, CentralSettings> m_keeping; //!< the servers of which something is kept
};

} // namespace lw
