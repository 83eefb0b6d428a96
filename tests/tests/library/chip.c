/* Boots a chip, as the firmware of somebody else would: vectors, RAM, FPU, and semihosting to print and to end.
   The test gives `chip.ld` the addresses of the board. */

#include "chip.h"

int main(void);

extern uint32_t chip_stack_top, chip_data_start, chip_data_end, chip_data_load, chip_bss_start, chip_bss_end;

static uintptr_t semihosting(uintptr_t operation, const void *parameters)
{
#if defined(__arm__)
    register uintptr_t r0 __asm__("r0") = operation;
    register const void *r1 __asm__("r1") = parameters;
    __asm__ volatile("bkpt #0xAB" : "+r"(r0) : "r"(r1) : "memory");
    return r0;
#else
    register uintptr_t a0 __asm__("a0") = operation;
    register const void *a1 __asm__("a1") = parameters;
    __asm__ volatile(".balign 16\n.option push\n.option norvc\nslli x0, x0, 0x1f\nebreak\nsrai x0, x0, 7\n.option pop"
                     : "+r"(a0)
                     : "r"(a1)
                     : "memory");
    return a0;
#endif
}

void print(const char *text)
{
    semihosting(4, text);
}

_Noreturn void chip_exit(uint32_t status)
{
    const uint32_t parameters[2] = {0x20026, status};
    semihosting(0x20, parameters);
    for (;;) {
    }
}

_Noreturn void chip_boot(void)
{
    memcpy(&chip_data_start, &chip_data_load, (size_t)((char *)&chip_data_end - (char *)&chip_data_start));
    memset(&chip_bss_start, 0, (size_t)((char *)&chip_bss_end - (char *)&chip_bss_start));
#if defined(__ARM_FP)
    *(volatile uint32_t *)0xE000ED88 |= 0xF << 20;
    __asm__ volatile("dsb\nisb");
#endif
    chip_exit((uint32_t)main());
}

#if defined(__arm__)

static void stop(void)
{
    print("unexpected exception\n");
    chip_exit(99);
}

void hard_fault(void);
void sys_tick(void);

__attribute__((weak, alias("stop"))) void hard_fault(void);
__attribute__((weak, alias("stop"))) void sys_tick(void);

__attribute__((section(".vectors"), used)) static const void *const vectors[16] = {
    &chip_stack_top, (void *)chip_boot, (void *)stop, (void *)hard_fault, (void *)stop, (void *)stop,
    (void *)stop,    (void *)stop,      (void *)stop, (void *)stop,       (void *)stop, (void *)stop,
    (void *)stop,    (void *)stop,      (void *)stop, (void *)sys_tick,
};

#else

/* An exception goes to the handler that the library helps with; any other ends the program. */
__asm__(".section .vectors, \"ax\"\n"
        "la sp, chip_stack_top\n"
        "la t0, chip_exception\n"
        "csrw mtvec, t0\n"
#if defined(__riscv_flen)
        "li t0, 0x6000\n"
        "csrs mstatus, t0\n"
#endif
        "j chip_boot\n"
        ".weak __dissolve_fault\n"
        ".weak __dissolve_resume\n"
        ".balign 4\n"
        "chip_exception:\n"
        "csrr a0, mepc\n"
        "mv a1, sp\n"
        "addi sp, sp, -256\n"
        "andi sp, sp, -16\n"
        "call __dissolve_fault\n"
        "beqz a0, 1f\n"
        "la t0, __dissolve_resume\n"
        "csrw mepc, t0\n"
        "mret\n"
        "1: j chip_stop\n");

void chip_stop(void)
{
    print("unexpected exception\n");
    chip_exit(99);
}

#endif
