// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "httprequest.h"

#include <core/pending.h>

#include <QPointer>

#include <deque>
#include <map>
#include <optional>

namespace lw {

//! A request that waits for its turn, and whom it answers.
struct QueuedRequest
{
    quint64 id = 0;
    HttpRequest request;
    QPointer<Pending<HttpResponse>> answer;
};

/*!
 * The order in which the requests of one transport go out: one after the other, so that a page's
 * requests share a connection. What a person caused waits only for what persons caused; what a
 * timer caused waits for everything. A value of its transport; it starts nothing itself.
 */
class RequestQueue final
{
public:
    using Cause = HttpRequest::Cause;

    void add(QueuedRequest request);
    [[nodiscard]] bool isStartable(Cause cause) const;
    //! The next of \a cause, which counts as running from now on; nothing when it has to wait.
    [[nodiscard]] std::optional<QueuedRequest> start(Cause cause);
    void finish(quint64 id);
    //! Takes a waiting request out: true when it was there.
    bool remove(quint64 id);
    //! Takes all waiting requests out.
    [[nodiscard]] std::deque<QueuedRequest> takeWaiting();

private:
    [[nodiscard]] bool isRunning(Cause cause) const;
    [[nodiscard]] std::deque<QueuedRequest>::const_iterator first(Cause cause) const;

    std::deque<QueuedRequest> m_waiting;
    std::map<quint64, Cause> m_running;
};

} // namespace lw
