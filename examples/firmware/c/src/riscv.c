/* The boot code of the RISC-V machine `virt`, without a C library: memory, the console, the timer, and traps that nobody handles. */

#include <stdint.h>

#include "board.h"

/* The linker script defines these. */
extern uint8_t data_start[], data_end[], data_source[], bss_start[], bss_end[];

/* The timer, which counts at 10 MHz: its registers mtime and mtimecmp of hart 0 (RISC-V Privileged Architecture, 3.2.1). */
#define MTIME (*(volatile uint32_t *)0x0200bff8)
#define MTIMECMP ((volatile uint32_t *)0x02004000)
/* The cause of its interrupt in mcause, and its bit in mie. */
#define TIMER_INTERRUPT 0x80000007u
#define TIMER_ENABLE 0x80u

/* Operations of semihosting. */
#define SYS_WRITEC 0x03u
#define SYS_EXIT_EXTENDED 0x20u
#define APPLICATION_EXIT 0x20026u

int main(void);
void reset(void);
void start(void);
void trap(void);
void *memcpy(void *to, const void *from, size_t length);
void *memmove(void *to, const void *from, size_t length);
void *memset(void *to, int value, size_t length);
int memcmp(const void *one, const void *other, size_t length);

/* Compilers make calls of these, dissolve too. */
void *memcpy(void *to, const void *from, size_t length)
{
    for (size_t at = 0; at < length; at++) {
        ((uint8_t *)to)[at] = ((const uint8_t *)from)[at];
    }
    return to;
}

void *memmove(void *to, const void *from, size_t length)
{
    if ((uintptr_t)to <= (uintptr_t)from) {
        return memcpy(to, from, length);
    }
    for (size_t at = length; at > 0; at--) {
        ((uint8_t *)to)[at - 1] = ((const uint8_t *)from)[at - 1];
    }
    return to;
}

void *memset(void *to, int value, size_t length)
{
    for (size_t at = 0; at < length; at++) {
        ((uint8_t *)to)[at] = (uint8_t)value;
    }
    return to;
}

int memcmp(const void *one, const void *other, size_t length)
{
    const uint8_t *left = one, *right = other;
    while (length > 0 && *left == *right) {
        left++, right++, length--;
    }
    return length == 0 ? 0 : *left - *right;
}

/* The three instructions are a mark for the debugger, which here is QEMU (RISC-V Semihosting, 2). */
static uint32_t semihosting(uint32_t operation, const void *parameters)
{
    register uint32_t result __asm__("a0") = operation;
    register const void *pointer __asm__("a1") = parameters;
    __asm__ volatile(
        ".option push\n"
        ".option norvc\n"
        ".balign 16\n"
        "slli zero, zero, 0x1f\n"
        "ebreak\n"
        "srai zero, zero, 7\n"
        ".option pop\n"
        : "+r"(result)
        : "r"(pointer)
        : "memory");
    return result;
}

static void end(uint32_t status)
{
    const uint32_t parameters[2] = {APPLICATION_EXIT, status};
    semihosting(SYS_EXIT_EXTENDED, parameters);
    for (;;) {
    }
}

void console_write(const char *text, size_t length)
{
    for (size_t at = 0; at < length; at++) {
        semihosting(SYS_WRITEC, text + at);
    }
}

/* Sets the next interrupt. The emulation ends long before the low half of the time overflows. */
static void timer_next(void)
{
    MTIMECMP[1] = 0;
    MTIMECMP[0] = MTIME + 2000;
}

void timer_start(void)
{
    timer_next();
    __asm__ volatile(
        ".option push\n"
        ".option arch, +zicsr\n"
        "csrw mtvec, %0\n"
        "csrw mie, %1\n"
        "csrsi mstatus, 8\n"
        ".option pop\n"
        :
        : "r"(trap), "r"(TIMER_ENABLE)
        : "memory");
}

void timer_stop(void)
{
    __asm__ volatile(".option push\n.option arch, +zicsr\ncsrci mstatus, 8\n.option pop\n" : : : "memory");
}

__attribute__((interrupt("machine"), aligned(4))) void trap(void)
{
    uint32_t cause;
    __asm__ volatile(".option push\n.option arch, +zicsr\ncsrr %0, mcause\n.option pop\n" : "=r"(cause));
    if (cause != TIMER_INTERRUPT) {
        end(2);
    }
    timer_next();
    timer_interrupt();
}

void start(void)
{
    memcpy(data_start, data_source, (size_t)(data_end - data_start));
    memset(bss_start, 0, (size_t)(bss_end - bss_start));
    end((uint32_t)main());
}

/* The hart begins here, without a stack. */
__attribute__((naked, section(".vectors"), used)) void reset(void)
{
    __asm__ volatile(
        ".option push\n"
        ".option norelax\n"
        "la gp, __global_pointer$\n"
        ".option pop\n"
        "la sp, stack_top\n"
        "j start\n");
}
