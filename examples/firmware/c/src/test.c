/* A test of the component on the developer's machine. */

#include <stdio.h>

#include "board.h"
#include "use.h"

void console_write(const char *text, size_t length)
{
    fwrite(text, 1, length, stdout);
}

int main(void)
{
    const int failures = use_sensor();
    printf("%d failures\n", failures);
    return failures != 0;
}
