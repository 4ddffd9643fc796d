// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mailroom.h"

namespace boost::asio {
class io_context;
}

namespace lw::Sandbox {

//! Delivers each message to the mail server at \a server by SMTP (RFC 5321), without encryption and
//! without a password, a connection for each. Never blocks the thread of \a io, which it runs on.
[[nodiscard]] Mailroom::Deliver smtpDelivery(boost::asio::io_context &io, const PbxAddress &server);

} // namespace lw::Sandbox
