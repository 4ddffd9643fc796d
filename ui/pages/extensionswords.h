// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/banner.h"

#include <session/extensionsmodel.h>
#include <session/securityoptionsmodel.h>

#include <QString>

namespace lw {

//! "1,200 extensions", "37 of 1,200 extensions have none", or how far the looking has come.
[[nodiscard]] QString extensionCount(const ExtensionsModel &model);
//! Why the list is empty.
[[nodiscard]] ErrorText emptyListText(const ExtensionsModel &model);

//! How the last Save or reading of the options ended.
[[nodiscard]] BannerText bannerOf(const SecurityOptionsModel &model);
//! What a second factor for all would meet; empty: nobody has looked.
[[nodiscard]] QString dryRunText(const SecurityOptionsModel &model);
//! What to ask before \a model saves, a sentence each; empty: nothing.
[[nodiscard]] QStringList consequencesOfSaving(const SecurityOptionsModel &model);

//! "1 extension", "1,200 extensions".
[[nodiscard]] QString countedExtensions(qint64 count);

} // namespace lw
