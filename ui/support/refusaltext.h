// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "errortext.h"

namespace lw {

//! A request that was understood and refused (Rejected, Conflict, Forbidden): worded by the
//! server's code, and with the server's own text in quotation marks where the code is not known.
[[nodiscard]] ErrorText refusalText(const ApiError &error);

//! \a text of a server, fit to stand in a sentence: one line, of bounded length, in quotation
//! marks; empty stays empty.
[[nodiscard]] QString quotedServerText(const QString &text);

} // namespace lw
