// SPDX-License-Identifier: GPL-3.0-or-later
// The non-template halves of Asio and Beast, compiled once for the library.
#include <boost/asio/impl/src.hpp>
#include <boost/asio/ssl/impl/src.hpp>
#include <boost/beast/src.hpp>
