/* A greeting: text put together in a buffer of the caller. */
#include "kernel.h"

static char *append(char *to, const char *end, const char *text, uint32_t length) {
    for (uint32_t i = 0; i < length && to < end; i++) *to++ = text[i];
    return to;
}

/* Writes "Hello, NAME" to `out`, which has room for `room` bytes; gives how many it wrote. */
uint32_t EXPORT(greet)(const char *name, uint32_t length, char *out, uint32_t room) {
    const char *end = out + room;
    char *to = append(out, end, "Hello, ", 7);
    return (uint32_t)(append(to, end, name, length) - out);
}
