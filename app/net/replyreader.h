// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "httprequest.h"

class QNetworkReply;

namespace lw {

/*!
 * Collects one answer while it arrives and refuses what is too large for any page of ours. A value
 * of the exchange that owns the reply; it never aborts it itself.
 */
class ReplyReader final
{
public:
    static constexpr qsizetype kMostBytes = 4 * 1024 * 1024;

    enum class Size { Fits, TooLarge };

    //! 0: no HTTP answer.
    [[nodiscard]] static int statusOf(const QNetworkReply &reply);
    //! From the announced length, before a byte of the body was read.
    [[nodiscard]] static Size announcedSize(const QNetworkReply &reply);
    //! Takes over what has arrived.
    [[nodiscard]] Size read(QNetworkReply &reply);

    //! Whether less arrived than the Content-Length promised.
    [[nodiscard]] bool isTruncated(const QNetworkReply &reply) const;
    //! Status, headers, cookies and the body collected so far, which is moved out.
    [[nodiscard]] HttpResponse takeResponse(const QNetworkReply &reply);

private:
    QByteArray m_body;
};

} // namespace lw
