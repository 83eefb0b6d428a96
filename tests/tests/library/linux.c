/* What the programs of these tests use of a chip, under Linux on AArch64 without a C library. */

#include "chip.h"

int main(void);
_Noreturn void abort(void);

static long system_call(long number, long first, const void *second, size_t third)
{
    register long x8 __asm__("x8") = number;
    register long x0 __asm__("x0") = first;
    register const void *x1 __asm__("x1") = second;
    register size_t x2 __asm__("x2") = third;
    __asm__ volatile("svc #0" : "+r"(x0) : "r"(x8), "r"(x1), "r"(x2) : "memory");
    return x0;
}

void print(const char *text)
{
    system_call(64, 2, text, strlen(text));
}

_Noreturn void chip_exit(uint32_t status)
{
    for (;;) {
        system_call(94, (long)status, NULL, 0);
    }
}

/* The library calls it when there is nothing to go back to. */
_Noreturn void abort(void)
{
    chip_exit(134);
}

_Noreturn void chip_boot(void)
{
    chip_exit((uint32_t)main());
}
