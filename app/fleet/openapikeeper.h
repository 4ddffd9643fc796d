// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "credentialstore.h"

#include <core/pbxsettings.h>
#include <core/secret.h>

#include <QHash>
#include <QObject>

#include <memory>
#include <vector>

namespace lw {

class OpenApiSession;
class PbxRegistry;
struct SessionEnvironment;

/*!
 * The OpenAPI sessions of the saved PBXs, and their tokens: a PBX gives out eight at most, so each
 * is given back when the program ends, and after a crash at the next start. What is to be given
 * back stands in the credential store and nowhere else. Main thread; constructed in main().
 */
class OpenApiKeeper final : public QObject
{
    Q_OBJECT
public:
    enum class Remember { No, Yes };

    OpenApiKeeper(PbxRegistry &registry, const SessionEnvironment &environment,
                  CredentialStore &store, QObject *parent = nullptr);
    ~OpenApiKeeper() override;

    //! The session of the PBX \a id; null when there is none, or it has no Client ID.
    [[nodiscard]] OpenApiSession *session(const QString &pbxId);

    //! Signs in with a secret that was typed; keeps it once the PBX has taken it.
    void signIn(const QString &pbxId, Secret clientSecret, Remember remember);
    //! Signs in with the secret that is kept; does nothing where there is none.
    void signInSaved(const QString &pbxId);
    //! Removes the kept secret.
    void forget(const QString &pbxId);

    //! Gives back what an earlier run could not. To be called once, at the start.
    void releaseLeftOvers();
    //! Gives all tokens back; allReleased() follows, at the latest after three seconds.
    void releaseAll();

signals:
    void sessionChanged(const QString &pbxId);
    void allReleased();

private:
    void keepToken(const QString &pbxId);
    void follow(const QString &pbxId);
    void releaseStored(const PbxSettings &pbx);
    void followRegistry();
    void noteKept(const QString &pbxId, bool isKept);
    void drop(const CredentialKey &key);
    void countReleased();

    PbxRegistry &m_registry;
    const SessionEnvironment &m_environment;
    CredentialStore &m_store;
    QHash<QString, OpenApiSession *> m_sessions;      //!< our children
    QHash<QString, std::shared_ptr<Secret>> m_toKeep; //!< secrets of sign-ins that are under way
    int m_releasing = 0;
};

} // namespace lw
