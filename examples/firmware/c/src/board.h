/* The parts of a board that the firmware uses: a console, and a timer that interrupts. */
#ifndef BOARD_H
#define BOARD_H

#include <stddef.h>

/* Writes bytes to the console. */
void console_write(const char *text, size_t length);

/* Makes timer_interrupt happen every half of a thousandth of a second or so. */
void timer_start(void);
void timer_stop(void);
void timer_interrupt(void);

#endif
