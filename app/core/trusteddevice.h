// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QString>

namespace lw {

/*! A device that signs in without the second factor. */
struct TrustedDevice
{
    QString id;
    QString name;
    QString address;    //!< as the PBX saw it
    QDateTime added;    //!< UTC
    QDateTime lastUsed; //!< UTC
    bool isCurrent = false;

    friend bool operator==(const TrustedDevice &, const TrustedDevice &) = default;
};

} // namespace lw
