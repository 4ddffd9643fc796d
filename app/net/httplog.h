// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/apierror.h>

#include <QByteArray>
#include <QLoggingCategory>

#include <chrono>
#include <variant>

namespace lw {

Q_DECLARE_LOGGING_CATEGORY(lwNet)

/*!
 * One line an exchange in the category lw.net, at info level, which is off by default. An
 * allow-list by construction: what is not a member here cannot be logged. Never a query, a header,
 * a cookie, a body or a host's own words.
 */
struct HttpLog
{
    QByteArray verb;
    QByteArray pathTemplate;
    std::variant<int, ApiError::Kind> outcome; //!< the status, or why there is none
    std::chrono::milliseconds duration{0};
    QByteArray requestId;

    void write() const;
};

} // namespace lw
