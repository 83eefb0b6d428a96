/* What the programs of these tests use of a chip, on the developer's machine. */

#include "chip.h"

#include <stdio.h>

void print(const char *text)
{
    fputs(text, stderr);
}

void print_number(uint32_t number)
{
    fprintf(stderr, "%lu", (unsigned long)number);
}

void print_line(const char *name, uint32_t number)
{
    fprintf(stderr, "%s %lu\n", name, (unsigned long)number);
}
