// SPDX-License-Identifier: GPL-3.0-or-later
#include "centralsignin.h"

#include <fleet/centralregistry.h>
#include <fleet/credentialstore.h>
#include <session/centralsession.h>

#include <QTextStream>
#include <QTimer>

#include <utility>

namespace lw {

namespace {

constexpr std::chrono::milliseconds kSignOutLimit{3'000};

CredentialKey keyOf(const CentralSettings &central)
{
    return {.pbxId = central.id,
            .kind = CredentialKey::Kind::ClientSecret,
            .userName = central.clientId};
}

CommandError secretMissing()
{
    return usageError(QStringLiteral(
        "The Client Secret is missing: give it as \"client_secret\" with --secrets."));
}

} // namespace

CentralSignIn::CentralSignIn(CentralSession &session, CentralMeans means, QObject *parent)
    : QObject(parent), m_session(session), m_means(std::move(means))
{
    connect(&session, &CentralSession::stateChanged, this, &CentralSignIn::followSession);
    connect(&session, &CentralSession::waitChanged, this, [this] {
        const auto until = m_session.waitsUntil();
        if (until)
            QTextStream(stderr) << "linewardenctl: the platform asks to wait until "
                                << until->toString(Qt::ISODateWithMs) << '\n';
    });
}

void CentralSignIn::start(std::function<void(std::optional<CommandError>)> done)
{
    m_done = std::move(done);
    if (!m_means.secret.isEmpty()) {
        signIn(std::exchange(m_means.secret, Secret()));
        return;
    }
    if (!m_means.keychain || !m_session.settings().keepsSecret) {
        answer(secretMissing());
        return;
    }
    m_means.keychain->read(keyOf(m_session.settings()))
        ->then(this, [this](Result<StoredSecret> stored) {
            if (!stored || stored->value.isEmpty()) {
                answer(secretMissing());
                return;
            }
            m_isSavedSecret = true;
            signIn(std::move(stored->value));
        });
}

void CentralSignIn::end(std::function<void()> done)
{
    m_done = {};
    m_ended = std::move(done);
    const auto over = [this] {
        m_isOver = true;
        tellEnd();
    };
    connect(&m_session, &CentralSession::signedOut, this, over);
    // A platform that hangs must not hold the answer back.
    QTimer::singleShot(kSignOutLimit, this, over);
    m_session.signOut();
}

void CentralSignIn::tellEnd()
{
    if (!m_isOver || m_isDropping)
        return;
    if (const auto ended = std::exchange(m_ended, {}))
        ended();
}

bool CentralSignIn::mayHaveSecret() const
{
    return !m_means.secret.isEmpty() || (m_means.keychain && m_session.settings().keepsSecret);
}

void CentralSignIn::signIn(Secret secret)
{
    m_session.signIn(std::move(secret));
}

void CentralSignIn::followSession()
{
    if (m_session.isBusy())
        return;
    if (m_session.isSignedIn()) {
        answer({});
        return;
    }
    CommandError error = commandError(m_session.error().value_or(ApiError{}), Peer::Central);
    if (m_session.wasSecretRefused() && std::exchange(m_isSavedSecret, false)) {
        error.message += QStringLiteral(" It was removed from the keychain.");
        dropKept([this, error] { answer(error); });
    } else {
        answer(std::move(error));
    }
}

void CentralSignIn::answer(std::optional<CommandError> error)
{
    if (const auto done = std::exchange(m_done, {}))
        done(std::move(error));
}

void CentralSignIn::dropKept(std::function<void()> next)
{
    m_isDropping = true;
    const CentralSettings central = m_session.settings();
    m_means.keychain->remove(keyOf(central))
        ->then(this, [this, central, next = std::move(next)](const Result<Done> &) {
            auto saved = m_means.registry ? m_means.registry->byId(central.id) : std::nullopt;
            if (saved) {
                saved->keepsSecret = false;
                // Not noted is no harm: the next run finds nothing in the keychain.
                (void)m_means.registry->update(*saved);
            }
            m_isDropping = false;
            next();
            tellEnd();
        });
}

} // namespace lw
