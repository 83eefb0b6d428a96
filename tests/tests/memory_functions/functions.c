/* Calls the memory functions of an image under all of their names, and compares them byte by byte with what they have to do. */
#include <stddef.h>
#include <stdint.h>

void *memcpy(void *to, const void *from, size_t length);
void *memmove(void *to, const void *from, size_t length);
void *memset(void *to, int value, size_t length);
int memcmp(const void *left, const void *right, size_t length);
#ifdef __arm__
void __aeabi_memcpy(void *to, const void *from, size_t length);
void __aeabi_memmove(void *to, const void *from, size_t length);
void __aeabi_memset(void *to, size_t length, int value);
void __aeabi_memclr(void *to, size_t length);
#endif

enum { ROOM = 288, MOST = 80, MIDDLE = 100 };

static uint8_t bytes[ROOM] __attribute__((aligned(16)));

static uint8_t numbered(size_t at) { return (uint8_t)(at * 7 + 1); }

static void number(void) {
    for (size_t at = 0; at < ROOM; at++) bytes[at] = numbered(at);
}

/* A number that says which call was wrong; never 0. */
static uint32_t wrong(size_t to, size_t from, size_t length) {
    return (uint32_t)(to << 20 | from << 8 | length) | UINT32_C(0x80000000);
}

/* Returns 0 if the function that is called by this number copies from one place to another as it has to, and nothing else is changed. */
static uint32_t copied(uint32_t function, size_t to, size_t from, size_t length) {
    void *result = &bytes[to];
    number();
    switch (function) {
    case 0: result = memcpy(&bytes[to], &bytes[from], length); break;
    case 1: result = memmove(&bytes[to], &bytes[from], length); break;
#ifdef __arm__
    case 2: __aeabi_memcpy(&bytes[to], &bytes[from], length); break;
    case 3: __aeabi_memmove(&bytes[to], &bytes[from], length); break;
#endif
    }
    for (size_t at = 0; at < ROOM; at++) {
        size_t source = at - to < length ? at - to + from : at;
        if (bytes[at] != numbered(source)) return wrong(to, from, length);
    }
    return result == &bytes[to] ? 0 : wrong(to, from, length);
}

static uint32_t filled(uint32_t function, size_t to, size_t value, size_t length) {
    void *result = &bytes[to];
    number();
    switch (function) {
    case 0: result = memset(&bytes[to], (int)value, length); break;
#ifdef __arm__
    case 1: __aeabi_memset(&bytes[to], length, (int)value); break;
    case 2: __aeabi_memclr(&bytes[to], length); value = 0; break;
#endif
    }
    for (size_t at = 0; at < ROOM; at++) {
        if (bytes[at] != (at - to < length ? (uint8_t)value : numbered(at))) return wrong(to, value, length);
    }
    return result == &bytes[to] ? 0 : wrong(to, value, length);
}

/* Every length up to MOST, with the destination at every alignment, and a source at every distance that is listed. Of the functions of even
   numbers, the ranges must not overlap. */
uint32_t check_copies(uint32_t function) {
    static const uint8_t distances[] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 13, 15, 16, 17, 31, 32, 33, 63, 80, 81, 82, 83};
    for (size_t length = 0; length <= MOST; length++) {
        for (size_t to = MIDDLE; to < MIDDLE + 4; to++) {
            for (size_t index = 0; index < sizeof distances; index++) {
                size_t distance = distances[index];
                if (function % 2 == 0 && distance < length) continue;
                uint32_t failed = copied(function, to, to + distance, length);
                if (failed == 0) failed = copied(function, to, to - distance, length);
                if (failed) return failed;
            }
        }
    }
    return 0;
}

uint32_t check_fills(uint32_t function) {
    for (size_t length = 0; length <= MOST; length++) {
        for (size_t to = MIDDLE; to < MIDDLE + 4; to++) {
            uint32_t failed = filled(function, to, 0x1a5, length);
            if (failed == 0) failed = filled(function, to, 0, length);
            if (failed) return failed;
        }
    }
    return 0;
}

/* The sign of a comparison is that of the first difference, whatever bytes follow. */
uint32_t check_comparisons(void) {
    for (size_t length = 0; length <= 20; length++) {
        for (size_t differing = 0; differing <= length; differing++) {
            number();
            for (size_t at = 0; at < length; at++) bytes[MIDDLE + at] = (uint8_t)(numbered(at) + (at > differing ? 9 : 0));
            if (differing < length) bytes[MIDDLE + differing] ^= 0x80;
            int expected = differing == length ? 0 : bytes[MIDDLE + differing] < numbered(differing) ? -1 : 1;
            int found = memcmp(&bytes[MIDDLE], bytes, length);
            if ((found > 0) - (found < 0) != expected) return wrong(MIDDLE, differing, length);
        }
    }
    return 0;
}

#ifdef __arm__
enum { COPIES = 4 };
#else
enum { COPIES = 2 };
#endif

/* Copies and fills between aligned addresses, while the processor faults at every word that is not aligned, as it does in device memory. The
   functions that fill are numbered after those that copy. */
uint32_t check_alignment(uint32_t function) {
#if defined(__arm__) && !defined(__ARM_ARCH_6M__)
    /* UNALIGN_TRP of the register CCR */
    *(volatile uint32_t *)0xE000ED14 |= UINT32_C(8);
#endif
    uint32_t failed = 0;
    for (size_t length = 0; length <= MOST && failed == 0; length++) {
        if (function >= COPIES) failed = filled(function - COPIES, MIDDLE, 0x1a5, length);
        for (size_t distance = 0; distance <= MOST && failed == 0 && function < COPIES; distance += 4) {
            if (function % 2 == 0 && distance < length) continue;
            failed = copied(function, MIDDLE, MIDDLE + distance, length);
            if (failed == 0) failed = copied(function, MIDDLE, MIDDLE - distance, length);
        }
    }
#if defined(__arm__) && !defined(__ARM_ARCH_6M__)
    *(volatile uint32_t *)0xE000ED14 &= ~UINT32_C(8);
#endif
    return failed;
}
