/* dissolve_guest.c on the machine that tests it: its functions under other names, its traps caught.
 *
 * What includes this defines the mode. `TRAPS(call)` is whether a call traps. */

#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static jmp_buf trapped;

#define TRAPS(call) (setjmp(trapped) ? 1 : ((void)(call), 0))

/* What the guest calls these. What is expected of a host is under its own name. */
static void *(*const host_aligned_alloc)(size_t, size_t) = aligned_alloc;
static void (*const host_free)(void *) = free;
#define malloc guest_malloc
#define calloc guest_calloc
#define realloc guest_realloc
#define aligned_alloc guest_aligned_alloc
#define free guest_free
#define abort guest_abort
#define memcpy guest_memcpy
#define memmove guest_memmove
#define memset guest_memset
#define memcmp guest_memcmp
#define strlen guest_strlen
#define __builtin_trap() longjmp(trapped, 1)

__attribute__((__noreturn__)) void guest_abort(void);
void *guest_memcpy(void *restrict, const void *restrict, size_t);
void *guest_memmove(void *, const void *, size_t);
void *guest_memset(void *, int, size_t);

#include "../../../guest/c/dissolve_guest.c"
