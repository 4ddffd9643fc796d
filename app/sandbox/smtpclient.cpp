// SPDX-License-Identifier: GPL-3.0-or-later
#include "smtpclient.h"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/tcp_stream.hpp>

#include <chrono>
#include <string>

namespace lw::Sandbox {

namespace asio = boost::asio;
namespace beast = boost::beast;
using asio::ip::tcp;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

constexpr auto kStepTime = 10s;
constexpr std::size_t kMostReply = 16 * 1024;
constexpr qsizetype kCodeLength = 3;

// Temporaries of aggregate types never stand inside a co_await expression below: g++ 12 destroys
// them twice.

auto into(beast::error_code &error)
{
    return asio::redirect_error(asio::use_awaitable, error);
}

struct Delivery
{
    PbxAddress server;
    QByteArray recipient;
    QByteArray message;
    std::function<void(std::optional<QString>)> done;
};

//! The message as DATA carries it: a dot at the start of a line is doubled (RFC 5321, 4.5.2).
QByteArray dotStuffed(QByteArray message)
{
    if (message.startsWith('.'))
        message.prepend('.');
    message.replace("\r\n.", "\r\n..");
    return message + ".\r\n";
}

/*! One connection to a mail server. Lives inside the coroutine that speaks with it. */
class SmtpTalk final
{
public:
    explicit SmtpTalk(const asio::any_io_executor &executor)
        : m_resolver(executor), m_stream(executor)
    {}

    //! Nothing when the server took the message, else why it did not.
    asio::awaitable<std::optional<QString>> deliver(const Delivery &delivery)
    {
        const bool isConnected = co_await connect(delivery.server);
        if (!isConnected)
            co_return m_problem;
        const QByteArray from = "MAIL FROM:<" + senderAddress() + ">\r\n";
        const QByteArray to = "RCPT TO:<" + delivery.recipient + ">\r\n";
        const QByteArray message = dotStuffed(delivery.message);
        bool isFine = co_await step({}, '2');
        isFine = isFine && co_await step("EHLO practice.example\r\n", '2');
        isFine = isFine && co_await step(from, '2');
        isFine = isFine && co_await step(to, '2');
        isFine = isFine && co_await step("DATA\r\n", '3');
        isFine = isFine && co_await step(message, '2');
        if (!isFine)
            co_return m_problem;
        co_await step("QUIT\r\n", '2'); // it has the message, whatever it says now
        co_return std::nullopt;
    }

private:
    asio::awaitable<bool> connect(const PbxAddress &server)
    {
        beast::error_code error;
        const std::string host = server.host().toStdString();
        const std::string port = std::to_string(server.port());
        m_stream.expires_after(kStepTime);
        const auto found = co_await m_resolver.async_resolve(host, port, into(error));
        if (!error)
            co_await m_stream.async_connect(found, into(error));
        if (error)
            m_problem = QString::fromStdString(error.message());
        co_return !error;
    }

    //! Sends \a line, and reads whole replies until one says \a wanted or something else.
    asio::awaitable<bool> step(QByteArray line, char wanted)
    {
        beast::error_code error;
        m_stream.expires_after(kStepTime);
        const auto bytes = asio::buffer(line.constData(), static_cast<std::size_t>(line.size()));
        if (!line.isEmpty())
            co_await asio::async_write(m_stream, bytes, into(error));
        QByteArray reply;
        // "250-SIZE" goes on, "250 SIZE" is the last line.
        do {
            const std::size_t length = co_await asio::async_read_until(
                m_stream, asio::dynamic_buffer(m_received, kMostReply), '\n', into(error));
            reply = QByteArray(m_received.data(), static_cast<qsizetype>(length)).trimmed();
            m_received.erase(0, length);
        } while (!error && reply.size() > kCodeLength && reply.at(kCodeLength) == '-');
        const bool isFine = !error && reply.startsWith(wanted);
        if (error)
            m_problem = QString::fromStdString(error.message());
        else if (!isFine)
            m_problem = u"The mail server said: "_s + QString::fromUtf8(reply);
        co_return isFine;
    }

    tcp::resolver m_resolver;
    beast::tcp_stream m_stream;
    std::string m_received;
    QString m_problem;
};

asio::awaitable<void> deliverAndTell(std::shared_ptr<Delivery> delivery)
{
    const auto executor = co_await asio::this_coro::executor;
    SmtpTalk talk(executor);
    const std::optional<QString> problem = co_await talk.deliver(*delivery);
    delivery->done(problem);
}

} // namespace

Mailroom::Deliver smtpDelivery(asio::io_context &io, const PbxAddress &server)
{
    return [&io, server](const QByteArray &recipient, const QByteArray &message,
                         std::function<void(std::optional<QString>)> done) {
        const auto delivery = std::make_shared<Delivery>();
        delivery->server = server;
        delivery->recipient = recipient;
        delivery->message = message;
        delivery->done = std::move(done);
        asio::co_spawn(io, deliverAndTell(delivery), asio::detached);
    };
}

} // namespace lw::Sandbox
