/* Calls of a component: values, resources in both directions, imports, traps. */

#include "use.h"

#include "board.h"
#include "sensor.h"

/* The registers of the device on the bus. */
static const uint8_t registers[4] = {25, 128, 1, 0};
static uint32_t alarms, ended, lines;
static int failures;

#define PRINT(text) console_write(text, sizeof text - 1)

#define CHECK(holds)                         \
    do {                                     \
        if (!(holds)) {                      \
            PRINT("not so: " #holds "\n");   \
            failures++;                      \
        }                                    \
    } while (0)

static void print(sensor_string_t text)
{
    console_write(text.ptr, text.len);
    PRINT("\n");
}

/* The imports. */

void sensor_i2c_read(uint8_t address, uint8_t register_, uint32_t length, sensor_result_list_u8_i2c_error_t *result)
{
    if (address != 0x48 || length > sizeof registers || register_ > sizeof registers - length) {
        result->is_err = true;
        result->val.err = SENSOR_I2C_ERROR_NACK;
        return;
    }
    result->is_err = false;
    result->val.ok = sensor_list_u8_of(registers + register_, length);
}

void sensor_log_write(sensor_log_level_t level, sensor_string_t line)
{
    if (level == SENSOR_LOG_LEVEL_WARNING) {
        PRINT("warning: ");
    }
    print(line);
    lines++;
}

sensor_clock_alarm_t sensor_clock_alarm_new(uint32_t ticks)
{
    const sensor_clock_alarm_t alarm = {ticks};
    alarms++;
    return alarm;
}

uint32_t sensor_clock_alarm_left(sensor_clock_alarm_t alarm)
{
    return alarm.rep - 1;
}

void sensor_clock_alarm_drop(sensor_clock_alarm_t alarm)
{
    (void)alarm;
    ended++;
}

/* The exports. */

static void values(void)
{
    int32_t sum = 0;
    CHECK(sensor_add(1, 20, 300, -4000, &sum) == DISSOLVE_OK && sum == -3679);

    sensor_result_reading_failure_t sample;
    CHECK(sensor_sample(0, &sample) == DISSOLVE_OK && !sample.is_err && sample.val.ok.raw == 0x1980);
    sensor_sample_free();
    CHECK(sensor_sample(9, &sample) == DISSOLVE_OK && sample.is_err);
    CHECK(sample.val.err.tag == SENSOR_FAILURE_CHANNEL && sample.val.err.val.channel == 9);
    sensor_sample_free();

    /* A string in the component's memory. While it is in use, the component takes no other call. */
    sensor_string_t name;
    CHECK(sensor_identify(&name) == DISSOLVE_OK && name.len > 0);
    print(name);
    uint64_t count = 0;
    CHECK(sensor_count(&count) == DISSOLVE_REENTERED);
    sensor_identify_free();

    const float numbers[3] = {1.0f, 2.0f, 4.5f};
    double mean = 0;
    CHECK(sensor_mean(sensor_list_f32_of(numbers, 3), &mean) == DISSOLVE_OK && mean > 2.4 && mean < 2.6);
    const sensor_channel_t oven = {{"oven", 4}, {20, 250}, SENSOR_ABILITY_HEAT | SENSOR_ABILITY_SLEEP};
    sensor_string_t text;
    CHECK(sensor_describe(&oven, &text) == DISSOLVE_OK);
    print(text);
    sensor_describe_free();
}

static void resources(void)
{
    sensor_filter_window_t window, other, larger;
    CHECK(sensor_filter_window_new(2, &window) == DISSOLVE_OK && sensor_filter_window_new(8, &other) == DISSOLVE_OK);
    sensor_result_u32_filter_problem_t pushed;
    CHECK(sensor_filter_window_push(window, 2.0f, &pushed) == DISSOLVE_OK && !pushed.is_err);
    sensor_filter_window_push_free();
    sensor_list_f32_t list;
    CHECK(sensor_filter_window_values(window, &list) == DISSOLVE_OK && list.len == 1);
    sensor_filter_window_values_free();
    CHECK(sensor_filter_window_larger(window, other, &larger) == DISSOLVE_OK);
    CHECK(sensor_filter_window_drop(larger) == DISSOLVE_OK);

    const uint32_t before = alarms;
    uint32_t left = 0;
    CHECK(sensor_wait(10, &left) == DISSOLVE_OK && left == 9 && alarms == before + 1 && ended == alarms);
}

/* A trap ends the call. The instance is dead until it is made anew. */
static void traps(void)
{
    int32_t quotient = 0;
    dissolve_trap_t trap;
    CHECK(sensor_divide(1, 0, &quotient) == DISSOLVE_TRAP_UNREACHABLE);
    CHECK(sensor_divide(84, 2, &quotient) == DISSOLVE_DEAD);
    CHECK(sensor_last_trap(&trap) && trap.place != 0);
    CHECK(sensor_instantiate() == DISSOLVE_OK);

    uint32_t bytes = 0;
    CHECK(sensor_allocate(1 << 20, &bytes) == DISSOLVE_TRAP_ARENA_EXHAUSTED);
    CHECK(sensor_last_trap(&trap) && trap.detail == 1 << 20);
    CHECK(sensor_instantiate() == DISSOLVE_OK);
    CHECK(sensor_divide(84, 2, &quotient) == DISSOLVE_OK && quotient == 42);
}

int use_sensor(void)
{
    CHECK(sensor_instantiate() == DISSOLVE_OK);
    values();
    resources();
    traps();
    CHECK(lines == 1);
    return failures;
}
