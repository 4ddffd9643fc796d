// SPDX-License-Identifier: GPL-3.0-or-later
#include "viacommands.h"

#include "answer.h"
#include "centralanswers.h"

#include <session/centralsession.h>
#include <session/pbxsession.h>
#include <session/secondopinion.h>

#include <QJsonArray>

#include <algorithm>
#include <utility>

namespace lw {

using namespace Qt::StringLiterals;

namespace {

using Leg = ConnectThrough::Leg;
using LegState = ConnectThrough::LegState;
using End = ConnectThrough::End;
using Rollback = ConnectThrough::Rollback;

QString legWord(Leg leg)
{
    switch (leg) {
    case Leg::Capacity:
        return u"capacity"_s;
    case Leg::CodeMade:
        return u"code-made"_s;
    case Leg::PbxSaved:
        return u"pbx-saved"_s;
    case Leg::PbxReaches:
        return u"pbx-reaches-platform"_s;
    case Leg::PlatformSees:
        break;
    }
    return u"platform-sees-pbx"_s;
}

QString stateWord(LegState state)
{
    switch (state) {
    case LegState::Waiting:
        return u"waiting"_s;
    case LegState::Running:
        return u"running"_s;
    case LegState::Done:
        return u"done"_s;
    case LegState::Doubtful:
        return u"doubtful"_s;
    case LegState::Failed:
        break;
    }
    return u"failed"_s;
}

QString rollbackWord(Rollback rollback)
{
    switch (rollback) {
    case Rollback::NotNeeded:
        return u"not-needed"_s;
    case Rollback::Running:
        return u"running"_s;
    case Rollback::DeviceRemoved:
        return u"device-removed"_s;
    case Rollback::DeviceLeft:
        return u"device-left"_s;
    case Rollback::DeviceUnknown:
        return u"device-unknown"_s;
    case Rollback::DeviceInUse:
        break;
    }
    return u"device-in-use"_s;
}

//! No answer came to the Save, and reading shows that it was not carried out.
bool isNotSaved(const ConnectThrough &flow)
{
    const auto &error = flow.leg(Leg::PbxSaved).error;
    return flow.end() == End::Refused && error && error->kind == ApiError::Kind::UnknownOutcome;
}

//! Who said what went wrong there.
Peer peerOf(Leg leg)
{
    return leg == Leg::PbxSaved || leg == Leg::PbxReaches ? Peer::Pbx : Peer::Central;
}

Peer failedPeer(const ConnectThrough &flow)
{
    const auto failed =
        std::find_if(ConnectThrough::kLegs.begin(), ConnectThrough::kLegs.end(), [&flow](Leg leg) {
            return flow.leg(leg).state == ConnectThrough::LegState::Failed && flow.leg(leg).error;
        });
    return failed == ConnectThrough::kLegs.end() ? Peer::Pbx : peerOf(*failed);
}

QJsonObject legJson(const ConnectThrough &flow, Leg leg)
{
    const ConnectThrough::LegReport &report = flow.leg(leg);
    QJsonObject json{{u"leg"_s, legWord(leg)}, {u"state"_s, stateWord(report.state)}};
    if (report.at.isValid())
        json.insert(u"time"_s, report.at.toString(Qt::ISODate));
    if (!report.word.isEmpty())
        json.insert(u"word"_s, report.word);
    if (report.error) {
        json.insert(u"kind"_s, leg == Leg::PbxSaved && isNotSaved(flow)
                                   ? u"NotSaved"_s
                                   : kindName(report.error->kind));
        json.insert(u"message"_s, commandError(*report.error, peerOf(leg)).message);
    }
    return json;
}

//! "Lab" (id 7), as a person finds it on the platform.
QString deviceText(const QString &name, const QString &id)
{
    return id.isEmpty() ? u"\"%1\""_s.arg(name) : u"\"%1\" (id %2)"_s.arg(name, id);
}

QString rollbackSentence(const ConnectThrough &flow)
{
    const QString device = deviceText(flow.deviceName(), flow.deviceId());
    switch (flow.rollback()) {
    case Rollback::DeviceRemoved:
        return u" The unused device was removed from the platform."_s;
    case Rollback::DeviceLeft:
        return u" The unused device %1 is still on the platform: remove it there."_s.arg(device);
    case Rollback::DeviceUnknown:
        return u" Whether the device %1 is on the platform could not be found out: look there."_s
            .arg(device);
    case Rollback::DeviceInUse:
        return u" The device %1 stays on the platform: the PBX has or may have its code."_s.arg(
            device);
    case Rollback::NotNeeded:
    case Rollback::Running:
        break;
    }
    return {};
}

QString cancelledText(const ConnectThrough &flow)
{
    if (flow.isPbxChanged())
        return u"Cancelled. The PBX has saved the new settings already."_s;
    if (flow.rollback() == Rollback::DeviceInUse)
        return u"Cancelled. Whether the PBX has saved the new settings is not known."_s;
    return u"Cancelled. The PBX is as it was."_s;
}

//! Null: nobody knows.
QJsonValue pbxChangedJson(const ConnectThrough &flow)
{
    if (!flow.isPbxChanged() && flow.rollback() == Rollback::DeviceInUse)
        return QJsonValue::Null;
    return flow.isPbxChanged();
}

QString agreementWord(SecondOpinion::Agreement agreement)
{
    using Agreement = SecondOpinion::Agreement;
    switch (agreement) {
    case Agreement::Agree:
        return u"agree"_s;
    case Agreement::OnlyPbx:
        return u"only-pbx"_s;
    case Agreement::OnlyPlatform:
        return u"only-platform"_s;
    case Agreement::NotListed:
        return u"not-listed"_s;
    case Agreement::Unknown:
        break;
    }
    return u"unknown"_s;
}

} // namespace

ViaCommand::ViaCommand(PbxSession &session, SignInMeans means, CentralSession &central,
                       CentralMeans centralMeans)
    : PbxCommand(session, Need::Session, std::move(means))
    , m_central(central)
    , m_signIn(central, std::move(centralMeans), nullptr)
{}

void ViaCommand::run()
{
    if (m_isFinishing)
        return;
    m_signIn.start([this](std::optional<CommandError> error) {
        if (m_isFinishing)
            return;
        if (error)
            finish(std::move(*error));
        else
            runBoth();
    });
}

void ViaCommand::interrupt()
{
    finishBoth(CommandError{.exitCode = ExitCode::Cancelled,
                            .kind = kindName(ApiError::Kind::Cancelled),
                            .message = interruptText()});
}

void ViaCommand::finishBoth(CommandResult result)
{
    if (std::exchange(m_isFinishing, true))
        return;
    const auto kept = std::make_shared<CommandResult>(std::move(result));
    m_signIn.end([this, kept] { finish(std::move(*kept)); });
}

ConnectViaCommand::ConnectViaCommand(PbxSession &session, SignInMeans means,
                                     CentralSession &central, CentralMeans centralMeans,
                                     ConnectThroughPlan plan)
    : ViaCommand(session, std::move(means), central, std::move(centralMeans))
    , m_plan(std::move(plan))
{}

void ConnectViaCommand::interrupt()
{
    if (!m_flow)
        ViaCommand::interrupt();
    else if (std::exchange(m_isInterrupted, true))
        m_flow->abandon();
    else
        m_flow->cancel();
}

void ConnectViaCommand::runBoth()
{
    m_flow = std::make_unique<ConnectThrough>(session(), central());
    connect(m_flow.get(), &ConnectThrough::changed, this, &ConnectViaCommand::followFlow);
    m_flow->start(m_plan);
}

void ConnectViaCommand::followFlow()
{
    if (m_flow->isBusy() || m_flow->end() == End::None)
        return;
    disconnect(m_flow.get(), nullptr, this, nullptr);
    const QJsonObject json = flowJson();
    if (m_flow->end() == End::Agreed) {
        finishBoth(CommandAnswer{.json = json, .text = linesOf(json)});
        return;
    }
    CommandError error = flowError();
    error.message += rollbackSentence(*m_flow);
    error.extra = json;
    finishBoth(std::move(error));
}

CommandError ConnectViaCommand::flowError() const
{
    CommandError error = commandError(m_flow->error().value_or(ApiError{}), failedPeer(*m_flow));
    switch (m_flow->end()) {
    case End::NotAgreed:
        error.exitCode = ExitCode::EndDiffers;
        error.kind = u"NotConnected"_s;
        error.message = u"Saved, but PBX and platform did not both report Connected in time."_s;
        break;
    case End::Cancelled:
        error.exitCode = ExitCode::Cancelled;
        error.kind = kindName(ApiError::Kind::Cancelled);
        error.message = cancelledText(*m_flow);
        break;
    case End::Unknown:
        error.exitCode = ExitCode::EndDiffers;
        break;
    default:
        break;
    }
    if (isNotSaved(*m_flow)) {
        error.exitCode = ExitCode::EndDiffers;
        error.kind = u"NotSaved"_s;
        error.message = u"No answer came, and reading shows that the change was not carried out."_s;
    }
    if (const auto &namesake = m_flow->namesake())
        error.message = u"The platform has a device %1 already. Nothing was changed."_s.arg(
            deviceText(namesake->name, namesake->id));
    return error;
}

QJsonObject ConnectViaCommand::flowJson() const
{
    QJsonArray legs;
    for (const Leg leg : ConnectThrough::kLegs)
        legs.append(legJson(*m_flow, leg));
    QJsonObject json{{u"legs"_s, legs},
                     {u"rollback"_s, rollbackWord(m_flow->rollback())},
                     {u"pbx_changed"_s, pbxChangedJson(*m_flow)}};
    if (m_flow->namesake())
        json.insert(u"namesake"_s, deviceJson(*m_flow->namesake()));
    if (m_flow->device())
        json.insert(u"platform"_s, deviceJson(*m_flow->device()));
    else if (!m_flow->deviceId().isEmpty())
        json.insert(u"platform"_s, QJsonObject{{u"deviceId"_s, idJson(m_flow->deviceId())},
                                               {u"deviceName"_s, m_flow->deviceName()}});
    if (const auto status = m_flow->pbxStatus())
        json.insert(u"pbx"_s, statusJson(*status));
    if (m_flow->connections())
        json.insert(u"connections"_s,
                    connectionsJson(*m_flow->connections()).value("connections"_L1));
    return json;
}

VerifyViaCommand::VerifyViaCommand(PbxSession &session, SignInMeans means, CentralSession &central,
                                   CentralMeans centralMeans)
    : ViaCommand(session, std::move(means), central, std::move(centralMeans))
{}

void VerifyViaCommand::interrupt()
{
    delete std::exchange(m_opinion, nullptr); // its request would hold back the sign-out
    ViaCommand::interrupt();
}

void VerifyViaCommand::runBoth()
{
    m_opinion = new SecondOpinion(session(), central(), this);
    connect(m_opinion, &SecondOpinion::changed, this, &VerifyViaCommand::followOpinion);
    m_opinion->load();
}

void VerifyViaCommand::followOpinion()
{
    if (m_opinion->isBusy())
        return;
    disconnect(m_opinion, nullptr, this, nullptr);
    if (m_opinion->error() || m_opinion->pbxError()) {
        finishBoth(m_opinion->error() ? commandError(*m_opinion->error(), Peer::Central)
                                      : commandError(*m_opinion->pbxError()));
        return;
    }
    const auto agreement = m_opinion->agreement();
    QJsonObject json{{u"agreement"_s, agreementWord(agreement)},
                     {u"pbx"_s, statusJson(*m_opinion->pbxStatus())},
                     {u"platform"_s, m_opinion->device()
                                         ? QJsonValue(deviceJson(*m_opinion->device()))
                                         : QJsonValue()},
                     {u"asked_at"_s, m_opinion->askedAt().toString(Qt::ISODate)}};
    if (agreement == SecondOpinion::Agreement::Agree) {
        finishBoth(CommandAnswer{.json = json, .text = linesOf(json)});
        return;
    }
    finishBoth(CommandError{.exitCode = ExitCode::EndDiffers,
                            .kind = u"NotConnected"_s,
                            .message = agreement == SecondOpinion::Agreement::Unknown
                                           ? u"Whether PBX and platform agree is not known."_s
                                           : u"PBX and platform do not agree."_s,
                            .extra = json});
}

} // namespace lw
