/* Replays calls of `cabi_realloc` on a static arena, and says what it did with each.
 *
 * Standard output: the arena's address, then an answer each, as in `struct answer`. Standard input: a call each, as in
 * `struct call`. All numbers are the machine's own. A byte that a block should still have, and has not, ends the program. */

#include "guest.h"

struct call {
    /* The old block, as an offset in the arena. */
    uint64_t old;
    uint64_t old_size;
    uint64_t align;
    uint64_t new_size;
    /* What the old block is full of, and what to fill the new one with. */
    uint32_t old_fill;
    uint32_t new_fill;
};

struct answer {
    /* 0: a block at offset `value`. 1: no block; `value` was returned. 2: a trap. */
    uint64_t kind;
    uint64_t value;
    uint64_t used;
    uint64_t high_water;
};

static struct answer answer(const struct call *call) {
    unsigned char *old = (unsigned char *)((uintptr_t)arena_bytes + call->old);
    unsigned char *volatile block = NULL;
    if (TRAPS(block = cabi_realloc(old, call->old_size, call->align, call->new_size)))
        return (struct answer){2, 0, dissolve_arena_used(), dissolve_arena_high_water()};
    if (!call->new_size)
        return (struct answer){1, (uintptr_t)block, dissolve_arena_used(), dissolve_arena_high_water()};
    uint64_t kept = call->old_size < call->new_size ? call->old_size : call->new_size;
    for (uint64_t at = 0; at < kept; at++) {
        if (block[at] != (unsigned char)call->old_fill) {
            fprintf(stderr, "byte %llu of a block of %llu changed\n", (unsigned long long)at, (unsigned long long)kept);
            exit(1);
        }
    }
    guest_memset(block, (int)call->new_fill, call->new_size);
    uint64_t offset = (uint64_t)((uintptr_t)block - (uintptr_t)arena_bytes);
    return (struct answer){0, offset, dissolve_arena_used(), dissolve_arena_high_water()};
}

int main(void) {
    struct call call;
    uint64_t base = (uintptr_t)arena_bytes;
    if (fwrite(&base, sizeof base, 1, stdout) != 1 || fflush(stdout)) return 1;
    while (fread(&call, sizeof call, 1, stdin) == 1) {
        struct answer given = answer(&call);
        if (fwrite(&given, sizeof given, 1, stdout) != 1) return 1;
    }
    return 0;
}
