/* Two-level segregated fit (Masmano, Ripoll, Crespo and Real, 2004) over 32-bit offsets: the arena of the Rust package
 * `dissolve-arena`, in C. Call for call it gives the same offsets.
 *
 * Takes a range of bytes; gives blocks of it, as offsets of their headers. Zero is no block. A block starts with a word:
 * its size in bytes, header included, a multiple of eight, and two flags in the low bits. A free block goes on with the
 * offsets of the next and the previous one of its list, and its last word is its size again:
 *
 *   used   | size, previous free? | bytes ...                            |
 *   free   | size, free           | next | previous | ...         | size |
 *
 * The bytes of a block are aligned to eight, so headers lie four bytes before such addresses. The range ends with a header
 * of size zero, in use. Free blocks are in lists by size, four to each power of two, with a bit for each list.
 *
 * Each access is checked against the range, and what was overwritten there is a trap: the arena touches no byte outside.
 *
 * Whoever includes this file defines TLSF_SIZE, the bytes of the range. Everything here is static. */

#include <stddef.h>
#include <stdint.h>

/* The levels that the range needs in order to be one piece, from 1 to 17: a larger one is in pieces of 2 MiB. */
#define TLSF_NEEDS(bits) (TLSF_SIZE > (1 << (bits)))
#define TLSF_LEVELS                                                                                                    \
    (1 + TLSF_NEEDS(5) + TLSF_NEEDS(6) + TLSF_NEEDS(7) + TLSF_NEEDS(8) + TLSF_NEEDS(9) + TLSF_NEEDS(10) +              \
     TLSF_NEEDS(11) + TLSF_NEEDS(12) + TLSF_NEEDS(13) + TLSF_NEEDS(14) + TLSF_NEEDS(15) + TLSF_NEEDS(16) +             \
     TLSF_NEEDS(17) + TLSF_NEEDS(18) + TLSF_NEEDS(19) + TLSF_NEEDS(20))

enum {
    TLSF_UNIT = 8,
    TLSF_SMALLEST = 16,
    TLSF_HEADER = 4,
    /* In a header: this block is free; the one before it is. */
    TLSF_FREE = 1,
    TLSF_PREVIOUS_FREE = 2,
    TLSF_DIVISIONS = 4
};

/* In a header: all that is no size. */
#define TLSF_FLAGS (TLSF_UNIT - 1u)

/* No block is this large. There is a list for each smaller one. */
#define TLSF_LIMIT (UINT32_C(1) << (TLSF_LEVELS + 4))

struct tlsf {
    /* The start of the range, aligned to TLSF_UNIT. Offsets count from here. */
    unsigned char *base;
    /* Words in the range. */
    uint32_t words;
    uint32_t used;
    uint32_t high_water;
    /* A bit for each level that has a free block, and one for each list. */
    uint32_t level_map;
    uint8_t list_maps[TLSF_LEVELS];
    /* The first block of each list. */
    uint32_t heads[TLSF_LEVELS * TLSF_DIVISIONS];
};

/* The place of a word, null if it is none of the range's: an offset that is no multiple of four turns into a huge number. */
static uint32_t *tlsf_place(const struct tlsf *tlsf, uint32_t at) {
    uint32_t word = at >> 2 | at << 30;
    return word < tlsf->words ? (uint32_t *)(void *)tlsf->base + word : NULL;
}

static uint32_t *tlsf_word(const struct tlsf *tlsf, uint32_t at) {
    uint32_t *place = tlsf_place(tlsf, at);
    if (!place) __builtin_trap();
    return place;
}

static int tlsf_is_size(uint32_t size) { return size >= TLSF_SMALLEST && size < TLSF_LIMIT; }

static uint32_t tlsf_log2(uint32_t number) { return 31 - (uint32_t)__builtin_clz(number); }

/* The number of the list for blocks of `size` bytes. Below 64 bytes each size has a list of its own; above, a list has
 * those of a quarter of a power of two. */
