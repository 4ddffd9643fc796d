// SPDX-License-Identifier: GPL-3.0-or-later
#include "centralenvelope.h"

#include <algorithm>
#include <array>

namespace lw::Sandbox {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

struct Row
{
    CentralCode code = CentralCode::ServerError;
    int httpStatus = 500;
    QLatin1StringView text;
    QLatin1StringView detail; //!< where the caller has none
};

//! Codes and texts are documented; which HTTP status goes with them is this project's guess.
constexpr std::array kRows{
    Row{CentralCode::ServerError, 500, "SERVER_ERROR"_L1, "Internal error."_L1},
    Row{CentralCode::AuthenticationFailed, 401, "AUTHENTICATION_FAILED"_L1,
        "The client secret is wrong."_L1},
    Row{CentralCode::InvalidParameter, 400, "INVALID_PARAMETER"_L1, ""_L1},
    Row{CentralCode::DataNotFound, 404, "DATA_NOT_FOUND"_L1, "There is no such object."_L1},
    Row{CentralCode::DataAlreadyExists, 409, "DATA_ALREADY_EXISTS"_L1, ""_L1},
    Row{CentralCode::UserNotFound, 404, "USER_NOT_FOUND"_L1, "There is no such user."_L1},
    Row{CentralCode::InvalidClient, 401, "INVALID_CLIENT"_L1, "No such client."_L1},
    Row{CentralCode::TokenExpired, 401, "TOKEN_EXPIRED"_L1, "The token has expired."_L1},
    Row{CentralCode::InvalidToken, 401, "INVALID_TOKEN"_L1, "The token is not valid."_L1},
    Row{CentralCode::RateLimitExceeded, 429, "RATE_LIMIT_EXCEEDED"_L1, "Too many requests."_L1},
    Row{CentralCode::AccessDenied, 403, "ACCESS_DENIED"_L1, "The address is blocked."_L1},
    Row{CentralCode::PermissionDenied, 403, "PERMISSION_DENIED"_L1, ""_L1}};

constexpr auto kUsualWait = 2s; // of a fault, where no bucket says how long

const Row &rowOf(CentralCode code)
{
    const auto *found = std::ranges::find(kRows, code, &Row::code);
    return found == kRows.end() ? kRows.front() : *found;
}

} // namespace

QJsonObject CentralEnvelope::frame(const QString &status) const
{
    return {{u"requestId"_s, QString::fromLatin1(makeToken(m_random))},
            {u"status"_s, status},
            {u"time"_s, m_clock.now().toSecsSinceEpoch()}};
}

WebAnswer CentralEnvelope::done() const
{
    return {.json = frame(u"Success"_s)};
}

WebAnswer CentralEnvelope::done(const QJsonObject &data) const
{
    WebAnswer answer = done();
    answer.json.insert(u"data"_s, data);
    return answer;
}

WebAnswer CentralEnvelope::refused(const CentralRefusal &refusal) const
{
    const Row &row = rowOf(refusal.code);
    WebAnswer answer{.status = row.httpStatus, .json = frame(u"Failed"_s)};
    answer.json.insert(u"errCode"_s, static_cast<int>(row.code));
    answer.json.insert(u"errMsg"_s, row.text);
    answer.json.insert(u"detailMsg"_s,
                       refusal.detail.isEmpty() ? QString(row.detail) : refusal.detail);
    if (row.code == CentralCode::RateLimitExceeded)
        answer.headers.append(
            {"Retry-After", QByteArray::number(static_cast<qint64>(
                                refusal.retryAfter.value_or(kUsualWait).count()))});
    return answer;
}

WebAnswer CentralEnvelope::refusedByWord(const QString &word) const
{
    return refused({.code = static_cast<CentralCode>(word.toInt())});
}

} // namespace lw::Sandbox
