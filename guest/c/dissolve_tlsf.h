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
 * An offset or a size that comes from the range is checked once, when it is read: tlsf_block, tlsf_link and tlsf_find give
 * those whose words all lie in the range. What was overwritten is a trap; the arena touches no byte outside.
 *
 * Whoever includes this file defines TLSF_SIZE, the bytes of the range. Everything here is static. */

#include <stddef.h>
#include <stdint.h>

/* The lists that the range needs in order to be one piece, 4 to 68: a larger one is in pieces of 2 MiB. */
#define TLSF_NEEDS(bits) (TLSF_SIZE > (1 << (bits)) ? 4 : 0)
#define TLSF_LISTS                                                                                                     \
    (4 + TLSF_NEEDS(5) + TLSF_NEEDS(6) + TLSF_NEEDS(7) + TLSF_NEEDS(8) + TLSF_NEEDS(9) + TLSF_NEEDS(10) +              \
     TLSF_NEEDS(11) + TLSF_NEEDS(12) + TLSF_NEEDS(13) + TLSF_NEEDS(14) + TLSF_NEEDS(15) + TLSF_NEEDS(16) +             \
     TLSF_NEEDS(17) + TLSF_NEEDS(18) + TLSF_NEEDS(19) + TLSF_NEEDS(20))

enum {
    TLSF_UNIT = 8,
    TLSF_SMALLEST = 16,
    TLSF_HEADER = 4,
    /* In a header: this block is free; the one before it is. */
    TLSF_FREE = 1,
    TLSF_PREVIOUS_FREE = 2,
    /* Words of the map of lists. */
    TLSF_MAP_WORDS = (TLSF_LISTS + 31) / 32
};

/* In a header: all that is no size. */
#define TLSF_FLAGS (TLSF_UNIT - 1u)

/* No block is this large. There is a list for each smaller one. */
#define TLSF_LIMIT (UINT32_C(1) << (TLSF_LISTS / 4 + 4))

struct tlsf {
    /* The start of the range, aligned to TLSF_UNIT. Offsets count from here. */
    unsigned char *base;
    /* Bytes in the range, a multiple of TLSF_UNIT. */
    uint32_t size;
    uint32_t used;
    uint32_t high_water;
    /* A bit for each list that has a free block. */
    uint32_t map[TLSF_MAP_WORDS];
    /* The first block of each list. */
    uint32_t heads[TLSF_LISTS];
};

/* The word at an offset that was checked. */
static uint32_t *tlsf_word(const struct tlsf *tlsf, uint32_t at) { return (uint32_t *)(void *)(tlsf->base + at); }

/* Whether a header can be at an offset, with all eight bytes of its granule. */
static int tlsf_is_header(const struct tlsf *tlsf, uint32_t at) {
    return at % TLSF_UNIT == TLSF_HEADER && at < tlsf->size;
}

/* The size of the block whose header is at `at`, if that and its end lie in the range; or zero. */
static uint32_t tlsf_block(const struct tlsf *tlsf, uint32_t at) {
    if (!tlsf_is_header(tlsf, at)) return 0;
    uint32_t size = *tlsf_word(tlsf, at) & ~TLSF_FLAGS;
    return size >= TLSF_SMALLEST && size < TLSF_LIMIT && size < tlsf->size - at ? size : 0;
}

/* The link at `at`, which is zero or the offset of a header with links. */
static uint32_t tlsf_link(const struct tlsf *tlsf, uint32_t at) {
    uint32_t link = *tlsf_word(tlsf, at);
    if (link && (!tlsf_is_header(tlsf, link) || !tlsf_is_header(tlsf, link + TLSF_UNIT))) __builtin_trap();
    return link;
}

static uint32_t tlsf_log2(uint32_t number) { return 31 - (uint32_t)__builtin_clz(number); }

/* The list for blocks of `size` bytes, 16 at least. Below 64 bytes each size has a list of its own; above, a list has those
 * of a quarter of a power of two. */
static uint32_t tlsf_list(uint32_t size) {
    uint32_t granules = size / TLSF_UNIT;
    uint32_t log = tlsf_log2(granules | 3);
    /* The second term is between 4 and 7: the quarter, on top of the leading one. */
    return log * 4 + ((granules << 2) >> log) - 8;
}

/* Puts another block, or none, at the head of a list; gives the one before. */
static uint32_t tlsf_replace_head(struct tlsf *tlsf, uint32_t list, uint32_t at) {
    if (list >= TLSF_LISTS) __builtin_trap();
    uint32_t head = tlsf->heads[list];
    uint32_t bit = UINT32_C(1) << list % 32;
    uint32_t *map = &tlsf->map[list / 32];
    *map = at ? *map | bit : *map & ~bit;
    tlsf->heads[list] = at;
    return head;
}

