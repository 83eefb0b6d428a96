/* Bounded allocation for C and C++ guests. Compile dissolve_guest.c into the guest (and dissolve_guest.cpp, if there is
 * any C++), with one of
 *
 *   -DDISSOLVE_STATIC_ARENA=BYTES  an arena of that many bytes inside the guest
 *   -DDISSOLVE_EXTERN_ARENA        the embedder's arena: the import env::__cabi_arena_realloc
 *
 * `cabi_realloc`, `malloc`, `free` and their kin then all use that arena, and a block of one may be freed by another.
 * Nothing grows the memory; what cannot be met traps. */

#ifndef DISSOLVE_GUEST_H
#define DISSOLVE_GUEST_H

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#if defined(DISSOLVE_STATIC_ARENA) && defined(DISSOLVE_EXTERN_ARENA)
#error "dissolve_guest: two arenas: give either -DDISSOLVE_STATIC_ARENA=BYTES or -DDISSOLVE_EXTERN_ARENA, not both"
#elif !defined(DISSOLVE_STATIC_ARENA) && !defined(DISSOLVE_EXTERN_ARENA)
#error "dissolve_guest: no arena: give -DDISSOLVE_STATIC_ARENA=BYTES (in the guest) or -DDISSOLVE_EXTERN_ARENA (the embedder's)"
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* The canonical ABI's allocator (contract, section 2). Host and guest call it.
 *
 * `old_size` zero: a new block of `new_size` bytes, aligned to `align`; `block` is ignored.
 * `new_size` zero: frees the block, if `old_size` is not zero; returns `align`.
 * Otherwise a block with the first bytes of the old one, which is freed if it moved.
 * Traps when `align` is zero or no power of two, the block is none of this arena, or the arena is exhausted. */
void *cabi_realloc(void *block, size_t old_size, size_t align, size_t new_size);

#ifdef DISSOLVE_STATIC_ARENA
/* Bytes that the arena spans, that are in use now, and that ever were at once; in use counts headers and rounding. */
size_t dissolve_arena_size(void);
size_t dissolve_arena_used(void);
size_t dissolve_arena_high_water(void);
#endif

#ifdef __cplusplus
}
#endif

#endif
