/* The user of a component whose memory grows. */
#include "grown.h"

#include <stdio.h>
#include <stdlib.h>

#define CHECK(x)                                    \
    do {                                            \
        if (!(x)) {                                 \
            printf("line %d: %s\n", __LINE__, #x);  \
            exit(1);                                \
        }                                           \
    } while (0)

extern uint32_t mock_grown_size;

int main(void)
{
    grown_string_t text;
    uint32_t first;
    CHECK(grown_instantiate() == DISSOLVE_OK);
    CHECK(grown_text(0, 16, &text) == DISSOLVE_OK);
    CHECK(text.len == 16 && text.ptr[0] == 'a' && text.ptr[15] == 'a');
    CHECK(grown_text_free() == DISSOLVE_OK);
    CHECK(grown_text(0x1ff0, 16, &text) == DISSOLVE_OK);
    CHECK(text.ptr[0] == 'z');
    CHECK(grown_text_free() == DISSOLVE_OK);
    CHECK(grown_text(0x1ff1, 16, &text) == DISSOLVE_TRAP_STRING_OUT_OF_BOUNDS);
    mock_grown_size = 0x5000;
    CHECK(grown_text(0x1ff1, 16, &text) == DISSOLVE_TRAP_INVALID_UTF8); /* 0xaa fills the new part. */
    mock_grown_size = 0x2400; /* The area of the result ends at 0x2808. */
    CHECK(grown_text(0, 1, &text) == DISSOLVE_TRAP_MEMORY_OUT_OF_BOUNDS);
    mock_grown_size = 0x4000;
    /* With a base, an empty string may be anywhere. */
    CHECK(grown_text(0x80000000u, 0, &text) == DISSOLVE_OK);
    CHECK(grown_text_free() == DISSOLVE_OK);
    CHECK(grown_text(0x80000000u, 1, &text) == DISSOLVE_TRAP_STRING_OUT_OF_BOUNDS);
    /* Modulo 2^32: the address before the base. */
    CHECK(grown_text(0xfffff000u, 1, &text) == DISSOLVE_TRAP_INVALID_UTF8);
    CHECK(grown_put(dissolve_string("x"), &first) == DISSOLVE_OK);
    CHECK(first == 'x');
    return 0;
}
