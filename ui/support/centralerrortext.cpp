// SPDX-License-Identifier: GPL-3.0-or-later
#include "centralerrortext.h"

#include "refusaltext.h"

#include <QCoreApplication>

namespace lw {

namespace {

using namespace std::chrono_literals;

/*! Only the translation context of this file. */
struct Central
{
    Q_DECLARE_TR_FUNCTIONS(lw::CentralErrorText)
};

QString waitText(const ApiError &error)
{
    if (!error.retryAfter || error.retryAfter->count() <= 0)
        return Central::tr("Wait a moment, then try again.");
    if (*error.retryAfter < 2min)
        return Central::tr("Try again in %1 s.").arg(error.retryAfter->count());
    return Central::tr("Try again in %1 min.")
        .arg(std::chrono::ceil<std::chrono::minutes>(*error.retryAfter).count());
}

ErrorText unreachable(const ApiError &error)
{
    if (error.reason == QLatin1String("name-not-found"))
        return {Central::tr("The name of the management server was not found."),
                Central::tr("Check the address for typing errors, and that this PC can look it up "
                            "(DNS, VPN).")};
    if (error.reason == QLatin1String("refused"))
        return {Central::tr("The management server refused the connection."),
                Central::tr("Nothing listens on this port. The usual one is 443. Ask the provider "
                            "whether the server is running.")};
    if (error.reason == QLatin1String("connection-lost"))
        return {Central::tr("The connection to the management server was lost before the answer "
                            "was complete."),
                Central::tr("Try again. If it happens again, ask the provider whether the server "
                            "is in order.")};
    return {Central::tr("The management server cannot be reached."),
            Central::tr("Check the address, and that the network of this PC leads there "
                        "(Internet, VPN, firewall).")};
}

ErrorText untrusted(const ApiError &error)
{
    const QString advice = Central::tr("Nothing was sent. Compare the SHA-256 fingerprint with the "
                                       "one of the management server before you trust it.");
    if (!error.certificate || error.certificate->problems.isEmpty())
        return {Central::tr("The certificate of the management server could not be verified."),
                advice};
    const CertificateProblem problem = error.certificate->problems.constFirst();
    if (problem == CertificateProblem::WrongName)
        return {Central::tr("The certificate was made for another name than the address of the "
                            "management server."),
                advice};
    return {certificateProblemText(problem), advice};
}

ErrorText forbidden(const ApiError &error)
{
    if (error.serverCode)
        return {Central::tr("The management server does not allow this."),
                Central::tr("The account behind the Client ID lacks the permission, or one side "
                            "has the function switched off.")};
    return {Central::tr("The management server refuses requests from this PC."),
            Central::tr("Its API may be limited to certain addresses (System > API, Client IP "
                        "Restriction).")};
}

ErrorText rejected(const ApiError &error)
{
    const QString advice = Central::tr("Nothing was changed.");
    const QString quote = quotedServerText(error.serverText);
    if (error.serverCode && !quote.isEmpty())
        //: %1 is the server's own text in quotation marks, %2 its number.
        return {Central::tr("The management server refused the request: %1 (code %2).")
                    .arg(quote)
                    .arg(*error.serverCode),
                advice};
    if (!quote.isEmpty())
        //: %1 is the server's own text in quotation marks.
        return {Central::tr("The management server refused the request: %1.").arg(quote), advice};
    return {Central::tr("The management server refused the request."), advice};
}

ErrorText malformed(const ApiError &error)
{
    const QString advice =
        Central::tr("Check that the address is that of a Yeastar Central Management.");
    if (const QString place = quotedServerText(error.detail); !place.isEmpty())
        //: %1 says in English which field or place of the answer was wrong.
        return {Central::tr("The answer of the management server could not be understood: %1.")
                    .arg(place),
                advice};
    return {Central::tr("The answer of the management server could not be understood."), advice};
}

ErrorText serverFault(const ApiError &error)
{
    const QString advice = Central::tr("Nothing is known to have been changed. Try again later; if "
                                       "it stays so, tell the provider.");
    if (const QString quote = quotedServerText(error.serverText); !quote.isEmpty())
        //: %1 is the server's own text in quotation marks.
        return {Central::tr("The management server reported a fault of its own: %1.").arg(quote),
                advice};
    return {Central::tr("The management server reported a fault of its own."), advice};
}

ErrorText changedCertificate()
{
    return {Central::tr("The management server shows another certificate than the one that was "
                        "trusted."),
            Central::tr("It may have been renewed, or somebody stands between this PC and the "
                        "server. Nothing was sent.")};
}

ErrorText refusedSecret()
{
    return {Central::tr("The management server refused Client ID or Client Secret."),
            Central::tr("Compare both with System > API on the server. It blocks the address "
                        "of this PC after five refusals in a row.")};
}

ErrorText blockedAddress()
{
    return {Central::tr("The management server has blocked the address of this PC."),
            Central::tr("The provider can lift it there under Security > Blocked IP. Do not "
                        "try again before that.")};
}

ErrorText withoutRequest(const ApiError &error)
{
    using Kind = ApiError::Kind;
    switch (error.kind) {
    case Kind::Cancelled:
        return {Central::tr("Cancelled."), {}};
    case Kind::Timeout:
        return {Central::tr("The management server did not answer in time."),
                Central::tr("Check that the network of this PC leads there (Internet, VPN, "
                            "firewall), then try again.")};
    case Kind::Unreachable:
        return unreachable(error);
    case Kind::ProxyFailed:
        return {Central::tr("The proxy did not let the connection through."),
                Central::tr("Check the proxy in the settings of the management server, or reach it "
                            "without the proxy.")};
    case Kind::TlsUntrusted:
        return untrusted(error);
    case Kind::TlsChanged:
        return changedCertificate();
    case Kind::TlsFailed:
        return {Central::tr("No encrypted connection to the management server could be made."),
                Central::tr("TLS 1.2 or newer is needed. Check the port; the usual one is 443.")};
    case Kind::Unauthorized:
        return refusedSecret();
    case Kind::SessionExpired:
        return {Central::tr("The sign-in at the management server has ended."),
                Central::tr("Sign in again with the Client Secret.")};
    case Kind::SecondFactorRequired:
        return {Central::tr("The management server asks for a second factor, which its API does "
                            "not provide for."),
                Central::tr("Ask the provider for the Client ID of an account without it.")};
    case Kind::LockedOut:
        return blockedAddress();
    case Kind::Forbidden:
        return forbidden(error);
    case Kind::NotFound:
        return {Central::tr("The management server does not have what was asked for."),
                Central::tr("Somebody may have deleted it. Read the page again.")};
    case Kind::Unsupported:
        return {Central::tr("This management server does not offer that over its API."),
                Central::tr("The provider can do it on the server's own web page.")};
    case Kind::Conflict:
        return {Central::tr("The management server refused the change because it conflicts with "
                            "what it has."),
                quotedServerText(error.serverText)};
    case Kind::Rejected:
        return rejected(error);
    case Kind::RateLimited:
        return {Central::tr("The management server was asked too often."), waitText(error)};
    case Kind::ServerFault:
        return serverFault(error);
    case Kind::MalformedReply:
        return malformed(error);
    case Kind::UnknownOutcome:
        return {Central::tr("No answer came from the management server, so it is not known whether "
                            "the change was made."),
                Central::tr("Read the list again and look before you repeat it.")};
    }
    return {};
}

} // namespace

ErrorText centralErrorText(const ApiError &error)
{
    ErrorText text = withoutRequest(error);
    if (error.requestId.isEmpty())
        return text;
    // Whoever asks the provider needs it; the text is selectable wherever it is shown.
    //: %1 is a number that the server gave to the request.
    const QString request = Central::tr("Request ID: %1.").arg(error.requestId);
    text.advice = text.advice.isEmpty() ? request : text.advice + QChar::Space + request;
    text.requestId = error.requestId;
    return text;
}

} // namespace lw
