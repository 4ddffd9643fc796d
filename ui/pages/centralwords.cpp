// SPDX-License-Identifier: GPL-3.0-or-later
#include "centralwords.h"

#include "support/centralerrortext.h"

#include <session/centrallistmodel.h>
#include <session/centralsession.h>

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace lw {

namespace {

using State = CentralSession::State;

constexpr qint64 kDay = 24 * 60 * 60;

/*! Only the translation context of this file. */
struct Words
{
    Q_DECLARE_TR_FUNCTIONS(lw::CentralWords)
};

QString actionFor(State state)
{
    switch (state) {
    case State::Connecting:
        return {};
    case State::NeedsTrust:
        return Words::tr("Show Certificate\u2026");
    case State::Stopped:
        return Words::tr("Start Over\u2026");
    case State::Disconnected:
    case State::NeedsSecret:
    case State::Locked:
        return Words::tr("Sign In\u2026");
    case State::Connected:
    case State::Failed:
        break;
    }
    return Words::tr("Try Again");
}

ErrorText nobody()
{
    return {Words::tr("Nobody is signed in to this management server."),
            Words::tr("Sign in with the Client Secret that its portal shows under System > API.")};
}

ErrorText failure(const CentralSession &session)
{
    if (session.state() == State::Stopped) {
        ErrorText text = stoppedText();
        if (session.error())
            text.requestId = session.error()->requestId;
        return text;
    }
    return session.error() ? centralErrorText(*session.error()) : nobody();
}

ErrorText paneText(const CentralSession &session, const std::optional<ApiError> &loadError)
{
    switch (session.state()) {
    case State::Connecting:
        return {Words::tr("Connecting\u2026"), {}};
    case State::Connected:
        if (loadError)
            return centralErrorText(*loadError);
        return {Words::tr("Reading\u2026"), {}};
    case State::Disconnected:
    case State::NeedsTrust:
    case State::NeedsSecret:
    case State::Stopped:
    case State::Locked:
    case State::Failed:
        break;
    }
    return failure(session);
}

//! The server's own word; it is an open set.
QString wordOf(const RemoteSubscription &subscription)
{
    if (subscription.status.is(RemoteSubscription::Status::Subscribed))
        return Words::tr("Subscribed");
    if (subscription.status.is(RemoteSubscription::Status::Trial))
        return Words::tr("Trial");
    if (subscription.status.is(RemoteSubscription::Status::NotSubscribed))
        return Words::tr("Not Subscribed");
    return subscription.status.word;
}

} // namespace

ErrorText stoppedText()
{
    return {Words::tr("Two sign-ins in a row were refused, so this program has stopped asking."),
            Words::tr("After more than 5 failures in a row the management server blocks the "
                      "address of this PC and raises an alarm. Compare Client ID and Client Secret "
                      "with System > API on the server, and the addresses that it allows there; "
                      "then start over.")};
}

SessionPane centralPane(const CentralSession &session, const std::optional<ApiError> &loadError)
{
    const bool isReading = session.state() == State::Connected && !loadError;
    return {.text = paneText(session, loadError),
            .action = isReading ? QString() : actionFor(session.state())};
}

BannerText centralBanner(const CentralSession &session)
{
    const State state = session.state();
    if (state == State::Connected || state == State::Connecting)
        return {};
    BannerText banner{.tone = Tone::Danger, .text = failure(session)};
    if (state == State::Disconnected)
        banner = {.tone = Tone::Neutral, .text = {Words::tr("Signed out."), {}}};
    else if (state == State::NeedsSecret)
        banner.tone = session.error() ? Tone::Caution : Tone::Neutral;
    banner.actions = {actionFor(state)};
    return banner;
}

QString listCountText(const CentralListModel &model, const QString &count)
{
    if (!model.isCurrent() && model.isBusy())
        return Words::tr("Reading\u2026");
    return count;
}

QString usageText(const RemoteConnections &connections)
{
    const QLocale locale;
    const qint64 free = std::max<qint64>(0, connections.capacity - connections.used);
    //: %1 to %3 are numbers.
    return Words::tr("%1 of %2 connections are used, %3 are free.")
        .arg(locale.toString(connections.used), locale.toString(connections.capacity),
             locale.toString(free));
}

QString usageAdvice(UsageStage stage)
{
    switch (stage) {
    case UsageStage::Free:
        return {};
    case UsageStage::Nearly:
        return Words::tr("90 % or more are used. Delete devices that are gone, or extend the "
                         "subscription (My Subscription) before the next PBX.");
    case UsageStage::Full:
        return Words::tr("No connection is left: another PBX cannot be connected. Delete devices "
                         "that are gone, or extend the subscription (My Subscription).");
    }
    return {};
}

QString subscriptionText(const RemoteSubscription &subscription, const QDateTime &now)
{
    const QString word = wordOf(subscription);
    if (!subscription.expires)
        return word;
    const QString day =
        QLocale().toString(subscription.expires->toLocalTime().date(), QLocale::ShortFormat);
    const qint64 left = now.secsTo(*subscription.expires);
    if (left <= 0)
        //: %1 is a status word, %2 a date.
        return Words::tr("%1, over since %2: devices lose their connection").arg(word, day);
    if (left < kDay)
        //: %1 is a status word, %2 a date.
        return Words::tr("%1 until %2, less than a day left").arg(word, day);
    if (left < 2 * kDay)
        //: %1 is a status word, %2 a date.
        return Words::tr("%1 until %2, 1 day left").arg(word, day);
    //: %1 is a status word, %2 a date, %n the number of days until then.
    return Words::tr("%1 until %2, %n days left", nullptr, static_cast<int>(left / kDay))
        .arg(word, day);
}

StatusLook subscriptionLook(const RemoteSubscription &subscription, ExpiryStage stage)
{
    using Status = RemoteSubscription::Status;
    if (subscription.status.is(Status::NotSubscribed))
        return {StatusShape::Square, {}, Tone::Neutral};
    switch (stage) {
    case ExpiryStage::Over:
    case ExpiryStage::Within7Days:
        return {StatusShape::Triangle, {}, Tone::Danger};
    case ExpiryStage::Within30Days:
        return {StatusShape::Triangle, {}, Tone::Caution};
    case ExpiryStage::Far:
        break;
    }
    if (!subscription.status.known)
        return {StatusShape::Triangle, {}, Tone::Caution};
    return {StatusShape::Disc, {}, Tone::Good};
}

} // namespace lw
