// SPDX-License-Identifier: GPL-3.0-or-later
#include "optionscommands.h"

#include "answer.h"
#include "securityanswers.h"

#include <session/pbxsession.h>
#include <session/securityoptionsmodel.h>

#include <utility>

namespace lw {

OptionsCommand::OptionsCommand(PbxSession &session, SignInMeans means, Wanted wanted)
    : PbxCommand(session, Need::Session, std::move(means))
    , m_model(new SecurityOptionsModel(session, this))
    , m_wanted(wanted)
{}

void OptionsCommand::run()
{
    connect(m_model, &SecurityOptionsModel::changed, this, &OptionsCommand::followModel);
    m_model->load();
}

void OptionsCommand::followModel()
{
    if (m_model->isBusy())
        return;
    if (m_isSaving) { // a session that went meanwhile took the options with it
        finish(changeResult(m_model->outcome(), m_model->error(),
                            m_model->isLoaded() ? answer() : CommandAnswer{}));
        return;
    }
    if (m_model->error() || !m_model->isLoaded()) {
        finish(commandError(m_model->error().value_or(ApiError{})));
        return;
    }
    SecurityOptionsDraft draft = m_model->loaded();
    if (m_wanted.autoLogout && !draft.autoLogout) {
        finish(commandError({.kind = ApiError::Kind::Unsupported}));
        return;
    }
    if (m_wanted.autoLogout)
        draft.autoLogout = m_wanted.autoLogout;
    if (m_wanted.mandatory)
        draft.options.isTwoFactorMandatory = *m_wanted.mandatory;
    if (draft == m_model->loaded()) {
        finish(answer());
        return;
    }
    disconnect(m_model, nullptr, this, nullptr);
    m_model->setDraft(draft);
    m_isSaving = true;
    connect(m_model, &SecurityOptionsModel::changed, this, &OptionsCommand::followModel);
    m_model->save();
}

CommandAnswer OptionsCommand::answer() const
{
    const SecurityOptionsDraft &now = m_model->loaded();
    const auto known = [](const std::optional<bool> &flag) {
        return flag ? QJsonValue(*flag) : QJsonValue();
    };
    const QJsonObject json{
        {QStringLiteral("name"), session().settings().name},
        {QStringLiteral("mandatory_second_factor"), now.options.isTwoFactorMandatory},
        {QStringLiteral("auto_logout"),
         now.autoLogout ? QJsonValue(static_cast<qint64>(now.autoLogout->count())) : QJsonValue()},
        {QStringLiteral("passwordless"), known(now.options.isPasswordlessEnabled)},
        {QStringLiteral("passwordless_active"), known(now.options.isPasswordlessActive)}};
    return {.json = json, .text = linesOf(json)};
}

DryRunCommand::DryRunCommand(PbxSession &session, SignInMeans means)
    : PbxCommand(session, Need::Session, std::move(means))
    , m_model(new SecurityOptionsModel(session, this))
{}

void DryRunCommand::run()
{
    connect(m_model, &SecurityOptionsModel::changed, this, [this] {
        if (m_model->isDryRunning())
            return;
        if (m_model->dryRunError() || !m_model->dryRun()) {
            finish(commandError(m_model->dryRunError().value_or(ApiError{})));
            return;
        }
        const MandatoryDryRun &found = *m_model->dryRun();
        const QJsonObject json{{QStringLiteral("name"), session().settings().name},
                               {QStringLiteral("dry_run"), true},
                               {QStringLiteral("extensions"), found.extensions},
                               {QStringLiteral("without_second_factor"), found.without}};
        finish(CommandAnswer{.json = json, .text = linesOf(json)});
    });
    m_model->startDryRun();
}

} // namespace lw
