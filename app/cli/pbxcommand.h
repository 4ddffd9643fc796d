// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "commandresult.h"

#include <core/secret.h>
#include <fleet/credentialstore.h>

#include <QObject>
#include <QString>

#include <functional>
#include <optional>

namespace lw {

class CodeInput;
class OpenApiKeeper;
class OpenApiSession;
class PbxRegistry;
class PbxSession;

/*! Whose account a command uses, and where its secrets come from. */
struct SignInMeans
{
    QString userName;                    //!< as typed to sign in
    Secret password;                     //!< empty: the keychain is asked
    Secret code;                         //!< of the second factor; empty: a line of `codes`
    CodeInput *codes = nullptr;          //!< null: there are no more codes
    CredentialStore *keychain = nullptr; //!< null: none
    PbxRegistry *registry = nullptr;     //!< notes what is kept; null: nobody does
    Secret openApiSecret;                //!< of the PBX's OpenAPI; empty: it is not used
    OpenApiKeeper *openApi = nullptr;    //!< with it
};

/*!
 * One command that talks to a PBX: opens the session, signs in where the command needs it, runs,
 * signs out. Owned by main(); finished() comes once. Nothing ever prompts: without a code a command
 * that needs one ends.
 *
 *   Opening --> [beforeSignIn()] --> SigningIn --> Running --> SigningOut --> finished()
 */
class PbxCommand : public QObject
{
    Q_OBJECT
public:
    enum class Need { Product, Session };

    PbxCommand(PbxSession &session, Need need, SignInMeans means);
    ~PbxCommand() override;

    void start();
    //! Ends with Cancelled (130). What was sent is not undone.
    virtual void interrupt();

signals:
    void finished(const lw::CommandResult &result);

protected:
    //! The PBX has said who it is; nothing that needs a session was sent. An error ends the
    //! command.
    [[nodiscard]] virtual std::optional<CommandError> beforeSignIn() { return std::nullopt; }
    //! Signed in (or, with Need::Product, opened): to end with finish().
    virtual void run() = 0;
    //! Whether run() can do with a session that wants another password first.
    [[nodiscard]] virtual bool mayRunBeforeNewPassword() const { return false; }
    //! Whether run() proves the password once more; otherwise it is wiped once it was sent.
    [[nodiscard]] virtual bool needsPasswordAgain() const { return false; }
    //! Empty after the first time.
    [[nodiscard]] Secret takePassword() { return std::exchange(m_means.password, Secret()); }
    //! What Ctrl+C says.
    [[nodiscard]] virtual QString interruptText() const;
    void finish(CommandResult result);

    //! Calls \a handler with a line of --code-fd; ends with SecondFactorRequired where there is
    //! none. \a method is the PBX's word.
    void askForCode(const QString &method, std::function<void(const Secret &)> handler);
    [[nodiscard]] static CommandError codeRequired(const QString &method);

    //! Calls \a handler with the OpenAPI's session, signed in; with null where no secret was given.
    //! Ends the command where the OpenAPI refuses. The token is given back with finish().
    void withOpenApi(std::function<void(OpenApiSession *)> handler);

    //! Removes what the keychain has of the account that is of no use any more, then calls \a done.
    void dropKept(CredentialKey::Kind kind, const std::function<void()> &done);
    //! Whether the keychain may have something of the account: it is not opened for nothing.
    [[nodiscard]] bool mayBeKept(CredentialKey::Kind kind) const;

    [[nodiscard]] PbxSession &session() const { return m_session; }
    [[nodiscard]] const SignInMeans &means() const { return m_means; }

private:
    enum class Phase { Opening, SigningIn, Running, SigningOut };

    void followSession();
    void beginSignIn();
    void askKeychain();
    void signIn(Secret deviceToken);
    void answerChallenge();
    void finishWithSessionError();

    PbxSession &m_session;
    Need m_need;
    SignInMeans m_means;
    Phase m_phase = Phase::Opening;
    bool m_isCodeSent = false;
    bool m_hasOpenApi = false;      //!< a token must be given back
    bool m_isSavedPassword = false; //!< the keychain's, not the caller's
    std::function<void(const Secret &)> m_codeHandler;
    QString m_codeMethod;
    CommandResult m_result;
};

} // namespace lw
