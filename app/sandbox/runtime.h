// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platformcaller.h"

#include <future>
#include <memory>
#include <type_traits>

namespace boost::asio {
class io_context;
}

namespace lw::Sandbox {

/*!
 * The sandbox's one thread and its event loop. Everything behind it runs there, so that nothing
 * needs a lock. Owned by Practice; what works on it is destroyed between stop() and its own end.
 */
class Runtime final : public Scheduler
{
public:
    Runtime();
    ~Runtime() override;

    [[nodiscard]] boost::asio::io_context &io();
    void start();
    void stop(); //!< returns when nothing runs any more

    void after(std::chrono::milliseconds delay, std::function<void()> work) override;
    void post(std::function<void()> work);

    //! Runs \a work on the thread and waits for its result; runs it here when there is no thread.
    template<typename Work>
    auto ask(Work work) -> std::invoke_result_t<Work>
    {
        using Value = std::invoke_result_t<Work>;
        if (!isRunning())
            return work();
        const auto task = std::make_shared<std::packaged_task<Value()>>(std::move(work));
        std::future<Value> result = task->get_future();
        post([task] { (*task)(); });
        return result.get();
    }

private:
    [[nodiscard]] bool isRunning() const;

    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

} // namespace lw::Sandbox
