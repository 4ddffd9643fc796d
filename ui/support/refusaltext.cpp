// SPDX-License-Identifier: GPL-3.0-or-later
#include "refusaltext.h"

#include <QCoreApplication>

#include <algorithm>

namespace lw {

namespace {

constexpr qsizetype kLongestQuote = 300;

/*! Only the translation context of this file. */
struct Refusal
{
    Q_DECLARE_TR_FUNCTIONS(lw::Refusal)
};

ErrorText authenticationCodeRefused(const ApiError &error)
{
    const QString advice = Refusal::tr("A code belongs to one device on the provider's side and "
                                       "works once. Ask the provider for a new one.");
    if (error.reason == QLatin1String("used"))
        return {Refusal::tr("The authentication code has been used already."), advice};
    if (error.reason == QLatin1String("expired"))
        return {Refusal::tr("The authentication code has expired."), advice};
    return {Refusal::tr("The authentication code is not known to the server."),
            Refusal::tr("Compare it with what the provider sent; blanks around it do not matter. "
                        "Also check that the right server is chosen.")};
}

ErrorText platformUnreachable(const ApiError &error)
{
    const QString sentence = Refusal::tr("The PBX could not reach the management server.");
    if (error.reason == QLatin1String("dns"))
        return {sentence, Refusal::tr("The server's name was not found. Check the server address, "
                                      "and the DNS servers that the PBX uses.")};
    if (error.reason == QLatin1String("refused"))
        return {sentence, Refusal::tr("The server refused the connection. Check the server address "
                                      "and its port, and ask the provider whether it is running.")};
    if (error.reason == QLatin1String("timeout"))
        return {sentence, Refusal::tr("The server did not answer the PBX. Check that the PBX may "
                                      "go out to the Internet through your firewall.")};
    if (error.reason == QLatin1String("tls"))
        return {sentence, Refusal::tr("The PBX does not accept the server's certificate. Ask the "
                                      "provider to check it, and check the clock of the PBX.")};
    return {sentence, Refusal::tr("Check the server address, and that the PBX may go out to the "
                                  "Internet through your firewall.")};
}

//! The documented and assumed refusals of the management server, handed on by the PBX.
ErrorText platformRefusal(const ApiError &error)
{
    switch (*error.serverCode) {
    case 70611:
        return authenticationCodeRefused(error);
    case 70612:
        return {Refusal::tr("The management server refused the account or its password."),
                Refusal::tr("It is the provider's account that is meant, not yours. Ask the "
                            "provider to check both.")};
    case 70613:
        return platformUnreachable(error);
    case 70614:
        return {Refusal::tr("The provider's subscription has no connection left."),
                Refusal::tr("Ask the provider to free a connection or to extend the subscription "
                            "(My Subscription), then save again.")};
    default:
        return {Refusal::tr("The management server does not support this PBX or its firmware."),
                Refusal::tr("Update the firmware of the PBX, or ask the provider which versions "
                            "the server accepts.")};
    }
}

ErrorText forbidden(const ApiError &error)
{
    if (error.serverCode == 70084)
        return {Refusal::tr("The PBX does not allow this action."),
                Refusal::tr("It may be fixed by a policy of the PBX: where two-factor "
                            "authentication is mandatory, it cannot be switched off. Nothing was "
                            "changed.")};
    if (error.serverCode == 70087)
        return {Refusal::tr("The PBX does not accept requests from this address."),
                Refusal::tr("Add the address of this PC to the addresses allowed on the PBX.")};
    return {Refusal::tr("This account may not do that."),
            Refusal::tr("Sign in with an account of the role Administrator or Super "
                        "Administrator.")};
}

ErrorText conflict(const ApiError &error)
{
    if (error.serverCode == 40003)
        return {Refusal::tr("A value is already in use on the PBX."),
                Refusal::tr("Choose another one. Nothing was changed.")};
    if (error.serverCode == 60002)
        return {Refusal::tr("The PBX has reached a limit and takes no more entries of this kind."),
                Refusal::tr("Remove one that is no longer needed, then try again.")};
    if (error.serverCode)
        return {Refusal::tr("The PBX refused the change because it conflicts with what it has."),
                quotedServerText(error.serverText)};
    return {Refusal::tr("The settings were changed by someone else in the meantime."),
            Refusal::tr("Look at what the PBX has now before you decide.")};
}

ErrorText rejected(const ApiError &error)
{
    const int code = error.serverCode.value_or(0);
    if (code >= 70611 && code <= 70615)
        return platformRefusal(error);
    if (code == 40002)
        return {Refusal::tr("The PBX did not accept a value."),
                Refusal::tr("Correct it and save again. Nothing was changed.")};
    if (code == 40001)
        return {Refusal::tr("The PBX did not understand the request."),
                Refusal::tr("Its firmware may use other names than this program expects; a wire "
                            "profile in the settings of the PBX can correct that.")};
    if (code == 70606)
        return {Refusal::tr("The PBX cannot send e-mail: its mail server is not set up."),
                Refusal::tr("Set it up under System > Email on the PBX first.")};
    const QString quote = quotedServerText(error.serverText);
    if (quote.isEmpty())
        return {Refusal::tr("The PBX refused the request (code %1).").arg(code),
                Refusal::tr("Nothing was changed.")};
    //: %1 is the server's own text in quotation marks, %2 its number.
    return {Refusal::tr("The PBX refused the request: %1 (code %2).").arg(quote).arg(code),
            Refusal::tr("Nothing was changed.")};
}

} // namespace

QString quotedServerText(const QString &text)
{
    QString line = text;
    std::replace_if(
        line.begin(), line.end(), [](QChar c) { return !c.isPrint(); }, QLatin1Char(' '));
    line = line.simplified();
    if (line.isEmpty())
        return {};
    if (line.size() > kLongestQuote)
        line = line.left(kLongestQuote - 1) + QChar(0x2026);
    //: Quotation marks around a text of a server.
    return Refusal::tr("\u201c%1\u201d").arg(line);
}

ErrorText refusalText(const ApiError &error)
{
    if (error.kind == ApiError::Kind::Forbidden)
        return forbidden(error);
    if (error.kind == ApiError::Kind::Conflict)
        return conflict(error);
    return rejected(error);
}

} // namespace lw
