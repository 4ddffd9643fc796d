// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/result.h>

#include <QJsonObject>

namespace lw {

struct HttpResponse;

//! What an answer of a management server is an answer to.
enum class CentralCallKind {
    Token, //!< the OAuth calls: no envelope, and a refusal means the credential
    Bearer //!< everything else
};

/*!
 * Takes the envelope {"data","requestId","status","time"} off an answer of Central Management; the
 * answer to a token call has none and is the object itself. The only place that knows the vendor's
 * codes. How errors are written is documented in part only, so code and text are looked for under
 * the names of the sister products too, inside "error" or "errors" as well; without a code the HTTP
 * status decides.
 */
[[nodiscard]] Result<QJsonObject> decodeCentral(const HttpResponse &response, CentralCallKind kind);

//! \a error, found while \a answer was read, with the HTTP status and the platform's own request
//! id.
[[nodiscard]] ApiError withOrigin(ApiError error, const HttpResponse &response,
                                  const QJsonObject &answer);

//! The refusals after which a change may be sent once more, since it was surely not carried out: a
//! 429, and a 401 that says by its code that the token is over.
[[nodiscard]] bool wasNotCarriedOut(const ApiError &error);

} // namespace lw
