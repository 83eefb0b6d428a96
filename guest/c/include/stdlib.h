/* The part of <stdlib.h> that dissolve_guest.c provides, for guests without a C library. */

#ifndef DISSOLVE_STDLIB_H
#define DISSOLVE_STDLIB_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Memory from the guest's arena. None of these returns null: what cannot be met traps. A size of zero counts as one. */
void *malloc(size_t size);
void *calloc(size_t count, size_t size);
void *realloc(void *block, size_t size);
void *aligned_alloc(size_t alignment, size_t size);
void free(void *block);

/* Stops the call with the trap `unreachable`. */
__attribute__((__noreturn__)) void abort(void);

#ifdef __cplusplus
}
#endif

#endif
