// SPDX-License-Identifier: GPL-3.0-or-later
#include "listcommands.h"

#include "answer.h"
#include "securityanswers.h"

#include <session/addresslistsmodel.h>
#include <session/operationlogmodel.h>
#include <session/pbxsession.h>

#include <QJsonDocument>

#include <algorithm>
#include <utility>

namespace lw {

BlocksCommand::BlocksCommand(PbxSession &session, SignInMeans means, QString removeId)
    : PbxCommand(session, Need::Session, std::move(means))
    , m_model(new AddressListsModel(session, this))
    , m_removeId(std::move(removeId))
{}

void BlocksCommand::run()
{
    connect(m_model, &AddressListsModel::changed, this, &BlocksCommand::followModel);
    m_model->load();
}

void BlocksCommand::followModel()
{
    if (m_model->isBusy())
        return;
    if (!m_isRemoving && (m_model->error() || !m_model->isLoaded())) {
        finish(commandError(m_model->error().value_or(ApiError{})));
        return;
    }
    if (!m_removeId.isEmpty() && !std::exchange(m_isRemoving, true)) {
        const bool isKnown = std::ranges::any_of(
            m_model->blocked(), [this](const auto &blocked) { return blocked.id == m_removeId; });
        if (isKnown)
            m_model->unblock({m_removeId});
        else
            finish(commandError({.kind = ApiError::Kind::NotFound}));
        return;
    }
    const QJsonArray blocked = blockedJson(m_model->blocked());
    const QJsonArray allowed = allowedJson(m_model->allowed());
    CommandAnswer answer{
        .json = {{QStringLiteral("blocked"), blocked}, {QStringLiteral("allowed"), allowed}},
        .text = QStringLiteral("blocked\n%1\n\nallowed\n%2")
                    .arg(tableOf(blocked), tableOf(allowed))
                    .trimmed()};
    if (m_isRemoving)
        finish(changeResult(m_model->outcome(), m_model->error(), std::move(answer)));
    else
        finish(std::move(answer));
}

LogCommand::LogCommand(PbxSession &session, SignInMeans means, OperationLogFilter filter, Form form)
    : PbxCommand(session, Need::Session, std::move(means))
    , m_model(new OperationLogModel(session, this))
    , m_filter(std::move(filter))
    , m_form(form)
{}

void LogCommand::run()
{
    connect(m_model, &OperationLogModel::exported, this,
            [this](const QList<OperationLogEntry> &entries) { finish(answer(entries)); });
    connect(m_model, &OperationLogModel::exportFailed, this,
            [this](const ApiError &error) { finish(commandError(error)); });
    m_model->setFilter(m_filter);
    m_model->exportAll();
}

//! Under --json the answer is one object all the same; a CSV is a text in it.
CommandAnswer LogCommand::answer(const QList<OperationLogEntry> &entries) const
{
    const QString name = session().settings().name;
    if (m_form == Form::Csv) {
        const QString csv = QString::fromUtf8(operationLogCsv(entries));
        return {.json = {{QStringLiteral("name"), name}, {QStringLiteral("csv"), csv}},
                .text = csv.trimmed()};
    }
    const QByteArray json = operationLogJson(entries);
    return {.json = {{QStringLiteral("name"), name},
                     {QStringLiteral("entries"), QJsonDocument::fromJson(json).array()}},
            .text = QString::fromUtf8(json).trimmed()};
}

} // namespace lw
