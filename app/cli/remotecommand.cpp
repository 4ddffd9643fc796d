// SPDX-License-Identifier: GPL-3.0-or-later
#include "remotecommand.h"

#include "answer.h"
#include "pbxcommands.h"

#include <session/pbxsession.h>
#include <session/remotemanagementmodel.h>
#include <ui/support/errortext.h>

#include <QTimer>

namespace lw {

namespace {
constexpr std::chrono::milliseconds kSignOutLimit{3'000};
} // namespace

PbxCommand::PbxCommand(PbxSession &session, Need need, Secret password)
    : m_session(session), m_need(need), m_password(std::move(password))
{}

void PbxCommand::start()
{
    connect(&m_session, &PbxSession::stateChanged, this, &PbxCommand::followSession);
    connect(&m_session, &PbxSession::signedOut, this, [this] {
        if (m_step == Step::SigningOut)
            emit finished(m_result);
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
    if (m_step == Step::SigningOut)
        return;
    m_step = Step::SigningOut;
    m_result = std::move(result);
    // A PBX that hangs must not hold the answer back.
    QTimer::singleShot(kSignOutLimit, this, [this] { emit finished(m_result); });
    m_session.signOut();
}

void PbxCommand::followSession()
{
    using State = PbxSession::State;
    if (m_step == Step::Running || m_step == Step::SigningOut)
        return;
    switch (m_session.state()) {
    case State::Disconnected:
    case State::Connecting:
        return;
    case State::NeedsPassword:
        if (m_step == Step::Opening && !m_session.error()) {
            signIn();
            return;
        }
        break;
    case State::Connected:
        m_step = Step::Running;
        run();
        return;
    case State::NeedsNewPassword:
        finish(CommandError{.exitCode = ExitCode::Credentials,
                            .kind = kindName(ApiError::Kind::Unauthorized),
                            .message =
                                QStringLiteral("The PBX wants another password for this account "
                                               "before anything else.")});
        return;
    default:
        break;
    }
    if (m_session.wireProblem()) {
        finish(usageError(m_session.settings().wireFile + QLatin1String(": ") +
                          wireProfileErrorText(*m_session.wireProblem())));
    } else {
        finish(commandError(m_session.error().value_or(ApiError{})));
    }
}

void PbxCommand::signIn()
{
    if (auto error = beforeSignIn()) {
        finish(std::move(*error));
    } else if (m_need == Need::Product) {
        m_step = Step::Running;
        run();
    } else if (m_password.isEmpty()) {
        finish(usageError(QStringLiteral("The password is missing: give it as \"password\" with "
                                         "--secrets.")));
    } else {
        m_step = Step::SigningIn;
        m_session.signIn(m_session.settings().userName, std::move(m_password));
    }
}

void CheckCommand::run()
{
    finish(checkResult(session()));
}

RemoteReadCommand::RemoteReadCommand(PbxSession &session, Secret password, Part part)
    : PbxCommand(session, Need::Session, std::move(password))
    , m_part(part)
    , m_model(new RemoteManagementModel(session, this))
{}

void RemoteReadCommand::run()
{
    connect(m_model, &RemoteManagementModel::changed, this, &RemoteReadCommand::followModel);
    m_model->load();
}

void RemoteReadCommand::followModel()
{
    if (m_model->isBusy())
        return;
    if (m_model->error()) {
        finish(commandError(*m_model->error()));
        return;
    }
    const QJsonObject json =
        m_part == Part::Settings ? settingsJson(m_model->loaded()) : statusJson(*m_model->status());
    finish(CommandAnswer{.json = json, .text = linesOf(json)});
}

RemoteDisconnectCommand::RemoteDisconnectCommand(PbxSession &session, Secret password)
    : PbxCommand(session, Need::Session, std::move(password))
    , m_model(new RemoteManagementModel(session, this))
{}

void RemoteDisconnectCommand::run()
{
    connect(m_model, &RemoteManagementModel::changed, this, &RemoteDisconnectCommand::followModel);
    m_model->disconnectFromServer();
}

void RemoteDisconnectCommand::followModel()
{
    using Outcome = RemoteManagementModel::Outcome;
    if (m_model->isBusy())
        return;
    if (m_model->outcome() == Outcome::Disconnected) {
        const QJsonObject json = statusJson(*m_model->status());
        finish(CommandAnswer{.json = json, .text = linesOf(json)});
    } else if (m_model->error()) {
        finish(commandError(*m_model->error()));
    } else {
        CommandError error{.exitCode = ExitCode::EndDiffers,
                           .kind = QStringLiteral("NotSaved"),
                           .message = QStringLiteral("The PBX still reports a connection.")};
        if (m_model->status())
            error.extra.insert(QStringLiteral("status"), statusJson(*m_model->status()));
        finish(std::move(error));
    }
}

} // namespace lw
