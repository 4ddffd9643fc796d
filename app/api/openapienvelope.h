// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/result.h>

#include <QJsonObject>

namespace lw {

class WireProfile;
struct HttpResponse;

//! What an answer of the OpenAPI is an answer to.
enum class OpenApiCallKind {
    Token, //!< get_token and refresh_token: -1 means the credential
    Call
};

/*!
 * Takes the envelope {"errcode","errmsg",...} off an answer of a PBX's OpenAPI. The only place that
 * knows its codes. Reasons of ours: token-limit (60002), api-off (70123), address-not-allowed
 * (70087). Without an envelope the HTTP status decides.
 */
[[nodiscard]] Result<QJsonObject> decodeOpenApi(const HttpResponse &response, OpenApiCallKind kind,
                                                const WireProfile &profile);

} // namespace lw