static uint32_t tlsf_list(uint32_t size) {
    uint32_t granules = size / TLSF_UNIT;
    uint32_t log = tlsf_log2(granules | 3);
    return (log - 1) * TLSF_DIVISIONS + ((granules << 2) >> log) % TLSF_DIVISIONS;
}

/* The list for blocks of a size that was read from the range. */
static uint32_t tlsf_checked_list(uint32_t size) {
    uint32_t list = tlsf_list(size);
    if (list >= TLSF_LEVELS * TLSF_DIVISIONS) __builtin_trap();
    return list;
}

/* Makes a block free, and puts it first in its list. The block before it is in use, or they would have joined. */
static void tlsf_release(struct tlsf *tlsf, uint32_t at, uint32_t size) {
    uint32_t list = tlsf_checked_list(size);
    uint32_t next = tlsf->heads[list];
    tlsf->heads[list] = at;
    tlsf->list_maps[list / TLSF_DIVISIONS] |= (uint8_t)(1u << list % TLSF_DIVISIONS);
    tlsf->level_map |= UINT32_C(1) << list / TLSF_DIVISIONS;
    *tlsf_word(tlsf, at) = size | TLSF_FREE;
    *tlsf_word(tlsf, at + 4) = next;
    *tlsf_word(tlsf, at + 8) = 0;
    if (next) *tlsf_word(tlsf, next + 8) = at;
    *tlsf_word(tlsf, at + size - 4) = size;
    *tlsf_word(tlsf, at + size) |= TLSF_PREVIOUS_FREE;
}

/* Takes a free block out of its list. */
static void tlsf_unlink(struct tlsf *tlsf, uint32_t at, uint32_t size) {
    uint32_t next = *tlsf_word(tlsf, at + 4);
    uint32_t previous = *tlsf_word(tlsf, at + 8);
    if (next) *tlsf_word(tlsf, next + 8) = previous;
    if (previous) {
        *tlsf_word(tlsf, previous + 4) = next;
        return;
    }
    uint32_t list = tlsf_checked_list(size);
    if (tlsf->heads[list] != at) __builtin_trap();
    tlsf->heads[list] = next;
    if (!next) {
        uint8_t *map = &tlsf->list_maps[list / TLSF_DIVISIONS];
        *map &= (uint8_t) ~(1u << list % TLSF_DIVISIONS);
        if (!*map) tlsf->level_map &= ~(UINT32_C(1) << list / TLSF_DIVISIONS);
    }
}

/* The size of the free block at `at`. */
static uint32_t tlsf_free_size(const struct tlsf *tlsf, uint32_t at) {
    uint32_t header = *tlsf_word(tlsf, at);
    uint32_t size = header & ~TLSF_FLAGS;
    if (!(header & TLSF_FREE) || !tlsf_is_size(size)) __builtin_trap();
    return size;
}

/* The size of the block at `at` if it is free, or zero. */
static uint32_t tlsf_size_if_free(const struct tlsf *tlsf, uint32_t at) {
    return *tlsf_word(tlsf, at) & TLSF_FREE ? tlsf_free_size(tlsf, at) : 0;
}

/* Takes `size` bytes of a block that is in no list into use, and frees the rest if it makes a block. */
static void tlsf_cut(struct tlsf *tlsf, uint32_t at, uint32_t whole, uint32_t flags, uint32_t size) {
    uint32_t rest = whole - size;
    if (rest < TLSF_SMALLEST) size = whole;
    *tlsf_word(tlsf, at) = size | flags;
    tlsf->used += size;
    if (tlsf->used > tlsf->high_water) tlsf->high_water = tlsf->used;
    if (rest < TLSF_SMALLEST) {
        *tlsf_word(tlsf, at + whole) &= ~(uint32_t)TLSF_PREVIOUS_FREE;
    } else {
        uint32_t next = tlsf_size_if_free(tlsf, at + whole);
        if (next) tlsf_unlink(tlsf, at + whole, next);
        tlsf_release(tlsf, at + size, rest + next);
    }
}

