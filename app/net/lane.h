// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "replyerror.h"
#include "tlstrust.h"

#include <QNetworkProxy>
#include <QSslConfiguration>
#include <QUrl>

#include <memory>

class QNetworkAccessManager;

namespace lw {

/*! How a server is reached and judged: the same for all its exchanges under one trust. A value. */
struct Route
{
    QUrl server;
    TlsTrust trust;
    QSslConfiguration tls;
    QNetworkProxy proxy;

    [[nodiscard]] ReplyFailure::Way way() const;
};

/*!
 * An access manager, and so a connection, that carries one exchange at a time. Owned by the
 * transport, which drops it after an exchange without a whole answer: the stack may finish a
 * handshake that nobody waits for any more, and would use that connection without asking us.
 */
class Lane final
{
public:
    explicit Lane(const Route &ownRoute);
    ~Lane();
    Q_DISABLE_COPY_MOVE(Lane)

    const Route &route; //!< outlives the lane
    const std::unique_ptr<QNetworkAccessManager> manager;
    bool isBusy = false;
    bool hasBeenEncrypted = false; //!< a kept connection may exist
};

} // namespace lw
