// SPDX-License-Identifier: GPL-3.0-or-later
#include "errortext.h"

#include "refusaltext.h"

#include <fleet/registryfile.h>

#include <QCoreApplication>

namespace lw {

namespace {

/*! Only the translation context of this file. */
struct Words
{
    Q_DECLARE_TR_FUNCTIONS(lw::CentralErrorText)
};

using Kind = ApiError::Kind;

ErrorText unreachable(const ApiError &error)
{
    if (error.reason == QLatin1String("name-not-found"))
        return {Words::tr("The name of the management server was not found."),
                Words::tr("Check the address for typing errors, and that this PC can look it up "
                          "(DNS, VPN).")};
    if (error.reason == QLatin1String("refused"))
        return {Words::tr("The management server refused the connection."),
                Words::tr("Nothing listens on this port. The usual one is 443.")};
    if (error.reason == QLatin1String("connection-lost"))
        return {Words::tr("The connection was lost before the answer was complete."),
                Words::tr("Try again. If it happens again, look at the network between this PC "
                          "and the management server.")};
    return {Words::tr("The management server cannot be reached."),
            Words::tr("Check the address, and that the network of this PC leads there (proxy, "
                      "VPN, firewall).")};
}

ErrorText proxyFailed(const ApiError &error)
{
    const QString advice = Words::tr("Check the proxy in the settings of the management server, or "
                                     "reach it without the proxy.");
    if (error.reason == QLatin1String("authentication"))
        return {Words::tr("The proxy asks for a user name and password."), advice};
    return {Words::tr("The proxy did not let the connection through."), advice};
}

ErrorText untrusted(const ApiError &error)
{
    QString sentence = Words::tr("The certificate of the management server could not be verified.");
    if (error.certificate && !error.certificate->problems.isEmpty())
        sentence = certificateProblemText(error.certificate->problems.constFirst());
    return {sentence, Words::tr("Nothing was sent. Compare the SHA-256 fingerprint with the one "
                                "of the server before you trust it.")};
}

ErrorText tlsFailed(const ApiError &error)
{
    if (error.reason == QLatin1String("weak-protocol"))
        return {Words::tr("The management server offers only outdated encryption."),
                Words::tr("TLS 1.2 or newer is needed. Ask whoever runs the server.")};
    if (error.reason == QLatin1String("no-tls"))
        return {Words::tr("There is no encrypted connection on this port."),
                Words::tr("Enter the HTTPS port of the management server. The usual one is 443.")};
    return {Words::tr("No encrypted connection could be made."),
            Words::tr("Check the port, and whether something between this PC and the management "
                      "server inspects connections.")};
}

ErrorText rateLimited(const ApiError &error)
{
    const QString sentence = Words::tr("The management server allows no more requests for now.");
    if (error.retryAfter && error.retryAfter->count() > 0)
        //: %1 is a number of seconds.
        return {sentence, Words::tr("It asks to wait %1 s. Its operator sets how many requests a "
                                    "Client ID may make.")
                              .arg(error.retryAfter->count())};
    return {sentence, Words::tr("Wait a moment, then try again. Its operator sets how many "
                                "requests a Client ID may make.")};
}

ErrorText serverFault(const ApiError &error)
{
    const QString advice = Words::tr("Nothing is known to have been changed. Try again; if it "
                                     "stays so, tell whoever runs the server, with the request "
                                     "ID.");
    if (const QString quote = quotedServerText(error.serverText); !quote.isEmpty())
        //: %1 is the server's own text in quotation marks.
        return {Words::tr("The management server reported a fault of its own: %1.").arg(quote),
                advice};
    return {Words::tr("The management server reported a fault of its own."), advice};
}

ErrorText malformed(const ApiError &error)
{
    const QString advice =
        Words::tr("Check that the address is that of a Yeastar Central Management.");
    if (const QString place = quotedServerText(error.detail); !place.isEmpty())
        //: %1 says in English which field or place of the answer was wrong.
        return {Words::tr("The answer could not be understood: %1.").arg(place), advice};
    return {Words::tr("The answer could not be understood."), advice};
}

ErrorText rejected(const ApiError &error)
{
    const QString nothing = Words::tr("Nothing was changed.");
    const QString quote = quotedServerText(error.serverText);
    if (quote.isEmpty())
        return {Words::tr("The management server refused the request."), nothing};
    if (!error.serverCode)
        //: %1 is the server's own text in quotation marks.
        return {Words::tr("The management server refused the request: %1.").arg(quote), nothing};
    //: %1 is the server's own text in quotation marks, %2 its number.
    return {Words::tr("The management server refused the request: %1 (code %2).")
                .arg(quote)
                .arg(*error.serverCode),
            nothing};
}

//! Without the request ID.
ErrorText textOf(const ApiError &error)
{
    switch (error.kind) {
    case Kind::Timeout:
        return {Words::tr("The management server did not answer in time."),
                Words::tr("Check that no firewall drops the connection, then try again.")};
    case Kind::Unreachable:
        return unreachable(error);
    case Kind::TlsUntrusted:
        return untrusted(error);
    case Kind::TlsChanged:
        return {Words::tr("The management server shows another certificate than the one that was "
                          "trusted."),
                Words::tr("It may have been renewed, or somebody stands between this PC and the "
                          "server. Nothing was sent.")};
    case Kind::TlsFailed:
        return tlsFailed(error);
    case Kind::Unauthorized:
        return {Words::tr("The management server refused the Client ID or the Client Secret."),
                Words::tr("Compare both with System > API on the server. After more than 5 "
                          "failures in a row it blocks the address of this PC.")};
    case Kind::SessionExpired:
        return {Words::tr("The management server does not accept the sign-in any more."),
                Words::tr("The Client Secret may have been made anew. Sign in again.")};
    case Kind::LockedOut:
        return {Words::tr("The management server has blocked the address of this PC."),
                Words::tr("It does so after more than 5 failed sign-ins in a row. Whoever runs the "
                          "server can lift it under Security > Blocked IP; else it ends by itself "
                          "on the date that stands there.")};
    case Kind::Forbidden:
        return {Words::tr("The management server does not permit this."),
                Words::tr("The account behind this Client ID may lack the right, or Passwordless "
                          "Login is off on one of both sides. Nothing was changed.")};
    case Kind::NotFound:
        return {Words::tr("The management server does not have what was asked for."),
                Words::tr("Somebody may have deleted it. Read the page again.")};
    case Kind::Unsupported:
        return {Words::tr("This management server does not offer that to other programs."),
                Words::tr("It has to be done in its web portal.")};
    case Kind::Conflict:
    case Kind::Rejected:
        return rejected(error);
    case Kind::RateLimited:
        return rateLimited(error);
    case Kind::ServerFault:
        return serverFault(error);
    case Kind::MalformedReply:
        return malformed(error);
    case Kind::ProxyFailed:
        return proxyFailed(error);
    case Kind::Cancelled:
    case Kind::SecondFactorRequired:
    case Kind::UnknownOutcome:
        break; // worded without naming who was asked
    }
    return errorText(error);
}

} // namespace

ErrorText centralErrorText(const ApiError &error)
{
    ErrorText text = textOf(error);
    text.requestId = error.requestId;
    return text;
}

QString requestIdText(const QString &requestId)
{
    //: %1 is what the server calls a request by.
    return requestId.isEmpty() ? QString() : Words::tr("Request ID: %1").arg(requestId);
}

QString ErrorText::copied() const
{
    return requestId.isEmpty() ? joined() : joined() + QLatin1Char('\n') + requestIdText(requestId);
}

QString centralRegistryProblemText(const RegistryProblem &problem)
{
    if (problem.kind == RegistryProblem::Kind::NameTaken)
        return Words::tr("There is a management server of this name already.");
    if (problem.kind == RegistryProblem::Kind::CannotWrite)
        return Words::tr("The list of management servers could not be saved: %1. The list on disk "
                         "is as it was.")
            .arg(quotedServerText(problem.detail));
    return registryProblemText(problem);
}

} // namespace lw
