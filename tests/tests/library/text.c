/* Prints numbers. */

#include "chip.h"

void print_number(uint32_t number)
{
    char text[11];
    char *at = text + 10;
    *at = 0;
    do {
        *--at = (char)('0' + number % 10);
        number /= 10;
    } while (number != 0);
    print(at);
}

void print_line(const char *name, uint32_t number)
{
    print(name);
    print(" ");
    print_number(number);
    print("\n");
}
