// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QString>

#include <optional>

namespace lw {

/*! An address that the PBX shuts out. */
struct BlockedAddress
{
    QString id;
    QString address;
    QString defenceType; //!< the PBX's own word
    QString port;
    QDateTime time;                   //!< UTC
    std::optional<QDateTime> expires; //!< absent: for good

    friend bool operator==(const BlockedAddress &, const BlockedAddress &) = default;
};

//! Why a text is neither an address nor a network.
enum class AddressRuleProblem { Empty, NotAnAddress, BadPrefix };

/*! An address, or a network, that the PBX never shuts out for wrong passwords. */
struct AllowedAddress
{
    QString id;
    QString name;
    QString address; //!< one address, or a network as ADDRESS/PREFIX or ADDRESS/MASK
    QString remark;

    friend bool operator==(const AllowedAddress &, const AllowedAddress &) = default;
};

} // namespace lw
