// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "randomsource.h"
#include "webmessage.h"

#include <core/clock.h>

#include <chrono>

namespace lw::Sandbox {

//! The refusals of Central Management's API (wire contract, section 4).
enum class CentralCode {
    ServerError = 1000001,
    AuthenticationFailed = 1000002,
    InvalidParameter = 1000004,
    DataNotFound = 1000005,
    DataAlreadyExists = 1000007,
    UserNotFound = 1000015,
    InvalidClient = 1000033,
    TokenExpired = 1000035,
    InvalidToken = 1000036,
    RateLimitExceeded = 1000040,
    AccessDenied = 1000042,
    PermissionDenied = 1000043
};

//! Why a practice management server says no. A plain value.
struct CentralRefusal
{
    CentralCode code = CentralCode::ServerError;
    QString detail;
    std::optional<std::chrono::seconds> retryAfter;
};

/*! Wraps answers the way Central Management does: data, requestId, status and time. */
class CentralEnvelope final
{
public:
    CentralEnvelope(const Clock &clock, RandomSource random)
        : m_clock(clock), m_random(std::move(random))
    {}

    [[nodiscard]] WebAnswer done() const;
    [[nodiscard]] WebAnswer done(const QJsonObject &data) const;
    //! With the HTTP status that goes with the code.
    [[nodiscard]] WebAnswer refused(const CentralRefusal &refusal) const;
    //! The code of a status-word fault; one that is none reads as 1000001.
    [[nodiscard]] WebAnswer refusedByWord(const QString &word) const;

private:
    [[nodiscard]] QJsonObject frame(const QString &status) const;

    const Clock &m_clock;
    RandomSource m_random;
};

} // namespace lw::Sandbox
