// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/capabilities.h>
#include <core/clockskew.h>
#include <core/openword.h>
#include <core/pbxsettings.h>
#include <core/productfacts.h>
#include <core/readiness.h>
#include <core/result.h>
#include <core/secret.h>
#include <core/twofactorstate.h>
#include <core/wireprofile.h>

#include <QObject>
#include <QSet>

#include <memory>
#include <optional>

namespace lw {

class HttpTransport;
class PortalClient;
class SecondFactorStep;
class SignInFlow;
struct Credentials;
struct SessionEnvironment;
struct SecondFactorChallenge;
struct SignInAnswer;
struct SignInEnd;

//! Whether this workstation may skip the second factor from now on.
enum class TrustDevice { No, Yes };

/*! What the PBX waits for after the right password. */
struct SecondFactorWait
{
    OpenWord<SecondFactorMethod> method;
    QString emailHint;               //!< e-mail: where the code was sent, masked
    QDateTime endsAt;                //!< UTC, this workstation's clock
    QDateTime mayResendAt;           //!< e-mail
    std::optional<int> attemptsLeft; //!< after a wrong code, where the PBX says
    bool isBusy = false;             //!< a code or a request for one is on its way
    //! The last code or request was refused; an error of the connection ends the waiting.
    std::optional<ApiError> error;
};

/*!
 * The connection to one PBX: who it is, whether its certificate is trusted, who is signed in.
 * Main thread; owned by SessionPool. It is not a page: what a page shows lives in the models.
 *
 *   Disconnected --open()--> Connecting --> NeedsPassword --signIn()--> Connecting --> Connected
 *                                |  |  \--> NeedsTrust --trustCertificate()--> Connecting
 *                                |  \-----> Failed (open() tries again)
 *                                \--> Locked
 *                                \--> NeedsSecondFactor --sendCode()--> Connected, or back to
 *                                |                        NeedsPassword when the challenge is over
 *                                \--> NeedsNewPassword --a PasswordChange--> Connected
 *   Connected --the PBX ends the session--> NeedsPassword, hasExpired()
 */
class PbxSession final : public QObject
{
    Q_OBJECT
public:
    enum class State {
        Disconnected,      //!< nothing asked yet, or signed out
        Connecting,        //!< a request is on its way
        NeedsTrust,        //!< error() has the certificate; a person must decide
        NeedsPassword,     //!< reached; nobody is signed in
        NeedsSecondFactor, //!< password right, code wanted
        NeedsNewPassword,  //!< signed in, but the PBX wants another password first
        Connected,         //!< signed in
        Locked,            //!< the PBX blocks this address: error().retryAfter, 0 = for good
        Failed             //!< error() says why
    };
    Q_ENUM(State)

    PbxSession(PbxSettings settings, const SessionEnvironment &environment,
               QObject *parent = nullptr);
    ~PbxSession() override;

    //! Asks the PBX who it is. Sends no credential.
    void open();
    //! Signs in as \a userName; opens first where needed. A refused password is never tried again.
    //! \a deviceToken is that of an earlier deviceTrusted(), empty where there is none.
    void signIn(const QString &userName, Secret password, Secret deviceToken = {});
    //! In NeedsSecondFactor: \a code as typed, blanks are removed. Sent once.
    void sendCode(const Secret &code, TrustDevice trust);
    //! In NeedsSecondFactor by e-mail: a new code, which replaces the old one.
    void resendCode();
    //! Trusts exactly the certificate that error() shows, keeps it in settings(), and tries again.
    void trustCertificate();
    //! Ends the session on the PBX too. Disconnected at once; signedOut() follows.
    void signOut();
    //! Gives up what is under way; back to Disconnected or NeedsPassword.
    void cancel();
    //! Takes changed settings over; another address, trust or profile closes the connection.
    void setSettings(const PbxSettings &settings);

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] bool isBusy() const { return m_state == State::Connecting; }
    //! In NeedsPassword: the PBX ended the session (not: was never signed in).
    [[nodiscard]] bool hasExpired() const { return m_hasExpired; }
    //! In NeedsPassword: too many wrong codes, or none in time: the password is asked for again.
    [[nodiscard]] bool hasChallengeEnded() const { return m_hasChallengeEnded; }
    //! Only in NeedsSecondFactor; else null.
    [[nodiscard]] const SecondFactorWait *secondFactor() const;
    //! Why the state is what it is; absent when all is well.
    [[nodiscard]] const std::optional<ApiError> &error() const { return m_error; }
    [[nodiscard]] const PbxSettings &settings() const { return m_settings; }
    //! What is wrong with the PBX's own wire profile file; it is Failed as long as this is set.
    [[nodiscard]] const std::optional<WireProfileError> &wireProblem() const
    {
        return m_wireProblem;
    }

