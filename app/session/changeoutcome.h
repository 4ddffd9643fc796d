// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/apierror.h>

#include <QString>

#include <optional>

namespace lw {

//! How a change that was asked for ended.
enum class ChangeOutcome {
    None,    //!< nothing was asked for yet, or it is still under way
    Done,    //!< the PBX said so, or reading showed it
    NotDone, //!< refused, not sent, or reading showed the old state; an error says why
    Unknown  //!< sent, no answer, and reading could not settle it
};

//! True for errors after which nobody knows whether the server carried the change out.
[[nodiscard]] bool leavesOutcomeOpen(const ApiError &error);

//! The same error of a change that was never sent, or was turned away unread: leaves nothing open.
[[nodiscard]] ApiError notSent(ApiError error);
//! Whether \a error comes from notSent().
[[nodiscard]] bool wasNotSent(const ApiError &error);

//! How a change ended that was answered with \a error, or without one.
[[nodiscard]] ChangeOutcome outcomeOf(const std::optional<ApiError> &error);

//! done, not-done, unknown: for the log of deeds and the command line.
[[nodiscard]] QString outcomeWord(ChangeOutcome outcome);

} // namespace lw
