/* Calls that use up the stack of a library's own. Nothing beyond its end may change, and the firmware goes on. */

#include "chip.h"

#if defined(__linux__)
#define ROUNDS 3
#else
#define ROUNDS 20
#endif
#define LOWEST 64

struct instance {
    uintptr_t ready, reason, place, detail, next, stack, own_stack;
};

extern struct instance __dissolve_deep_instance;
extern uint8_t __dissolve_deep_stack[];
uint32_t __dissolve_deep_instantiate(void);
uint64_t __dissolve_deep_export_narrow(uint32_t);
uint64_t __dissolve_deep_export_wide(uint32_t);
uint64_t __dissolve_deep_export_table(uint32_t);

static volatile uint32_t outside, inside;

/* Runs on the stack of the library. */
uint32_t __dissolve_deep_import_poke(uint32_t value)
{
    volatile uint32_t local = value;
    const uintptr_t here = (uintptr_t)&local, low = (uintptr_t)__dissolve_deep_stack;
    if (here >= low && here < __dissolve_deep_instance.own_stack) {
        inside++;
    } else {
        outside++;
    }
    return local;
}

static void fill(uint8_t byte)
{
    for (uint32_t at = 0; at < LOWEST; at++) {
        ((volatile uint8_t *)__dissolve_deep_stack)[at] = byte;
    }
}

static uint32_t intact(uint8_t byte)
{
    uint32_t count = 0;
    for (uint32_t at = 0; at < LOWEST; at++) {
        count += ((volatile uint8_t *)__dissolve_deep_stack)[at] == byte;
    }
    return count;
}

static void exhaust(const char *name, uint64_t (*function)(uint32_t))
{
    uint32_t answered = 0, exhausted = 0, whole = 0;
    for (uint32_t round = 0; round < ROUNDS; round++) {
        if (__dissolve_deep_instantiate() == 0) {
            print("cannot instantiate\n");
            return;
        }
        const uint64_t answer = function(2);
        answered += (uint32_t)(answer >> 32) != 0 && (uint32_t)answer != 0;
        fill((uint8_t)(0xA5 + round));
        const uint64_t none = function(100000000);
        exhausted += (uint32_t)(none >> 32) == 0 && __dissolve_deep_instance.reason == 0x100 + 9;
        whole += intact((uint8_t)(0xA5 + round)) == LOWEST;
    }
    print(name);
    print(":");
    print_line(" answered", answered / ROUNDS);
    print_line("  exhausted", exhausted / ROUNDS);
    print_line("  the end is intact", whole / ROUNDS);
}

/* The limit below the stack of the caller, where the processor has one. A call has to leave it as it was. */
#if defined(__ARM_ARCH_8M_MAIN__)
static uint32_t limit(void)
{
    uint32_t limit;
    __asm__ volatile("mrs %0, msplim" : "=r"(limit));
    return limit;
}

static uint32_t set_limit(void)
{
    __asm__ volatile("mov r3, sp\n subs r3, #2048\n lsrs r3, #3\n lsls r3, #3\n msr msplim, r3" ::: "r3", "cc");
    return limit();
}
#else
static uint32_t limit(void)
{
    return 1;
}

static uint32_t set_limit(void)
{
    return 1;
}
#endif

int main(void)
{
    const uint32_t before = set_limit();
    exhaust("narrow", __dissolve_deep_export_narrow);
    exhaust("wide", __dissolve_deep_export_wide);
    exhaust("through a table", __dissolve_deep_export_table);
    print_line("imports on the stack of the library", inside > 0 && outside == 0);
    print_line("the limit is as before", before != 0 && limit() == before);
    return 0;
}