    [[nodiscard]] const std::optional<ProductFacts> &product() const { return m_product; }
    [[nodiscard]] QString userName() const { return m_userName; } //!< as the PBX writes it
    [[nodiscard]] const OpenWord<Role> &role() const { return m_role; }
    //! Somebody is signed in and may do what a session may; not in NeedsNewPassword.
    [[nodiscard]] bool isSignedIn() const { return m_state == State::Connected; }
    //! Signed in as one who may administer; an extension's own account sees only itself.
    [[nodiscard]] bool mayAdminister() const;
    //! What the table says of this firmware, overruled by what the PBX itself answered.
    [[nodiscard]] Capability capability(Feature feature) const;
    //! The PBX does not know the Remote Management calls at all (10001 INTERFACE NOT EXISTED).
    [[nodiscard]] bool lacksRemoteManagement() const { return m_lacksRemoteManagement; }

    [[nodiscard]] std::optional<CertificateFacts> certificate() const;
    [[nodiscard]] std::optional<ClockSkew> clockSkew() const;
    //! When the PBX will end the session if nobody does anything; absent when nobody is signed in.
    [[nodiscard]] std::optional<QDateTime> endsAt() const;

    // For the models of this library.
    [[nodiscard]] PortalClient &portal() const { return *m_portal; }
    [[nodiscard]] const Secret &cookie() const { return m_cookie; }
    //! Another number for each session: tells an answer to an earlier one.
    [[nodiscard]] int generation() const { return m_generation; }
    [[nodiscard]] const WireProfile &wire() const { return m_wire; }
    [[nodiscard]] const SessionEnvironment &environment() const { return m_environment; }
    //! A person did something that the PBX saw: its Auto Logout Time starts again.
    void noteActivity();
    //! Every error of a signed-in call passes here: ends the session where it says so.
    void noteError(const ApiError &error);
    void noteRemoteManagementMissing();
    //! The password of \a userName is \a wanted now: a session in NeedsNewPassword is Connected.
    //! Nothing happens when somebody else has signed in meanwhile.
    void notePasswordChanged(const QString &userName, const Secret &wanted);
    //! Auto Logout Time was changed: the count-down follows.
    void noteAutoLogout(std::chrono::minutes time);
    //! Keeps what was found with the saved PBX.
    void keepReadiness(const ReadinessRecord &readiness);
    //! Writes a change down where the environment has a log of deeds. \a userName is who made it,
    //! empty: who is signed in.
    void recordDeed(const QString &action, const QString &object, const QString &reason,
                    const QString &outcome, const QString &userName = {}) const;
    //! After deviceTrusted(): the token, for the keychain. Empty when it was taken already.
    [[nodiscard]] Secret takeDeviceToken() { return std::exchange(m_deviceToken, Secret()); }

signals:
    void stateChanged();
    //! Product, certificate, clock, role or end of session changed.
    void factsChanged();
    //! signOut() is over: the PBX confirmed it, or did not answer.
    void signedOut();
    //! settings() changed by a decision made here (a certificate was trusted): save them.
    void settingsChanged();
    //! The PBX trusts this workstation now: takeDeviceToken() has what to keep.
    void deviceTrusted();
    //! The password of userName() is \a wanted now; trusted devices are gone. \a wanted is wiped
    //! when the signal has been heard.
    void passwordChanged(const lw::Secret &wanted);

private:
    void setState(State state, std::optional<ApiError> error = {});
    void buildTransport();
    void closeTransport();
    void startFlow(std::optional<Credentials> credentials);
    void take(SignInEnd end);
    void finishSignIn(SignInAnswer answer);
    void askForCode(SecondFactorChallenge challenge);
    void endChallenge(const ApiError &error);
    void failSignIn(const ApiError &error);
    void forgetSession();
    [[nodiscard]] static State stateFor(const ApiError &error);

    PbxSettings m_settings;
    const SessionEnvironment &m_environment;
    WireProfile m_wire; //!< outlives m_portal, which borrows it
    std::optional<WireProfileError> m_wireProblem;
    std::unique_ptr<HttpTransport> m_transport;
    std::unique_ptr<PortalClient> m_portal;
    std::unique_ptr<SignInFlow> m_flow;
    std::unique_ptr<SecondFactorStep> m_secondFactor; //!< only in NeedsSecondFactor
    std::unique_ptr<Credentials> m_waiting; //!< typed, but the certificate must be decided first

    State m_state = State::Disconnected;
    std::optional<ApiError> m_error;
    std::optional<ProductFacts> m_product;
    QString m_userName;
    OpenWord<Role> m_role;
    Secret m_cookie;
    int m_generation = 0;
    Secret m_deviceToken;
    std::chrono::minutes m_autoLogout{0};
    QDateTime m_lastActivity;
    bool m_hasExpired = false;
    bool m_hasChallengeEnded = false;
    bool m_lacksRemoteManagement = false;
};

} // namespace lw
