/* The functions of the C library that WebAssembly has no instruction for. */
#include "program.h"

int memcmp(const void *a, const void *b, size_t length) {
    const uint8_t *left = a, *right = b;
    for (size_t at = 0; at < length; at++) {
        if (left[at] != right[at]) return left[at] - right[at];
    }
    return 0;
}
