/* What the programs of these tests use of the chip. */

#ifndef CHIP_H
#define CHIP_H

#include <stddef.h>
#include <stdint.h>

void *memcpy(void *to, const void *from, size_t count);
void *memmove(void *to, const void *from, size_t count);
void *memset(void *to, int byte, size_t count);
int memcmp(const void *left, const void *right, size_t count);
size_t strlen(const char *text);

/* Prints to the host. */
void print(const char *text);
void print_number(uint32_t number);
/* Prints a name, a number and the end of the line. */
void print_line(const char *name, uint32_t number);
/* Ends the emulation. */
_Noreturn void chip_exit(uint32_t status);

#endif
