// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>
#include <QJsonObject>
#include <QList>
#include <QString>

#include <functional>
#include <optional>
#include <utility>

namespace lw::Sandbox {

/*! One HTTP request as a practice server sees it: parsed, complete, within the size limits. */
struct WebRequest
{
    QByteArray verb;
    QString path; //!< from the first slash, without the query
    QByteArray query;
    QHash<QByteArray, QByteArray> headers; //!< names in lower case
    QByteArray body;
    QByteArray peer;                  //!< the client's address, without the port
    std::optional<QString> faultWord; //!< the word of a status-word fault that meets this request

    [[nodiscard]] QByteArray header(const QByteArray &name) const
    {
        return headers.value(name.toLower());
    }
    //! The value of one cookie; empty: not sent.
    [[nodiscard]] QByteArray cookie(const QByteArray &name) const;
};

/*! What a practice server answers; the transport adds Date, type and length. */
struct WebAnswer
{
    int status = 200;
    QJsonObject json;
    QList<std::pair<QByteArray, QByteArray>> headers;
    QByteArray page; //!< for browsers; empty: the JSON is the answer
    QByteArray pageType = "text/html;charset=utf-8";
};

//! Called exactly once, on the sandbox's thread; at once or later.
using WebReply = std::function<void(WebAnswer)>;

/*!
 * What a practice server does with its requests. It knows no socket: HttpServer does the talking
 * and the misbehaving. Sandbox thread only.
 */
class WebService
{
public:
    virtual ~WebService() = default;

    //! The contract's name of the request, such as remotemanagement/get: counters and faults go by
    //! it.
    [[nodiscard]] virtual QString callOf(const WebRequest &request) const = 0;
    virtual void handle(const WebRequest &request, WebReply reply) = 0;
    //! The expire-session fault: the session that \a request presents is over.
    virtual void expireSessionOf(const WebRequest &request) { Q_UNUSED(request) }
};

} // namespace lw::Sandbox
