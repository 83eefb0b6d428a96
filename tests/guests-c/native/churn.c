/* A random program on the guest's allocator, against a simple model: contents, alignment, overlap, and that all of it is back
 * at the end. One argument, the number of operations.
 *
 * With -DDISSOLVE_EXTERN_ARENA the embedder is here too: it gives each block from the machine's heap, so that a memory
 * checker sees where each ends, and takes back only what it gave, with its size and alignment. */

#include "guest.h"

enum { BLOCKS = 48, EMBEDDER_BLOCKS = 64, EMBEDDER_BYTES = 6000 };

static void fail(const char *what) {
    fprintf(stderr, "%s\n", what);
    exit(1);
}

#ifdef DISSOLVE_EXTERN_ARENA

static struct {
    unsigned char *start;
    size_t size;
    size_t align;
    size_t shift;
} given[EMBEDDER_BLOCKS];

static size_t given_bytes;
static size_t moves;

void *__cabi_arena_realloc(void *block, size_t old_size, size_t align, size_t new_size) {
    if (!align || (align & (align - 1))) __builtin_trap();
    size_t old = 0;
    if (old_size) {
        while (old < EMBEDDER_BLOCKS && given[old].start != block) old++;
        if (old == EMBEDDER_BLOCKS || given[old].size != old_size || given[old].align != align) __builtin_trap();
    }
    if (new_size > EMBEDDER_BYTES - given_bytes || align > EMBEDDER_BYTES) __builtin_trap();
    void *moved = (void *)align;
    if (new_size) {
        size_t slot = 0;
        while (slot < EMBEDDER_BLOCKS && given[slot].start) slot++;
        if (slot == EMBEDDER_BLOCKS) __builtin_trap();
        /* As often aligned further than asked for as not. */
        given[slot].shift = (++moves % 2) * align;
        size_t whole = (align + new_size + 2 * align - 1) & ~(2 * align - 1);
        given[slot].start = (unsigned char *)host_aligned_alloc(2 * align, whole) + given[slot].shift;
        given[slot].size = new_size;
        given[slot].align = align;
        given_bytes += new_size;
        moved = given[slot].start;
        __builtin_memcpy(moved, block, old_size < new_size ? old_size : new_size);
    }
    if (old_size) {
        host_free(given[old].start - given[old].shift);
        given[old].start = NULL;
        given_bytes -= old_size;
    }
    return moved;
}

static size_t in_use(void) { return given_bytes; }

#else

static size_t in_use(void) { return dissolve_arena_used(); }

#endif

static uint64_t state = 1;

static uint32_t next_random(uint32_t below) {
    state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)((state >> 33) % below);
}

/* Sizes at every edge: of alignments, of the smallest block, of lists, of the arena. */
static size_t random_size(void) {
    static const size_t EDGES[] = {0, 1, 7, 8, 9, 11, 12, 13, 15, 16, 17, 28, 29, 63, 64, 65, 255, 256, 2040, 4000, 5000};
    switch (next_random(3)) {
        case 0: return EDGES[next_random(sizeof EDGES / sizeof *EDGES)];
        case 1: return next_random(40);
        default: return next_random(400);
    }
}

static struct {
    unsigned char *bytes;
    size_t size;
    size_t align;
    unsigned char fill;
} blocks[BLOCKS];

static void check(size_t which) {
    for (size_t at = 0; at < blocks[which].size; at++) {
        if (blocks[which].bytes[at] != blocks[which].fill) fail("a block was overwritten");
    }
}

static void hold(size_t which, unsigned char *bytes, size_t size, size_t align) {
    size_t kept = size < blocks[which].size ? size : blocks[which].size;
    for (size_t at = 0; at < kept; at++) {
        if (bytes[at] != blocks[which].fill) fail("a block lost its contents");
    }
    if (!bytes) fail("null was given");
    if ((uintptr_t)bytes % align) fail("a block is not aligned");
    blocks[which].bytes = bytes;
    blocks[which].size = size;
    blocks[which].align = align;
    blocks[which].fill = (unsigned char)next_random(256);
    guest_memset(bytes, blocks[which].fill, size);
}

static void drop(size_t which) {
    unsigned char *bytes = blocks[which].bytes;
    size_t size = blocks[which].size;
    check(which);
    if (size && next_random(2)) {
        if (cabi_realloc(bytes, size, blocks[which].align, 0) != (void *)blocks[which].align) fail("not the alignment");
    } else {
        free(bytes);
    }
    blocks[which].bytes = NULL;
    blocks[which].size = 0;
}

static size_t natural(size_t size) { return size < 16 ? 8 : 16; }

static void allocate(size_t which) {
    unsigned char *volatile bytes = NULL;
    size_t size = random_size();
    size_t align = natural(size);
    switch (next_random(5)) {
        case 0:
            if (TRAPS(bytes = malloc(size))) return;
            break;
        case 1:
            if (TRAPS(bytes = calloc(size, 1))) return;
            for (size_t at = 0; at < size; at++) {
                if (bytes[at]) fail("calloc gave a byte that is not zero");
            }
            break;
        case 2:
            if (TRAPS(bytes = realloc(NULL, size))) return;
            break;
        case 3:
            align = (size_t)1 << next_random(9);
            if (TRAPS(bytes = aligned_alloc(align, size))) return;
            break;
        default:
            align = (size_t)1 << next_random(6);
            if (!size) size = 1;
            if (TRAPS(bytes = cabi_realloc((void *)1, 0, align, size))) return;
    }
    hold(which, bytes, size, align);
}

static void resize(size_t which) {
    unsigned char *volatile bytes = blocks[which].bytes;
    size_t size = random_size();
    if (blocks[which].size && size && next_random(2)) {
        size_t align = blocks[which].align;
        if (TRAPS(bytes = cabi_realloc(bytes, blocks[which].size, align, size))) return;
        hold(which, bytes, size, align);
    } else {
        if (TRAPS(bytes = realloc(bytes, size))) return;
        hold(which, bytes, size, natural(size));
    }
}

int main(int count, char **arguments) {
    unsigned long operations = count == 2 ? strtoul(arguments[1], NULL, 10) : 0;
    unsigned long traps = 0;
    for (unsigned long done = 0; done < operations; done++) {
        size_t which = next_random(BLOCKS);
        size_t before = in_use();
        if (!blocks[which].bytes) {
            allocate(which);
            traps += !blocks[which].bytes;
            if (!blocks[which].bytes && in_use() != before) fail("a trap took memory");
        } else {
            check(which);
            if (next_random(3)) resize(which);
            else drop(which);
        }
    }
    for (size_t which = 0; which < BLOCKS; which++) {
        if (!blocks[which].bytes) continue;
        drop(which);
    }
    if (in_use()) fail("not all is back");
    printf("%lu operations, %lu traps\n", operations, traps);
    return 0;
}
