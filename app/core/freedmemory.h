// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace lw {

//! From now on memory is overwritten before it is freed, where the system lets a program do that
//! (glibc): text fields, sockets and JSON leave copies of secrets behind that nobody can wipe one
//! by one. The first thing that main() does; a program that calls it gets a free() of its own.
void overwriteFreedMemory();

} // namespace lw
