// SPDX-License-Identifier: GPL-3.0-or-later
#include "edition.h"

#include "firmwareversion.h"

namespace lw {

Edition editionOf(const FirmwareVersion &firmware)
{
    switch (firmware.productLine()) {
    case 37:
        return Edition::Appliance;
    case 83:
        return Edition::Software;
    case 84:
        return Edition::Cloud;
    default:
        return Edition::Unknown;
    }
}

QString editionWord(Edition edition)
{
    switch (edition) {
    case Edition::Appliance:
        return QStringLiteral("appliance");
    case Edition::Software:
        return QStringLiteral("software");
    case Edition::Cloud:
        return QStringLiteral("cloud");
    case Edition::Unknown:
        break;
    }
    return QStringLiteral("unknown");
}

Edition editionFromWord(const QString &word)
{
    for (const Edition edition : {Edition::Appliance, Edition::Software, Edition::Cloud}) {
        if (editionWord(edition) == word)
            return edition;
    }
    return Edition::Unknown;
}

} // namespace lw
