/* A guest that overwrites its arena's books: every call then answers or traps, and touches no byte outside the arena, which
 * the address sanitizer sees. One argument, the number of rounds. */

#include "guest.h"

static uint64_t state = 7;

static uint32_t next_random(uint32_t below) {
    state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)((state >> 33) % below);
}

/* A word as an attacker would choose it: near a size, an offset or a flag. */
static uint32_t word(void) {
    switch (next_random(4)) {
        case 0: return next_random(sizeof arena_bytes) & ~7u;
        case 1: return next_random(sizeof arena_bytes);
        case 2: return 0 - next_random(32);
        default: return (next_random(sizeof arena_bytes) & ~7u) | next_random(4);
    }
}

int main(int count, char **arguments) {
    unsigned long rounds = count == 2 ? strtoul(arguments[1], NULL, 10) : 0;
    unsigned long traps = 0;
    for (unsigned long round = 0; round < rounds; round++) {
        guest_memset(&arena_state, 0, sizeof arena_state);
        guest_memset(arena_bytes, 0, sizeof arena_bytes);
        unsigned char *volatile blocks[8] = {0};
        volatile size_t sizes[8] = {0};
        for (int step = 0; step < 40; step++) {
            uint32_t which = next_random(8);
            size_t size = next_random(200);
            if (TRAPS(blocks[which] = cabi_realloc(blocks[which], sizes[which], 8, size))) {
                traps++;
                break;
            }
            sizes[which] = size;
            guest_memset(blocks[which], (int)next_random(256), size);
            if (step >= 10) {
                uint32_t value = word();
                guest_memcpy(arena_bytes + (next_random(sizeof arena_bytes / 4) * 4), &value, sizeof value);
            }
        }
    }
    printf("%lu rounds, %lu traps\n", rounds, traps);
    return 0;
}
