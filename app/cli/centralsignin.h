// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "commandresult.h"

#include <core/secret.h>

#include <QObject>

#include <functional>
#include <optional>

namespace lw {

class CentralRegistry;
class CentralSession;
class CredentialStore;

/*! Where the Client Secret of a command comes from. */
struct CentralMeans
{
    Secret secret;                       //!< empty: the keychain is asked
    CredentialStore *keychain = nullptr; //!< null: none
    CentralRegistry *registry = nullptr; //!< notes what is kept; null: nobody does
};

/*!
 * Signs one command in to a management server and out again. Owned by the command. A kept secret
 * that was refused, at once or later, is removed from the keychain: the platform counts. Says on
 * stderr when the platform makes us wait.
 */
class CentralSignIn final : public QObject
{
    Q_OBJECT
public:
    CentralSignIn(CentralSession &session, CentralMeans means, QObject *parent);

    //! \a done is called once: with nothing when signed in, else with what to say.
    void start(std::function<void(std::optional<CommandError>)> done);
    //! Revokes the token; \a done is called when that is over, after three seconds at the latest.
    void end(std::function<void()> done);
    //! Whether a secret was given, or one is kept.
    [[nodiscard]] bool mayHaveSecret() const;

private:
    void signIn(Secret secret);
    void followSession();
    void tellEnd();
    void answer(std::optional<CommandError> error);
    void dropKept(std::function<void()> next);

    CentralSession &m_session;
    CentralMeans m_means;
    std::function<void(std::optional<CommandError>)> m_done;
    bool m_isSavedSecret = false; //!< the keychain's, not the caller's
    bool m_isDropping = false;    //!< it is being removed
    bool m_isOver = false;        //!< signed out
    std::function<void()> m_ended;
};

} // namespace lw
