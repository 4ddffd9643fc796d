// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "credentialstore.h"

#include <core/pbxsettings.h>
#include <core/secret.h>

#include <QHash>
#include <QObject>
#include <QSet>

#include <functional>
#include <memory>

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

    //! Signs in with a secret that was typed; keeps it once the PBX has taken it. Gives back what
    //! an earlier run left first.
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
    void begin(const QString &pbxId, Secret clientSecret);
    using Next = std::function<void()>;

    //! Calls \a next when the PBX has, or can not have, a token of an earlier run any more.
    void releaseLeftOver(const QString &pbxId, const Next &next);
    void keepToken(const QString &pbxId);
    void follow(const QString &pbxId);
    void followRegistry();
    void dropLeavings();
    void noteKept(const QString &pbxId, bool isKept);
    void drop(const CredentialKey &key);
    void countReleased();

    PbxRegistry &m_registry;
    const SessionEnvironment &m_environment;
    CredentialStore &m_store;
    QHash<QString, OpenApiSession *> m_sessions;      //!< our children
    QHash<QString, std::shared_ptr<Secret>> m_toKeep; //!< secrets of sign-ins that are under way
    QSet<QString> m_checked;             //!< PBXs that were looked at for what an earlier run left
    QHash<QString, Next> m_after;        //!< what waits for it to be given back
    QSet<QString> m_fromStore;           //!< PBXs whose session has the secret that is kept
    QHash<QString, PbxSettings> m_known; //!< PBXs of which something may be kept
    int m_releasing = 0;
};

} // namespace lw
