/* Counts what a call of a function of four numbers costs: of a C function, and of the component `sensor` by its bindings. */

#include "chip.h"
#include "sensor.h"

/* SysTick, which counts down at the core clock (Armv7-M Architecture Reference Manual, B3.3). */
#define SYST_CSR (*(volatile uint32_t *)0xe000e010)
#define SYST_RVR (*(volatile uint32_t *)0xe000e014)
#define SYST_CVR (*(volatile uint32_t *)0xe000e018)

/* So few that the counter, of 24 bits, does not start again. */
#define CALLS 1000

void sensor_i2c_read(uint8_t address, uint8_t register_, uint32_t length, sensor_result_list_u8_i2c_error_t *result)
{
    (void)address, (void)register_, (void)length, (void)result;
}

void sensor_log_write(sensor_log_level_t level, sensor_string_t line)
{
    (void)level, (void)line;
}

sensor_clock_alarm_t sensor_clock_alarm_new(uint32_t ticks)
{
    return (sensor_clock_alarm_t){ticks};
}

uint32_t sensor_clock_alarm_left(sensor_clock_alarm_t alarm)
{
    return alarm.rep;
}

void sensor_clock_alarm_drop(sensor_clock_alarm_t alarm)
{
    (void)alarm;
}

/* As a function of another file: it is not inlined, nor made for these arguments. */
__attribute__((weak)) int32_t add(int32_t a, int32_t b, int32_t c, int32_t d)
{
    return a + b + c + d;
}

static volatile int32_t sum;

__attribute__((noinline)) static uint32_t by_c(void)
{
    const uint32_t start = SYST_CVR;
    for (int32_t call = 0; call < CALLS; call++) {
        sum = add(call, 20, 300, -4000);
    }
    return start - SYST_CVR;
}

__attribute__((noinline)) static uint32_t by_bindings(void)
{
    const uint32_t start = SYST_CVR;
    for (int32_t call = 0; call < CALLS; call++) {
        int32_t answer;
        if (sensor_add(call, 20, 300, -4000, &answer) != DISSOLVE_OK) {
            return 0;
        }
        sum = answer;
    }
    return start - SYST_CVR;
}

/* A string result: where its bytes are, and what the call and its release cost. */
static const char *text;

__attribute__((noinline)) static uint32_t string(void)
{
    const uint32_t start = SYST_CVR;
    for (int32_t call = 0; call < CALLS; call++) {
        sensor_string_t name;
        if (sensor_identify(&name) != DISSOLVE_OK || name.len == 0) {
            return 0;
        }
        text = name.ptr;
        sensor_identify_free();
    }
    return start - SYST_CVR;
}

int main(void)
{
    if (sensor_instantiate() != DISSOLVE_OK) {
        return 1;
    }
    SYST_RVR = 0xffffff;
    SYST_CVR = 0;
    SYST_CSR = 5;
    print_line("c", by_c());
    print_line("bindings", by_bindings());
    print_line("string", string());
    print_line("text", (uint32_t)text);
    /* COUNTFLAG: the counter got to zero. */
    return (SYST_CSR & 1 << 16) != 0;
}
