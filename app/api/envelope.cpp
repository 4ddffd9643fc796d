// SPDX-License-Identifier: GPL-3.0-or-later
#include "envelope.h"

#include <core/httpdate.h>
#include <core/wireprofile.h>
#include <net/httprequest.h>

#include <QJsonArray>
#include <QJsonDocument>

#include <limits>

namespace lw {

namespace {

using Kind = ApiError::Kind;

enum PortalCode : int {
    kDone = 0,
    kProcessing = 2,
    kFailure = -1,
    kInternalServerError = -2,
    kInterfaceNotExisted = 10001,
    kTokenExpired = 10004,
    kAccessDenied = 10005,
    kDuplicateKeyValue = 40003,
    kMaxLimitationExceeded = 60002,
    kAccountIpBlocked = 70004,
    kActionForbidden = 70084,
    kAddressNotAllowed = 70087,
    kTwoFactorRequired = 70601,
    kTwoFactorCodeInvalid = 70602,
    kTwoFactorCodeExpired = 70603,
    kPasswordTokenInvalid = 70604,
    kSendTooFrequent = 70605,
    kMailServerNotConfigured = 70606
};

Kind kindOf(int code)
{
    switch (code) {
    case kFailure:
    case kTwoFactorCodeInvalid:
    case kTwoFactorCodeExpired:
    case kPasswordTokenInvalid:
        return Kind::Unauthorized;
    case kInternalServerError:
        return Kind::ServerFault;
    case kInterfaceNotExisted:
        return Kind::Unsupported;
    case kTokenExpired:
        return Kind::SessionExpired;
    case kAccessDenied:
    case kActionForbidden:
    case kAddressNotAllowed:
        return Kind::Forbidden;
    case kDuplicateKeyValue:
    case kMaxLimitationExceeded:
        return Kind::Conflict;
    case kAccountIpBlocked:
        return Kind::LockedOut;
    case kTwoFactorRequired:
        return Kind::SecondFactorRequired;
    case kSendTooFrequent:
        return Kind::RateLimited;
    default:
        return Kind::Rejected;
    }
}

//! What a code says by itself, for those who must not know the vendor's codes.
QString reasonOf(int code)
{
    switch (code) {
    case kTwoFactorCodeInvalid:
        return QStringLiteral("code-wrong");
    case kTwoFactorCodeExpired:
        return QStringLiteral("code-expired");
    case kPasswordTokenInvalid:
        return QStringLiteral("password-proof-over");
    case kMailServerNotConfigured:
        return QStringLiteral("no-mail-server");
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

ApiError withoutEnvelope(const HttpResponse &response, const QString &detail)
{
    ApiError error{.kind = kindOfStatus(response.status),
                   .httpStatus = response.status,
                   .detail = detail,
                   .requestId = QString::fromLatin1(response.requestId)};
    if (response.status >= 300 && response.status < 400)
        error.detail =
            QStringLiteral("a redirect (HTTP %1) instead of an answer").arg(response.status);
    return error;
}

//! {"invalid_param_list":[{"field","validation_type"|"value"}]} and
//! {"duplicate_field_list":[field]}.
QMap<QString, QString> refusedFields(const QJsonObject &json, const WireCall &envelope)
{
    const auto name = [&](const char *own) { return envelope.field(QString::fromLatin1(own)); };
    QMap<QString, QString> fields;
    for (const QJsonValue &entry : json.value(name("invalidParameters")).toArray()) {
        const QJsonObject parameter = entry.toObject();
        QString reason = parameter.value(name("invalidReason")).toString();
        if (reason.isEmpty())
            reason = parameter.value(name("invalidValue")).toVariant().toString();
        const QString field = parameter.value(name("invalidField")).toString();
        if (!field.isEmpty())
            fields.insert(field, reason);
    }
    for (const QJsonValue &entry : json.value(name("duplicateFields")).toArray()) {
        if (entry.isString())
            fields.insert(entry.toString(), QStringLiteral("duplicate"));
    }
    return fields;
}

//! block_expire_time is an epoch second by the PBX's own clock; 0 is for good.
std::optional<std::chrono::seconds> blockedFor(const QJsonValue &expires,
                                               const HttpResponse &response)
{
    const qint64 until = expires.toInteger(-1); // -1: no whole number
    if (until < 0)
        return std::nullopt;
    if (until == 0)
        return std::chrono::seconds(0);
    const auto now = parseHttpDate(response.header("date"));
    if (!now)
        return std::nullopt;
    return std::chrono::seconds(qMax<qint64>(1, until - now->toSecsSinceEpoch()));
}

ApiError refusal(int code, const QJsonObject &json, const HttpResponse &response,
                 const WireProfile &profile)
{
    const WireCall &envelope = profile.call(QStringLiteral("envelope"));
    ApiError error{.kind = kindOf(code),
                   .httpStatus = response.status,
                   .serverCode = code,
                   .serverText = json.value(envelope.field(QStringLiteral("text"))).toString(),
                   .fields = refusedFields(json, envelope),
                   .reason = json.value(envelope.field(QStringLiteral("reason"))).toString(),
                   .requestId = QString::fromLatin1(response.requestId)};
    if (error.reason.isEmpty())
        error.reason = reasonOf(code);
    const qint64 attempts =
        json.value(envelope.field(QStringLiteral("attemptsLeft"))).toInteger(-1);
    if (attempts >= 0 && attempts <= std::numeric_limits<int>::max())
        error.attemptsLeft = static_cast<int>(attempts);
    if (error.kind == Kind::LockedOut) {
        error.retryAfter =
            blockedFor(json.value(envelope.field(QStringLiteral("blockExpireTime"))), response);
    } else if (error.kind == Kind::RateLimited) {
        const qint64 wait = json.value(envelope.field(QStringLiteral("resendAfter"))).toInteger(-1);
        if (wait >= 0)
            error.retryAfter = std::chrono::seconds(wait);
    } else if (error.kind == Kind::SecondFactorRequired) {
        const WireCall &login = profile.call(QStringLiteral("login"));
        const QJsonObject factor = json.value(login.field(QStringLiteral("twoFactor"))).toObject();
        error.method = factor.value(login.field(QStringLiteral("twoFactorMethod"))).toString();
    }
    return error;
}

} // namespace

Result<PortalAnswer> decodeEnvelope(const HttpResponse &response, const WireProfile &profile)
{
    const QJsonDocument document = QJsonDocument::fromJson(response.body);
    if (!document.isObject())
        return Failure(
            withoutEnvelope(response, QStringLiteral("the answer is not a JSON object")));
    const QJsonObject json = document.object();
    const QString codeName = profile.call(QStringLiteral("envelope")).field(QStringLiteral("code"));
    constexpr qint64 kNoCode = std::numeric_limits<qint64>::max();
    const qint64 number = json.value(codeName).toInteger(kNoCode);
    const int code = static_cast<int>(number);
    if (number != code)
        return Failure(withoutEnvelope(
            response, QStringLiteral("\"%1\" is missing or not a whole number").arg(codeName)));
    if (code != kDone && code != kProcessing)
        return Failure(refusal(code, json, response, profile));
    if (response.status != 200)
        return Failure(withoutEnvelope(response, QStringLiteral("HTTP %1").arg(response.status)));
    return PortalAnswer{.json = json, .isProcessing = code == kProcessing};
}

} // namespace lw
