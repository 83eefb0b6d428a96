/* Calls the entries of a library by their symbols: what bindings rely on. Prints what it sees. */

#include "chip.h"

#if defined(__linux__) && __STDC_HOSTED__
#include <signal.h>
#include <sys/time.h>
#endif

struct instance {
    uintptr_t ready, reason, place, detail;
};

extern struct instance __dissolve_calls_instance;
uint32_t __dissolve_calls_instantiate(void);
uint64_t __dissolve_calls_export_add(uint32_t, uint32_t, uint32_t, uint32_t);
uint32_t __dissolve_calls_export_count(uint64_t *);
uint64_t __dissolve_calls_export_divide(uint32_t, uint32_t);
uint64_t __dissolve_calls_export_half(float);
uint32_t __dissolve_calls_export_half_double(uint64_t *, double);
uint64_t __dissolve_calls_export_call_out(uint32_t);
uint64_t __dissolve_calls_export_deep(uint32_t);
uint32_t __dissolve_calls_export_many(uint64_t *, uint32_t, uint32_t, uint32_t, uint32_t, uint32_t, uint64_t, double, uint32_t);

static void show(const char *name, uint64_t answer)
{
    print(name);
    if ((uint32_t)(answer >> 32) != 0) {
        print_line(" =", (uint32_t)answer);
    } else {
        print_line(" failed, reason", (uint32_t)__dissolve_calls_instance.reason);
    }
}

static void show64(const char *name, uint32_t is_valid, uint64_t answer)
{
    show(name, answer | (uint64_t)is_valid << 32);
}

static uint32_t bits(float value)
{
    uint32_t bits;
    memcpy(&bits, &value, sizeof bits);
    return bits;
}

/* Calls an export while one is in progress. */
uint32_t __dissolve_calls_import_poke(uint32_t value)
{
    uint64_t count = 0;
    if (value == 7) {
        show("count inside", (uint64_t)__dissolve_calls_export_count(&count) << 32 | (uint32_t)count);
        show("add inside", __dissolve_calls_export_add(1, 2, 3, 4));
        show64("instantiate inside", __dissolve_calls_instantiate(), 0);
    }
    return value + 1;
}

/* Registers that the caller of an entry expects to keep, in a function whose variables live in them. */
static uint32_t keeps_registers(uint32_t seed)
{
    uint32_t a = seed * 3, b = seed * 5, c = seed * 7, d = seed * 11, e = seed * 13, f = seed * 17, g = seed * 19;
    uint64_t answer = __dissolve_calls_export_deep(5);
    return (uint32_t)(answer >> 32) == 0 && a == seed * 3 && b == seed * 5 && c == seed * 7 && d == seed * 11 && e == seed * 13
        && f == seed * 17 && g == seed * 19;
}

/* Calls `sys_tick` again and again, until the timer is stopped. */
#if defined(__arm__)
#define HAS_TIMER 1
#define SYST_CSR (*(volatile uint32_t *)0xE000E010)
#define SYST_RVR (*(volatile uint32_t *)0xE000E014)
#define SYST_CVR (*(volatile uint32_t *)0xE000E018)

static void start_timer(void)
{
    SYST_RVR = 997;
    SYST_CVR = 0;
    SYST_CSR = 7;
}

static void stop_timer(void)
{
    SYST_CSR = 0;
}
#elif defined(__linux__) && __STDC_HOSTED__
#define HAS_TIMER 1

void sys_tick(void);

static void on_signal(int number)
{
    (void)number;
    sys_tick();
}

static void set_timer(long microseconds)
{
    const struct itimerval timer = {{0, microseconds}, {0, microseconds}};
    setitimer(ITIMER_REAL, &timer, NULL);
}

static void start_timer(void)
{
    signal(SIGALRM, on_signal);
    set_timer(53);
}

static void stop_timer(void)
{
    set_timer(0);
}
#endif

static volatile uint32_t interrupts, refused, answered, trapped;

/* An interrupt that calls exports at any time. */
void sys_tick(void)
{
    uint64_t count;
    interrupts++;
    if (__dissolve_calls_export_count(&count) != 0) {
        answered++;
    } else {
        refused++;
    }
}

int main(void)
{
    uint64_t value = 0;
    show64("count before", __dissolve_calls_export_count(&value), value);
    show64("instantiate", __dissolve_calls_instantiate(), 0);
    show("add", __dissolve_calls_export_add(1, 20, 300, 4000));
    for (int i = 0; i < 3; i++) {
        uint32_t is_valid = __dissolve_calls_export_count(&value);
        show64("count", is_valid, value);
    }
    show("divide", __dissolve_calls_export_divide(84, 2));
    print_line("half", (uint32_t)__dissolve_calls_export_half(5.0f) == bits(2.5f));
    double half = 0;
    uint64_t half_bits = 0;
    print_line("half double is valid", __dissolve_calls_export_half_double(&half_bits, 5.0) != 0);
    memcpy(&half, &half_bits, sizeof half);
    print_line("half double", half == 3.0);
    uint32_t is_valid = __dissolve_calls_export_many(&value, 1, 2, 3, 4, 50, 600, 7000.5, 80000);
    show64("many", is_valid, value);
    show("call out", __dissolve_calls_export_call_out(3));
    show("call out", __dissolve_calls_export_call_out(7));
    show("divide by zero", __dissolve_calls_export_divide(84, 0));
    print_line("place is known", __dissolve_calls_instance.place != 0);
    is_valid = __dissolve_calls_export_count(&value);
    show64("count of the dead", is_valid, value);
    show("add of the dead", __dissolve_calls_export_add(1, 20, 300, 4000));
    show64("instantiate again", __dissolve_calls_instantiate(), 0);
    is_valid = __dissolve_calls_export_count(&value);
    show64("count again", is_valid, value);
    print_line("registers are kept", keeps_registers(12345));
    for (uint32_t i = 0; i < 1000; i++) {
        if (__dissolve_calls_instantiate() != 0 && keeps_registers(i)) {
            trapped++;
        }
    }
    print_line("trapped", trapped);
    __dissolve_calls_instantiate();
#if defined(HAS_TIMER)
    start_timer();
    uint32_t calls = 0, lost = 0;
    while (interrupts < 500) {
        if (__dissolve_calls_export_count(&value) != 0) {
            calls++;
        } else {
            lost++;
        }
    }
    stop_timer();
    is_valid = __dissolve_calls_export_count(&value);
    print_line("no call was lost", lost == 0 && is_valid != 0 && value == calls + answered + 1);
    print_line("interrupts were answered or refused", answered + refused == interrupts && answered > 0 && refused > 0);
#else
    print_line("no call was lost", 1);
    print_line("interrupts were answered or refused", 1);
#endif
    return 0;
}
