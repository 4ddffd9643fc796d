// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/result.h>

#include <QDateTime>
#include <QJsonObject>

namespace lw {

class WireProfile;
struct HttpResponse;

//! An answer of the PBX that is no refusal.
struct PortalAnswer
{
    QJsonObject json;
    bool isProcessing = false; //!< errcode 2: accepted, read the status later
};

/*!
 * Takes the vendor's envelope {"errcode","errmsg",...} off an answer of the portal API. The only
 * place that knows its codes. Without an envelope the HTTP status decides.
 */
[[nodiscard]] Result<PortalAnswer> decodeEnvelope(const HttpResponse &response,
                                                  const WireProfile &profile);

} // namespace lw
