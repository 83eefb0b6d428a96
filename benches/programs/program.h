/* The interface of a program: `run` does the work once and returns a checksum of its results. */
#include <stddef.h>
#include <stdint.h>

#ifdef __wasm__
#define EXPORT(name) __attribute__((export_name(#name))) name
#else
#define EXPORT(name) name
#endif

void *memcpy(void *restrict to, const void *restrict from, size_t length);
void *memmove(void *to, const void *from, size_t length);
void *memset(void *to, int byte, size_t length);
int memcmp(const void *a, const void *b, size_t length);

/* Adds a word to a checksum. */
static inline uint32_t mix(uint32_t sum, uint32_t word) { return (sum ^ word) * 0x9e3779b1u + (sum >> 15); }

/* The next number of a pseudo-random sequence (xorshift, Marsaglia 2003). `*state` is not zero. */
static inline uint32_t next(uint32_t *state) {
    uint32_t x = *state;
    x ^= x << 13;
    x ^= x >> 17;
    x ^= x << 5;
    return *state = x;
}
