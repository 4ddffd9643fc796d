// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/banner.h"

#include <session/remotemanagementmodel.h>

#include <QString>

namespace lw {

//! What a button of this page's banner does.
enum class RemoteManagementAction { KeepMine, TakeTheirs, ReadAgain };

/*! The banner of the page, and what its buttons do, in their order. */
struct RemoteManagementBanner
{
    BannerText banner;
    QList<RemoteManagementAction> actions;
};

//! How the last Save, Disconnect or reading ended.
[[nodiscard]] RemoteManagementBanner bannerOf(const RemoteManagementModel &model);
//! What is under way; empty: nothing.
[[nodiscard]] QString busyText(const RemoteManagementModel &model);

//! Who can get in, and with what rights, once \a settings are saved.
[[nodiscard]] QString whoCanGetIn(const RemoteManagementSettings &settings);
//! The same for the draft of \a model; nobody as long as there is no connection to come.
[[nodiscard]] QString whoCanGetIn(const RemoteManagementModel &model);
//! What to ask before \a model saves, a sentence each; empty: nothing.
[[nodiscard]] QStringList consequencesOfSaving(const RemoteManagementModel &model);

//! The management server as people call it.
[[nodiscard]] QString serverName(const RemoteManagementSettings &settings);
//! The portal's label of a control.
[[nodiscard]] QString fieldName(RemoteManagementField field);

} // namespace lw
