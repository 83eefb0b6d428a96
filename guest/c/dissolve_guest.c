/* Bounded allocation for C and C++ guests (see dissolve_guest.h), and the few functions that bindings and small programs
 * expect of a C library. It needs none: compile it for wasm32 with -nostdlib.
 *
 * Top to bottom: the arena of each mode, as functions of the same names; what C and the canonical ABI make of them;
 * functions on bytes, which are weak so that a library may bring its own. */

#include "dissolve_guest.h"

#include <stdint.h>

#ifdef DISSOLVE_STATIC_ARENA

/* From one block to more than any microcontroller has. */
#if DISSOLVE_STATIC_ARENA < 24 || DISSOLVE_STATIC_ARENA > 0x1000000
#error "dissolve_guest: -DDISSOLVE_STATIC_ARENA=BYTES takes 24 to 16777216 bytes"
#endif

#define TLSF_SIZE (DISSOLVE_STATIC_ARENA)
#include "dissolve_tlsf.h"

static _Alignas(8) unsigned char arena_bytes[TLSF_SIZE];
static struct tlsf arena_state;

/* The arena, from its first use on. */
static struct tlsf *arena(void) {
    if (!arena_state.base) tlsf_start(&arena_state, arena_bytes);
    return &arena_state;
}

/* The live block at `block`, which holds `size` bytes and is aligned to `align`. */
static uint32_t live(const void *block, size_t size, size_t align) {
    uint32_t at = tlsf_find(arena(), block, size, align);
    if (!at) __builtin_trap();
    return at;
}

/* The bytes of a block, if there is one. */
static void *bytes_of(uint32_t at) {
    if (!at) __builtin_trap();
    return tlsf_pointer(arena(), at);
}

static void *arena_allocate(size_t align, size_t size) { return bytes_of(tlsf_allocate(arena(), size, align)); }

static void *arena_resize(void *block, size_t old_size, size_t align, size_t size) {
    return bytes_of(tlsf_resize(arena(), live(block, old_size, align), old_size, size, align));
}

static void arena_release(void *block, size_t size, size_t align) { tlsf_free(arena(), live(block, size, align)); }

/* Bytes that a block holds; they may be more than were asked for. */
static size_t arena_capacity(const void *block) { return tlsf_capacity(arena(), live(block, 1, 1)); }

/* What to ask for, for an object of `size` bytes. With the header before it, one that is aligned to 16 takes a multiple of
 * 16, so that there is no gap before the next. */
static size_t object_size(size_t size) {
    if (size < 16) return size ? size : 1;
    return size > SIZE_MAX - 16 ? SIZE_MAX : ((size + 19) & ~(size_t)15) - 4;
}

static void bad_alignment(size_t align) {
    (void)align;
    __builtin_trap();
}

size_t dissolve_arena_size(void) { return TLSF_SIZE; }
size_t dissolve_arena_used(void) { return arena()->used; }
size_t dissolve_arena_high_water(void) { return arena()->high_water; }

#else

__attribute__((__import_module__("env"), __import_name__("__cabi_arena_realloc"))) void *
__cabi_arena_realloc(void *block, size_t old_size, size_t align, size_t new_size);

/* The embedder wants back what it was asked for, and `free` knows neither where that starts nor how long it is: both are
 * told right before the bytes. The embedder is asked for no other alignment than this header's; what a block needs more
 * is made up for here, so it depends on nothing but addresses of the guest. */
struct header {
    /* Bytes of the block, up to the end of the embedder's. */
    size_t size;
    /* Bytes between the start of the embedder's block and that of ours; this header is the last of them. */
    size_t distance;
};

/* What to ask the embedder for. It has no block of SIZE_MAX bytes. */
static size_t total(size_t before, size_t size) { return size > SIZE_MAX - before ? SIZE_MAX : before + size; }

/* Bytes from the start of the embedder's block to the first place for an aligned one, at most `align`. */
static size_t distance_to(const unsigned char *start, size_t align) {
    uintptr_t first = (uintptr_t)start + sizeof(struct header);
    return sizeof(struct header) + ((0 - first) & (align - 1));
}

/* Puts the header where it belongs. */
static void *headed(unsigned char *start, size_t distance, size_t size) {
    struct header *end = (struct header *)(void *)(start + distance);
    end[-1].size = size - distance;
    end[-1].distance = distance;
    return end;
}

/* The header of the live block at `block`, which holds `size` bytes and is aligned to `align`. */
static struct header *live(const void *block, size_t size, size_t align) {
    struct header *header = (struct header *)(uintptr_t)block - 1;
    size_t most = align < sizeof *header ? sizeof *header : align;
    if (((uintptr_t)block & (most - 1)) || header->distance < sizeof *header || header->distance % sizeof *header ||
        header->size < size)
        __builtin_trap();
    return header;
}

static void *arena_allocate(size_t align, size_t size) {
    size_t all = total(align < sizeof(struct header) ? sizeof(struct header) : align, size);
    unsigned char *start = __cabi_arena_realloc(NULL, 0, sizeof(struct header), all);
    return headed(start, distance_to(start, align), all);
}

