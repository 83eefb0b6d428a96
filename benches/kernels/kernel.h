/* What the kernels share: EXPORT makes a function one that is called from outside, as a guest and natively. */
#include <stdint.h>

#ifdef __wasm__
#define EXPORT(name) __attribute__((export_name(#name))) name
#else
#define EXPORT(name) name
#endif
