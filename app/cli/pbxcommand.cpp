// SPDX-License-Identifier: GPL-3.0-or-later
#include "pbxcommand.h"

#include "codeinput.h"

#include <fleet/openapikeeper.h>
#include <fleet/pbxregistry.h>
#include <session/openapisession.h>
#include <session/pbxsession.h>
#include <ui/support/errortext.h>

#include <QTimer>

#include <utility>

namespace lw {

namespace {
constexpr std::chrono::milliseconds kSignOutLimit{3'000};
} // namespace

PbxCommand::PbxCommand(PbxSession &session, Need need, SignInMeans means)
    : m_session(session), m_need(need), m_means(std::move(means))
{
    if (m_means.userName.isEmpty())
        m_means.userName = session.settings().userName;
}

PbxCommand::~PbxCommand() = default;

void PbxCommand::start()
{
    connect(&m_session, &PbxSession::stateChanged, this, &PbxCommand::followSession);
    connect(&m_session, &PbxSession::signedOut, this, [this] {
        if (m_phase == Phase::SigningOut)
            emit finished(m_result);
    });
    if (m_means.codes)
        connect(m_means.codes, &CodeInput::lineRead, this, [this](const Secret &line) {
            if (const auto handler = std::exchange(m_codeHandler, {}); !line.isEmpty())
                handler(line);
            else
                finish(codeRequired(m_codeMethod));
        });
    m_session.open();
}

void PbxCommand::interrupt()
{
    finish(CommandError{.exitCode = ExitCode::Cancelled,
                        .kind = kindName(ApiError::Kind::Cancelled),
                        .message = interruptText()});
}

QString PbxCommand::interruptText() const
{
    return QStringLiteral("Cancelled. Nothing was changed.");
}

void PbxCommand::finish(CommandResult result)
{
    if (m_phase == Phase::SigningOut)
        return;
    m_phase = Phase::SigningOut;
    m_result = std::move(result);
    // A PBX that hangs must not hold the answer back.
    QTimer::singleShot(kSignOutLimit, this, [this] { emit finished(m_result); });
    if (!m_hasOpenApi) {
        m_session.signOut();
        return;
    }
    connect(m_means.openApi, &OpenApiKeeper::allReleased, this, [this] { m_session.signOut(); });
    m_means.openApi->releaseAll();
}

void PbxCommand::askForCode(const QString &method, std::function<void(const Secret &)> handler)
{
    if (!m_means.codes) {
        finish(codeRequired(method));
        return;
    }
    m_codeMethod = method;
    m_codeHandler = std::move(handler);
    m_means.codes->readLine();
}

CommandError PbxCommand::codeRequired(const QString &method)
{
    CommandError error =
        commandError({.kind = ApiError::Kind::SecondFactorRequired, .method = method});
    error.message +=
        QStringLiteral(" Give the code as \"second_factor_code\" with --secrets, or as a "
                       "line of --code-fd.");
    return error;
}

void PbxCommand::withOpenApi(std::function<void(OpenApiSession *)> handler)
{
    if (m_means.openApiSecret.isEmpty() || !m_means.openApi) {
        handler(nullptr);
        return;
    }
    const QString id = m_session.settings().id;
    OpenApiSession *openApi = m_means.openApi->session(id);
    if (!openApi) {
        finish(usageError(QStringLiteral(
            "openapi_secret: this PBX has no Client ID; give it with pbx add --openapi-id.")));
        return;
    }
    connect(openApi, &OpenApiSession::stateChanged, this,
            [this, openApi, handler = std::move(handler)] {
                using State = OpenApiSession::State;
                if (openApi->isSignedIn() && !std::exchange(m_hasOpenApi, true))
                    handler(openApi);
                else if (!m_hasOpenApi && openApi->state() != State::Connecting)
                    finish(commandError(openApi->error().value_or(ApiError{}), Peer::OpenApi));
            });
    m_means.openApi->signIn(id, std::exchange(m_means.openApiSecret, Secret()),
                            OpenApiKeeper::Remember::No);
}

void PbxCommand::followSession()
{
    using State = PbxSession::State;
    if (m_phase == Phase::Running || m_phase == Phase::SigningOut)
        return;
    switch (m_session.state()) {
    case State::Disconnected:
    case State::Connecting:
        return;
    case State::NeedsPassword:
        if (m_phase == Phase::Opening && !m_session.error())
            beginSignIn();
        else
            finishWithSessionError();
        return;
    case State::NeedsSecondFactor:
        answerChallenge();
        return;
    case State::Connected:
        m_phase = Phase::Running;
        run();
        return;
    case State::NeedsNewPassword:
        if (mayRunBeforeNewPassword()) {
            m_phase = Phase::Running;
            run();
            return;
        }
        finish(CommandError{.exitCode = ExitCode::Credentials,
                            .kind = kindName(ApiError::Kind::Unauthorized),
                            .message =
                                QStringLiteral("The PBX wants another password for this account "
                                               "before anything else.")});
        return;
    default:
        finishWithSessionError();
    }
}

//! A saved password that was refused must not be tried by the next run: the PBX counts.
void PbxCommand::finishWithSessionError()
{
    const bool isRefused = m_session.state() == PbxSession::State::NeedsPassword &&
                           !m_session.hasChallengeEnded() && m_session.error() &&
                           m_session.error()->kind == ApiError::Kind::Unauthorized;
    if (isRefused && std::exchange(m_isSavedPassword, false)) {
        dropKept(CredentialKey::Kind::Password, [this] {
            CommandError error = commandError(*m_session.error());
            error.message += QStringLiteral(" It was removed from the keychain.");
            finish(std::move(error));
        });
        return;
    }
    if (m_session.wireProblem()) {
        finish(usageError(m_session.settings().wireFile + QLatin1String(": ") +
                          wireProfileErrorText(*m_session.wireProblem())));
    } else {
        finish(commandError(m_session.error().value_or(ApiError{})));
    }
}

void PbxCommand::beginSignIn()
{
    if (auto error = beforeSignIn()) {
        finish(std::move(*error));
    } else if (m_need == Need::Product) {
        m_phase = Phase::Running;
        run();
    } else if (!m_means.password.isEmpty()) {
        signIn({});
    } else if (m_means.keychain) {
        askKeychain();
    } else {
        finish(usageError(QStringLiteral("The password is missing: give it as \"password\" with "
                                         "--secrets.")));
    }
}

//! Only where no password was given: a script that gives one must not meet a locked keychain.
void PbxCommand::askKeychain()
{
    m_phase = Phase::SigningIn;
    const QString pbx = m_session.settings().id;
    auto *password = m_means.keychain->read({.pbxId = pbx, .userName = m_means.userName});
    password->then(this, [this, pbx](Result<StoredSecret> stored) {
        if (!stored || stored->value.isEmpty()) {
            finish(usageError(QStringLiteral("The password is missing: give it as \"password\" "
                                             "with --secrets, or keep it with pbx remember.")));
            return;
        }
        m_means.password = std::move(stored->value);
        m_isSavedPassword = true;
        if (!mayBeKept(CredentialKey::Kind::TrustedDevice)) {
            signIn({});
            return;
        }
        auto *token = m_means.keychain->read({.pbxId = pbx,
                                              .kind = CredentialKey::Kind::TrustedDevice,
                                              .userName = m_means.userName});
        token->then(this, [this](Result<StoredSecret> found) {
            signIn(found ? std::move(found->value) : Secret());
        });
    });
}

bool PbxCommand::mayBeKept(CredentialKey::Kind kind) const
{
    const PbxSettings &pbx = m_session.settings();
    if (!m_means.keychain)
        return false;
    // Of accounts beside the saved one nothing is noted.
    if (m_means.userName != pbx.userName)
        return true;
    return kind == CredentialKey::Kind::Password ? pbx.keepsPassword : pbx.keepsDeviceToken;
}

void PbxCommand::dropKept(CredentialKey::Kind kind, const std::function<void()> &done)
{
    const QString id = m_session.settings().id;
    auto *removal =
        m_means.keychain->remove({.pbxId = id, .kind = kind, .userName = m_means.userName});
    removal->then(this, [this, id, kind, done](const Result<Done> &) {
        auto pbx = m_means.registry ? m_means.registry->byId(id) : std::nullopt;
        if (pbx && pbx->userName == m_means.userName) {
            (kind == CredentialKey::Kind::Password ? pbx->keepsPassword : pbx->keepsDeviceToken) =
                false;
            // Not noted is no harm: the next run finds nothing in the keychain.
            (void)m_means.registry->update(*pbx);
        }
        done();
    });
}

void PbxCommand::signIn(Secret deviceToken)
{
    m_phase = Phase::SigningIn;
    m_session.signIn(m_means.userName,
                     needsPasswordAgain() ? m_means.password.clone() : takePassword(),
                     std::move(deviceToken));
}

void PbxCommand::answerChallenge()
{
    const SecondFactorWait *wait = m_session.secondFactor();
    if (!wait || wait->isBusy || m_codeHandler)
        return;
    if (m_isCodeSent) {
        finish(commandError(wait->error.value_or(ApiError{.kind = ApiError::Kind::Unauthorized})));
        return;
    }
    const auto send = [this](const Secret &code) {
        m_isCodeSent = true;
        m_session.sendCode(code, TrustDevice::No);
    };
    if (m_means.code.isEmpty())
        askForCode(wait->method.word, send);
    else
        send(m_means.code);
}

} // namespace lw
