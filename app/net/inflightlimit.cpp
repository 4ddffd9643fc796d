// SPDX-License-Identifier: GPL-3.0-or-later
#include "inflightlimit.h"

#include <QMetaObject>
#include <QPointer>

#include <deque>
#include <memory>

namespace lw {

namespace {

struct Waiter
{
    QPointer<QObject> owner;
    std::function<void(InFlightLimit::Slot)> use;
};

} // namespace

struct InFlightLimit::State
{
    int free = 0;
    std::deque<std::unique_ptr<Waiter>> persons;
    std::deque<std::unique_ptr<Waiter>> timers;

    //! The next one that still lives; null: nobody waits.
    std::unique_ptr<Waiter> takeWaiter()
    {
        for (auto *line : {&persons, &timers}) {
            while (!line->empty()) {
                auto first = std::move(line->front());
                line->pop_front();
                if (first->owner)
                    return first;
            }
        }
        return nullptr;
    }
};

InFlightLimit::Slot::Slot(std::shared_ptr<State> state) : m_state(std::move(state)) {}

InFlightLimit::Slot::~Slot()
{
    if (!m_state)
        return;
    auto next = m_state->takeWaiter();
    if (!next) {
        ++m_state->free;
        return;
    }
    // The slot travels inside the call, so that it comes back here when the owner dies before.
    auto slot = std::make_shared<Slot>(std::move(m_state));
    QMetaObject::invokeMethod(
        next->owner,
        [slot = std::move(slot), use = std::move(next->use)]() mutable { use(std::move(*slot)); },
        Qt::QueuedConnection);
}

InFlightLimit::InFlightLimit(int most) : m_state(std::make_shared<State>())
{
    m_state->free = most;
}

void InFlightLimit::take(QObject *owner, HttpRequest::Cause cause, std::function<void(Slot)> use)
{
    if (m_state->free > 0) {
        --m_state->free;
        use(Slot(m_state));
        return;
    }
    auto &line = cause == HttpRequest::Cause::Person ? m_state->persons : m_state->timers;
    line.push_back(std::make_unique<Waiter>(Waiter{owner, std::move(use)}));
}

} // namespace lw
