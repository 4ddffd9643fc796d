// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "credentialstore.h"

#include <core/pbxsettings.h>
#include <core/secret.h>

#include <QHash>
#include <QObject>
#include <QSet>

#include <functional>
#include <unordered_map>

namespace lw {

class PbxRegistry;
class PbxSession;
class SessionPool;

/*!
 * Signs in with what is kept in the credential store, and keeps there what a person asked to keep:
 * the password, and the token of a trusted device. Main thread; constructed in main(); registry,
 * sessions and store outlive it. The saved PBX says what is kept, so that no keychain is opened for
 * nothing. A password that the PBX refused is forgotten: it is never tried twice.
 */
class SignInKeeper final : public QObject
{
    Q_OBJECT
public:
    enum class Remember { No, Yes };

    SignInKeeper(PbxRegistry &registry, SessionPool &sessions, CredentialStore &store,
                 QObject *parent = nullptr);
    ~SignInKeeper() override;

    //! Signs in with a password that was typed, and keeps it once the PBX has taken it.
    void signIn(const QString &pbxId, const QString &userName, Secret password, Remember remember);
    //! Signs in with the password that is kept; does nothing where there is none.
    void signInSaved(const QString &pbxId);
    [[nodiscard]] bool keepsPassword(const QString &pbxId) const;
    //! The password or the token of this trusted device.
    [[nodiscard]] bool keepsAnything(const QString &pbxId) const;
    //! Removes what is kept of the PBX; the PBX itself still lists the trusted device.
    void forget(const QString &pbxId);

signals:
    //! What is kept of the PBX changed.
    void keptChanged(const QString &pbxId);
    //! The password that was kept is wrong, and was forgotten.
    void savedPasswordRefused(const QString &pbxId);

private:
    //! A sign-in that is under way.
    struct Attempt
    {
        QString userName;
        Secret toKeep; //!< empty: the password is not to be kept
        bool isSaved = false;
        bool sentToken = false;
    };

    void signInWithToken(const QString &pbxId, Attempt attempt, Secret password);
    void watch(PbxSession &session);
    void followSession(PbxSession &session);
    void finish(PbxSession &session, Attempt attempt);
    void keepToken(PbxSession &session);
    void keepNewPassword(PbxSession &session, const Secret &wanted);
    void keep(const CredentialKey &key, Secret secret);
    void drop(const PbxSettings &pbx, CredentialKey::Kind kind);
    void removeAll(const PbxSettings &pbx);
    void followRegistry();
    void note(const QString &pbxId, const QString &userName,
              const std::function<void(PbxSettings &)> &change);
    [[nodiscard]] PbxSettings settingsOf(const QString &pbxId) const;

    PbxRegistry &m_registry;
    SessionPool &m_sessions;
    CredentialStore &m_store;
    std::unordered_map<QString, Attempt> m_attempts;
    QSet<QString> m_watched;
    QHash<QString, QString> m_signedInAs;  //!< as it was typed: the PBX may write it otherwise
    QHash<QString, PbxSettings> m_keeping; //!< the PBXs of which something is kept
};

} // namespace lw
