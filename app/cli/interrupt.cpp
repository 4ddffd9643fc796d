// SPDX-License-Identifier: GPL-3.0-or-later
#include "interrupt.h"

#include <QtGlobal>

#ifdef Q_OS_UNIX
#include <QSocketNotifier>

#include <array>
#include <csignal>
#include <unistd.h>
#endif

namespace lw {

#ifdef Q_OS_UNIX

namespace {

// A signal handler can reach nothing but globals; it writes one byte and leaves.
std::array<int, 2> wakePipe{-1, -1};

void wake(int)
{
    const char byte = 1;
    [[maybe_unused]] const auto written = ::write(wakePipe[1], &byte, 1);
}

} // namespace

Interrupt::Interrupt(QObject *parent) : QObject(parent)
{
    if (::pipe(wakePipe.data()) != 0)
        return;
    auto *notifier = new QSocketNotifier(wakePipe[0], QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, this, [this] {
        char byte = 0;
        [[maybe_unused]] const auto read = ::read(wakePipe[0], &byte, 1);
        emit interrupted();
    });
    std::signal(SIGINT, wake);
    std::signal(SIGTERM, wake);
}

Interrupt::~Interrupt()
{
    std::signal(SIGINT, SIG_DFL);
    std::signal(SIGTERM, SIG_DFL);
    for (int &descriptor : wakePipe) {
        if (descriptor >= 0)
            ::close(descriptor);
        descriptor = -1;
    }
}

#else

Interrupt::Interrupt(QObject *parent) : QObject(parent) {}
Interrupt::~Interrupt() = default;

#endif

} // namespace lw
