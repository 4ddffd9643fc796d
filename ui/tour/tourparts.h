// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tourscript.h"

#include <session/pbxsession.h>

#include <QString>

namespace lw {

// What the parts of the script share.

//! By keys: the list has the focus, and the arrow goes down until the PBX is chosen.
[[nodiscard]] bool choosePbx(const TourStage &stage, const QString &name);
[[nodiscard]] PbxSession::State stateOf(const TourStage &stage);
//! Remote Management was read, and nothing is under way.
[[nodiscard]] bool isLoaded(const TourStage &stage);
//! Chooses \a pbx and signs in as its super administrator; \a picture is of the dialog.
void addSignIn(std::vector<TourStep> &steps, const TourStage &stage, const QString &pbx,
               const QString &picture);

//! Extensions and Activity of the PBX that is chosen; \a prefix begins the names of the pictures.
void addAdministration(std::vector<TourStep> &steps, const TourStage &stage, const QString &prefix);

//! Second factor, password and trusted devices.
void addSecurity(std::vector<TourStep> &steps, const TourStage &stage);

//! A management server: signing in, its pages, a new device.
void addPlatform(std::vector<TourStep> &steps, const TourStage &stage);
//! The pages again, in dark colours.
void addDarkPlatform(std::vector<TourStep> &steps, const TourStage &stage);

//! A PBX and a management server together; begins after addPlatform().
void addThrough(std::vector<TourStep> &steps, const TourStage &stage);
//! On the page of the connected PBX, in dark colours.
void addDarkThrough(std::vector<TourStep> &steps, const TourStage &stage);

} // namespace lw
