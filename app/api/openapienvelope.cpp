// SPDX-License-Identifier: GPL-3.0-or-later
#include "openapienvelope.h"

#include <core/httpdate.h>
#include <core/wireprofile.h>
#include <net/httprequest.h>

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <array>
#include <limits>

namespace lw {

using namespace Qt::StringLiterals;

namespace {

using Kind = ApiError::Kind;

enum OpenApiCode : int {
    kInternalServerError = -2,
    kFailure = -1,
    kInterfaceNotExisted = 10001,
    kVersionOutOfMaintenance = 10002,
    kVersionUnsupported = 10003,
    kTokenExpired = 10004,
    kAccessDenied = 10005,
    kOperationFailed = 10009,
    kDuplicateKeyValue = 40003,
    kDataNotFound = 60001,
    kMaxLimitationExceeded = 60002,
    kAccountIpBlocked = 70004,
    kActionForbidden = 70084,
    kAddressForbidden = 70087,
    kApiUnavailable = 70123
};

Kind kindOf(int code, OpenApiCallKind call)
{
    switch (code) {
    case kFailure:
        return call == OpenApiCallKind::Token ? Kind::Unauthorized : Kind::Rejected;
    case kInternalServerError:
        return Kind::ServerFault;
    case kInterfaceNotExisted:
    case kVersionOutOfMaintenance:
    case kVersionUnsupported:
    case kApiUnavailable:
        return Kind::Unsupported;
    case kTokenExpired:
        return call == OpenApiCallKind::Token ? Kind::Unauthorized : Kind::SessionExpired;
    case kAccessDenied:
    case kOperationFailed:
    case kActionForbidden:
    case kAddressForbidden:
        return Kind::Forbidden;
    case kDuplicateKeyValue:
    case kMaxLimitationExceeded:
        return Kind::Conflict;
    case kDataNotFound:
        return Kind::NotFound;
    case kAccountIpBlocked:
        return Kind::LockedOut;
    default:
        return Kind::Rejected;
    }
}

QString reasonOf(int code)
{
    switch (code) {
    case kMaxLimitationExceeded:
        return u"token-limit"_s;
    case kApiUnavailable:
        return u"api-off"_s;
    case kAddressForbidden:
        return u"address-not-allowed"_s;
    default:
        return {};
    }
}

Kind kindOfStatus(int status)
{
    switch (status) {
    case 401:
        return Kind::Unauthorized;
    case 403:
        return Kind::Forbidden;
    case 404:
        return Kind::Unsupported; // no OpenAPI at all
    case 429:
        return Kind::RateLimited;
    default:
        break;
    }
    if (status >= 500)
        return Kind::ServerFault;
    return status >= 400 ? Kind::Rejected : Kind::MalformedReply;
}

ApiError withoutEnvelope(const HttpResponse &response, const QString &detail)
{
    return {.kind = kindOfStatus(response.status),
            .httpStatus = response.status,
            .detail = detail,
            .requestId = QString::fromLatin1(response.requestId)};
}

//! Fields whose refused value would be a secret of ours.
bool isSecretField(const QString &field, const WireProfile &profile)
{
    const std::array names{profile.call(u"get_token"_s).field(u"clientSecret"_s),
                           profile.call(u"refresh_token"_s).field(u"refreshToken"_s),
                           profile.call(u"session"_s).field(u"accessToken"_s)};
    return std::ranges::any_of(
        names, [&](const QString &name) { return field.compare(name, Qt::CaseInsensitive) == 0; });
}

QMap<QString, QString> refusedFields(const QJsonObject &json, const WireProfile &profile)
{
    const WireCall &envelope = profile.call(u"envelope"_s);
    QMap<QString, QString> fields;
    for (const QJsonValue &entry : json.value(envelope.field(u"invalidParameters"_s)).toArray()) {
        const QJsonObject parameter = entry.toObject();
        const QString field = parameter.value(envelope.field(u"invalidField"_s)).toString();
        QString reason = parameter.value(envelope.field(u"invalidReason"_s)).toString();
        if (reason.isEmpty() && !isSecretField(field, profile))
            reason = parameter.value(envelope.field(u"invalidValue"_s)).toVariant().toString();
        if (!field.isEmpty())
            fields.insert(field, reason);
    }
    for (const QJsonValue &entry : json.value(envelope.field(u"duplicateFields"_s)).toArray()) {
        if (entry.isString())
            fields.insert(entry.toString(), u"duplicate"_s);
    }
    return fields;
}

//! An epoch second by the PBX's own clock; 0 is for good.
std::optional<std::chrono::seconds> blockedFor(const QJsonValue &expires,
                                               const HttpResponse &response)
{
    const qint64 until = expires.toInteger(-1); // -1: no whole number
    if (until == 0)
        return std::chrono::seconds(0);
    const auto now = parseHttpDate(response.header("date"));
    if (until < 0 || !now)
        return std::nullopt;
    return std::chrono::seconds(qMax<qint64>(1, until - now->toSecsSinceEpoch()));
}

} // namespace

Result<QJsonObject> decodeOpenApi(const HttpResponse &response, OpenApiCallKind kind,
                                  const WireProfile &profile)
{
    const QJsonDocument document = QJsonDocument::fromJson(response.body);
    if (!document.isObject())
        return Failure(withoutEnvelope(response, u"the answer is not a JSON object"_s));
    const QJsonObject json = document.object();
    const WireCall &envelope = profile.call(u"envelope"_s);
    constexpr qint64 kNoCode = std::numeric_limits<qint64>::max();
    const qint64 number = json.value(envelope.field(u"code"_s)).toInteger(kNoCode);
    const int code = static_cast<int>(number);
    if (number != code)
        return Failure(withoutEnvelope(
            response, u"\"%1\" is missing or not a whole number"_s.arg(envelope.field(u"code"_s))));
    if (code == 0)
        return response.status == 200
                   ? Result<QJsonObject>(json)
                   : Failure(withoutEnvelope(response, u"HTTP %1"_s.arg(response.status)));
    ApiError error{.kind = kindOf(code, kind),
                   .httpStatus = response.status,
                   .serverCode = code,
                   .serverText = json.value(envelope.field(u"text"_s)).toString(),
                   .fields = refusedFields(json, profile),
                   .reason = reasonOf(code),
                   .requestId = QString::fromLatin1(response.requestId)};
    if (error.kind == Kind::LockedOut)
        error.retryAfter = blockedFor(json.value(envelope.field(u"blockExpireTime"_s)), response);
    return Failure(std::move(error));
}

} // namespace lw
