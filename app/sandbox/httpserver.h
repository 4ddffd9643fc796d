// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "webmessage.h"

#include <core/clock.h>

#include <memory>
#include <optional>

namespace boost::asio {
class io_context;
}

namespace lw::Sandbox {

class FaultPlan;
struct HttpServerCore;

//! What a server saw since it started or was reset.
struct ServerCounters
{
    QHash<QString, int> requests; //!< by the contract's name of the call
    int connections = 0;          //!< accepted by TCP
    int handshakes = 0;           //!< TLS handshakes that were finished
};

/*!
 * One HTTPS server on an ephemeral port of 127.0.0.1 with a certificate of its own. It reads
 * requests, hands them to its service, and misbehaves as its fault plan says. Lives on the
 * sandbox's thread; service, plan and clock must outlive the last event of that thread.
 */
class HttpServer final
{
public:
    struct Setup
    {
        QString name; //!< the certificate's common name
        WebService *service = nullptr;
        FaultPlan *faults = nullptr;
        const Clock *clock = nullptr;
    };

    HttpServer(boost::asio::io_context &io, const Setup &setup);
    ~HttpServer();
    HttpServer(const HttpServer &) = delete;
    HttpServer &operator=(const HttpServer &) = delete;

    //! Nothing on success, else the system's reason.
    [[nodiscard]] std::optional<QString> listen();

    [[nodiscard]] quint16 port() const;
    [[nodiscard]] QByteArray sha256() const; //!< 32 raw bytes
    [[nodiscard]] QByteArray certificatePem() const;
    [[nodiscard]] const ServerCounters &counters() const;
    void resetCounters();

    //! Ends connections that wait for a request at once, the others after their answer, so that
    //! clients have to shake hands again.
    void closeKeptConnections();

private:
    boost::asio::io_context &m_io;
    std::shared_ptr<HttpServerCore> m_core;
};

} // namespace lw::Sandbox
