// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace lw {

/*! By which way a server is reached. A proxy's password is never part of it. */
struct ProxyChoice
{
    enum class Way { System, None, Http };

    Way way = Way::System;
    QString host; //!< Http only
    quint16 port = 0;
    QString userName;

    friend bool operator==(const ProxyChoice &, const ProxyChoice &) = default;
};

} // namespace lw
