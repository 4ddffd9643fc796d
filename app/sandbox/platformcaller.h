// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/pbxaddress.h>

#include <QByteArray>
#include <QJsonObject>
#include <QString>

#include <chrono>
#include <functional>
#include <optional>

namespace lw::Sandbox {

//! What a practice PBX asks of a management server.
struct PlatformCall
{
    PbxAddress server;
    QString path;
    QByteArray deviceToken; //!< sent as Bearer; empty: not sent
    QJsonObject body;
};

struct PlatformOutcome
{
    //! Why there is no answer; the words of the contract's `reason`.
    enum class Problem { None, Dns, Refused, Timeout, Tls };

    Problem problem = Problem::None;
    QString detail; //!< the technical reason, for people
    int httpStatus = 0;
    QJsonObject answer;
};

[[nodiscard]] QString problemWord(PlatformOutcome::Problem problem);

/*! How a practice PBX reaches a management server. Sandbox thread only. */
class PlatformCaller
{
public:
    virtual ~PlatformCaller() = default;
    //! \a done is called exactly once, later, unless the sandbox ends before.
    virtual void call(const PlatformCall &call, std::function<void(PlatformOutcome)> done) = 0;
};

/*! Work for later on the sandbox's thread. */
class Scheduler
{
public:
    virtual ~Scheduler() = default;
    virtual void after(std::chrono::milliseconds delay, std::function<void()> work) = 0;
};

} // namespace lw::Sandbox
