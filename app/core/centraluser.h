// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "switchword.h"

#include <QString>

namespace lw {

/*! A user of a management server. Texts that the server leaves out are null. */
struct CentralUser
{
    QString id; //!< as rowid.h writes it
    QString firstName;
    QString lastName;
    QString email;
    QString company;
    QString phone;
    QString mobile;
    QString address;
    QString remark;
    QString type;               //!< the server's own word: My Colleague, Reseller, Hosting User
    SwitchWord hasSecondFactor; //!< absent: the server does not say

    friend bool operator==(const CentralUser &, const CentralUser &) = default;
};

} // namespace lw
