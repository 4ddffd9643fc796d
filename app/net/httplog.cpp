// SPDX-License-Identifier: GPL-3.0-or-later
#include "httplog.h"

namespace lw {

Q_LOGGING_CATEGORY(lwNet, "lw.net", QtWarningMsg)

namespace {

QByteArray kindName(ApiError::Kind kind)
{
    using Kind = ApiError::Kind;
    switch (kind) {
    case Kind::Cancelled:
        return QByteArrayLiteral("Cancelled");
    case Kind::Timeout:
        return QByteArrayLiteral("Timeout");
    case Kind::Unreachable:
        return QByteArrayLiteral("Unreachable");
    case Kind::ProxyFailed:
        return QByteArrayLiteral("ProxyFailed");
    case Kind::TlsUntrusted:
        return QByteArrayLiteral("TlsUntrusted");
    case Kind::TlsChanged:
        return QByteArrayLiteral("TlsChanged");
    case Kind::TlsFailed:
        return QByteArrayLiteral("TlsFailed");
    case Kind::MalformedReply:
        return QByteArrayLiteral("MalformedReply");
    case Kind::UnknownOutcome:
        return QByteArrayLiteral("UnknownOutcome");
    case Kind::Unauthorized:
    case Kind::SessionExpired:
    case Kind::SecondFactorRequired:
    case Kind::LockedOut:
    case Kind::Forbidden:
    case Kind::NotFound:
    case Kind::Unsupported:
    case Kind::Conflict:
    case Kind::Rejected:
    case Kind::RateLimited:
    case Kind::ServerFault:
        break;
    }
    return QByteArrayLiteral("Refused"); // kinds that a transport does not make
}

QByteArray outcomeText(const std::variant<int, ApiError::Kind> &outcome)
{
    if (const int *status = std::get_if<int>(&outcome))
        return QByteArray::number(*status);
    return kindName(std::get<ApiError::Kind>(outcome));
}

} // namespace

void HttpLog::write() const
{
    qCInfo(lwNet, "%s %s %s %lld ms %s", verb.constData(), pathTemplate.constData(),
           outcomeText(outcome).constData(), static_cast<long long>(duration.count()),
           requestId.constData());
}

} // namespace lw
