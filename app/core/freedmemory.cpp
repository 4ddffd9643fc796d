// SPDX-License-Identifier: GPL-3.0-or-later
#include "freedmemory.h"

#include <cstdlib> // defines __GLIBC__

#if defined(__GLIBC__)
#include <malloc.h>
#endif

namespace lw {

void overwriteFreedMemory()
{
#if defined(__GLIBC__)
    constexpr int kPattern = 0xa5;
    mallopt(M_PERTURB, kPattern);
#endif
}

} // namespace lw
