// SPDX-License-Identifier: GPL-3.0-or-later
#include "remoteconnect.h"

#include "answer.h"

#include <session/openapisession.h>
#include <session/pbxsession.h>
#include <session/remotemanagementmodel.h>
#include <ui/support/errortext.h>

namespace lw {

namespace {

using Server = ConnectOptions::Server;
using Method = ConnectOptions::Method;

ActivationMethod methodOf(Method method)
{
    switch (method) {
    case Method::YeastarId:
        return ActivationMethod::YeastarId;
    case Method::Email:
        return ActivationMethod::Email;
    case Method::AuthCode:
        break;
    }
    return ActivationMethod::AuthenticationCode;
}

Feature featureOf(const ConnectOptions &options)
{
    if (options.method == Method::Email)
        return Feature::ByEmail;
    if (options.server == Server::Custom)
        return Feature::CustomServer;
    return options.method == Method::YeastarId ? Feature::YeastarId : Feature::AuthenticationCode;
}

//! The option or secret behind a field, as a script names it.
QString optionName(RemoteManagementField field)
{
    using Field = RemoteManagementField;
    switch (field) {
    case Field::ServerType:
        return QStringLiteral("--server");
    case Field::ServerAddress:
        return QStringLiteral("--address");
    case Field::ActivationMethod:
        return QStringLiteral("--method");
    case Field::AuthenticationCode:
        return QStringLiteral("authentication_code");
    case Field::YeastarId:
    case Field::Email:
        return QStringLiteral("--account");
    case Field::YeastarIdPassword:
    case Field::EmailPassword:
        return QStringLiteral("provider_password");
    case Field::AccountEnabled:
    case Field::AccountUserName:
        return QStringLiteral("--login-user");
    case Field::AccountPassword:
        return QStringLiteral("login_password");
    case Field::Passwordless:
        break;
    }
    return QStringLiteral("--passwordless");
}

} // namespace

RemoteConnectCommand::RemoteConnectCommand(PbxSession &session, SignInMeans means,
                                           ConnectOptions options, RemoteManagementSecrets secrets)
    : PbxCommand(session, Need::Session, std::move(means))
    , m_options(std::move(options))
    , m_secrets(std::move(secrets))
    , m_model(new RemoteManagementModel(session, this))
{
    m_model->setWaitLimit(m_options.wait);
}

std::optional<CommandError> RemoteConnectCommand::beforeSignIn()
{
    const auto lacks = [&](Feature feature) { return !session().capability(feature).isUsable(); };
    const bool wantsAccount = m_options.loginUser && *m_options.loginUser != QLatin1String("none");
    if (lacks(featureOf(m_options)))
        return unsupported(featureOf(m_options));
    if (wantsAccount && lacks(Feature::Account))
        return unsupported(Feature::Account);
    if (m_options.passwordless.value_or(false) && lacks(Feature::Passwordless))
        return unsupported(Feature::Passwordless);
    return std::nullopt;
}

void RemoteConnectCommand::run()
{
    connect(m_model, &RemoteManagementModel::changed, this, &RemoteConnectCommand::followModel);
    m_model->load();
}

QString RemoteConnectCommand::interruptText() const
{
    if (!m_isSaving)
        return PbxCommand::interruptText();
    return QStringLiteral("Cancelled. The change may have been sent already: read the page again.");
}

void RemoteConnectCommand::followModel()
{
    if (m_model->isBusy())
        return;
    if (m_isSaving) {
        reportSave();
        return;
    }
    if (m_model->error()) {
        finish(commandError(*m_model->error()));
        return;
    }
    disconnect(m_model, nullptr, this, nullptr);
    applyOptions();
    if (!m_model->problems().isEmpty()) {
        finish(problemsError());
    } else if (const auto missing = m_model->missingFeature()) {
        finish(unsupported(*missing));
    } else {
        checkDuplicate();
    }
}

//! The PBX refuses a name that an extension has as its e-mail address; the OpenAPI tells before.
void RemoteConnectCommand::checkDuplicate()
{
    const QString name = m_model->draft().settings.accountUserName;
    if (!m_options.loginUser || !m_model->draft().settings.isAccountEnabled) {
        save();
        return;
    }
    withOpenApi([this, name](OpenApiSession *openApi) {
        if (!openApi) {
            save();
            return;
        }
        connect(openApi, &OpenApiSession::changed, this, [this, openApi] {
            if (openApi->duplicate())
                finish(commandError({.kind = ApiError::Kind::Conflict,
                                     .fields = {{QStringLiteral("account_username"),
                                                 QStringLiteral("duplicate")}}}));
            else if (openApi->isDuplicateChecked())
                save();
            else if (!openApi->isBusy())
                finish(commandError(openApi->error().value_or(ApiError{}), Peer::OpenApi));
        });
        openApi->checkDuplicate(name);
    });
}

void RemoteConnectCommand::save()
{
    if (std::exchange(m_isSaving, true))
        return;
    connect(m_model, &RemoteManagementModel::changed, this, &RemoteConnectCommand::followModel);
    m_model->save();
}

void RemoteConnectCommand::applyOptions()
{
    using Field = RemoteManagementField;
    RemoteManagementSettings wanted = m_model->loaded();
    const bool isCustom = m_options.server == Server::Custom;
    const auto serverType = isCustom ? RemoteServerType::Custom : RemoteServerType::Default;
    // The old layout has one server: saying so again is no change.
    if ((wanted.serverType || isCustom) &&
        !(wanted.serverType && wanted.serverType->is(serverType)))
        wanted.serverType = OpenWord<RemoteServerType>(serverType, {});
    if (m_options.address)
        wanted.serverAddress = m_options.address->trimmed();
    if (!wanted.activationMethod.is(methodOf(m_options.method)))
        wanted.activationMethod = OpenWord<ActivationMethod>(methodOf(m_options.method), {});
    if (m_options.account && m_options.method == Method::YeastarId)
        wanted.yeastarId = *m_options.account;
    if (m_options.account && m_options.method == Method::Email)
        wanted.email = *m_options.account;
    if (m_options.loginUser) {
        wanted.isAccountEnabled = *m_options.loginUser != QLatin1String("none");
        if (wanted.isAccountEnabled)
            wanted.accountUserName = *m_options.loginUser;
    }
    if (m_options.passwordless && (wanted.isPasswordless || *m_options.passwordless))
        wanted.isPasswordless = *m_options.passwordless;
    m_model->setDraft(wanted);
    if (m_options.method == Method::AuthCode)
        m_model->setSecret(Field::AuthenticationCode, std::move(m_secrets.authenticationCode));
    else if (m_options.method == Method::YeastarId)
        m_model->setSecret(Field::YeastarIdPassword, std::move(m_secrets.yeastarIdPassword));
    else
        m_model->setSecret(Field::EmailPassword, std::move(m_secrets.emailPassword));
    if (wanted.isAccountEnabled && m_options.loginUser)
        m_model->setSecret(Field::AccountPassword, std::move(m_secrets.accountPassword));
}

void RemoteConnectCommand::reportSave()
{
    using Outcome = RemoteManagementModel::Outcome;
    CommandError error{.exitCode = ExitCode::EndDiffers};
    if (m_model->error())
        error = commandError(*m_model->error());
    switch (m_model->outcome()) {
    case Outcome::Saved:
        if (m_model->isConnected()) {
            const QJsonObject json = statusJson(*m_model->status());
            finish(CommandAnswer{.json = json, .text = linesOf(json)});
            return;
        }
        error.exitCode = ExitCode::EndDiffers;
        error.kind = QStringLiteral("NotConnected");
        error.message = QStringLiteral("Saved, but the PBX did not report Connected in time.");
        break;
    case Outcome::ChangedBySomeoneElse:
        error.exitCode = ExitCode::Refused;
        error.kind = kindName(ApiError::Kind::Conflict);
        error.message =
            QStringLiteral("Changed meanwhile by someone else. Nothing was overwritten.");
        break;
    case Outcome::NotSaved:
        if (error.kind != kindName(ApiError::Kind::UnknownOutcome))
            break;
        error.exitCode = ExitCode::EndDiffers;
        error.kind = QStringLiteral("NotSaved");
        error.message = QStringLiteral(
            "No answer came, and reading shows that the change was not carried out.");
        break;
    default:
        error.exitCode = ExitCode::EndDiffers;
        break;
    }
    if (m_model->status())
        error.extra.insert(QStringLiteral("status"), statusJson(*m_model->status()));
    finish(std::move(error));
}

CommandError RemoteConnectCommand::problemsError() const
{
    CommandError error = usageError({});
    error.api = ApiError{.kind = ApiError::Kind::Rejected};
    QStringList sentences;
    const auto problems = m_model->problems();
    for (auto it = problems.begin(); it != problems.end(); ++it) {
        const QString sentence = fieldProblemText(*it);
        error.api->fields.insert(optionName(it.key()), sentence);
        sentences.append(optionName(it.key()) + QLatin1String(": ") + sentence);
    }
    error.message = sentences.join(QLatin1Char(' '));
    return error;
}

CommandError RemoteConnectCommand::unsupported(Feature feature) const
{
    const Capability capability = session().capability(feature);
    CommandError error = commandError({.kind = ApiError::Kind::Unsupported});
    if (capability.needs.isValid())
        error.message = QStringLiteral("%1 needs firmware %2 or later; this PBX has %3.")
                            .arg(featureWord(feature), capability.needs.text(),
                                 session().product()->firmware.text());
    return error;
}

} // namespace lw
