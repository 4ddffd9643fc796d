// SPDX-License-Identifier: GPL-3.0-or-later
#include "extensioncommands.h"

#include "answer.h"
#include "securityanswers.h"

#include <session/extensionsmodel.h>
#include <session/pbxsession.h>
#include <session/secondfactorremoval.h>

#include <algorithm>
#include <utility>

namespace lw {

std::optional<QList<Extension>> allRows(const ExtensionsModel &model)
{
    QList<Extension> rows;
    for (int row = 0; row < model.rowCount(); ++row) {
        const auto extension = model.at(row);
        if (!extension) {
            // As a view would that scrolls there: the model reads what is looked at.
            (void)model.data(model.index(row, 0), Qt::DisplayRole);
            return std::nullopt;
        }
        rows.append(*extension);
    }
    return rows;
}

ExtensionListCommand::ExtensionListCommand(PbxSession &session, SignInMeans means, Which which,
                                           QString search)
    : PbxCommand(session, Need::Session, std::move(means))
    , m_model(new ExtensionsModel(session, this))
{
    m_model->setSearch(search);
    m_model->setFilter(which == Which::All ? ExtensionsModel::Filter::All
                                           : ExtensionsModel::Filter::WithoutSecondFactor);
}

void ExtensionListCommand::run()
{
    connect(m_model, &ExtensionsModel::changed, this, &ExtensionListCommand::followModel);
    m_model->load();
}

void ExtensionListCommand::followModel()
{
    if (m_model->isBusy())
        return;
    if (m_model->error()) {
        finish(commandError(*m_model->error()));
        return;
    }
    if (const auto rows = allRows(*m_model)) {
        const QJsonArray extensions = extensionsJson(*rows);
        finish(CommandAnswer{.json = {{QStringLiteral("total"), m_model->total()},
                                      {QStringLiteral("extensions"), extensions}},
                             .text = tableOf(extensions)});
    }
}

ExtensionOffCommand::ExtensionOffCommand(PbxSession &session, SignInMeans means, QString number,
                                         QString reason)
    : PbxCommand(session, Need::Session, std::move(means))
    , m_model(new ExtensionsModel(session, this))
    , m_number(std::move(number))
    , m_reason(std::move(reason))
{
    m_model->setSearch(m_number);
}

ExtensionOffCommand::~ExtensionOffCommand() = default;

void ExtensionOffCommand::run()
{
    connect(m_model, &ExtensionsModel::changed, this, &ExtensionOffCommand::followModel);
    m_model->load();
}

void ExtensionOffCommand::followModel()
{
    if (m_model->isBusy() || m_removal)
        return;
    if (m_model->error()) {
        finish(commandError(*m_model->error()));
        return;
    }
    const auto rows = allRows(*m_model);
    if (!rows)
        return;
    const auto found = std::ranges::find(*rows, m_number, &Extension::number);
    if (found == rows->end())
        finish(commandError({.kind = ApiError::Kind::NotFound}));
    else
        removeFrom(*found);
}

void ExtensionOffCommand::removeFrom(const Extension &extension)
{
    const QJsonObject json{{QStringLiteral("name"), session().settings().name},
                           {QStringLiteral("number"), extension.number},
                           {QStringLiteral("second_factor"), false}};
    const CommandAnswer answer{.json = json, .text = {}};
    if (!extension.hasSecondFactor) {
        finish(answer);
        return;
    }
    m_removal =
        std::make_unique<SecondFactorRemoval>(session(), QList<Extension>{extension}, m_reason);
    connect(m_removal.get(), &SecondFactorRemoval::finished, this, [this, answer] {
        const SecondFactorRemoval::Row &row = m_removal->rows().constFirst();
        finish(changeResult(row.outcome, row.error, answer));
    });
    m_removal->start();
}

} // namespace lw