/* Makes a block free, and puts it first in its list. The block before it is in use, or they would have joined. */
static void tlsf_release(struct tlsf *tlsf, uint32_t at, uint32_t size) {
    uint32_t next = tlsf_replace_head(tlsf, tlsf_list(size), at);
    *tlsf_word(tlsf, at) = size | TLSF_FREE;
    *tlsf_word(tlsf, at + 4) = next;
    *tlsf_word(tlsf, at + 8) = 0;
    if (next) *tlsf_word(tlsf, next + 8) = at;
    *tlsf_word(tlsf, at + size - 4) = size;
    *tlsf_word(tlsf, at + size) |= TLSF_PREVIOUS_FREE;
}

/* Takes a free block out of its list. */
static void tlsf_unlink(struct tlsf *tlsf, uint32_t at, uint32_t size) {
    uint32_t next = tlsf_link(tlsf, at + 4);
    uint32_t previous = tlsf_link(tlsf, at + 8);
    if (next) *tlsf_word(tlsf, next + 8) = previous;
    if (previous) {
        *tlsf_word(tlsf, previous + 4) = next;
    } else if (tlsf_replace_head(tlsf, tlsf_list(size), next) != at) {
        __builtin_trap();
    }
}

/* The size of the free block at `at`. */
static uint32_t tlsf_free_size(const struct tlsf *tlsf, uint32_t at) {
    uint32_t size = tlsf_block(tlsf, at);
    if (!size || !(*tlsf_word(tlsf, at) & TLSF_FREE)) __builtin_trap();
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
        tlsf_release(tlsf, at + size, rest);
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
    if (list >= TLSF_LISTS) return 0;
    uint32_t word = list / 32;
    uint32_t bits = tlsf->map[word] & (~UINT32_C(0) << list % 32);
    while (!bits) {
        if (++word == TLSF_MAP_WORDS) return 0;
        bits = tlsf->map[word];
    }
    return tlsf->heads[word * 32 + (uint32_t)__builtin_ctz(bits)];
}

/* The size of a block for a request, or zero if no block can be that large or so aligned. */
static uint32_t tlsf_request(size_t len, size_t align) {
    if (len > TLSF_LIMIT - (TLSF_UNIT + TLSF_HEADER) || align >= TLSF_LIMIT) return 0;
    uint32_t size = ((uint32_t)len + TLSF_HEADER + TLSF_FLAGS) & ~TLSF_FLAGS;
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
        if (gap + size > whole) return 0;
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
    uint32_t own = tlsf_block(tlsf, block);
    if (!own) __builtin_trap();
    uint32_t header = *tlsf_word(tlsf, block);
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
    if (offset > UINT32_MAX || ((uintptr_t)pointer & (align - 1))) return 0;
    uint32_t at = (uint32_t)offset - TLSF_HEADER;
    uint32_t size = tlsf_block(tlsf, at);
    if (!size || len > size - TLSF_HEADER) return 0;
    uint32_t flags = (*tlsf_word(tlsf, at) & TLSF_FLAGS & ~(uint32_t)TLSF_PREVIOUS_FREE) |
                     (*tlsf_word(tlsf, at + size) & TLSF_PREVIOUS_FREE);
    return flags ? 0 : at;
}

/* Makes a block hold `new_len` bytes, where it is if it can stay there; zero if there is no room. */
static uint32_t tlsf_resize(struct tlsf *tlsf, uint32_t at, size_t old_len, size_t new_len, size_t align) {
    uint32_t size = tlsf_request(new_len, align);
    if (!size) return 0;
    uint32_t header = *tlsf_word(tlsf, at);
    uint32_t own = header & ~TLSF_FLAGS;
    uint32_t next = tlsf_size_if_free(tlsf, at + own);
    if (size <= own + next) {
        if (next) tlsf_unlink(tlsf, at + own, next);
        tlsf_account_free(tlsf, own);
        tlsf_cut(tlsf, at, own + next, header & TLSF_PREVIOUS_FREE, size);
        return at;
    }
    uint32_t new = tlsf_allocate(tlsf, new_len, align);
    if (!new) return 0;
    /* Where the lists were overwritten, the blocks may overlap. */
    __builtin_memmove(tlsf_pointer(tlsf, new), tlsf_pointer(tlsf, at), old_len < new_len ? old_len : new_len);
    tlsf_free(tlsf, at);
    return new;
}

/* All of the range free, in as few blocks as it can be. `bytes` has TLSF_SIZE bytes and is aligned to TLSF_UNIT; `tlsf`
 * is all zeros. */
static void tlsf_start(struct tlsf *tlsf, unsigned char *bytes) {
    uint32_t size = (uint32_t)TLSF_SIZE & ~TLSF_FLAGS;
    tlsf->base = bytes;
    tlsf->size = size;
    for (uint32_t start = 0; size - start >= TLSF_UNIT + TLSF_SMALLEST;) {
        uint32_t piece = size - start < TLSF_LIMIT ? size - start : TLSF_LIMIT;
        uint32_t at = start + TLSF_HEADER;
        *tlsf_word(tlsf, at + piece - TLSF_UNIT) = 0;
        tlsf_release(tlsf, at, piece - TLSF_UNIT);
        start += piece;
    }
}
