// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "httprequest.h"

#include <core/clockskew.h>
#include <core/pending.h>
#include <core/trustchoice.h>

#include <QObject>

#include <optional>

namespace lw {

/*!
 * The way to one saved server over HTTPS. Main thread. Owns the answers it hands out: destroying it
 * ends them silently. It knows no path and no JSON.
 *
 * What it promises: TLS 1.2 or newer, HTTP/1.1, no redirect followed, no cookie kept, a body of
 * more than 4 MiB refused while it arrives, a GET repeated once after a lost connection, everything
 * else sent exactly once. A change without an answer is UnknownOutcome; a GET is Timeout or
 * Unreachable.
 */
class HttpTransport : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    [[nodiscard]] virtual Pending<HttpResponse> *send(HttpRequest request) = 0;

    //! From now on another judgement: open connections are closed, running requests answer
    //! Cancelled.
    virtual void setTrust(const TrustChoice &trust) = 0;

    //! The certificate of the last connection that was accepted.
    [[nodiscard]] virtual std::optional<CertificateFacts> certificate() const = 0;
    //! From the Date header of the last answer that had one.
    [[nodiscard]] virtual std::optional<ClockSkew> clockSkew() const = 0;
};

} // namespace lw
