// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace lw {

//! How a change that was asked for ended.
enum class ChangeOutcome {
    None,    //!< nothing was asked for yet, or it is still under way
    Done,    //!< the PBX said so, or reading showed it
    NotDone, //!< refused, not sent, or reading showed the old state; an error says why
    Unknown  //!< sent, no answer, and reading could not settle it
};

} // namespace lw
