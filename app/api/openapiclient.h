// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "openapienvelope.h"

#include <core/apitokens.h>
#include <core/listpage.h>
#include <core/pending.h>
#include <core/systeminformation.h>
#include <core/wireprofile.h>

namespace lw {

class HttpTransport;
struct HttpRequest;

/*!
 * The documented OpenAPI of a PBX, as far as it is used: one method a call, nothing kept between
 * calls. Paths and names come from resources/wire/openapi.json. Borrowed transport and profile;
 * answers belong to the transport. The token travels in the query, as the vendor wants it: the log
 * has the path alone, and no error carries it.
 */
class OpenApiClient final
{
public:
    OpenApiClient(HttpTransport &transport, const WireProfile &profile);

    [[nodiscard]] Pending<ApiTokens> *requestTokens(const QString &clientId, const Secret &secret);
    //! Both tokens are new, the old ones are dead.
    [[nodiscard]] Pending<ApiTokens> *refreshTokens(const Secret &refreshToken);
    //! Gives \a token back: a PBX has eight.
    [[nodiscard]] Pending<Done> *releaseToken(const Secret &token);
    [[nodiscard]] Pending<SystemInformation> *systemInformation(const Secret &token);
    [[nodiscard]] Pending<ListPage<FoundExtension>> *searchExtensions(const Secret &token,
                                                                      const ListQuery &query);

private:
    [[nodiscard]] HttpRequest request(const QString &callId) const;
    [[nodiscard]] HttpRequest request(const QString &callId, const Secret &token) const;
    [[nodiscard]] Pending<ApiTokens> *askTokens(HttpRequest request, const QString &callId,
                                                const Secret &sent);
    //! No error that it answers quotes \a sent.
    [[nodiscard]] Pending<QJsonObject> *ask(HttpRequest request, OpenApiCallKind kind,
                                            const Secret &sent);

    HttpTransport &m_transport;
    const WireProfile &m_profile;
};

} // namespace lw
