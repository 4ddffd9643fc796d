// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace lw {

//! From now on memory is overwritten when it is freed, where the system's allocator can do that
//! (glibc): text fields, sockets and JSON leave copies of secrets behind that nobody can wipe one by
//! one. The first thing that main() does.
void overwriteFreedMemory();

} // namespace lw
