// SPDX-License-Identifier: GPL-3.0-or-later
#include "openapierrortext.h"

#include <QCoreApplication>

namespace lw {

namespace {

/*! Only the translation context of this file. */
struct Words
{
    Q_DECLARE_TR_FUNCTIONS(lw::OpenApiErrorText)
};

} // namespace

ErrorText openApiErrorText(const ApiError &error)
{
    using Kind = ApiError::Kind;
    const QString place = Words::tr("Integrations > API on the PBX");
    if (error.reason == QLatin1String("token-limit") || error.serverCode == 60002)
        return {Words::tr("The PBX has given out all eight of its API tokens."),
                Words::tr("Other programs hold them. A token that nobody uses ends after 30 "
                          "minutes; try again then.")};
    if (error.reason == QLatin1String("api-off") || error.serverCode == 70123)
        return {Words::tr("The OpenAPI of the PBX is switched off."),
                //: %1 is a place in the portal.
                Words::tr("Switch it on under %1.").arg(place)};
    if (error.reason == QLatin1String("address-not-allowed") || error.serverCode == 70087)
        return {Words::tr("The OpenAPI of the PBX does not accept requests from this PC."),
                //: %1 is a place in the portal.
                Words::tr("Add the address of this PC to the allowed ones under %1.").arg(place)};
    if (error.kind == Kind::Unauthorized)
        return {Words::tr("The PBX refused Client ID or Client Secret of its OpenAPI."),
                //: %1 is a place in the portal.
                Words::tr("Compare both with %1. The PBX blocks the address of this PC after "
                          "five refusals in a row.")
                    .arg(place)};
    if (error.kind == Kind::SessionExpired)
        return {Words::tr("The sign-in at the OpenAPI of the PBX has ended."),
                Words::tr("Sign in again with the Client Secret.")};
    if (error.kind == Kind::Unsupported)
        return {Words::tr("This PBX does not offer the OpenAPI."),
                Words::tr("Its firmware or its subscription may lack it; the rest of the program "
                          "works without it.")};
    return errorText(error);
}

} // namespace lw
