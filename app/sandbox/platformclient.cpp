// SPDX-License-Identifier: GPL-3.0-or-later
#include "platformclient.h"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>

#include <QJsonDocument>

namespace lw::Sandbox {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::ip::tcp;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using Problem = PlatformOutcome::Problem;
using TlsSettings = std::shared_ptr<asio::ssl::context>;

namespace {

//! Shorter than the time a client gives a PBX for its answer.
constexpr auto kWholeTime = 5s;
constexpr std::uint64_t kMostBody = 256 * 1024;

using Stream = beast::ssl_stream<beast::tcp_stream>;

auto into(beast::error_code &error)
{
    return asio::redirect_error(asio::use_awaitable, error);
}

PlatformOutcome failed(Problem problem, const beast::error_code &error)
{
    return {.problem = problem, .detail = QString::fromStdString(error.message())};
}

//! A connection that is lost counts as refused: the contract knows no other word for it.
Problem connectionProblem(const beast::error_code &error)
{
    return error == beast::error::timeout || error == asio::error::timed_out ? Problem::Timeout
                                                                             : Problem::Refused;
}

struct Resolving
{
    explicit Resolving(const asio::any_io_executor &executor)
        : resolver(executor), deadline(executor, kWholeTime)
    {}
    tcp::resolver resolver;
    asio::steady_timer deadline;
    tcp::resolver::results_type found = {};
    beast::error_code error = asio::error::host_not_found;
};

//! The system's resolver cannot be interrupted, so the wait for it is what ends in time.
asio::awaitable<std::shared_ptr<Resolving>> resolve(PbxAddress server)
{
    const auto executor = co_await asio::this_coro::executor;
    const auto resolving = std::make_shared<Resolving>(executor);
    const QString host = server.host();
    // RFC 6761: such a name never exists, and asking for it only costs time.
    if (host.endsWith(".invalid"_L1))
        co_return resolving;
    resolving->resolver.async_resolve(
        host.toStdString(), std::to_string(server.port()),
        [resolving](const beast::error_code &error, const tcp::resolver::results_type &found) {
            resolving->error = error;
            resolving->found = found;
            resolving->deadline.cancel();
        });
    beast::error_code waited;
    co_await resolving->deadline.async_wait(into(waited));
    co_return resolving;
}

//! The name in the certificate must be the name that was asked for.
void expectName(Stream &stream, const PbxAddress &server)
{
    SSL *native = stream.native_handle();
    const QByteArray host = server.host().toUtf8();
    beast::error_code notAnAddress;
    asio::ip::make_address(host.toStdString(), notAnAddress);
    if (notAnAddress) {
        SSL_set1_host(native, host.constData());
        SSL_set_tlsext_host_name(native, host.constData());
    } else {
        X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(native), host.constData());
    }
}

http::request<http::string_body> makeRequest(const PlatformCall &call)
{
    http::request<http::string_body> request(http::verb::post, call.path.toStdString(), 11);
    request.set(http::field::host, call.server.displayText().toStdString());
    request.set(http::field::user_agent, "Linewarden practice PBX");
    request.set(http::field::content_type, "application/json;charset=utf-8");
    if (!call.deviceToken.isEmpty())
        request.set(http::field::authorization, "Bearer " + call.deviceToken.toStdString());
    request.body() = QJsonDocument(call.body).toJson(QJsonDocument::Compact).toStdString();
    request.keep_alive(false);
    request.prepare_payload();
    return request;
}

PlatformOutcome understood(const http::response<http::string_body> &response)
{
    const QJsonDocument document =
        QJsonDocument::fromJson(QByteArray::fromStdString(response.body()));
    if (!document.isObject())
        return {.problem = Problem::Refused, .detail = u"The answer is not JSON"_s};
    return {.httpStatus = static_cast<int>(response.result_int()), .answer = document.object()};
}

asio::awaitable<PlatformOutcome> exchange(TlsSettings tls, PlatformCall call)
{
    const std::shared_ptr<Resolving> resolving = co_await resolve(call.server);
    if (resolving->error)
        co_return failed(Problem::Dns, resolving->error);

    beast::error_code error;
    Stream stream(co_await asio::this_coro::executor, *tls);
    expectName(stream, call.server);
    beast::get_lowest_layer(stream).expires_after(kWholeTime);
    co_await beast::get_lowest_layer(stream).async_connect(resolving->found, into(error));
    if (error)
        co_return failed(connectionProblem(error), error);
    co_await stream.async_handshake(asio::ssl::stream_base::client, into(error));
    if (error)
        co_return failed(error == beast::error::timeout ? Problem::Timeout : Problem::Tls, error);

    const http::request<http::string_body> request = makeRequest(call);
    co_await http::async_write(stream, request, into(error));
    beast::flat_buffer buffer;
    http::response_parser<http::string_body> parser;
    parser.body_limit(kMostBody);
    if (!error)
        co_await http::async_read(stream, buffer, parser, into(error));
    if (error)
        co_return failed(connectionProblem(error), error);
    co_return understood(parser.get());
}

asio::awaitable<void> exchangeAndTell(TlsSettings tls, PlatformCall call,
                                      std::function<void(PlatformOutcome)> done)
{
    PlatformOutcome outcome = co_await exchange(std::move(tls), std::move(call));
    done(std::move(outcome));
}

} // namespace

PlatformClient::PlatformClient(asio::io_context &io)
    : m_io(io), m_tls(std::make_shared<asio::ssl::context>(asio::ssl::context::tls_client))
{
    m_tls->set_verify_mode(asio::ssl::verify_peer);
    SSL_CTX_set_min_proto_version(m_tls->native_handle(), TLS1_2_VERSION);
}

PlatformClient::~PlatformClient() = default;

void PlatformClient::trust(const QByteArray &certificatePem)
{
    m_tls->add_certificate_authority(
        asio::buffer(certificatePem.constData(), static_cast<size_t>(certificatePem.size())));
}

void PlatformClient::call(const PlatformCall &call, std::function<void(PlatformOutcome)> done)
{
    asio::co_spawn(m_io, exchangeAndTell(m_tls, call, std::move(done)), asio::detached);
}

} // namespace lw::Sandbox
