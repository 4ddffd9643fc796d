// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "httpserver.h"
#include "tlscontexts.h"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>

#include <QSet>

namespace lw::Sandbox {

class HttpSession;

//! What a server and its sessions share. It outlives them; it owns no socket.
struct HttpServerCore
{
    HttpServer::Setup setup;
    TlsContexts tls;
    quint16 port = 0;
    ServerCounters counters;
    QSet<HttpSession *> sessions;
};

/*!
 * One connection: TLS handshake, then request after request until somebody ends it. Lives inside
 * the coroutine that serves it.
 *
 *   handshake --> idle --request read--> carried out --answer written--> idle
 *                  |                        |
 *                  +--closed, time over     +--cut, reset, Connection: close
 */
class HttpSession final
{
public:
    HttpSession(std::shared_ptr<HttpServerCore> core, boost::asio::ip::tcp::socket socket,
                TlsContext context);
    ~HttpSession();
    HttpSession(const HttpSession &) = delete;
    HttpSession &operator=(const HttpSession &) = delete;

    [[nodiscard]] boost::asio::awaitable<void> run();
    void closeSoon();

private:
    using Request = boost::beast::http::request<boost::beast::http::string_body>;
    using Response = boost::beast::http::response<boost::beast::http::string_body>;
    enum class Next { KeepAlive, Close, Drop };

    [[nodiscard]] boost::asio::awaitable<bool> shakeHands();
    [[nodiscard]] boost::asio::awaitable<Next> serveOne();
    [[nodiscard]] boost::asio::awaitable<Next> serve(Request request);
    [[nodiscard]] boost::asio::awaitable<Next> refuse(int status, const char *reason);
    [[nodiscard]] boost::asio::awaitable<void> swallowRest();
    [[nodiscard]] boost::asio::awaitable<WebAnswer> carryOut(WebRequest request);
    [[nodiscard]] boost::asio::awaitable<Next> answer(WebAnswer answer, std::optional<Fault> fault);
    [[nodiscard]] boost::asio::awaitable<Next> write(Response response);
    [[nodiscard]] boost::asio::awaitable<Next> writeHalf(Response response);
    [[nodiscard]] boost::asio::awaitable<Next> writeSlowly(Response response,
                                                           std::chrono::milliseconds perByte);
    [[nodiscard]] boost::asio::awaitable<void> pause(std::chrono::milliseconds duration);
    [[nodiscard]] boost::asio::awaitable<void> end();

    [[nodiscard]] Response makeResponse(const WebAnswer &answer) const;
    [[nodiscard]] WebRequest readable(const Request &request) const;
    void drop();
    void resetConnection();

    std::shared_ptr<HttpServerCore> m_core;
    TlsContext m_context;
    boost::beast::ssl_stream<boost::beast::tcp_stream> m_stream;
    boost::beast::flat_buffer m_buffer;
    QByteArray m_peer;
    bool m_isIdle = false;
    bool m_mustClose = false;
    bool m_keepsAlive = true;
    bool m_isHead = false;
};

} // namespace lw::Sandbox
