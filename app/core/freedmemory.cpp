// SPDX-License-Identifier: GPL-3.0-or-later
#include "freedmemory.h"

#include <cstdlib> // defines __GLIBC__

#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__)
#define LW_OWNS_FREE
#include <malloc.h>

#include <cstring>
#endif

namespace {

bool overwrites = false; // before main() there are no secrets

} // namespace

#if defined(LW_OWNS_FREE)
// M_PERTURB would be the documented way, but glibc skips it for what goes to a thread's own cache,
// and that is nearly everything.
extern "C" {

void __libc_free(void *block); // NOLINT: glibc's own name

void free(void *block) noexcept // NOLINT: replaces glibc's
{
    if (block && overwrites)
        explicit_bzero(block, malloc_usable_size(block));
    __libc_free(block);
}

void *realloc(void *block, std::size_t size) noexcept // NOLINT: replaces glibc's
{
    if (!block)
        return malloc(size);
    const std::size_t old = malloc_usable_size(block);
    if (size != 0 && size <= old)
        return block;
    void *moved = size == 0 ? nullptr : malloc(size);
    if (moved)
        std::memcpy(moved, block, old);
    if (moved || size == 0)
        free(block);
    return moved;
}

} // extern "C"
#endif

namespace lw {

void overwriteFreedMemory()
{
    overwrites = true;
}

} // namespace lw
