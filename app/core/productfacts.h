// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "edition.h"
#include "firmwareversion.h"

#include <QString>

namespace lw {

//! What an account may do on the PBX.
enum class Role { SuperAdministrator, Administrator, User };

/*! What a PBX says of itself to anybody who asks: pbx/getproduct. */
struct ProductFacts
{
    QString name;
    QString type;
    QString platform;
    QString displayName;
    QString serialNumber;
    FirmwareVersion firmware;
    bool isCloud = false;

    [[nodiscard]] Edition edition() const { return isCloud ? Edition::Cloud : editionOf(firmware); }
    friend bool operator==(const ProductFacts &, const ProductFacts &) = default;
};

} // namespace lw
