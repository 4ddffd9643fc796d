// SPDX-License-Identifier: GPL-3.0-or-later
#include "securitycommands.h"

#include "answer.h"
#include "securityanswers.h"

#include <core/passwordrule.h>
#include <session/passwordchange.h>
#include <session/pbxsession.h>
#include <session/securitysettingsmodel.h>
#include <session/sessionenvironment.h>
#include <session/trusteddevicesmodel.h>

#include <algorithm>
#include <utility>

namespace lw {

namespace {

QJsonObject whoJson(const PbxSession &session)
{
    return {{QStringLiteral("name"), session.settings().name},
            {QStringLiteral("user"), session.userName()}};
}

QString ruleWord(PasswordCheck::Rule rule)
{
    using Rule = PasswordCheck::Rule;
    switch (rule) {
    case Rule::MinimumLength:
        return QStringLiteral("minimum_length");
    case Rule::MaximumLength:
        return QStringLiteral("maximum_length");
    case Rule::UpperCase:
        return QStringLiteral("upper_case");
    case Rule::LowerCase:
        return QStringLiteral("lower_case");
    case Rule::Digit:
        return QStringLiteral("digit");
    case Rule::Symbol:
        break;
    }
    return QStringLiteral("symbol");
}

} // namespace

SecurityShowCommand::SecurityShowCommand(PbxSession &session, SignInMeans means)
    : PbxCommand(session, Need::Session, std::move(means))
    , m_model(new SecuritySettingsModel(session, this))
{}

void SecurityShowCommand::run()
{
    connect(m_model, &SecuritySettingsModel::changed, this, [this] {
        if (m_model->isBusy())
            return;
        if (m_model->error() || !m_model->isLoaded()) {
            finish(commandError(m_model->error().value_or(ApiError{})));
            return;
        }
        QJsonObject json = whoJson(session());
        json.insert(QStringLiteral("role"), session().role().word);
        json.insert(QStringLiteral("second_factor"), secondFactorJson(m_model->state()));
        QStringList text;
        if (session().mayAdminister()) {
            const ReadinessRecord &readiness = m_model->readiness();
            json.insert(QStringLiteral("readiness"), readinessJson(readiness));
            text = readiness.entries().isEmpty()
                       ? QStringList(QStringLiteral("Whether you can come back without the second "
                                                    "factor was not checked yet."))
                       : readinessSentences(readiness);
        }
        text.prepend(linesOf(json));
        finish(CommandAnswer{.json = json, .text = text.join(QLatin1Char('\n'))});
    });
    m_model->load();
}

SecondFactorOffCommand::SecondFactorOffCommand(PbxSession &session, SignInMeans means)
    : PbxCommand(session, Need::Session, std::move(means))
    , m_model(new SecuritySettingsModel(session, this))
{}

void SecondFactorOffCommand::run()
{
    connect(m_model, &SecuritySettingsModel::changed, this, &SecondFactorOffCommand::followModel);
    m_model->load();
}

void SecondFactorOffCommand::followModel()
{
    if (m_model->isBusy())
        return;
    if (m_model->error() || !m_model->isLoaded()) {
        finish(commandError(m_model->error().value_or(session().error().value_or(ApiError{}))));
    } else if (m_model->flow()) {
        followFlow();
    } else if (!m_model->state().isEnabled) {
        finish(answer());
    } else {
        m_model->start(TwoFactorEnrolment::Purpose::SwitchOff);
    }
}

void SecondFactorOffCommand::followFlow()
{
    using Step = TwoFactorEnrolment::Step;
    TwoFactorEnrolment &flow = *m_model->flow();
    if (flow.isBusy())
        return;
    if (flow.step() == Step::AskingPassword && !std::exchange(m_isConfirmed, true))
        flow.confirmPassword(takePassword());
    else if (flow.step() == Step::ReadyToSwitchOff && !std::exchange(m_isSaved, true))
        flow.save({});
    else if (flow.step() == Step::Finished)
        finish(changeResult(flow.outcome(), flow.error(), answer()));
    else
        finish(changeResult(ChangeOutcome::NotDone, flow.error(), {}));
}

CommandAnswer SecondFactorOffCommand::answer() const
{
    QJsonObject json = whoJson(session());
    json.insert(QStringLiteral("second_factor"), secondFactorJson(m_model->state()));
    return {.json = json, .text = linesOf(json)};
}

DevicesCommand::DevicesCommand(PbxSession &session, SignInMeans means, Remove remove, QString id)
    : PbxCommand(session, Need::Session, std::move(means))
    , m_model(new TrustedDevicesModel(session, this))
    , m_remove(remove)
    , m_id(std::move(id))
{}

void DevicesCommand::run()
{
    connect(m_model, &TrustedDevicesModel::changed, this, &DevicesCommand::followModel);
    m_model->load();
}

void DevicesCommand::followModel()
{
    if (m_model->isBusy())
        return;
    if (m_model->error() && !m_isRemoving) {
        finish(commandError(*m_model->error()));
        return;
    }
    const bool isKnown = std::ranges::any_of(
        m_model->devices(), [this](const TrustedDevice &device) { return device.id == m_id; });
    if (m_remove == Remove::One && !isKnown && !m_isRemoving) {
        finish(commandError({.kind = ApiError::Kind::NotFound}));
        return;
    }
    if (m_remove != Remove::Nothing && !std::exchange(m_isRemoving, true)) {
        const bool isAlone = m_remove == Remove::Others &&
                             std::ranges::all_of(m_model->devices(), &TrustedDevice::isCurrent);
        if (!isAlone) {
            m_remove == Remove::One ? m_model->remove({m_id}) : m_model->removeOthers();
            return;
        }
        m_remove = Remove::Nothing;
    }
    QJsonObject json = whoJson(session());
    const QJsonArray devices = devicesJson(m_model->devices());
    json.insert(QStringLiteral("devices"), devices);
    CommandAnswer answer{.json = json, .text = tableOf(devices)};
    if (m_remove == Remove::Nothing)
        finish(std::move(answer));
    else
        finish(changeResult(m_model->outcome(), m_model->error(), std::move(answer)));
}

PasswordCommand::PasswordCommand(PbxSession &session, SignInMeans means, Secret wanted)
    : PbxCommand(session, Need::Session, std::move(means))
    , m_change(new PasswordChange(session, this))
    , m_wanted(std::move(wanted))
{}

std::optional<CommandError> PasswordCommand::beforeSignIn()
{
    if (m_wanted.isEmpty())
        return usageError(QStringLiteral("The new password is missing: give it as "
                                         "\"new_password\" with --secrets."));
    const Edition edition = session().product() ? session().product()->edition() : Edition::Unknown;
    QStringList unmet;
    for (const PasswordCheck &check :
         session().environment().passwords.of(edition).check(m_wanted)) {
        if (!check.isMet)
            unmet.append(QStringLiteral("%1 %2").arg(ruleWord(check.rule)).arg(check.count));
    }
    if (unmet.isEmpty())
        return std::nullopt;
    const QString rules = unmet.join(QLatin1String(", "));
    CommandError error = commandError(
        {.kind = ApiError::Kind::Rejected, .fields = {{QStringLiteral("new_password"), rules}}});
    error.message =
        QStringLiteral("The new password does not meet the rules of this PBX: %1.").arg(rules);
    return error;
}

void PasswordCommand::run()
{
    connect(m_change, &PasswordChange::changed, this, &PasswordCommand::followChange);
    m_change->start(takePassword(), m_wanted.clone());
}

void PasswordCommand::followChange()
{
    if (m_change->step() != PasswordChange::Step::Finished)
        return;
    const CommandAnswer answer{.json = whoJson(session()), .text = {}};
    using Kind = CredentialKey::Kind;
    const bool isKept = mayBeKept(Kind::Password) || mayBeKept(Kind::TrustedDevice);
    if (m_change->outcome() == ChangeOutcome::Done && isKept)
        dropKept(Kind::TrustedDevice, [this, answer] { updateKeychain(answer); });
    else
        finish(changeResult(m_change->outcome(), m_change->error(), answer));
}

//! A stale password would be refused, and in the end block this address.
void PasswordCommand::updateKeychain(const CommandAnswer &answer)
{
    CredentialStore &keychain = *means().keychain;
    const CredentialKey key{.pbxId = session().settings().id, .userName = means().userName};
    keychain.read(key)->then(
        this, [this, &keychain, key, answer](const Result<StoredSecret> &kept) {
            if (!kept || kept->value.isEmpty()) {
                finish(answer);
                return;
            }
            keychain.write(key, m_wanted.clone())->then(this, [this, answer](const Result<Kept> &) {
                finish(answer);
            });
        });
}

} // namespace lw
