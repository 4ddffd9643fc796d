// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ratelimitwait.h"

#include <core/apitokens.h>
#include <core/centralsettings.h>
#include <core/certificatefacts.h>
#include <core/clockskew.h>
#include <core/result.h>
#include <core/secret.h>
#include <core/wireprofile.h>

#include <QDateTime>
#include <QObject>
#include <QPointer>
#include <QTimer>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace lw {

class CentralClient;
class HttpTransport;
struct SessionEnvironment;

/*!
 * The connection to one management server: whether its certificate is trusted, the tokens and their
 * life, and the platform's rate limit. Main thread; owned by CentralPool. Calls go through
 * centralcall.h, which waits here for a token that is good.
 *
 *   Disconnected --signIn()--> Connecting --> Connected --signOut()--> Disconnected
 *                                  |  \--> NeedsTrust --trustCertificate()--> Connecting
 *                                  |  \--> NeedsSecret (refused once, or the tokens are over)
 *                                  |  \--> Stopped (refused twice) --startOver()--> NeedsSecret
 *                                  |  \--> Failed (signIn() tries again)
 *                                  \--> Locked
 *
 * However many calls wait there is one refresh at a time, and one for each call at most. Refresh
 * tokens rotate; where the last one is refused the Client Secret is tried once.
 */
class CentralSession final : public QObject
{
    Q_OBJECT
public:
    enum class State {
        Disconnected, //!< nothing asked yet, or signed out
        Connecting,   //!< a token is on its way
        NeedsTrust,   //!< error() has the certificate; a person must decide
        NeedsSecret,  //!< error() says why, if there was an attempt
        Connected,
        Stopped, //!< refused twice: the platform blocks this address after five; see startOver()
        Locked,  //!< the platform blocks this address
        Failed   //!< error() says why
    };
    Q_ENUM(State)

    //! After as many refused credentials nothing more is sent by itself.
    static constexpr int kMostRefusals = 2;

    CentralSession(CentralSettings settings, const SessionEnvironment &environment,
                   QObject *parent = nullptr);
    ~CentralSession() override;

    //! Asks for tokens. A refused secret is never tried again. Does nothing when Stopped.
    void signIn(Secret clientSecret);
    //! Trusts exactly the certificate that error() shows, keeps it in settings(), and tries again.
    void trustCertificate();
    //! Revokes the refresh token. Disconnected at once; signedOut() follows.
    void signOut();
    //! Gives up what is under way.
    void cancel();
    //! In Stopped: a person has checked Client ID and secret and takes the risk of one more try.
    void startOver();
    //! Takes changed settings over; another address, trust, proxy or Client ID ends the session.
    //! Only another address ends Stopped: the platform counts for the address, not for the client.
    void setSettings(const CentralSettings &settings);

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] bool isBusy() const { return m_state == State::Connecting; }
    [[nodiscard]] bool isSignedIn() const { return m_state == State::Connected; }
    //! Why the state is what it is; absent when all is well.
    [[nodiscard]] const std::optional<ApiError> &error() const { return m_error; }
    [[nodiscard]] const CentralSettings &settings() const { return m_settings; }
    //! Credentials refused one after the other since the last that was taken.
    [[nodiscard]] int refusals() const { return m_refusals; }
    //! The Client Secret itself was refused, in a sign-in or later: one that is kept is wrong.
    [[nodiscard]] bool wasSecretRefused() const { return m_wasSecretRefused; }
    //! The platform has asked us to wait (429) until then; absent: it has not. UTC.
    [[nodiscard]] std::optional<QDateTime> waitsUntil() const;

    [[nodiscard]] std::optional<CertificateFacts> certificate() const;
    [[nodiscard]] std::optional<ClockSkew> clockSkew() const;
    [[nodiscard]] const SessionEnvironment &environment() const { return m_environment; }

    // For centralcall.h and the models of this library.
    using Ready = std::function<void(std::optional<ApiError>)>;
    //! Calls \a ready, from the event loop, when a call may be sent: there is a token that is good
    //! for a while and no wait is on. Not when \a context is gone by then.
    void whenReady(QObject *context, Ready ready);
    [[nodiscard]] CentralClient &client() const { return *m_client; }
    [[nodiscard]] const Secret &token() const { return m_tokens.access; }
    //! Another number for each token. What is noted below came under the token \a number; late
    //! news of an earlier session are ignored.
    [[nodiscard]] int tokenNumber() const { return m_tokenNumber; }
    //! The platform took the token for expired: the next whenReady() refreshes it.
    void noteStaleToken(int number);
    //! The platform did not even take a token that had just been made.
    void noteRefusedToken(int number, const ApiError &error);
    //! A 429: everything waits. False when the wait is longer than one may wait.
    [[nodiscard]] bool noteRateLimit(int number, const ApiError &error);
    void noteAnswer(int number);
    //! Every other error of a call passes here: ends the session where it says so.
    void noteError(int number, const ApiError &error);
    void recordDeed(const QString &action, const QString &object, const QString &reason,
                    const QString &outcome) const;

signals:
    void stateChanged();
    //! Certificate or clock changed.
    void factsChanged();
    //! waitsUntil() changed.
    void waitChanged();
    //! signOut() is over: the platform confirmed it, or did not answer.
    void signedOut();
    //! settings() changed by a decision made here (a certificate was trusted): save them.
    void settingsChanged();

private:
    struct Waiting
    {
        QPointer<QObject> context;
        Ready ready;
    };

    void setState(State state, std::optional<ApiError> error = {});
    void buildTransport();
    void closeTransport();
    void revoke();
    void requestTokens();
    void refresh();
    void takeTokens(ApiTokens tokens);
    void failTokens(const ApiError &error);
    void failRefresh(const ApiError &error);
    [[nodiscard]] bool beginWait(const ApiError &error);
    void endWait();
    void dropCalls();
    void end(State state, const ApiError &error);
    void forgetTokens();
    [[nodiscard]] bool needsRefresh() const;
    [[nodiscard]] bool isOfThisSession(int number) const;
    void serveWaiting();
    void answerWaiting(const std::optional<ApiError> &error);
    [[nodiscard]] static State stateFor(const ApiError &error);

    CentralSettings m_settings;
    const SessionEnvironment &m_environment;
    WireProfile m_wire; //!< outlives m_client, which borrows it
    std::unique_ptr<HttpTransport> m_transport;
    std::unique_ptr<CentralClient> m_client;
    std::unique_ptr<QObject> m_calls; //!< context of token requests; replaced to drop them
    RateLimitWait m_rateLimit;
    QTimer m_waitTimer; //!< runs as long as the platform wants us to wait
    QDateTime m_waitsUntil;
    Secret m_clientSecret; //!< as long as the session lasts: revoking needs it
    ApiTokens m_tokens;
    QDateTime m_refreshAt;
    int m_tokenNumber = 0;
    int m_lastForgotten = 0; //!< tokens up to this number are of earlier sessions
    bool m_isRefreshing = false;
    bool m_isTokenLimited = false; //!< the wait is for a sign-in that was told to wait
    bool m_isStale = false;
    bool m_hasRepeated = false; //!< the running request for tokens was sent once more already
    std::vector<Waiting> m_waiting;
    State m_state = State::Disconnected;
    std::optional<ApiError> m_error;
    int m_refusals = 0;
    bool m_wasSecretRefused = false;
};

} // namespace lw
