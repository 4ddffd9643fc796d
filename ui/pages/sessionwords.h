// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/banner.h"

#include <QString>

namespace lw {

class PbxSession;
class RemoteManagementModel;

/*! What stands in the place of a page that has nothing to show yet. */
struct SessionPane
{
    ErrorText text;
    QString action; //!< the word of its button; empty: none
};

[[nodiscard]] SessionPane sessionPane(const PbxSession &session,
                                      const RemoteManagementModel &model);

//! Why a page that is shown cannot be worked with, and the way on.
[[nodiscard]] BannerText sessionBanner(const PbxSession &session);

} // namespace lw
