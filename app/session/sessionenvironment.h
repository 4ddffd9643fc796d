// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/capabilities.h>
#include <core/clock.h>
#include <core/passwordrule.h>
#include <core/wireprofile.h>

#include <QString>

#include <chrono>
#include <functional>

namespace lw {

class DeedLog;
class ServerProbe;
class TransportFactory;

//! How often and how long a PBX is asked for its connection status.
struct PollTimes
{
    std::chrono::milliseconds afterSave{2'000};
    std::chrono::milliseconds waitLimit{60'000};
    std::chrono::milliseconds whileShown{30'000};
    std::chrono::milliseconds readBack{2'000};  //!< between the readings after an unanswered Save
    std::chrono::milliseconds rateLimit{1'000}; //!< the first wait after a 429 that names none
};

/*! What every session needs and none of them owns. Lives in main(), outlives all sessions. */
struct SessionEnvironment
{
    TransportFactory &transports;
    const Clock &clock;
    Capabilities capabilities;
    WireProfile wire; //!< the built-in profile
    PollTimes times;
    PasswordRules passwords;
    QString deviceName;             //!< how a PBX lists this workstation as a trusted device
    DeedLog *deeds = nullptr;       //!< where changes are written down; null: nowhere
    ServerProbe *probe = nullptr;   //!< looks at servers before they are used; null: nobody does
    std::function<double()> random; //!< 0 to below 1, spreads repeated requests; null: it does not
};

} // namespace lw
