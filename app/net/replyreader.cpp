// SPDX-License-Identifier: GPL-3.0-or-later
#include "replyreader.h"

#include <QNetworkReply>

#include <utility>

namespace lw {

namespace {

const QByteArray kSetCookie = QByteArrayLiteral("set-cookie");

//! -1: not announced, or chunked, where the length does not count.
qint64 announcedLength(const QNetworkReply &reply)
{
    if (reply.hasRawHeader("Transfer-Encoding"))
        return -1;
    bool isNumber = false;
    const qint64 length = reply.rawHeader("Content-Length").toLongLong(&isNumber);
    return isNumber ? length : -1;
}

} // namespace

int ReplyReader::statusOf(const QNetworkReply &reply)
{
    return reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
}

ReplyReader::Size ReplyReader::announcedSize(const QNetworkReply &reply)
{
    return announcedLength(reply) > kMostBytes ? Size::TooLarge : Size::Fits;
}

ReplyReader::Size ReplyReader::read(QNetworkReply &reply)
{
    m_body.append(reply.read(kMostBytes + 1 - m_body.size()));
    return m_body.size() > kMostBytes ? Size::TooLarge : Size::Fits;
}

bool ReplyReader::isTruncated(const QNetworkReply &reply) const
{
    const int status = statusOf(reply);
    const bool hasNoBody = status == 204 || status == 304;
    return !hasNoBody && m_body.size() < announcedLength(reply);
}

HttpResponse ReplyReader::takeResponse(const QNetworkReply &reply)
{
    HttpResponse response;
    response.status = statusOf(reply);
    for (const auto &[name, value] : reply.rawHeaderPairs()) {
        const QByteArray lowerName = name.toLower();
        if (lowerName != kSetCookie) {
            response.headers.append({lowerName, value});
            continue;
        }
        // The network stack joins several of them by line feeds.
        for (const QByteArray &cookie : value.split('\n'))
            response.cookies.emplace_back(QByteArrayView(cookie));
    }
    response.body = std::exchange(m_body, {});
    return response;
}

} // namespace lw
