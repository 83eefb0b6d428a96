/* What compilers call without being asked, where there is no C library. */

#include "chip.h"

void *memcpy(void *to, const void *from, size_t count)
{
    char *destination = to;
    const char *source = from;
    while (count--) {
        *destination++ = *source++;
    }
    return to;
}

void *memmove(void *to, const void *from, size_t count)
{
    char *destination = to;
    const char *source = from;
    if (destination <= source) {
        return memcpy(to, from, count);
    }
    while (count--) {
        destination[count] = source[count];
    }
    return to;
}

void *memset(void *to, int byte, size_t count)
{
    char *destination = to;
    while (count--) {
        *destination++ = (char)byte;
    }
    return to;
}

int memcmp(const void *left, const void *right, size_t count)
{
    const unsigned char *a = left, *b = right;
    for (; count--; a++, b++) {
        if (*a != *b) {
            return *a < *b ? -1 : 1;
        }
    }
    return 0;
}

size_t strlen(const char *text)
{
    size_t length = 0;
    while (text[length] != 0) {
        length++;
    }
    return length;
}

/* The compiler calls these by their names in the procedure call standard. */
#if defined(__arm__)
void __aeabi_memcpy(void *to, const void *from, size_t count)
{
    memcpy(to, from, count);
}

void __aeabi_memcpy4(void *to, const void *from, size_t count)
{
    memcpy(to, from, count);
}

void __aeabi_memcpy8(void *to, const void *from, size_t count)
{
    memcpy(to, from, count);
}

void __aeabi_memmove(void *to, const void *from, size_t count)
{
    memmove(to, from, count);
}

void __aeabi_memset(void *to, size_t count, int byte)
{
    memset(to, byte, count);
}

void __aeabi_memclr(void *to, size_t count)
{
    memset(to, 0, count);
}

void __aeabi_memclr4(void *to, size_t count)
{
    memset(to, 0, count);
}

void __aeabi_memclr8(void *to, size_t count)
{
    memset(to, 0, count);
}
#endif
