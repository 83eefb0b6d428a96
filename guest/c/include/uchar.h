/* The part of <uchar.h> that bindings for UTF-16 use, for guests without a C library: its types. In C++ they are keywords. */

#ifndef DISSOLVE_UCHAR_H
#define DISSOLVE_UCHAR_H

#include <stddef.h>

#ifndef __cplusplus
typedef __CHAR16_TYPE__ char16_t;
typedef __CHAR32_TYPE__ char32_t;
#endif

#endif
