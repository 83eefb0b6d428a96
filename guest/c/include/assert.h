/* <assert.h> for guests without a C library: what does not hold traps. As in C, each inclusion looks at NDEBUG. */

#undef assert
#ifdef NDEBUG
#define assert(condition) ((void)0)
#else
#define assert(condition) ((condition) ? (void)0 : __builtin_trap())
#endif

#ifndef __cplusplus
#undef static_assert
#define static_assert _Static_assert
#endif
