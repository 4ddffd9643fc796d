// SPDX-License-Identifier: GPL-3.0-or-later
#include "portalenvelope.h"

#include <QJsonArray>

namespace lw::Sandbox {

using namespace Qt::StringLiterals;

QJsonValue secondsOf(std::chrono::seconds duration)
{
    return static_cast<qint64>(duration.count());
}

QString refusalText(RefusalCode code)
{
    switch (code) {
    case RefusalCode::Failure:
        return u"FAILURE"_s;
    case RefusalCode::InternalError:
        return u"INTERNAL SERVER ERROR"_s;
    case RefusalCode::InterfaceNotExisted:
        return u"INTERFACE NOT EXISTED"_s;
    case RefusalCode::VersionUnsupported:
        return u"API VERSION UNSUPPORTED"_s;
    case RefusalCode::TokenExpired:
        return u"TOKEN EXPIRED"_s;
    case RefusalCode::AccessDenied:
        return u"ACCESS DENIED"_s;
    case RefusalCode::ParameterSyntax:
        return u"PARAMETER SYNTAX ERROR"_s;
    case RefusalCode::Parameter:
        return u"PARAMETER ERROR"_s;
    case RefusalCode::DuplicateKey:
        return u"DUPLICATE KEY VALUE"_s;
    case RefusalCode::LimitExceeded:
        return u"MAX LIMITATION EXCEEDED"_s;
    case RefusalCode::AddressBlocked:
        return u"ACCOUNT IP BLOCKED"_s;
    case RefusalCode::ActionForbidden:
        return u"ACTION FORBIDDEN"_s;
    case RefusalCode::AddressForbidden:
        return u"IP FORBIDDEN"_s;
    case RefusalCode::ApiUnavailable:
        return u"API UNAVAILABLE"_s;
    case RefusalCode::TwoFactorRequired:
        return u"TWO FACTOR REQUIRED"_s;
    case RefusalCode::TwoFactorCodeInvalid:
        return u"TWO FACTOR CODE INVALID"_s;
    case RefusalCode::TwoFactorCodeExpired:
        return u"TWO FACTOR CODE EXPIRED"_s;
    case RefusalCode::PasswordTokenInvalid:
        return u"PASSWORD TOKEN INVALID"_s;
    case RefusalCode::SendTooFrequent:
        return u"SEND TOO FREQUENT"_s;
    case RefusalCode::MailServerNotConfigured:
        return u"MAIL SERVER NOT CONFIGURED"_s;
    case RefusalCode::CodeInvalid:
        return u"AUTHENTICATION CODE INVALID"_s;
    case RefusalCode::PlatformAuthentication:
        return u"PLATFORM AUTHENTICATION FAILED"_s;
    case RefusalCode::PlatformUnreachable:
        return u"PLATFORM UNREACHABLE"_s;
    case RefusalCode::PlatformCapacity:
        return u"PLATFORM CAPACITY EXCEEDED"_s;
    case RefusalCode::DeviceNotSupported:
        return u"DEVICE NOT SUPPORTED"_s;
    }
    return u"FAILURE"_s;
}

WebAnswer PortalEnvelope::done(const QJsonObject &fields) const
{
    QJsonObject json = fields;
    json.insert(m_names.field(u"code"_s), 0);
    json.insert(m_names.field(u"text"_s), u"SUCCESS"_s);
    return {.json = json};
}

WebAnswer PortalEnvelope::done(const WireCall &call, const QJsonObject &fields) const
{
    return done(call.root().isEmpty() ? fields : QJsonObject{{call.root(), fields}});
}

WebAnswer PortalEnvelope::refused(const Refusal &refusal) const
{
    QJsonObject json = refusal.more;
    json.insert(m_names.field(u"code"_s), static_cast<int>(refusal.code));
    json.insert(m_names.field(u"text"_s), refusalText(refusal.code));
    if (!refusal.reason.isEmpty())
        json.insert(m_names.field(u"reason"_s), refusal.reason);
    QJsonArray invalid;
    for (const Refusal::InvalidField &problem : refusal.invalid)
        invalid.append(QJsonObject{{m_names.field(u"invalidField"_s), problem.field},
                                   {m_names.field(u"invalidReason"_s), problem.validation}});
    if (!invalid.isEmpty())
        json.insert(m_names.field(u"invalidParameters"_s), invalid);
    if (!refusal.duplicates.isEmpty())
        json.insert(m_names.field(u"duplicateFields"_s),
                    QJsonArray::fromStringList(refusal.duplicates));
    if (refusal.blockExpireTime)
        json.insert(m_names.field(u"blockExpireTime"_s), *refusal.blockExpireTime);
    if (refusal.attemptsLeft)
        json.insert(m_names.field(u"attemptsLeft"_s), *refusal.attemptsLeft);
    if (refusal.resendAfter)
        json.insert(m_names.field(u"resendAfter"_s), secondsOf(*refusal.resendAfter));
    return {.json = json};
}

WebAnswer PortalEnvelope::refused(RefusalCode code) const
{
    return refused(Refusal{.code = code});
}

bool PortalEnvelope::isDone(const WebAnswer &answer) const
{
    return answer.json.value(m_names.field(u"code"_s)).toInt(-1) == 0;
}

} // namespace lw::Sandbox
