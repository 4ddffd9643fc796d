// SPDX-License-Identifier: GPL-3.0-or-later
#include "commandresult.h"

#include <ui/support/centralerrortext.h>
#include <ui/support/errortext.h>
#include <ui/support/openapierrortext.h>

namespace lw {

namespace {

ErrorText sentencesFor(const ApiError &error, Peer peer)
{
    switch (peer) {
    case Peer::OpenApi:
        return openApiErrorText(error);
    case Peer::Central:
        return centralErrorText(error);
    case Peer::Pbx:
        break;
    }
    return errorText(error);
}

} // namespace

using Kind = ApiError::Kind;

QString kindName(Kind kind)
{
    switch (kind) {
    case Kind::Cancelled:
        return QStringLiteral("Cancelled");
    case Kind::Timeout:
        return QStringLiteral("Timeout");
    case Kind::Unreachable:
        return QStringLiteral("Unreachable");
    case Kind::ProxyFailed:
        return QStringLiteral("ProxyFailed");
    case Kind::TlsUntrusted:
        return QStringLiteral("TlsUntrusted");
    case Kind::TlsChanged:
        return QStringLiteral("TlsChanged");
    case Kind::TlsFailed:
        return QStringLiteral("TlsFailed");
    case Kind::Unauthorized:
        return QStringLiteral("Unauthorized");
    case Kind::SessionExpired:
        return QStringLiteral("SessionExpired");
    case Kind::SecondFactorRequired:
        return QStringLiteral("SecondFactorRequired");
    case Kind::LockedOut:
        return QStringLiteral("LockedOut");
    case Kind::Forbidden:
        return QStringLiteral("Forbidden");
    case Kind::NotFound:
        return QStringLiteral("NotFound");
    case Kind::Unsupported:
        return QStringLiteral("Unsupported");
    case Kind::Conflict:
        return QStringLiteral("Conflict");
    case Kind::Rejected:
        return QStringLiteral("Rejected");
    case Kind::RateLimited:
        return QStringLiteral("RateLimited");
    case Kind::ServerFault:
        return QStringLiteral("ServerFault");
    case Kind::MalformedReply:
        return QStringLiteral("MalformedReply");
    case Kind::UnknownOutcome:
        break;
    }
    return QStringLiteral("UnknownOutcome");
}

ExitCode exitCodeFor(Kind kind)
{
    switch (kind) {
    case Kind::Cancelled:
        return ExitCode::Cancelled;
    case Kind::Timeout:
    case Kind::Unreachable:
    case Kind::ProxyFailed:
        return ExitCode::NotReached;
    case Kind::TlsUntrusted:
    case Kind::TlsChanged:
    case Kind::TlsFailed:
        return ExitCode::Certificate;
    case Kind::Unauthorized:
    case Kind::SessionExpired:
    case Kind::LockedOut:
        return ExitCode::Credentials;
    case Kind::SecondFactorRequired:
        return ExitCode::SecondFactor;
    case Kind::Unsupported:
        return ExitCode::Unsupported;
    case Kind::UnknownOutcome:
        return ExitCode::EndDiffers;
    case Kind::Forbidden:
    case Kind::NotFound:
    case Kind::Conflict:
    case Kind::Rejected:
    case Kind::RateLimited:
    case Kind::ServerFault:
    case Kind::MalformedReply:
        break;
    }
    return ExitCode::Refused;
}

CommandError usageError(const QString &message)
{
    return {.exitCode = ExitCode::Usage, .kind = QStringLiteral("Usage"), .message = message};
}

CommandError commandError(const ApiError &error, Peer peer)
{
    return {.exitCode = exitCodeFor(error.kind),
            .kind = kindName(error.kind),
            .message = sentencesFor(error, peer).joined(),
            .api = error};
}

} // namespace lw
