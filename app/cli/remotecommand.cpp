// SPDX-License-Identifier: GPL-3.0-or-later
#include "remotecommand.h"

#include "answer.h"
#include "pbxcommands.h"

#include <session/openapisession.h>
#include <session/pbxsession.h>
#include <session/remotemanagementmodel.h>

#include <utility>

namespace lw {

void CheckCommand::run()
{
    withOpenApi([this](OpenApiSession *openApi) {
        if (!openApi) {
            finish(checkResult(session(), std::nullopt));
            return;
        }
        connect(openApi, &OpenApiSession::changed, this, [this, openApi] {
            if (openApi->isLoaded())
                finish(checkResult(session(), openApi->loaded()));
            else if (!openApi->isBusy())
                finish(commandError(openApi->error().value_or(ApiError{}), Peer::OpenApi));
        });
        openApi->load();
    });
}

RemoteReadCommand::RemoteReadCommand(PbxSession &session, SignInMeans means, Part part)
    : PbxCommand(session, Need::Session, std::move(means))
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

RemoteDisconnectCommand::RemoteDisconnectCommand(PbxSession &session, SignInMeans means)
    : PbxCommand(session, Need::Session, std::move(means))
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
