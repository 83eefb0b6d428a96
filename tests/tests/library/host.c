/* What the programs of these tests use of a chip, on the developer's machine. */

#include "chip.h"

#include <stdio.h>

void print(const char *text)
{
    fputs(text, stderr);
}
