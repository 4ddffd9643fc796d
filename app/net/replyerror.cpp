// SPDX-License-Identifier: GPL-3.0-or-later
#include "replyerror.h"

namespace lw {

namespace {

using Error = QNetworkReply::NetworkError;
using Kind = ApiError::Kind;
using Way = ReplyFailure::Way;

ApiError make(Kind kind, QLatin1String reason, const QString &detail)
{
    return {.kind = kind, .reason = QString(reason), .detail = detail};
}

//! OpenSSL tells these apart by its reason text only.
ApiError handshakeError(const QString &text)
{
    const auto says = [&](const char *words) {
        return text.contains(QLatin1String(words), Qt::CaseInsensitive);
    };
    if (says("unsupported protocol") || says("alert protocol version") || says("version too low"))
        return make(Kind::TlsFailed, QLatin1String("weak-protocol"), text);
    if (says("wrong version number") || says("http request") || says("packet length too long"))
        return make(Kind::TlsFailed, QLatin1String("no-tls"), text);
    return make(Kind::TlsFailed, QLatin1String("handshake"), text);
}

ApiError proxyError(QLatin1String reason, const QString &text)
{
    return make(Kind::ProxyFailed, reason, text);
}

//! Qt keeps the proxy's own failures apart by its sentences only; in another language they are
//! "other".
ApiError unnamedProxyError(const QString &text)
{
    const auto says = [&](const char *words) { return text.contains(QLatin1String(words)); };
    if (says("Proxy connection refused") || says("Proxy denied connection"))
        return proxyError(QLatin1String("refused"), text);
    if (says("Proxy server not found"))
        return proxyError(QLatin1String("name-not-found"), text);
    if (says("authentication request from proxy"))
        return proxyError(QLatin1String("authentication"), text);
    return proxyError(QLatin1String("other"), text);
}

//! Nothing when the error is not the proxy's.
std::optional<ApiError> proxyErrorOf(const ReplyFailure &failure)
{
    if (failure.way == Way::Direct)
        return {};
    switch (failure.error) {
    case QNetworkReply::ProxyAuthenticationRequiredError:
        return proxyError(QLatin1String("authentication"), failure.text);
    case QNetworkReply::ProxyConnectionRefusedError:
        return proxyError(QLatin1String("refused"), failure.text);
    case QNetworkReply::ProxyNotFoundError:
        return proxyError(QLatin1String("name-not-found"), failure.text);
    case QNetworkReply::ProxyConnectionClosedError:
    case QNetworkReply::ProxyTimeoutError:
    case QNetworkReply::UnknownProxyError:
        return proxyError(QLatin1String("other"), failure.text);
    case QNetworkReply::UnknownNetworkError:
        // What a proxy answers to CONNECT, since nothing got behind it yet.
        if (failure.reach == Reach::NotSent)
            return unnamedProxyError(failure.text);
        return {};
    default:
        return {};
    }
}

ApiError causeOf(const ReplyFailure &failure)
{
    if (auto error = proxyErrorOf(failure))
        return *error;
    const auto unreachable = [&](const char *reason) {
        return make(Kind::Unreachable, QLatin1String(reason), failure.text);
    };
    switch (failure.error) {
    case QNetworkReply::HostNotFoundError:
        return unreachable("name-not-found");
    case QNetworkReply::ConnectionRefusedError:
        return unreachable("refused");
    case QNetworkReply::RemoteHostClosedError:
    case QNetworkReply::ContentReSendError:
        return unreachable("connection-lost");
    case QNetworkReply::SslHandshakeFailedError:
        return handshakeError(failure.text);
    case QNetworkReply::TimeoutError:
        return make(Kind::Timeout, {}, failure.text);
    case QNetworkReply::OperationCanceledError:
        return make(Kind::Cancelled, {}, failure.text);
    case QNetworkReply::ProtocolFailure:
    case QNetworkReply::ProtocolUnknownError:
    case QNetworkReply::ProtocolInvalidOperationError:
        return make(Kind::MalformedReply, QLatin1String("not-http"), failure.text);
    default:
        break;
    }
    // Before anything was sent, what a proxy answers to CONNECT comes as an unnamed failure.
    if (failure.way == Way::Proxied && failure.reach == Reach::NotSent)
        return make(Kind::ProxyFailed, QLatin1String("other"), failure.text);
    return unreachable("network");
}

//! Failures that end the exchange before the first byte of the request leaves.
bool isBeforeSending(const ApiError &error)
{
    switch (error.kind) {
    case Kind::ProxyFailed:
    case Kind::TlsUntrusted:
    case Kind::TlsChanged:
    case Kind::TlsFailed:
        return true;
    case Kind::Unreachable:
        return error.reason == QLatin1String("refused") ||
               error.reason == QLatin1String("name-not-found");
    default:
        return false;
    }
}

} // namespace

bool isWholeAnswer(Error error, int status, Way way)
{
    if (status < 100)
        return false;
    if (error == QNetworkReply::NoError)
        return true;
    if (error == QNetworkReply::ProxyAuthenticationRequiredError)
        return way == Way::Direct; // a 407 of the server itself
    // Qt rewinds the body for these two before it asks whether to follow them.
    if (error == QNetworkReply::ContentReSendError)
        return status == 307 || status == 308;
    return error > QNetworkReply::UnknownProxyError && error != QNetworkReply::ProtocolFailure &&
           error != QNetworkReply::ProtocolUnknownError;
}

bool isLostConnection(Error error)
{
    return error == QNetworkReply::RemoteHostClosedError ||
           error == QNetworkReply::ContentReSendError;
}

ApiError errorOf(const ReplyFailure &failure)
{
    return judgeOutcome(causeOf(failure), failure.verb, failure.reach);
}

ApiError judgeOutcome(ApiError cause, HttpRequest::Verb verb, Reach reach)
{
    if (verb == HttpRequest::Verb::Get || reach == Reach::NotSent || isBeforeSending(cause) ||
        cause.kind == Kind::Cancelled)
        return cause;
    if (cause.reason.isEmpty() && cause.kind == Kind::Timeout)
        cause.reason = QStringLiteral("timeout");
    cause.kind = Kind::UnknownOutcome;
    return cause;
}

} // namespace lw