/* Bytes to leave free before a block, so that the next one is aligned: none, or enough for a block. */
static uint32_t tlsf_gap(const struct tlsf *tlsf, uint32_t at, uint32_t align) {
    uint32_t address = (uint32_t)(uintptr_t)tlsf->base + at + TLSF_HEADER;
    uint32_t gap = (0 - address) & (align - 1);
    return gap == TLSF_UNIT ? gap + align : gap;
}

/* The first block of the smallest list whose blocks all have `size` bytes, if there is one. */
static uint32_t tlsf_search(const struct tlsf *tlsf, uint32_t size) {
    uint32_t granules = size / TLSF_UNIT;
    uint32_t rounded = granules + (((UINT32_C(1) << tlsf_log2(granules | 3)) - 1) >> 2);
    uint32_t list = tlsf_list(rounded * TLSF_UNIT);
    uint32_t level = list / TLSF_DIVISIONS;
    if (level >= TLSF_LEVELS) return 0;
    uint32_t lists = tlsf->list_maps[level] & (~UINT32_C(0) << list % TLSF_DIVISIONS);
    if (!lists) {
        uint32_t levels = tlsf->level_map & (~UINT32_C(1) << level);
        if (!levels) return 0;
        level = (uint32_t)__builtin_ctz(levels);
        lists = tlsf->list_maps[level];
    }
    return tlsf->heads[level * TLSF_DIVISIONS + (uint32_t)__builtin_ctz(lists)];
}

/* The size of a block for a request, or zero if no block can be that large or so aligned. */
static uint32_t tlsf_request(size_t len, size_t align) {
    if (len >= TLSF_LIMIT || align >= TLSF_LIMIT) return 0;
    uint32_t size = ((uint32_t)len + TLSF_HEADER + TLSF_FLAGS) & ~TLSF_FLAGS;
    if (size >= TLSF_LIMIT) return 0;
    return size > TLSF_SMALLEST ? size : TLSF_SMALLEST;
}

/* A block of at least `len` bytes, aligned to `align`, a power of two; zero if there is none to be found. */
static uint32_t tlsf_allocate(struct tlsf *tlsf, size_t len, size_t align) {
    uint32_t size = tlsf_request(len, align);
    if (!size) return 0;
    /* The first block of the request's own list may be too small; but one that was just freed is there. */
    uint32_t at = tlsf->heads[tlsf_list(size)];
    uint32_t gap = 0;
    uint32_t whole = 0;
    if (at) {
        whole = tlsf_free_size(tlsf, at);
        gap = tlsf_gap(tlsf, at, (uint32_t)align);
    }
    if (gap + size > whole) {
        /* The first address behind the header may be as far from an aligned one as it can, and the gap too short. */
        at = tlsf_search(tlsf, align > TLSF_UNIT ? size + (uint32_t)align + TLSF_UNIT : size);
        if (!at) return 0;
        whole = tlsf_free_size(tlsf, at);
        gap = tlsf_gap(tlsf, at, (uint32_t)align);
        if (gap + size > whole) __builtin_trap();
    }
    tlsf_unlink(tlsf, at, whole);
    tlsf_cut(tlsf, at + gap, whole - gap, 0, size);
    if (gap) tlsf_release(tlsf, at, gap);
    return at + gap;
}

static void tlsf_account_free(struct tlsf *tlsf, uint32_t size) {
    tlsf->used = tlsf->used > size ? tlsf->used - size : 0;
}

/* Frees a block, and joins it with free neighbours. */
static void tlsf_free(struct tlsf *tlsf, uint32_t block) {
    uint32_t header = *tlsf_word(tlsf, block);
    uint32_t own = header & ~TLSF_FLAGS;
    uint32_t at = block;
    uint32_t size = own;
    if (header & TLSF_PREVIOUS_FREE) {
        uint32_t length = *tlsf_word(tlsf, block - TLSF_HEADER);
        at -= length;
        if (tlsf_free_size(tlsf, at) != length) __builtin_trap();
        tlsf_unlink(tlsf, at, length);
        size += length;
    }
    uint32_t next = tlsf_size_if_free(tlsf, block + own);
    if (next) {
        tlsf_unlink(tlsf, block + own, next);
        size += next;
    }
    tlsf_account_free(tlsf, own);
    /* Where blocks join, the header in the middle stays, so that a second release can be told. */
    *tlsf_word(tlsf, block) = header | TLSF_FREE;
    tlsf_release(tlsf, at, size);
}

