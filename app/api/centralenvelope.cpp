// SPDX-License-Identifier: GPL-3.0-or-later
#include "centralenvelope.h"

#include <core/httpdate.h>
#include <net/httprequest.h>

#include <QJsonArray>
#include <QJsonDocument>

#include <array>

namespace lw {

namespace {

using Kind = ApiError::Kind;

enum CentralCode : int {
    kServerError = 1000001,
    kAuthenticationFailed = 1000002,
    kDataNotFound = 1000005,
    kUserNotFound = 1000015,
    kInvalidClient = 1000033,
    kTokenExpired = 1000035,
    kInvalidToken = 1000036,
    kRateLimitExceeded = 1000040,
    kAccessDenied = 1000042,
    kPermissionDenied = 1000043
};

// In lower case; the first that is there counts.
constexpr std::array kCodeNames{"errcode", "errorcode", "errno", "code"};
constexpr std::array kTextNames{"errmsg", "errormsg", "errormessage", "message", "msg"};
constexpr std::array kDetailNames{"detailmsg", "detailmessage", "error_description"};
constexpr std::array kErrorNames{"error", "errors"};
constexpr std::array kRequestIdNames{"requestid"};

template<typename Names>
QJsonValue find(const QJsonObject &json, const Names &names)
{
    for (const char *name : names) {
        for (auto it = json.begin(); it != json.end(); ++it) {
            const bool isIt = it.key().compare(QLatin1String(name), Qt::CaseInsensitive) == 0;
            if (isIt && !it->isNull())
                return *it;
        }
    }
    return QJsonValue(QJsonValue::Undefined);
}

//! The object inside "error" or "errors", or the first of a list there; empty: none.
QJsonObject innerError(const QJsonObject &json)
{
    const QJsonValue error = find(json, kErrorNames);
    return error.isArray() ? error.toArray().first().toObject() : error.toObject();
}

template<typename Names>
QJsonValue findInBoth(const QJsonObject &json, const Names &names)
{
    const QJsonValue outer = find(json, names);
    return outer.isUndefined() ? find(innerError(json), names) : outer;
}

//! Codes come as numbers and as texts.
std::optional<int> codeOf(const QJsonObject &json)
{
    const QJsonValue value = findInBoth(json, kCodeNames);
    bool isNumber = value.isDouble();
    const int code = isNumber ? value.toInt() : value.toString().toInt(&isNumber);
    return isNumber && code != 0 ? std::optional(code) : std::nullopt;
}

QString textOf(const QJsonObject &json)
{
    const QString text = findInBoth(json, kTextNames).toString();
    // OAuth 2.0 itself (RFC 6749 5.2) has the word in "error".
    return text.isEmpty() ? find(json, kErrorNames).toString() : text;
}

Kind kindOfCode(int code)
{
    switch (code) {
    case kAuthenticationFailed:
    case kInvalidClient:
        return Kind::Unauthorized;
    case kTokenExpired:
    case kInvalidToken:
        return Kind::SessionExpired;
    case kAccessDenied:
        return Kind::LockedOut;
    case kPermissionDenied:
        return Kind::Forbidden;
    case kRateLimitExceeded:
        return Kind::RateLimited;
    case kDataNotFound:
    case kUserNotFound:
        return Kind::NotFound;
    case kServerError:
        return Kind::ServerFault;
    default:
        return Kind::Rejected;
    }
}

Kind kindOfStatus(int status, CentralCallKind call)
{
    const bool isToken = call == CentralCallKind::Token;
    switch (status) {
    case 400:
        return isToken ? Kind::Unauthorized : Kind::Rejected;
    case 401:
        return isToken ? Kind::Unauthorized : Kind::SessionExpired;
    case 403: // where tokens are made it is the address that is not let in
        return isToken ? Kind::LockedOut : Kind::Forbidden;
    case 404:
        return Kind::NotFound;
    case 429:
        return Kind::RateLimited;
    default:
        break;
    }
    if (status >= 500)
        return Kind::ServerFault;
    return status >= 400 ? Kind::Rejected : Kind::MalformedReply;
}

//! Seconds or a date (RFC 9110 10.2.3); a date counts by the server's own clock.
std::optional<std::chrono::seconds> retryAfter(const HttpResponse &response)
{
    const QByteArray text = response.header("retry-after").trimmed();
    bool isNumber = false;
    const int seconds = text.toInt(&isNumber);
    if (isNumber && seconds >= 0)
        return std::chrono::seconds(seconds);
    const auto until = parseHttpDate(text);
    const auto now = parseHttpDate(response.header("date"));
    if (!until || !now)
        return std::nullopt;
    return std::chrono::seconds(qMax<qint64>(0, now->secsTo(*until)));
}

//! The platform counts refused requests for tokens and blocks the address in the end, so each is
//! taken for a refused credential unless it surely is something else.
bool countsAsRefused(const ApiError &error)
{
    switch (error.kind) {
    case Kind::LockedOut:
    case Kind::RateLimited:
        return false;
    case Kind::SessionExpired:
        return true;
    default:
        break;
    }
    if (error.httpStatus < 400)
        return error.kind != Kind::ServerFault;
    return error.httpStatus < 500 && error.httpStatus != 404;
}

ApiError refusal(const QJsonObject &json, const HttpResponse &response, CentralCallKind call)
{
    const auto code = codeOf(json);
    const QString detail = findInBoth(json, kDetailNames).toString();
    ApiError error{.kind = code ? kindOfCode(*code) : kindOfStatus(response.status, call),
                   .httpStatus = response.status,
                   .serverCode = code,
                   .serverText = textOf(json),
                   .detail = detail};
    if (error.serverText.isEmpty())
        error.serverText = detail;
    if (response.status == 429)
        error.kind = Kind::RateLimited;
    if (call == CentralCallKind::Token && countsAsRefused(error))
        error.kind = Kind::Unauthorized;
    if (error.kind == Kind::RateLimited)
        error.retryAfter = retryAfter(response);
    return withOrigin(std::move(error), response, json);
}

ApiError malformed(const HttpResponse &response, const QJsonObject &json, const QString &detail)
{
    return withOrigin({.kind = Kind::MalformedReply, .detail = detail}, response, json);
}

bool isRefused(const QJsonObject &json, int httpStatus)
{
    const QJsonValue status = json.value(QLatin1String("status"));
    if (httpStatus >= 400)
        return true;
    if (status.isString())
        return status.toString().compare(QLatin1String("Failed"), Qt::CaseInsensitive) == 0;
    return status.toInt(httpStatus) >= 400;
}

} // namespace

Result<QJsonObject> decodeCentral(const HttpResponse &response, CentralCallKind kind)
{
    const QJsonDocument document = QJsonDocument::fromJson(response.body);
    const QJsonObject json = document.object();
    if (isRefused(json, response.status))
        return Failure(refusal(json, response, kind));
    if (response.status < 200 || response.status >= 300)
        return Failure(malformed(
            response, json, QStringLiteral("HTTP %1 instead of an answer").arg(response.status)));
    if (!document.isObject())
        return Failure(
            malformed(response, json, QStringLiteral("the answer is not a JSON object")));
    const bool isEnvelope = json.value(QLatin1String("status"))
                                .toString()
                                .compare(QLatin1String("Success"), Qt::CaseInsensitive) == 0;
    if (kind == CentralCallKind::Bearer && !isEnvelope)
        return Failure(malformed(response, json, QStringLiteral("\"status\" is not Success")));
    return json;
}

ApiError withOrigin(ApiError error, const HttpResponse &response, const QJsonObject &answer)
{
    error.httpStatus = response.status;
    error.requestId = findInBoth(answer, kRequestIdNames).toString();
    if (error.requestId.isEmpty())
        error.requestId = QString::fromLatin1(response.requestId);
    return error;
}

bool wasNotCarriedOut(const ApiError &error)
{
    if (error.httpStatus == 429)
        return true;
    const int code = error.serverCode.value_or(0);
    return error.httpStatus == 401 && (code == kTokenExpired || code == kInvalidToken);
}

} // namespace lw
