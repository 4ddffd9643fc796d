// SPDX-License-Identifier: GPL-3.0-or-later
#include "httpsession.h"

#include "brokenanswer.h"

#include <core/httpdate.h>

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/serializer.hpp>
#include <boost/beast/http/write.hpp>

#include <QJsonDocument>

#include <array>

namespace lw::Sandbox {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

constexpr auto kHandshakeTime = 10s;
constexpr auto kIdleTime = 120s;
constexpr auto kWriteTime = 30s;
constexpr auto kFarewellTime = 1s;
constexpr std::uint32_t kMostHeader = 16 * 1024;
constexpr std::uint64_t kMostBody = 1024 * 1024;
constexpr std::size_t kMostSwallowed = 16 * 1024 * 1024;
constexpr double kHugeMebibytes = 5;
constexpr double kDelaySeconds = 5;
constexpr double kDripSeconds = 0.1;

// Temporaries of aggregate types never stand inside a co_await expression below: g++ 12 destroys
// them twice.

//! Where the coroutine waits for an answer that a service gives later.
struct Waiter
{
    explicit Waiter(const asio::any_io_executor &executor)
        : timer(executor, std::chrono::steady_clock::time_point::max())
    {}
    asio::steady_timer timer;
    std::optional<WebAnswer> answer;
};

auto into(beast::error_code &error)
{
    return asio::redirect_error(asio::use_awaitable, error);
}

QByteArray bytes(beast::string_view text)
{
    return {text.data(), static_cast<qsizetype>(text.size())};
}

bool happensBefore(FaultKind kind)
{
    return kind == FaultKind::CutBefore || kind == FaultKind::Reset || kind == FaultKind::Redirect;
}

WebAnswer redirectTo(const Fault &fault)
{
    const QByteArray target =
        fault.value.isEmpty() ? QByteArray("https://127.0.0.1/elsewhere") : fault.value.toUtf8();
    return {.status = 302, .headers = {{"Location", target}}};
}

} // namespace

HttpSession::HttpSession(std::shared_ptr<HttpServerCore> core, asio::ip::tcp::socket socket,
                         TlsContext context)
    : m_core(std::move(core))
    , m_context(std::move(context))
    , m_stream(std::move(socket), *m_context)
{
    beast::error_code error;
    const auto endpoint = beast::get_lowest_layer(m_stream).socket().remote_endpoint(error);
    m_peer = QByteArray::fromStdString(endpoint.address().to_string());
    m_core->sessions.insert(this);
}

HttpSession::~HttpSession()
{
    m_core->sessions.remove(this);
}

asio::awaitable<void> HttpSession::run()
{
    if (!co_await shakeHands())
        co_return;
    Next next = Next::KeepAlive;
    while (next == Next::KeepAlive && !m_mustClose)
        next = co_await serveOne();
    if (next != Next::Drop)
        co_await end();
}

void HttpSession::closeSoon()
{
    m_mustClose = true;
    if (m_isIdle)
        drop();
}

asio::awaitable<bool> HttpSession::shakeHands()
{
    beast::error_code error;
    beast::get_lowest_layer(m_stream).socket().set_option(asio::ip::tcp::no_delay(true), error);
    beast::get_lowest_layer(m_stream).expires_after(kHandshakeTime);
    co_await m_stream.async_handshake(asio::ssl::stream_base::server, into(error));
    if (error)
        co_return false;
    ++m_core->counters.handshakes;
    co_return true;
}

asio::awaitable<HttpSession::Next> HttpSession::serveOne()
{
    http::request_parser<http::string_body> parser;
    parser.header_limit(kMostHeader);
    parser.body_limit(kMostBody);
    beast::get_lowest_layer(m_stream).expires_after(kIdleTime);
    m_isIdle = true;
    beast::error_code error;
    co_await http::async_read(m_stream, m_buffer, parser, into(error));
    m_isIdle = false;
    if (error == http::error::body_limit)
        co_return co_await refuse(413, "The body is too large");
    if (error == http::error::header_limit)
        co_return co_await refuse(431, "The header is too large");
    if (error == http::error::end_of_stream)
        co_return Next::Close;
    if (error.category() == http::make_error_code(http::error::bad_method).category() &&
        error != http::error::partial_message)
        co_return co_await refuse(400, "Not an HTTP request");
    if (error)
        co_return Next::Drop;
    co_return co_await serve(parser.release());
}

