// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/capabilities.h>
#include <core/clockskew.h>
#include <core/openword.h>
#include <core/pbxsettings.h>
#include <core/productfacts.h>
#include <core/result.h>
#include <core/secret.h>
#include <core/wireprofile.h>

#include <QObject>
#include <QSet>

#include <memory>
#include <optional>

namespace lw {

class HttpTransport;
class PortalClient;
class SignInFlow;
struct Credentials;
struct SessionEnvironment;
struct SignInAnswer;

/*!
 * The connection to one PBX: who it is, whether its certificate is trusted, who is signed in.
 * Main thread; owned by SessionPool. It is not a page: what a page shows lives in the models.
 *
 *   Disconnected --open()--> Connecting --> NeedsPassword --signIn()--> Connecting --> Connected
 *                                |  |  \--> NeedsTrust --trustCertificate()--> Connecting
 *                                |  \-----> Failed (open() tries again)
 *                                \--> NeedsSecondFactor | NeedsNewPassword | Locked
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
    void signIn(const QString &userName, Secret password);
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
    [[nodiscard]] const WireProfile &wire() const { return m_wire; }
    [[nodiscard]] const SessionEnvironment &environment() const { return m_environment; }
    //! A person did something that the PBX saw: its Auto Logout Time starts again.
    void noteActivity();
    //! Every error of a signed-in call passes here: ends the session where it says so.
    void noteError(const ApiError &error);
    void noteRemoteManagementMissing();

signals:
    void stateChanged();
    //! Product, certificate, clock, role or end of session changed.
    void factsChanged();
    //! signOut() is over: the PBX confirmed it, or did not answer.
    void signedOut();
    //! settings() changed by a decision made here (a certificate was trusted): save them.
    void settingsChanged();

private:
    void setState(State state, std::optional<ApiError> error = {});
    void buildTransport();
    void closeTransport();
    void startFlow(std::optional<Credentials> credentials);
    void finishSignIn(SignInAnswer answer);
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
    std::unique_ptr<Credentials> m_waiting; //!< typed, but the certificate must be decided first

    State m_state = State::Disconnected;
    std::optional<ApiError> m_error;
    std::optional<ProductFacts> m_product;
    QString m_userName;
    OpenWord<Role> m_role;
    Secret m_cookie;
    std::chrono::minutes m_autoLogout{0};
    QDateTime m_lastActivity;
    bool m_hasExpired = false;
    bool m_lacksRemoteManagement = false;
};

} // namespace lw
