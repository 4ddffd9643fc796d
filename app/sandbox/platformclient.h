// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platformcaller.h"

#include <memory>

namespace boost::asio {
class io_context;
}
namespace boost::asio::ssl {
class context;
}

namespace lw::Sandbox {

/*!
 * The practice PBXs' way out: HTTPS with a verified certificate, a connection for each call. Only
 * the authorities given to trust() are trusted, so that no practice PBX ever talks to a real
 * management server. Owned by the world; sandbox thread only.
 */
class PlatformClient final : public PlatformCaller
{
public:
    explicit PlatformClient(boost::asio::io_context &io);
    ~PlatformClient() override;

    void trust(const QByteArray &certificatePem);
    void call(const PlatformCall &call, std::function<void(PlatformOutcome)> done) override;

private:
    boost::asio::io_context &m_io;
    std::shared_ptr<boost::asio::ssl::context> m_tls;
};

} // namespace lw::Sandbox
