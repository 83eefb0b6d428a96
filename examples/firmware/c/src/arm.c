/* The boot code of a Cortex-M, with newlib: vectors, memory, the timer, and the exceptions that nobody handles. */

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "board.h"

/* The system timer (Armv7-M Architecture Reference Manual, B3.3). */
#define SYST_CSR (*(volatile uint32_t *)0xe000e010)
#define SYST_RVR (*(volatile uint32_t *)0xe000e014)
#define SYST_CVR (*(volatile uint32_t *)0xe000e018)

/* The linker script defines these. */
extern uint8_t stack_top[], data_start[], data_end[], data_source[], bss_start[], bss_end[];

/* newlib opens its files over semihosting. */
extern void initialise_monitor_handles(void);
extern int main(void);

void reset(void);
void unhandled(void);

void reset(void)
{
#ifdef __ARM_FP
    /* The FPU is off after reset (CPACR, coprocessors 10 and 11). */
    *(volatile uint32_t *)0xe000ed88 |= 0xfu << 20;
    __asm__ volatile("dsb\n isb" ::: "memory");
#endif
    memcpy(data_start, data_source, (size_t)(data_end - data_start));
    memset(bss_start, 0, (size_t)(bss_end - bss_start));
    initialise_monitor_handles();
    exit(main());
}

void unhandled(void)
{
    _Exit(2);
}

void console_write(const char *text, size_t length)
{
    fwrite(text, 1, length, stdout);
}

void timer_start(void)
{
    SYST_RVR = 4999;
    SYST_CVR = 0;
    SYST_CSR = 7;
}

void timer_stop(void)
{
    SYST_CSR = 0;
}

struct vectors {
    uint8_t *stack;
    void (*handlers[15])(void);
};

__attribute__((section(".vectors"), used)) static const struct vectors vectors = {
    stack_top,
    {reset, unhandled, unhandled, unhandled, unhandled, unhandled, unhandled, unhandled, unhandled, unhandled, unhandled, unhandled,
     unhandled, unhandled, timer_interrupt},
};
