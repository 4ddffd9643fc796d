// SPDX-License-Identifier: GPL-3.0-or-later
// windowwatch PROGRAM [ARGUMENTS]: starts the program and prints one line,
//
//     PID MILLISECONDS
//
// from just before fork() to the first damage of a top-level window that shows text (so many
// colours come only from smoothed letters). Then takes the keyboard focus away from it, waits until
// its own standard input closes, and ends the program. Exit code 1: no such window within 30 s.
#include <xcb/damage.h>
#include <xcb/xcb.h>

#include <array>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <optional>
#include <unordered_set>
#include <vector>

#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {

using SteadyClock = std::chrono::steady_clock;
using Milliseconds = std::chrono::duration<double, std::milli>;

constexpr std::size_t kColoursOfText = 16;
constexpr int kSmallestSide = 200;
constexpr std::chrono::seconds kPatience(30);

//! What the X server answered; freed like everything from xcb.
template<typename T>
using Answer = std::unique_ptr<T, decltype(&std::free)>;

template<typename T>
Answer<T> owned(T *answer)
{
    return Answer<T>(answer, &std::free);
}

/*! Watches the top-level windows of one display. Owned by main(). */
class WindowWatch
{
public:
    WindowWatch() : m_connection(xcb_connect(nullptr, nullptr)) {}
    ~WindowWatch() { xcb_disconnect(m_connection); }
    WindowWatch(const WindowWatch &) = delete;
    WindowWatch &operator=(const WindowWatch &) = delete;

    //! False: there is no display, or it has no damage extension.
    [[nodiscard]] bool start();
    //! The time of the first damage to a window that shows text; nothing when \a deadline passes.
    [[nodiscard]] std::optional<SteadyClock::time_point>
    firstText(SteadyClock::time_point deadline);
    //! Gives the keyboard focus to a window of our own.
    void takeFocus();

private:
    void follow(xcb_window_t window);
    [[nodiscard]] bool showsText(xcb_drawable_t window);

    xcb_connection_t *m_connection;
    xcb_window_t m_root = XCB_NONE;
    std::uint8_t m_damageEvent = 0;
};

bool WindowWatch::start()
{
    if (xcb_connection_has_error(m_connection) != 0)
        return false;
    const auto *damage = xcb_get_extension_data(m_connection, &xcb_damage_id);
    if (damage == nullptr || damage->present == 0)
        return false;
    m_damageEvent = std::uint8_t(damage->first_event + XCB_DAMAGE_NOTIFY);
    owned(xcb_damage_query_version_reply(m_connection, xcb_damage_query_version(m_connection, 1, 1),
                                         nullptr));
    m_root = xcb_setup_roots_iterator(xcb_get_setup(m_connection)).data->root;
    const std::uint32_t events = XCB_EVENT_MASK_SUBSTRUCTURE_NOTIFY;
    xcb_change_window_attributes(m_connection, m_root, XCB_CW_EVENT_MASK, &events);
    // A round trip: from here on nothing is missed.
    owned(xcb_get_input_focus_reply(m_connection, xcb_get_input_focus(m_connection), nullptr));
    return true;
}

std::optional<SteadyClock::time_point> WindowWatch::firstText(SteadyClock::time_point deadline)
{
    while (SteadyClock::now() < deadline) {
        const auto event = owned(xcb_poll_for_event(m_connection));
        if (!event) {
            pollfd socket = {xcb_get_file_descriptor(m_connection), POLLIN, 0};
            poll(&socket, 1, 50);
            continue;
        }
        const SteadyClock::time_point arrival = SteadyClock::now();
        const int type = event->response_type & 0x7f;
        if (type == XCB_MAP_NOTIFY) {
            follow(reinterpret_cast<const xcb_map_notify_event_t *>(event.get())->window);
        } else if (type == m_damageEvent) {
            const auto *notice = reinterpret_cast<const xcb_damage_notify_event_t *>(event.get());
            xcb_damage_subtract(m_connection, notice->damage, XCB_NONE, XCB_NONE);
            if (showsText(notice->drawable))
                return arrival;
        }
    }
    return std::nullopt;
}

void WindowWatch::follow(xcb_window_t window)
{
    xcb_damage_create(m_connection, xcb_generate_id(m_connection), window,
                      XCB_DAMAGE_REPORT_LEVEL_NON_EMPTY);
    xcb_flush(m_connection);
}

bool WindowWatch::showsText(xcb_drawable_t window)
{
    const auto size = owned(
        xcb_get_geometry_reply(m_connection, xcb_get_geometry(m_connection, window), nullptr));
    if (!size || size->width < kSmallestSide || size->height < kSmallestSide)
        return false;
    const auto image =
        owned(xcb_get_image_reply(m_connection,
                                  xcb_get_image(m_connection, XCB_IMAGE_FORMAT_Z_PIXMAP, window, 0,
                                                0, size->width, size->height, ~0U),
                                  nullptr));
    if (!image)
        return false;
    const auto *pixels = reinterpret_cast<const std::uint32_t *>(xcb_get_image_data(image.get()));
    const int count = xcb_get_image_data_length(image.get()) / int(sizeof(std::uint32_t));
    std::unordered_set<std::uint32_t> colours;
    std::uint32_t last = ~0U;
    for (int i = 0; i < count && colours.size() < kColoursOfText; ++i) {
        if (pixels[i] != last)
            colours.insert(pixels[i] & 0xffffffU);
        last = pixels[i];
    }
    return colours.size() >= kColoursOfText;
}

void WindowWatch::takeFocus()
{
    const xcb_window_t ours = xcb_generate_id(m_connection);
    const std::uint32_t overrideRedirect = 1;
    xcb_create_window(m_connection, XCB_COPY_FROM_PARENT, ours, m_root, 0, 0, 1, 1, 0,
                      XCB_WINDOW_CLASS_INPUT_ONLY, XCB_COPY_FROM_PARENT, XCB_CW_OVERRIDE_REDIRECT,
                      &overrideRedirect);
    xcb_map_window(m_connection, ours);
    xcb_set_input_focus(m_connection, XCB_INPUT_FOCUS_PARENT, ours, XCB_CURRENT_TIME);
    xcb_flush(m_connection);
}

pid_t launch(char *argv[])
{
    const pid_t child = fork();
    if (child == 0) {
        execvp(argv[0], argv);
        _exit(127);
    }
    return child;
}

void waitForEndOfInput()
{
    std::array<char, 64> ignored = {};
    while (read(STDIN_FILENO, ignored.data(), ignored.size()) > 0) {
    }
}

} // namespace

int main(int argc, char *argv[])
{
    WindowWatch watch;
    if (argc < 2 || !watch.start())
        return 2;
    const SteadyClock::time_point begin = SteadyClock::now();
    const pid_t child = launch(argv + 1);
    const auto painted = watch.firstText(begin + kPatience);
    if (painted) {
        watch.takeFocus();
        std::printf("%d %.2f\n", int(child), Milliseconds(*painted - begin).count());
        std::fflush(stdout);
        waitForEndOfInput();
    }
    kill(child, painted ? SIGTERM : SIGKILL);
    waitpid(child, nullptr, 0);
    return painted ? 0 : 1;
}
