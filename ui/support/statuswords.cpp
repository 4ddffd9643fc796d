// SPDX-License-Identifier: GPL-3.0-or-later
#include "statuswords.h"

#include "format.h"

#include <QCoreApplication>

namespace lw {

namespace {

/*! Only the translation context of this file. */
struct Words
{
    Q_DECLARE_TR_FUNCTIONS(lw::StatusWords)
};

} // namespace

StatusLook sessionLook(PbxSession::State state)
{
    switch (state) {
    case PbxSession::State::Disconnected:
        return {StatusShape::Square, Words::tr("Not connected"), Tone::Neutral};
    case PbxSession::State::Connecting:
        return {StatusShape::Ring, Words::tr("Connecting"), Tone::Neutral};
    case PbxSession::State::NeedsTrust:
        return {StatusShape::Triangle, Words::tr("Not trusted"), Tone::Caution};
    case PbxSession::State::NeedsPassword:
        return {StatusShape::Ring, Words::tr("Not signed in"), Tone::Neutral};
    case PbxSession::State::NeedsSecondFactor:
        return {StatusShape::Triangle, Words::tr("Code needed"), Tone::Caution};
    case PbxSession::State::NeedsNewPassword:
        return {StatusShape::Triangle, Words::tr("New password needed"), Tone::Caution};
    case PbxSession::State::Connected:
        return {StatusShape::Disc, Words::tr("Signed in"), Tone::Good};
    case PbxSession::State::Locked:
        return {StatusShape::Triangle, Words::tr("Blocked"), Tone::Danger};
    case PbxSession::State::Failed:
        return {StatusShape::Triangle, Words::tr("Not reached"), Tone::Danger};
    }
    return {};
}

StatusLook centralLook(CentralSession::State state)
{
    switch (state) {
    case CentralSession::State::Disconnected:
    case CentralSession::State::NeedsSecret:
        return {StatusShape::Ring, Words::tr("Not signed in"), Tone::Neutral};
    case CentralSession::State::Connecting:
        return {StatusShape::Ring, Words::tr("Connecting"), Tone::Neutral};
    case CentralSession::State::NeedsTrust:
        return {StatusShape::Triangle, Words::tr("Not trusted"), Tone::Caution};
    case CentralSession::State::Connected:
        return {StatusShape::Disc, Words::tr("Signed in"), Tone::Good};
    case CentralSession::State::Stopped:
        return {StatusShape::Triangle, Words::tr("Stopped"), Tone::Danger};
    case CentralSession::State::Locked:
        return {StatusShape::Triangle, Words::tr("Blocked"), Tone::Danger};
    case CentralSession::State::Failed:
        return {StatusShape::Triangle, Words::tr("Not reached"), Tone::Danger};
    }
    return {};
}

StatusLook deviceLook(const OpenWord<RemoteDevice::Status> &status)
{
    if (!status.known)
        return {StatusShape::Triangle, status.word, Tone::Caution};
    switch (*status.known) {
    case RemoteDevice::Status::Connected:
        return {StatusShape::Disc, Words::tr("Connected"), Tone::Good};
    case RemoteDevice::Status::Disconnected:
        return {StatusShape::Square, Words::tr("Disconnected"), Tone::Neutral};
    case RemoteDevice::Status::Pending:
        return {StatusShape::Ring, Words::tr("Pending"), Tone::Neutral};
    }
    return {};
}

StatusLook connectionLook(const ConnectionStatus &status)
{
    const auto state = status.state.known;
    if (!state)
        return {StatusShape::Triangle, status.state.word, Tone::Caution};
    switch (*state) {
    case ConnectionStatus::State::Connected:
        return {StatusShape::Disc, Words::tr("Connected"), Tone::Good};
    case ConnectionStatus::State::Connecting:
        return {StatusShape::Ring, Words::tr("Connecting"), Tone::Neutral};
    case ConnectionStatus::State::Disconnected:
        return {StatusShape::Square, Words::tr("Disconnected"), Tone::Neutral};
    }
    return {};
}

QString connectionSentence(const ConnectionStatus &status)
{
    const QString word = connectionLook(status).word;
    const bool isConnected = status.state.is(ConnectionStatus::State::Connected);
    const QString since =
        status.since ? shortLocalTime(*status.since, QDateTime::currentDateTimeUtc()) : QString();
    if (isConnected && !status.server.isEmpty() && !since.isEmpty())
        //: %1 is a status word, %2 a server, %3 a time.
        return Words::tr("%1 to %2 since %3").arg(word, status.server, since);
    if (isConnected && !status.server.isEmpty())
        return Words::tr("%1 to %2").arg(word, status.server);
    if (!since.isEmpty())
        //: %1 is a status word, %2 a time.
        return Words::tr("%1 since %2").arg(word, since);
    return word;
}

} // namespace lw
