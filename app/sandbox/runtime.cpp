// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime.h"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>

#include <thread>

namespace lw::Sandbox {

namespace asio = boost::asio;

struct Runtime::Parts
{
    asio::io_context io{1};
    asio::executor_work_guard<asio::io_context::executor_type> work{io.get_executor()};
    std::thread thread;
};

Runtime::Runtime() : m_parts(std::make_unique<Parts>()) {}

Runtime::~Runtime()
{
    stop();
}

asio::io_context &Runtime::io()
{
    return m_parts->io;
}

void Runtime::start()
{
    m_parts->thread = std::thread([this] { m_parts->io.run(); });
}

void Runtime::stop()
{
    if (!isRunning())
        return;
    m_parts->io.stop();
    m_parts->thread.join();
}

bool Runtime::isRunning() const
{
    return m_parts->thread.joinable();
}

void Runtime::after(std::chrono::milliseconds delay, std::function<void()> work)
{
    const auto timer = std::make_shared<asio::steady_timer>(m_parts->io, delay);
    timer->async_wait([timer, work = std::move(work)](const boost::system::error_code &error) {
        if (!error)
            work();
    });
}

void Runtime::post(std::function<void()> work)
{
    asio::post(m_parts->io, std::move(work));
}

} // namespace lw::Sandbox