/* The bytes of a block. */
static void *tlsf_pointer(const struct tlsf *tlsf, uint32_t at) { return tlsf->base + (at + TLSF_HEADER); }

/* Bytes that a block in use holds. */
static uint32_t tlsf_capacity(const struct tlsf *tlsf, uint32_t at) {
    return (*tlsf_word(tlsf, at) & ~TLSF_FLAGS) - TLSF_HEADER;
}

/* The live block at `pointer`, or zero if there can be none with that length and alignment. */
static uint32_t tlsf_find(const struct tlsf *tlsf, const void *pointer, size_t len, size_t align) {
    uintptr_t offset = (uintptr_t)pointer - (uintptr_t)tlsf->base;
    if (offset > UINT32_MAX || offset % TLSF_UNIT || ((uintptr_t)pointer & (align - 1))) return 0;
    uint32_t at = (uint32_t)offset - TLSF_HEADER;
    const uint32_t *header = tlsf_place(tlsf, at);
    if (!header) return 0;
    uint32_t size = *header & ~TLSF_FLAGS;
    const uint32_t *next = tlsf_place(tlsf, at + size);
    if (!next || (*next & TLSF_PREVIOUS_FREE)) return 0;
    if ((*header & TLSF_FLAGS & ~(uint32_t)TLSF_PREVIOUS_FREE) || !tlsf_is_size(size)) return 0;
    return len <= size - TLSF_HEADER ? at : 0;
}

/* Makes a block hold `new_len` bytes, where it is if it can stay there; zero if there is no room. */
static uint32_t tlsf_resize(struct tlsf *tlsf, uint32_t at, size_t old_len, size_t new_len, size_t align) {
    uint32_t size = tlsf_request(new_len, align);
    if (!size) return 0;
    uint32_t header = *tlsf_word(tlsf, at);
    uint32_t own = header & ~TLSF_FLAGS;
    uint32_t room = own;
    if (size > room) {
        uint32_t next = tlsf_size_if_free(tlsf, at + own);
        if (next && size <= room + next) {
            tlsf_unlink(tlsf, at + own, next);
            room += next;
        }
    }
    if (size <= room) {
        tlsf_account_free(tlsf, own);
        tlsf_cut(tlsf, at, room, header & TLSF_PREVIOUS_FREE, size);
        return at;
    }
    uint32_t new = tlsf_allocate(tlsf, new_len, align);
    if (!new) return 0;
    __builtin_memcpy(tlsf_pointer(tlsf, new), tlsf_pointer(tlsf, at), old_len < new_len ? old_len : new_len);
    tlsf_free(tlsf, at);
    return new;
}

/* All of the range free, in as few blocks as it can be. `bytes` has TLSF_SIZE bytes and is aligned to TLSF_UNIT; `tlsf`
 * is all zeros. */
static void tlsf_start(struct tlsf *tlsf, unsigned char *bytes) {
    uint32_t size = (uint32_t)TLSF_SIZE & ~TLSF_FLAGS;
    tlsf->base = bytes;
    tlsf->words = size / 4;
    for (uint32_t start = 0; size - start >= TLSF_UNIT + TLSF_SMALLEST;) {
        uint32_t piece = size - start < TLSF_LIMIT ? size - start : TLSF_LIMIT;
        uint32_t at = start + TLSF_HEADER;
        *tlsf_word(tlsf, at + piece - TLSF_UNIT) = 0;
        tlsf_release(tlsf, at, piece - TLSF_UNIT);
        start += piece;
    }
}
