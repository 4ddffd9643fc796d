// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/banner.h"

#include <session/addresslistsmodel.h>
#include <session/operationlogmodel.h>

#include <QString>

#include <optional>

namespace lw {

//! What a person asked the address lists to change last.
enum class AddressChange { None, Unblock, Allow, Remove };

//! "1,234 lines".
[[nodiscard]] QString logCount(const OperationLogModel &model);
//! \a problem is the system's reason why the file could not be written.
[[nodiscard]] BannerText exportBanner(const QString &file, qint64 lines,
                                      const std::optional<QString> &problem);
[[nodiscard]] BannerText exportFailedBanner(const ApiError &error);

//! How \a last ended, or why the lists could not be read.
[[nodiscard]] BannerText bannerOf(const AddressListsModel &model, AddressChange last);
//! Stands beside the field.
[[nodiscard]] QString addressRuleText(AddressRuleProblem problem);
//! "192.0.2.10 or 198.51.100.7".
[[nodiscard]] QString workstationText(const AddressListsModel &model);

} // namespace lw
