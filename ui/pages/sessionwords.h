// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/banner.h"

#include <core/apierror.h>

#include <QString>

#include <optional>

namespace lw {

class PbxSession;

/*! What stands in the place of a page that has nothing to show yet. */
struct SessionPane
{
    ErrorText text;
    QString action; //!< the word of its button; empty: none
};

//! \a loadError: why reading the page was refused.
[[nodiscard]] SessionPane sessionPane(const PbxSession &session,
                                      const std::optional<ApiError> &loadError);
//! In the place of Remote Management where the PBX does not have it.
[[nodiscard]] SessionPane noRemoteManagementPane(const PbxSession &session);

//! Why a page that is shown cannot be worked with, and the way on.
[[nodiscard]] BannerText sessionBanner(const PbxSession &session);

} // namespace lw
