// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "twofactorstate.h"

namespace lw {

/*! An extension, as far as the security of its account goes. */
struct Extension
{
    QString id;
    QString number;
    QString name;
    QString email;
    QString role; //!< the PBX's own word; empty: none
    bool hasSecondFactor = false;
    OpenWord<SecondFactorMethod> method;

    friend bool operator==(const Extension &, const Extension &) = default;
};

} // namespace lw
