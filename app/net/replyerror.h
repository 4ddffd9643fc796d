// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "httprequest.h"

#include <core/apierror.h>

#include <QNetworkReply>

namespace lw {

//! Whether the server can have begun to act on a request.
enum class Reach { NotSent, MaybeSent };

/*! What is known of an exchange that ended without a whole answer. */
struct ReplyFailure
{
    enum class Way { Direct, Proxied };

    QNetworkReply::NetworkError error = QNetworkReply::NoError;
    QString text; //!< the network stack's or the TLS library's own words
    HttpRequest::Verb verb = HttpRequest::Verb::Get;
    Reach reach = Reach::NotSent;
    Way way = Way::Direct;
};

//! Whether the reply's error is only a status of 400 or more, or none: the answer is whole.
[[nodiscard]] bool isWholeAnswer(QNetworkReply::NetworkError error, int status,
                                 ReplyFailure::Way way);

//! A connection that ended early, after which a GET may be repeated.
[[nodiscard]] bool isLostConnection(QNetworkReply::NetworkError error);

//! The words of `reason`: Unreachable: name-not-found, refused, connection-lost, network;
//! ProxyFailed: authentication, refused, name-not-found, other; TlsFailed: weak-protocol, no-tls,
//! handshake. UnknownOutcome carries the word of what hid the outcome.
[[nodiscard]] ApiError errorOf(const ReplyFailure &failure);

//! \a cause as it is, unless it hides whether a change was carried out.
[[nodiscard]] ApiError judgeOutcome(ApiError cause, HttpRequest::Verb verb, Reach reach);

} // namespace lw
