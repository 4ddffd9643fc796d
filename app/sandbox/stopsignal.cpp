// SPDX-License-Identifier: GPL-3.0-or-later
#include "stopsignal.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>

#include <csignal>
#include <cstdio>
#include <thread>

#ifdef _WIN32
#include <io.h>
#include <windows.h>
#else
#include <sys/stat.h>
#include <unistd.h>
#endif

namespace lw::Sandbox {

namespace {

bool isInputPipe()
{
#ifdef _WIN32
    return GetFileType(GetStdHandle(STD_INPUT_HANDLE)) == FILE_TYPE_PIPE;
#else
    struct stat facts = {};
    // Some programs give their children a socket pair in place of a pipe.
    return fstat(STDIN_FILENO, &facts) == 0 && (S_ISFIFO(facts.st_mode) || S_ISSOCK(facts.st_mode));
#endif
}

//! Returns when the other end is closed; what arrives before is ignored.
void readInputToTheEnd()
{
    char buffer[256];
#ifdef _WIN32
    while (_read(0, buffer, sizeof buffer) > 0)
        continue;
#else
    while (read(STDIN_FILENO, buffer, sizeof buffer) > 0)
        continue;
#endif
}

} // namespace

struct StopSignal::Parts
{
    boost::asio::io_context io{1};
    boost::asio::signal_set asked{io, SIGTERM, SIGINT};
};

StopSignal::StopSignal() : m_parts(new Parts)
{
    m_parts->asked.async_wait(
        [parts = m_parts](const boost::system::error_code &, int) { parts->io.stop(); });
    if (isInputPipe()) {
        std::thread([parts = m_parts] {
            readInputToTheEnd();
            parts->io.stop();
        }).detach();
    }
}

StopSignal::~StopSignal() = default;

void StopSignal::wait()
{
    m_parts->io.run();
}

} // namespace lw::Sandbox