static void *arena_resize(void *block, size_t old_size, size_t align, size_t size) {
    struct header old = *live(block, old_size, align);
    unsigned char *start = (unsigned char *)block - old.distance;
    size_t all = total(align < old.distance ? old.distance : align, size);
    start = __cabi_arena_realloc(start, old.distance + old.size, sizeof(struct header), all);
    if (!((uintptr_t)(start + old.distance) & (align - 1))) return headed(start, old.distance, all);
    /* It moved, and not by a multiple of its alignment. */
    size_t distance = distance_to(start, align);
    memmove(start + distance, start + old.distance, old.size < size ? old.size : size);
    return headed(start, distance, all);
}

static void arena_release(void *block, size_t size, size_t align) {
    struct header *header = live(block, size, align);
    struct header old = *header;
    /* So that a second release is told. */
    header->size = 0;
    __cabi_arena_realloc((unsigned char *)block - old.distance, old.distance + old.size, sizeof(struct header), 0);
}

/* Bytes that a block holds; they may be more than were asked for. */
static size_t arena_capacity(const void *block) { return live(block, 1, 1)->size; }

/* What to ask for, for an object of `size` bytes. */
static size_t object_size(size_t size) { return size ? size : 1; }

/* The embedder says what is wrong. */
static void bad_alignment(size_t align) {
    __cabi_arena_realloc(NULL, 0, align, 1);
    __builtin_trap();
}

#endif

static void check_alignment(size_t align) {
    if (!align || (align & (align - 1))) bad_alignment(align);
}

__attribute__((__export_name__("cabi_realloc"))) void *cabi_realloc(void *block, size_t old_size, size_t align,
                                                                     size_t new_size) {
    check_alignment(align);
    if (old_size && new_size) return arena_resize(block, old_size, align, new_size);
    if (new_size) return arena_allocate(align, new_size);
    if (old_size) arena_release(block, old_size, align);
    return (void *)align;
}

/* The alignment of any object of at most `size` bytes. No type's is larger than that of `long double`. */
static size_t alignment_for(size_t size) { return size < 16 ? 8 : 16; }

void *malloc(size_t size) { return arena_allocate(alignment_for(size), object_size(size)); }

void *calloc(size_t count, size_t size) {
    size_t all;
    if (__builtin_mul_overflow(count, size, &all)) all = SIZE_MAX;
    return memset(malloc(all), 0, all);
}

void *realloc(void *block, size_t size) {
    if (!block) return malloc(size);
    size_t align = alignment_for(size);
    size_t old_size = arena_capacity(block);
    if (!((uintptr_t)block & (align - 1))) return arena_resize(block, old_size, align, object_size(size));
    void *moved = malloc(size);
    memcpy(moved, block, old_size < size ? old_size : size);
    arena_release(block, old_size, 1);
    return moved;
}

void *aligned_alloc(size_t alignment, size_t size) {
    check_alignment(alignment);
    return arena_allocate(alignment, size ? size : 1);
}

void free(void *block) {
    if (block) arena_release(block, 1, 1);
}

void abort(void) { __builtin_trap(); }

/* The compiler makes a call of a loop that copies, unless it is told not to; and the instruction `memory.copy` of the
 * call, where the target has it. */
#define BYTES(name) __attribute__((__weak__, no_builtin(name)))

#if defined(__wasm_bulk_memory_opt__) || (defined(__wasm_bulk_memory__) && __clang_major__ < 20)

BYTES("memcpy") void *memcpy(void *restrict to, const void *restrict from, size_t size) {
    return __builtin_memcpy(to, from, size);
}

BYTES("memmove") void *memmove(void *to, const void *from, size_t size) { return __builtin_memmove(to, from, size); }

BYTES("memset") void *memset(void *to, int byte, size_t size) { return __builtin_memset(to, byte, size); }

#else

BYTES("memcpy") void *memcpy(void *restrict to, const void *restrict from, size_t size) {
    unsigned char *into = to;
    const unsigned char *out_of = from;
    for (size_t at = 0; at < size; at++) into[at] = out_of[at];
    return to;
}

BYTES("memmove") void *memmove(void *to, const void *from, size_t size) {
    unsigned char *into = to;
    const unsigned char *out_of = from;
    if ((uintptr_t)to <= (uintptr_t)from) {
        for (size_t at = 0; at < size; at++) into[at] = out_of[at];
    } else {
        for (size_t at = size; at > 0; at--) into[at - 1] = out_of[at - 1];
    }
    return to;
}

BYTES("memset") void *memset(void *to, int byte, size_t size) {
    unsigned char *into = to;
    for (size_t at = 0; at < size; at++) into[at] = (unsigned char)byte;
    return to;
}

#endif

BYTES("memcmp") int memcmp(const void *left, const void *right, size_t size) {
    const unsigned char *one = left;
    const unsigned char *other = right;
    for (size_t at = 0; at < size; at++) {
        if (one[at] != other[at]) return one[at] - other[at];
    }
    return 0;
}

BYTES("strlen") size_t strlen(const char *text) {
    size_t length = 0;
    while (text[length]) length++;
    return length;
}
