// SPDX-License-Identifier: GPL-3.0-or-later
#include "httpserver.h"

#include "httpsession.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace lw::Sandbox {

namespace asio = boost::asio;
using asio::ip::tcp;

namespace {

asio::awaitable<void> serveConnection(std::shared_ptr<HttpServerCore> core, tcp::socket socket,
                                      TlsContext context)
{
    HttpSession session(std::move(core), std::move(socket), std::move(context));
    co_await session.run();
}

asio::awaitable<void> acceptConnections(std::shared_ptr<HttpServerCore> core,
                                        tcp::acceptor acceptor)
{
    for (;;) {
        boost::system::error_code error;
        tcp::socket socket =
            co_await acceptor.async_accept(asio::redirect_error(asio::use_awaitable, error));
        if (error == asio::error::operation_aborted)
            co_return;
        if (error)
            continue;
        ++core->counters.connections;
        TlsContext context = core->tls.forConnection(core->setup.faults->takeForConnection());
        asio::co_spawn(acceptor.get_executor(),
                       serveConnection(core, std::move(socket), std::move(context)),
                       asio::detached);
    }
}

} // namespace

HttpServer::HttpServer(asio::io_context &io, const Setup &setup)
    : m_io(io)
    , m_core(std::make_shared<HttpServerCore>(
          HttpServerCore{.setup = setup, .tls = TlsContexts(setup.name.toUtf8())}))
{}

HttpServer::~HttpServer() = default;

std::optional<QString> HttpServer::listen()
{
    const tcp::endpoint endpoint(asio::ip::address_v4::loopback(), 0);
    boost::system::error_code error;
    tcp::acceptor acceptor(m_io);
    acceptor.open(endpoint.protocol(), error);
    if (!error)
        acceptor.bind(endpoint, error);
    if (!error)
        acceptor.listen(asio::socket_base::max_listen_connections, error);
    if (error)
        return QString::fromStdString(error.message());
    m_core->port = acceptor.local_endpoint().port();
    asio::co_spawn(m_io, acceptConnections(m_core, std::move(acceptor)), asio::detached);
    return std::nullopt;
}

quint16 HttpServer::port() const
{
    return m_core->port;
}

QByteArray HttpServer::sha256() const
{
    return m_core->tls.certificate().sha256;
}

QByteArray HttpServer::certificatePem() const
{
    return m_core->tls.certificate().certificatePem;
}

const ServerCounters &HttpServer::counters() const
{
    return m_core->counters;
}

void HttpServer::resetCounters()
{
    m_core->counters = {};
}

void HttpServer::closeKeptConnections()
{
    const QSet<HttpSession *> sessions = m_core->sessions;
    for (HttpSession *session : sessions)
        session->closeSoon();
}

} // namespace lw::Sandbox
