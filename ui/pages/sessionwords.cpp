// SPDX-License-Identifier: GPL-3.0-or-later
#include "sessionwords.h"

#include <session/pbxsession.h>

#include <QCoreApplication>

namespace lw {

namespace {

using State = PbxSession::State;

/*! Only the translation context of this file. */
struct Words
{
    Q_DECLARE_TR_FUNCTIONS(lw::SessionWords)
};

ErrorText failure(const PbxSession &session)
{
    if (session.wireProblem())
        return {wireProfileErrorText(*session.wireProblem()),
                Words::tr("Correct the file, or take it out of the settings of the PBX.")};
    if (session.error())
        return errorText(*session.error());
    return {Words::tr("The PBX is not connected."), {}};
}

QString actionFor(State state)
{
    switch (state) {
    case State::Connecting:
        return {};
    case State::NeedsTrust:
        return Words::tr("Show Certificate\u2026");
    case State::NeedsPassword:
    case State::NeedsSecondFactor:
        return Words::tr("Sign In\u2026");
    case State::NeedsNewPassword:
        return Words::tr("Change Password");
    case State::Disconnected:
        return Words::tr("Connect");
    case State::Connected:
    case State::Locked:
    case State::Failed:
        break;
    }
    return Words::tr("Try Again");
}

ErrorText newPasswordWanted()
{
    return {Words::tr("This PBX asks for a new password before anything else."),
            Words::tr("The one that it has is a default password or too weak.")};
}

ErrorText missingPage(const PbxSession &session)
{
    const bool isCloud = session.product() && session.product()->isCloud;
    if (isCloud)
        return {Words::tr("A Cloud Edition has no page Remote Management."),
                Words::tr("It is managed on Central Management from the start. Passwordless Login "
                          "is in the web portal under Security > Security Settings.")};
    return {Words::tr("This PBX has no page Remote Management."),
            Words::tr("Its firmware does not know the function. The Overview says which firmware "
                      "has it.")};
}

ErrorText paneText(const PbxSession &session, const std::optional<ApiError> &loadError)
{
    switch (session.state()) {
    case State::Disconnected:
        return {Words::tr("The PBX is not connected."), {}};
    case State::Connecting:
        return {Words::tr("Connecting\u2026"), {}};
    case State::NeedsPassword:
        if (session.error() && session.error()->kind != ApiError::Kind::SessionExpired)
            return errorText(*session.error());
        return {Words::tr("Sign in to see this page."),
                Words::tr("The PBX was reached, and nobody is signed in.")};
    case State::NeedsNewPassword:
        return newPasswordWanted();
    case State::Connected:
        if (loadError)
            return errorText(*loadError);
        return {Words::tr("Reading\u2026"), {}};
    case State::NeedsTrust:
    case State::NeedsSecondFactor:
    case State::Locked:
    case State::Failed:
        break;
    }
    return failure(session);
}

} // namespace

SessionPane sessionPane(const PbxSession &session, const std::optional<ApiError> &loadError)
{
    const bool isReading = session.state() == State::Connected && !loadError;
    return {.text = paneText(session, loadError),
            .action = isReading ? QString() : actionFor(session.state())};
}

SessionPane noRemoteManagementPane(const PbxSession &session)
{
    return {.text = missingPage(session), .action = {}};
}

BannerText sessionBanner(const PbxSession &session)
{
    const State state = session.state();
    BannerText banner{.tone = Tone::Danger, .text = failure(session)};
    if (state == State::Connected || state == State::Connecting)
        return {};
    if (state == State::Disconnected)
        banner = {.tone = Tone::Neutral, .text = {Words::tr("Signed out."), {}}};
    if (state == State::NeedsNewPassword)
        banner = {.tone = Tone::Caution, .text = newPasswordWanted()};
    if (state == State::NeedsPassword && !session.error())
        banner = {.tone = Tone::Neutral, .text = {Words::tr("Nobody is signed in."), {}}};
    if (session.hasExpired())
        banner.tone = Tone::Caution;
    if (const QString action = actionFor(state); !action.isEmpty())
        banner.actions = {action};
    return banner;
}

} // namespace lw