asio::awaitable<HttpSession::Next> HttpSession::serve(Request request)
{
    m_keepsAlive = request.keep_alive();
    m_isHead = request.method() == http::verb::head;
    WebRequest readableRequest = readable(request);
    const QString call = m_core->setup.service->callOf(readableRequest);
    ++m_core->counters.requests[call];
    if (readableRequest.header("user-agent").isEmpty())
        co_return co_await refuse(400, "User-Agent is missing");

    std::optional<Fault> fault = m_core->setup.faults->takeForRequest(call);
    if (fault && happensBefore(fault->kind)) {
        if (fault->kind == FaultKind::Redirect) {
            Response elsewhere = makeResponse(redirectTo(*fault));
            co_return co_await write(std::move(elsewhere));
        }
        if (fault->kind == FaultKind::Reset)
            resetConnection();
        drop();
        co_return Next::Drop;
    }
    if (fault && fault->kind == FaultKind::ExpireSession)
        m_core->setup.service->expireSessionOf(readableRequest);
    if (fault && fault->kind == FaultKind::StatusWord)
        readableRequest.faultWord = fault->value;
    WebAnswer given = co_await carryOut(std::move(readableRequest));
    co_return co_await answer(std::move(given), std::move(fault));
}

asio::awaitable<HttpSession::Next> HttpSession::refuse(int status, const char *reason)
{
    m_keepsAlive = false;
    WebAnswer answer;
    answer.status = status;
    answer.json.insert(u"error"_s, QString::fromLatin1(reason));
    Response response = makeResponse(answer);
    const Next next = co_await write(std::move(response));
    if (next == Next::Close)
        co_await swallowRest();
    co_return next;
}

// A socket that is closed with unread bytes in it resets the connection, and the reset overtakes
// the refusal on its way to a client that is still sending.
asio::awaitable<void> HttpSession::swallowRest()
{
    std::array<char, 64 * 1024> rest{};
    beast::error_code error;
    for (std::size_t count = 0; !error && count < kMostSwallowed;) {
        beast::get_lowest_layer(m_stream).expires_after(kFarewellTime);
        count += co_await m_stream.async_read_some(asio::buffer(rest), into(error));
    }
}

asio::awaitable<WebAnswer> HttpSession::carryOut(WebRequest request)
{
    const auto waiter = std::make_shared<Waiter>(m_stream.get_executor());
    m_core->setup.service->handle(request, [waiter](WebAnswer given) {
        waiter->answer = std::move(given);
        waiter->timer.cancel();
    });
    beast::error_code error;
    while (!waiter->answer)
        co_await waiter->timer.async_wait(into(error));
    co_return std::move(*waiter->answer);
}

asio::awaitable<HttpSession::Next> HttpSession::answer(WebAnswer answer, std::optional<Fault> fault)
{
    if (fault && fault->kind == FaultKind::CutAfter) {
        drop();
        co_return Next::Drop;
    }
    if (fault && fault->kind == FaultKind::WrongType)
        answer.json = withWrongTypes(answer.json, fault->value);
    if (fault && fault->kind == FaultKind::Huge && !answer.page.isEmpty())
        answer.page = withPadding(answer.page, fault->number(kHugeMebibytes));
    else if (fault && fault->kind == FaultKind::Huge)
        answer.json = withPadding(answer.json, fault->number(kHugeMebibytes));
    if (fault && fault->kind == FaultKind::Delay)
        co_await pause(fault->seconds(kDelaySeconds));

    Response response = makeResponse(answer);
    if (fault && fault->kind == FaultKind::NotJson) {
        response.body() = "<!DOCTYPE html><html><body>Practice fault: not JSON</body></html>";
        response.prepare_payload();
    }
    if (fault && fault->kind == FaultKind::Huge)
        response.chunked(true); // no length beforehand: the client has to count while it arrives
    if (fault && fault->kind == FaultKind::Truncate)
        co_return co_await writeHalf(std::move(response));
    if (fault && fault->kind == FaultKind::Drip)
        co_return co_await writeSlowly(std::move(response), fault->seconds(kDripSeconds));
    co_return co_await write(std::move(response));
}

