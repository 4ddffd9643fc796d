// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/secret.h>

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QUrlQuery>

#include <chrono>
#include <utility>
#include <vector>

namespace lw {

/*!
 * One request to the server of a transport. Move-only, because headers and body may be secret.
 * A GET may be repeated by the transport; anything else is sent once.
 */
struct HttpRequest
{
    enum class Verb { Get, Post, Put, Delete };
    //! A request that a person caused does not wait behind one that a timer caused.
    enum class Cause { Person, Timer };

    static constexpr std::chrono::milliseconds kDefaultTimeout{15'000};

    Verb verb = Verb::Get;
    QString path; //!< from the first slash, without a query
    QUrlQuery query;
    QByteArray logPath; //!< the path template for the log; empty: path
    std::vector<std::pair<QByteArray, Secret>> headers;
    QByteArray contentType; //!< of the body; empty where there is none
    Secret body;
    Cause cause = Cause::Person;
    std::chrono::milliseconds timeout = kDefaultTimeout; //!< from the moment it is really sent
};

/*! A whole answer, whatever its status: a status is not an error of the transport. */
struct HttpResponse
{
    int status = 0;
    QList<std::pair<QByteArray, QByteArray>> headers; //!< names in lower case
    std::vector<Secret> cookies; //!< the values of Set-Cookie, which headers lacks
    QByteArray body;             //!< at most 4 MiB
    QByteArray requestId;

    //! The first header \a lowerCaseName; null: there is none.
    [[nodiscard]] QByteArray header(QByteArrayView lowerCaseName) const;
};

} // namespace lw
