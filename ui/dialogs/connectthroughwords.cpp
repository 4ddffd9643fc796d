// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectthroughwords.h"

#include "support/centralerrortext.h"
#include "support/refusaltext.h"

#include <QCoreApplication>
#include <QLocale>

namespace lw {

namespace {

using Kind = ApiError::Kind;
using Leg = ConnectThrough::Leg;
using LegReport = ConnectThrough::LegReport;
using LegState = ConnectThrough::LegState;
using End = ConnectThrough::End;
using Rollback = ConnectThrough::Rollback;

/*! Only the translation context of this file. */
struct Words
{
    Q_DECLARE_TR_FUNCTIONS(lw::ConnectThroughDialog)
};

QString titleOf(Leg leg)
{
    switch (leg) {
    case Leg::Capacity:
        return Words::tr("Capacity of the management server");
    case Leg::CodeMade:
        return Words::tr("Device added, authentication code made");
    case Leg::PbxSaved:
        return Words::tr("PBX has saved the code");
    case Leg::PbxReaches:
        return Words::tr("PBX reaches the management server");
    case Leg::PlatformSees:
        return Words::tr("Management server sees the PBX");
    }
    return {};
}

StatusLook lookOf(LegState state)
{
    switch (state) {
    case LegState::Waiting:
        return {StatusShape::Square, Words::tr("Not yet"), Tone::Neutral};
    case LegState::Running:
        return {StatusShape::Ring, Words::tr("Under way"), Tone::Neutral};
    case LegState::Done:
        return {StatusShape::Disc, Words::tr("Done"), Tone::Good};
    case LegState::Doubtful:
        return {StatusShape::Triangle, Words::tr("Doubtful"), Tone::Caution};
    case LegState::Failed:
        return {StatusShape::Triangle, Words::tr("Failed"), Tone::Danger};
    }
    return {};
}

//! The platform has no calls for devices at all.
bool lacksDevices(const ApiError &error)
{
    return error.kind == Kind::Unsupported ||
           (error.kind == Kind::NotFound && error.httpStatus == 404);
}

QString usageText(const RemoteConnections &connections)
{
    const QLocale locale;
    //: %1 and %2 are numbers.
    return Words::tr("%1 of %2 remote connections are used.")
        .arg(locale.toString(connections.used), locale.toString(connections.capacity));
}

QString capacityNote(const ConnectThrough &flow, const LegReport &report)
{
    const auto &connections = flow.connections();
    const QString full = Words::tr("Ask the provider to free a connection or to extend the "
                                   "subscription (My Subscription).");
    if (report.state == LegState::Failed)
        return connections && usageStage(*connections) == UsageStage::Full
                   ? usageText(*connections) + QChar::Space + full
                   : centralErrorText(*report.error).joined();
    if (report.state == LegState::Doubtful && report.error)
        return Words::tr("The management server does not tell. It decides when the PBX connects.");
    if (report.state == LegState::Doubtful && connections)
        return usageText(*connections) + QChar::Space +
               Words::tr("If the PBX is refused: %1").arg(full);
    return connections ? usageText(*connections) : QString();
}

QString codeNote(const ConnectThrough &flow, const LegReport &report)
{
    if (report.error && lacksDevices(*report.error))
        return Words::tr("This management server does not offer devices over its API. Have the "
                         "provider add the device and send you the authentication code.");
    if (report.error)
        return centralErrorText(*report.error).joined();
    if (report.state == LegState::Done)
        //: %1 is the name of a device.
        return Words::tr("Device %1. The code is valid once and is not shown.")
            .arg(quotedServerText(flow.deviceName()));
    return {};
}

QString savedNote(const LegReport &report)
{
    if (report.state == LegState::Running)
        return Words::tr("The PBX asks the management server before it answers.");
    if (!report.error)
        return {};
    if (report.error->reason == QLatin1String("page-incomplete"))
        return Words::tr("The Remote Management page of the PBX is not complete. Open it, correct "
                         "what it marks, and save it first.");
    if (report.error->kind == Kind::Unsupported)
        return Words::tr("This firmware cannot be connected by an authentication code to that "
                         "server. The Overview page says which firmware can.");
    return errorText(*report.error).joined();
}

QString reachesNote(const LegReport &report)
{
    QStringList sentences;
    if (!report.word.isEmpty())
        //: %1 is a word or text of the PBX in quotation marks.
        sentences.append(Words::tr("The PBX says %1.").arg(quotedServerText(report.word)));
    if (report.error)
        sentences.append(errorText(*report.error).joined());
    else if (report.state == LegState::Failed)
        sentences.append(Words::tr("Check that the PBX may go out to the Internet (DNS, "
                                   "firewall), and its clock."));
    return sentences.join(QChar::Space);
}

QString seesNote(const LegReport &report)
{
    QStringList sentences;
    if (!report.word.isEmpty())
        //: %1 is a word of the management server in quotation marks.
        sentences.append(
            Words::tr("The management server says %1.").arg(quotedServerText(report.word)));
    if (report.error)
        sentences.append(centralErrorText(*report.error).joined());
    else if (report.state == LegState::Failed)
        sentences.append(Words::tr("Ask the provider to look at the device. The PBX page shows "
                                   "both sides again at any time."));
    return sentences.join(QChar::Space);
}

QString noteOf(const ConnectThrough &flow, Leg leg)
{
    const LegReport &report = flow.leg(leg);
    switch (leg) {
    case Leg::Capacity:
        return capacityNote(flow, report);
    case Leg::CodeMade:
        return codeNote(flow, report);
    case Leg::PbxSaved:
        return savedNote(report);
    case Leg::PbxReaches:
        return reachesNote(report);
    case Leg::PlatformSees:
        return seesNote(report);
    }
    return {};
}

QString deviceLeft(const ConnectThrough &flow, const QString &device, const QString &platform)
{
    const auto &error = flow.rollbackError();
    //: %1 is the name of a device, %2 a management server, %3 a sentence that says why.
    return Words::tr("The unused device %1 could not be removed from %2: %3 Delete it there.")
        .arg(device, platform, error ? centralErrorText(*error).sentence : QString());
}

BannerText refusedEnd(const ConnectThroughNames &names, const QString &rollback)
{
    return {.tone = Tone::Danger,
            .text = {//: %1 is a PBX, %2 a management server.
                     Words::tr("%1 was not connected to %2; the PBX is as it was.")
                         .arg(names.pbx, names.platform),
                     rollback}};
}

BannerText cancelledEnd(const ConnectThrough &flow, const ConnectThroughNames &names,
                        const QString &rollback)
{
    const QString sentence =
        flow.isPbxChanged()
            //: %1 is a PBX.
            ? Words::tr("Cancelled. %1 has the new settings already; that is not undone.")
                  .arg(names.pbx)
            //: %1 is a PBX.
            : Words::tr("Cancelled. %1 is as it was.").arg(names.pbx);
    return {.tone = Tone::Neutral, .text = {sentence, rollback}};
}

//! Saved, but one side at least does not say Connected.
BannerText notAgreedEnd(const ConnectThrough &flow, const ConnectThroughNames &names,
                        const QString &rollback)
{
    const bool isPbxConnected = flow.leg(Leg::PbxReaches).state == LegState::Done;
    const bool isSeen = flow.leg(Leg::PlatformSees).state == LegState::Done;
    QString sentence;
    if (isPbxConnected)
        //: %1 is a PBX, %2 a management server.
        sentence = Words::tr("%1 has saved the code and says that it is connected; %2 does not "
                             "say so.");
    else if (isSeen)
        //: %1 is a PBX, %2 a management server.
        sentence = Words::tr("%1 has saved the code but does not say that it is connected; %2 "
                             "does.");
    else
        //: %1 is a PBX, %2 a management server.
        sentence = Words::tr("%1 has saved the code, but neither it nor %2 says that they are "
                             "connected.");
    return {.tone = Tone::Caution, .text = {sentence.arg(names.pbx, names.platform), rollback}};
}

} // namespace

QList<StepLine> legLines(const ConnectThrough &flow)
{
    QList<StepLine> lines;
    for (const Leg leg : ConnectThrough::kLegs) {
        const LegReport &report = flow.leg(leg);
        const QString at =
            report.at.isNull() || report.state == LegState::Waiting
                ? QString()
                : QLocale().toString(report.at.toLocalTime().time(), QLocale::LongFormat);
        lines.append({.look = lookOf(report.state),
                      .title = titleOf(leg),
                      .at = at,
                      .note = noteOf(flow, leg)});
    }
    return lines;
}

QString rollbackText(const ConnectThrough &flow, const ConnectThroughNames &names)
{
    const QString device = quotedServerText(flow.deviceName());
    switch (flow.rollback()) {
    case Rollback::NotNeeded:
        return {};
    case Rollback::Running:
        //: %1 is the name of a device.
        return Words::tr("Removing the unused device %1\u2026").arg(device);
    case Rollback::DeviceRemoved:
        //: %1 is the name of a device, %2 a management server.
        return Words::tr("The unused device %1 was removed from %2 again.")
            .arg(device, names.platform);
    case Rollback::DeviceLeft:
        return deviceLeft(flow, device, names.platform);
    case Rollback::DeviceUnknown:
        //: %1 is the name of a device, %2 a management server.
        return Words::tr("It is not known whether %2 has the device %1 now. Look there, and delete "
                         "it if it has no serial number.")
            .arg(device, names.platform);
    case Rollback::DeviceInUse:
        //: %1 is the name of a device, %2 a management server.
        return Words::tr("The device %1 stays on %2: the PBX has, or may have, its code.")
            .arg(device, names.platform);
    }
    return {};
}

BannerText connectThroughEnd(const ConnectThrough &flow, const ConnectThroughNames &names)
{
    if (flow.isBusy())
        return {};
    const QString rollback = rollbackText(flow, names);
    switch (flow.end()) {
    case End::None:
        return {};
    case End::Agreed:
        return {
            .tone = Tone::Good,
            .text = {//: %1 is a PBX, %2 a management server.
                     Words::tr("Connected: %1 and %2 both say so.").arg(names.pbx, names.platform),
                     {}}};
    case End::NotAgreed:
        return notAgreedEnd(flow, names, rollback);
    case End::Refused:
        return refusedEnd(names, rollback);
    case End::Unknown:
        return {.tone = Tone::Caution,
                .text = {//: %1 is a PBX.
                         Words::tr("No answer came, so it is not known whether %1 has the new "
                                   "settings. Look at its page before you repeat it.")
                             .arg(names.pbx),
                         rollback}};
    case End::Cancelled:
        return cancelledEnd(flow, names, rollback);
    }
    return {};
}

} // namespace lw
