// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "httprequest.h"

#include <functional>
#include <memory>

class QObject;

namespace lw {

/*!
 * Bounds how many requests are on their way at once, over all transports that share it: with
 * hundreds at once, healthy servers fail for want of turns. A handle, cheap to copy; its state
 * lives as long as a handle or a slot. Main thread. It knows no request and starts none.
 */
class InFlightLimit final
{
    struct State;

public:
    /*! The right to have one request in flight. Given back when it is destroyed. */
    class Slot final
    {
    public:
        explicit Slot(std::shared_ptr<State> state);
        ~Slot();
        Slot(Slot &&) noexcept = default;
        Slot &operator=(Slot &&) = delete;

    private:
        std::shared_ptr<State> m_state;
    };

    explicit InFlightLimit(int most);

    //! Calls \a use with a slot: now when one is free, else from the event loop when its turn
    //! comes, persons first; never when \a owner dies before.
    void take(QObject *owner, HttpRequest::Cause cause, std::function<void(Slot)> use);

private:
    std::shared_ptr<State> m_state;
};

} // namespace lw
