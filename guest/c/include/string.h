/* The part of <string.h> that dissolve_guest.c provides, for guests without a C library. */

#ifndef DISSOLVE_STRING_H
#define DISSOLVE_STRING_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

#ifdef __cplusplus
#define DISSOLVE_RESTRICT
#else
#define DISSOLVE_RESTRICT restrict
#endif

void *memcpy(void *DISSOLVE_RESTRICT to, const void *DISSOLVE_RESTRICT from, size_t size);
void *memmove(void *to, const void *from, size_t size);
void *memset(void *to, int byte, size_t size);
int memcmp(const void *left, const void *right, size_t size);
size_t strlen(const char *text);

#undef DISSOLVE_RESTRICT

#ifdef __cplusplus
}
#endif

#endif
