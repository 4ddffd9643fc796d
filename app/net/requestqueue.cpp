// SPDX-License-Identifier: GPL-3.0-or-later
#include "requestqueue.h"

#include <algorithm>
#include <utility>

namespace lw {

void RequestQueue::add(QueuedRequest request)
{
    m_waiting.push_back(std::move(request));
}

bool RequestQueue::isStartable(Cause cause) const
{
    if (first(cause) == m_waiting.end())
        return false;
    if (cause == Cause::Person)
        return !isRunning(Cause::Person);
    return m_running.empty() && first(Cause::Person) == m_waiting.end();
}

std::optional<QueuedRequest> RequestQueue::start(Cause cause)
{
    if (!isStartable(cause))
        return {};
    const auto index = first(cause) - m_waiting.cbegin();
    QueuedRequest next = std::move(m_waiting[static_cast<std::size_t>(index)]);
    m_waiting.erase(m_waiting.begin() + index);
    m_running.emplace(next.id, cause);
    return next;
}

void RequestQueue::finish(quint64 id)
{
    m_running.erase(id);
}

bool RequestQueue::remove(quint64 id)
{
    return std::erase_if(m_waiting, [id](const QueuedRequest &one) { return one.id == id; }) > 0;
}

std::deque<QueuedRequest> RequestQueue::takeWaiting()
{
    return std::exchange(m_waiting, {});
}

bool RequestQueue::isRunning(Cause cause) const
{
    return std::any_of(m_running.begin(), m_running.end(),
                       [cause](const auto &one) { return one.second == cause; });
}

std::deque<QueuedRequest>::const_iterator RequestQueue::first(Cause cause) const
{
    return std::find_if(m_waiting.begin(), m_waiting.end(),
                        [cause](const QueuedRequest &one) { return one.request.cause == cause; });
}

} // namespace lw
