// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace lw {

class FirmwareVersion;

//! The product line of a P-Series PBX, told by the first number of its firmware.
enum class Edition { Appliance, Software, Cloud, Unknown };

//! 37 is the appliance, 83 the software and 84 the cloud edition.
[[nodiscard]] Edition editionOf(const FirmwareVersion &firmware);

//! The word used in data files and by the command line: appliance, software, cloud, unknown.
[[nodiscard]] QString editionWord(Edition edition);
[[nodiscard]] Edition editionFromWord(const QString &word);

} // namespace lw
