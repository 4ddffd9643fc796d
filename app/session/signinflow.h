// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <api/portalclient.h>

#include <QObject>

#include <optional>

namespace lw {

//! What a person typed to sign in.
struct Credentials
{
    QString userName;
    Secret password;
    Secret deviceToken; //!< of a trusted device; empty: none
};

/*! How a sign-in ended; with nothing at all where the PBX was only asked who it is. */
struct SignInEnd
{
    std::optional<ApiError> error;
    std::optional<SignInAnswer> signedIn;
    std::optional<SecondFactorChallenge> challenge; //!< the password is right, a code is wanted
};

/*!
 * The steps from an address to a session: ask who the PBX is, then sign in where credentials are
 * given. Owned by PbxSession; destroying it cancels it silently. No step is repeated.
 *
 *   AskingProduct --> SigningIn --> Finished
 *         \--------------------------^   (no credentials, or an error)
 */
class SignInFlow final : public QObject
{
public:
    enum class Step { AskingProduct, SigningIn, Finished };

    struct Target
    {
        QString host;
        QString deviceName; //!< how the PBX lists this workstation
    };
    struct Handlers
    {
        std::function<void(const ProductFacts &)> productKnown;
        std::function<void(SignInEnd)> finished; //!< may destroy the flow
    };

    SignInFlow(PortalClient &portal, Target target, Handlers handlers);

    void start(std::optional<Credentials> credentials);
    [[nodiscard]] Step step() const { return m_step; }
    //! The credentials, when they were not sent: the flow ended before.
    [[nodiscard]] std::optional<Credentials> takeUnsentCredentials();

private:
    void signIn();
    void finish(SignInEnd end);

    PortalClient &m_portal;
    Target m_target;
    Handlers m_handlers;
    std::optional<Credentials> m_credentials;
    Step m_step = Step::AskingProduct;
};

} // namespace lw