asio::awaitable<HttpSession::Next> HttpSession::write(Response response)
{
    beast::error_code error;
    beast::get_lowest_layer(m_stream).expires_after(kWriteTime);
    co_await http::async_write(m_stream, response, into(error));
    if (error)
        co_return Next::Drop;
    co_return response.keep_alive() ? Next::KeepAlive : Next::Close;
}

asio::awaitable<HttpSession::Next> HttpSession::writeHalf(Response response)
{
    beast::error_code error;
    beast::get_lowest_layer(m_stream).expires_after(kWriteTime);
    http::response_serializer<http::string_body> serializer(response);
    co_await http::async_write_header(m_stream, serializer, into(error));
    const std::string half = response.body().substr(0, response.body().size() / 2);
    if (!error)
        co_await asio::async_write(m_stream, asio::buffer(half), into(error));
    drop();
    co_return Next::Drop;
}

asio::awaitable<HttpSession::Next> HttpSession::writeSlowly(Response response,
                                                            std::chrono::milliseconds perByte)
{
    beast::error_code error;
    beast::get_lowest_layer(m_stream).expires_after(kWriteTime);
    http::response_serializer<http::string_body> serializer(response);
    co_await http::async_write_header(m_stream, serializer, into(error));
    for (const char &byte : response.body()) {
        co_await pause(perByte);
        beast::get_lowest_layer(m_stream).expires_after(kWriteTime);
        if (!error)
            co_await asio::async_write(m_stream, asio::buffer(&byte, 1), into(error));
        if (error)
            co_return Next::Drop;
    }
    co_return response.keep_alive() ? Next::KeepAlive : Next::Close;
}

asio::awaitable<void> HttpSession::pause(std::chrono::milliseconds duration)
{
    beast::error_code error;
    beast::get_lowest_layer(m_stream).expires_never();
    asio::steady_timer timer(m_stream.get_executor(), duration);
    co_await timer.async_wait(into(error));
}

asio::awaitable<void> HttpSession::end()
{
    beast::error_code error;
    beast::get_lowest_layer(m_stream).expires_after(kFarewellTime);
    co_await m_stream.async_shutdown(into(error));
}

HttpSession::Response HttpSession::makeResponse(const WebAnswer &answer) const
{
    Response response(static_cast<http::status>(answer.status), 11);
    response.set(http::field::date, formatHttpDate(m_core->setup.clock->now()).toStdString());
    const bool isPage = !answer.page.isEmpty();
    response.set(http::field::content_type,
                 isPage ? answer.pageType.toStdString() : "application/json;charset=utf-8");
    response.set(http::field::cache_control, "no-store");
    for (const auto &[name, value] : answer.headers)
        response.insert(name.toStdString(), value.toStdString());
    response.keep_alive(m_keepsAlive && !m_mustClose);
    const QByteArray body =
        isPage ? answer.page : QJsonDocument(answer.json).toJson(QJsonDocument::Compact);
    if (!m_isHead)
        response.body() = body.toStdString();
    response.prepare_payload();
    return response;
}

WebRequest HttpSession::readable(const Request &request) const
{
    WebRequest result;
    result.verb = bytes(request.method_string());
    const QByteArray target = bytes(request.target());
    const qsizetype question = target.indexOf('?');
    result.path = QString::fromUtf8(question < 0 ? target : target.first(question));
    result.query = question < 0 ? QByteArray() : target.sliced(question + 1);
    for (const auto &field : request)
        result.headers.insert(bytes(field.name_string()).toLower(), bytes(field.value()));
    result.body = QByteArray::fromStdString(request.body());
    result.peer = m_peer;
    return result;
}

void HttpSession::drop()
{
    beast::get_lowest_layer(m_stream).close();
}

void HttpSession::resetConnection()
{
    beast::error_code error;
    auto &socket = beast::get_lowest_layer(m_stream).socket();
    socket.set_option(asio::socket_base::linger(true, 0), error);
}

} // namespace lw::Sandbox
