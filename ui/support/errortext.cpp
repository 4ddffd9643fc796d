// SPDX-License-Identifier: GPL-3.0-or-later
#include "errortext.h"

#include "refusaltext.h"

#include <fleet/pbxregistry.h>
#include <session/remotemanagementdraft.h>

#include <QCoreApplication>
#include <QLocale>
#include <QTimeZone>

namespace lw {

namespace {

/*! Only the translation context of this file. */
struct Words
{
    Q_DECLARE_TR_FUNCTIONS(lw::ErrorText)
};

QString duration(std::chrono::seconds seconds)
{
    using namespace std::chrono;
    if (seconds < 2min)
        return Words::tr("%1 s").arg(seconds.count());
    if (seconds < 2h)
        return Words::tr("%1 min").arg(ceil<minutes>(seconds).count());
    return Words::tr("%1 h").arg(ceil<hours>(seconds).count());
}

ErrorText unreachable(const ApiError &error)
{
    if (error.reason == QLatin1String("name-not-found"))
        return {Words::tr("The name of the PBX was not found."),
                Words::tr("Check the address for typing errors, and that this PC can look it up "
                          "(DNS, VPN).")};
    if (error.reason == QLatin1String("refused"))
        return {Words::tr("The PBX refused the connection."),
                Words::tr("Nothing listens on this port. The usual one is 8088, for a cloud PBX "
                          "443.")};
    if (error.reason == QLatin1String("connection-lost"))
        return {Words::tr("The connection was lost before the answer was complete."),
                Words::tr("Try again. If it happens again, look at the network between this PC "
                          "and the PBX.")};
    return {Words::tr("The PBX cannot be reached."),
            Words::tr("Check the address, and that the network of this PC leads to the PBX "
                      "(cable, VPN, firewall).")};
}

ErrorText proxyFailed(const ApiError &error)
{
    if (error.reason == QLatin1String("authentication"))
        return {Words::tr("The proxy asks for a user name and password."),
                Words::tr("Enter the user name in the settings of the PBX, or reach the PBX "
                          "without the proxy.")};
    if (error.reason == QLatin1String("refused"))
        return {Words::tr("The proxy refused the connection."),
                Words::tr("Check the proxy in the settings of the PBX, and whether it may connect "
                          "to this PBX.")};
    if (error.reason == QLatin1String("name-not-found"))
        return {Words::tr("The name of the proxy was not found."),
                Words::tr("Check the proxy in the settings of the PBX.")};
    return {Words::tr("The proxy did not let the connection through."),
            Words::tr("Check the proxy in the settings of the PBX, or reach the PBX without it.")};
}

ErrorText untrusted(const ApiError &error)
{
    QString sentence = Words::tr("The certificate of the PBX could not be verified.");
    if (error.certificate && !error.certificate->problems.isEmpty())
        sentence = certificateProblemText(error.certificate->problems.constFirst());
    return {sentence, Words::tr("Nothing was sent. Compare the SHA-256 fingerprint with the one "
                                "of the PBX before you trust it.")};
}

ErrorText tlsFailed(const ApiError &error)
{
    if (error.reason == QLatin1String("weak-protocol"))
        return {Words::tr("The PBX offers only outdated encryption."),
                Words::tr("TLS 1.2 or newer is needed. Update the firmware of the PBX, or change "
                          "the protocol of its web server.")};
    if (error.reason == QLatin1String("no-tls"))
        return {Words::tr("There is no encrypted connection on this port."),
                Words::tr("Enter the HTTPS port of the PBX. The usual one is 8088, for a cloud PBX "
                          "443.")};
    return {Words::tr("No encrypted connection could be made."),
            Words::tr("Check the port of the PBX, and whether something between this PC and the "
                      "PBX inspects connections.")};
}

ErrorText secondFactor(const ApiError &error)
{
    const QString advice = Words::tr("Sign in with the password and the code.");
    if (error.method == QLatin1String("email"))
        return {Words::tr("The PBX asks for a code that it sends by e-mail."), advice};
    if (error.method == QLatin1String("authenticator"))
        return {Words::tr("The PBX asks for a code from an authenticator application."), advice};
    return {Words::tr("The PBX asks for a second factor."), advice};
}

ErrorText lockedOut(const ApiError &error)
{
    const QString advice =
        Words::tr("Another administrator can lift it from another address, under Security > "
                  "Security Rules > Blocked IPs. Do not try again before that.");
    if (!error.retryAfter)
        return {Words::tr("The PBX has blocked the address of this PC."), advice};
    if (error.retryAfter->count() <= 0)
        return {Words::tr("The PBX has blocked the address of this PC for good."), advice};
    return {Words::tr("The PBX has blocked the address of this PC for %1.")
                .arg(duration(*error.retryAfter)),
            Words::tr("Wait until then, or have it lifted from another address under Security > "
                      "Security Rules > Blocked IPs.")};
}

ErrorText codeWrong(const ApiError &error)
{
    const QString advice =
        Words::tr("Type the one that is shown now, or that of the newest e-mail.");
    if (!error.attemptsLeft)
        return {Words::tr("The code is wrong."), advice};
    //: %1 is a number.
    return {Words::tr("The code is wrong."),
            advice + QChar::Space + Words::tr("Attempts left: %1.").arg(*error.attemptsLeft)};
}

ErrorText unauthorized(const ApiError &error)
{
    if (error.reason == QLatin1String("code-wrong"))
        return codeWrong(error);
    if (error.reason == QLatin1String("code-expired"))
        return {Words::tr("The code has expired."),
                Words::tr("A code that was sent by e-mail is good for 5 minutes. Have a new one "
                          "sent.")};
    if (error.reason == QLatin1String("password-proof-over"))
        return {Words::tr("The PBX wants the password once more."),
                Words::tr("Its confirmation is valid for a few minutes only. Nothing was "
                          "changed.")};
    return {Words::tr("Wrong user name or password."),
            Words::tr("The PBX blocks the address of this PC after repeated failures, in the "
                      "end for good.")};
}

ErrorText rateLimited(const ApiError &error)
{
    const QString sentence = error.serverCode == 70605
                                 ? Words::tr("The PBX has sent a code a moment ago.")
                                 : Words::tr("The PBX was asked too often.");
    if (error.retryAfter && error.retryAfter->count() > 0)
        return {sentence, Words::tr("Try again in %1.").arg(duration(*error.retryAfter))};
    return {sentence, Words::tr("Wait a moment, then try again.")};
}

ErrorText serverFault(const ApiError &error)
{
    const QString advice = Words::tr("Nothing is known to have been changed. Try again; if it "
                                     "stays so, restart the web server of the PBX.");
    if (const QString quote = quotedServerText(error.serverText); !quote.isEmpty())
        //: %1 is the server's own text in quotation marks.
        return {Words::tr("The PBX reported a fault of its own: %1.").arg(quote), advice};
    if (error.httpStatus >= 400)
        return {Words::tr("The PBX reported a fault of its own (HTTP %1).").arg(error.httpStatus),
                advice};
    return {Words::tr("The PBX reported a fault of its own."), advice};
}

ErrorText malformed(const ApiError &error)
{
    const QString advice =
        Words::tr("Check that the address is that of a P-Series PBX. Its firmware may use other "
                  "names than this program expects; a wire profile can correct that.");
    if (const QString place = quotedServerText(error.detail); !place.isEmpty())
        //: %1 says in English which field or place of the answer was wrong.
        return {Words::tr("The answer could not be understood: %1.").arg(place), advice};
    return {Words::tr("The answer could not be understood."), advice};
}

} // namespace

QString ErrorText::joined() const
{
    return advice.isEmpty() ? sentence : sentence + QLatin1Char(' ') + advice;
}

ErrorText errorText(const ApiError &error)
{
    using Kind = ApiError::Kind;
    switch (error.kind) {
    case Kind::Cancelled:
        return {Words::tr("Cancelled."), {}};
    case Kind::Timeout:
        return {Words::tr("The PBX did not answer in time."),
                Words::tr("Check that it is switched on and that no firewall drops the connection, "
                          "then try again.")};
    case Kind::Unreachable:
        return unreachable(error);
    case Kind::ProxyFailed:
        return proxyFailed(error);
    case Kind::TlsUntrusted:
        return untrusted(error);
    case Kind::TlsChanged:
        return {Words::tr("The PBX shows another certificate than the one that was trusted."),
                Words::tr("It may have been renewed, or somebody stands between this PC and the "
                          "PBX. Nothing was sent.")};
    case Kind::TlsFailed:
        return tlsFailed(error);
    case Kind::Unauthorized:
        return unauthorized(error);
    case Kind::SessionExpired:
        return {Words::tr("The session has ended."),
                Words::tr("Sign in again; what you typed is kept.")};
    case Kind::SecondFactorRequired:
        return secondFactor(error);
    case Kind::LockedOut:
        return lockedOut(error);
    case Kind::NotFound:
        return {Words::tr("The PBX does not have what was asked for."),
                Words::tr("Somebody may have deleted it. Read the page again.")};
    case Kind::Unsupported:
        return {Words::tr("The firmware of the PBX does not know this function."),
                Words::tr("The Overview page says which firmware has it.")};
    case Kind::Forbidden:
    case Kind::Conflict:
    case Kind::Rejected:
        return refusalText(error);
    case Kind::RateLimited:
        return rateLimited(error);
    case Kind::ServerFault:
        return serverFault(error);
    case Kind::MalformedReply:
        return malformed(error);
    case Kind::UnknownOutcome:
        return {Words::tr("No answer came, so it is not known whether the change was made."),
                Words::tr("Read the page again and look before you repeat it.")};
    }
    return {};
}

ErrorText passwordErrorText(const ApiError &error)
{
    ErrorText text = errorText(error);
    if (error.kind == ApiError::Kind::Unauthorized && error.reason.isEmpty())
        text.sentence = Words::tr("The password is wrong.");
    return text;
}

QString blockedUntilText(const ApiError &error, const QDateTime &now)
{
    if (error.kind != ApiError::Kind::LockedOut || !error.retryAfter ||
        error.retryAfter->count() <= 0)
        return {};
    const QDateTime until = now.addSecs(error.retryAfter->count()).toLocalTime();
    //: %1 is date and time, %2 the abbreviation of the time zone.
    return Words::tr("Blocked until %1 %2.")
        .arg(QLocale().toString(until, QLocale::ShortFormat), until.timeZoneAbbreviation());
}

QString certificateProblemText(CertificateProblem problem)
{
    switch (problem) {
    case CertificateProblem::SelfSigned:
        return Words::tr("The certificate is self-signed: nobody else vouches for it.");
    case CertificateProblem::UnknownIssuer:
        return Words::tr("The certificate was issued by an authority that this PC does not know.");
    case CertificateProblem::Expired:
        return Words::tr("The certificate has expired, or the clock of this PC is wrong.");
    case CertificateProblem::NotYetValid:
        return Words::tr("The certificate is not valid yet, or the clock of this PC is wrong.");
    case CertificateProblem::WrongName:
        return Words::tr("The certificate was made for another name than the address of the PBX.");
    case CertificateProblem::Revoked:
        return Words::tr("The certificate was revoked by its issuer.");
    case CertificateProblem::WeakProtocol:
        return Words::tr("The certificate or the connection uses outdated encryption.");
    case CertificateProblem::Other:
        return Words::tr("The certificate could not be verified.");
    }
    return {};
}

QString addressProblemText(PbxAddress::Problem problem)
{
    switch (problem) {
    case PbxAddress::Problem::Empty:
        return Words::tr("An address is needed, such as pbx.example.com:8088.");
    case PbxAddress::Problem::TooLong:
        return Words::tr("A host name has at most 253 characters.");
    case PbxAddress::Problem::NotHttps:
        return Words::tr("Only https:// is possible, or no scheme at all.");
    case PbxAddress::Problem::HasUserInfo:
        return Words::tr("Leave user name and password out of the address.");
    case PbxAddress::Problem::HasPath:
        return Words::tr("Only host and port, nothing after them.");
    case PbxAddress::Problem::HasBlank:
        return Words::tr("An address has no blanks and no control characters.");
    case PbxAddress::Problem::BadHost:
        return Words::tr("This is neither a host name nor an IP address.");
    case PbxAddress::Problem::BadPort:
        return Words::tr("A port is a number from 1 to 65535.");
    }
    return {};
}

QString fieldProblemText(const FieldProblem &problem)
{
    switch (problem.kind) {
    case FieldProblem::Kind::Missing:
        return Words::tr("A value is needed here.");
    case FieldProblem::Kind::TooLong:
        return Words::tr("This is longer than the PBX can take.");
    case FieldProblem::Kind::NotPrintable:
        return Words::tr("Control characters and line breaks are not possible here.");
    case FieldProblem::Kind::NotAnAddress:
        return addressProblemText(problem.address.value_or(PbxAddress::Problem::BadHost));
    case FieldProblem::Kind::NotAnEmail:
        return Words::tr("This is not an e-mail address.");
    }
    return {};
}

QString refusedFieldText(const ApiError &error, const QString &word)
{
    if (error.serverCode == 40003)
        return Words::tr("The PBX has this value already: it may not be the name of the super "
                         "administrator nor the e-mail address of an extension.");
    if (const QString quote = quotedServerText(word); !quote.isEmpty())
        //: %1 is the server's own word in quotation marks.
        return Words::tr("The PBX did not accept this value: %1.").arg(quote);
    return Words::tr("The PBX did not accept this value.");
}

QString registryProblemText(const RegistryProblem &problem)
{
    switch (problem.kind) {
    case RegistryProblem::Kind::NameEmpty:
        return Words::tr("A name is needed.");
    case RegistryProblem::Kind::NameInvalid:
        return Words::tr("The name is too long or has control characters.");
    case RegistryProblem::Kind::NameTaken:
        return Words::tr("There is a PBX of this name already.");
    case RegistryProblem::Kind::NameUnknown:
        return Words::tr("There is no PBX of this name.");
    case RegistryProblem::Kind::CannotWrite:
        return Words::tr("The list of PBXs could not be saved: %1. The list on disk is as it was.")
            .arg(quotedServerText(problem.detail));
    }
    return {};
}

QString centralRegistryProblemText(const RegistryProblem &problem)
{
    if (problem.kind == RegistryProblem::Kind::NameTaken)
        return Words::tr("There is a management server of this name already.");
    if (problem.kind == RegistryProblem::Kind::NameUnknown)
        return Words::tr("There is no management server of this name.");
    if (problem.kind == RegistryProblem::Kind::CannotWrite)
        return Words::tr("The list of management servers could not be saved: %1. The list on disk "
                         "is as it was.")
            .arg(quotedServerText(problem.detail));
    return registryProblemText(problem);
}

ErrorText setAsideText(const SetAside &setAside)
{
    const QString kept =
        Words::tr("It was kept as %1, and an empty list was started.").arg(setAside.keptAs);
    switch (setAside.reason) {
    case SetAside::Reason::Damaged:
        return {Words::tr("The list of PBXs is damaged and could not be read."), kept};
    case SetAside::Reason::NewerVersion:
        return {Words::tr("The list of PBXs was written by a newer version of Linewarden."), kept};
    case SetAside::Reason::NotOurs:
        return {Words::tr("The file in the place of the list of PBXs is something else."), kept};
    case SetAside::Reason::CannotRead:
        return {Words::tr("The list of PBXs could not be read: %1.")
                    .arg(quotedServerText(setAside.detail)),
                Words::tr("It is left as it is, and nothing is saved until it can be read.")};
    }
    return {};
}

QString wireProfileErrorText(const WireProfileError &error)
{
    //: %1 is a line number, %2 says in English what is wrong there.
    return Words::tr("Line %1 of the wire profile: %2.").arg(error.line).arg(error.reason);
}

} // namespace lw
