/* Firmware in C that calls the component `sensor` by its bindings: values of every kind, resources in both directions, imports, traps. */

#include "chip.h"
#include "sensor.h"

static const uint8_t registers[4] = {25, 128, 1, 0};
static uint32_t alarms, ended, lines;

void sensor_i2c_read(uint8_t address, uint8_t register_, uint32_t length, sensor_result_list_u8_i2c_error_t *result)
{
    if (address != 0x48 || register_ + length > sizeof registers) {
        result->is_err = true;
        result->val.err = SENSOR_I2C_ERROR_NACK;
        return;
    }
    result->is_err = false;
    result->val.ok = sensor_list_u8_of(registers + register_, length);
}

/* Prints a string, which does not end with a zero. */
static void print_string(sensor_string_t text)
{
    char copy[2] = {0, 0};
    for (size_t i = 0; i < text.len; i++) {
        copy[0] = text.ptr[i];
        print(copy);
    }
}

void sensor_log_write(sensor_log_level_t level, sensor_string_t line)
{
    print(level == SENSOR_LOG_LEVEL_WARNING ? "warning: " : "debug: ");
    print_string(line);
    print("\n");
    lines++;
}

sensor_clock_alarm_t sensor_clock_alarm_new(uint32_t ticks)
{
    alarms++;
    return (sensor_clock_alarm_t){ticks};
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

static int failures;

static void check(const char *name, bool holds)
{
    if (!holds) {
        print("not so: ");
        print(name);
        print("\n");
        failures++;
    }
}

#define CHECK(holds) check(#holds, holds)

static void values(void)
{
    int32_t sum = 0;
    CHECK(sensor_add(1, 20, 300, -4000, &sum) == DISSOLVE_OK && sum == -3679);
    sensor_result_reading_failure_t reading;
    CHECK(sensor_sample(0, &reading) == DISSOLVE_OK && !reading.is_err && reading.val.ok.raw == 0x1980);
    CHECK(reading.val.ok.celsius == 25.5f && reading.val.ok.valid);
    CHECK(sensor_count(&(uint64_t){0}) == DISSOLVE_REENTERED);
    sensor_sample_free();
    CHECK(sensor_sample(9, &reading) == DISSOLVE_OK && reading.is_err && reading.val.err.tag == SENSOR_FAILURE_CHANNEL);
    sensor_sample_free();
    uint64_t count = 0;
    CHECK(sensor_count(&count) == DISSOLVE_OK && count == 1);

    sensor_string_t text;
    CHECK(sensor_identify(&text) == DISSOLVE_OK);
    print_string(text);
    print("\n");
    sensor_identify_free();
    const float numbers[3] = {1.0f, 2.0f, 4.5f};
    double mean = 0;
    CHECK(sensor_mean(sensor_list_f32_of(numbers, 3), &mean) == DISSOLVE_OK && mean == 2.5);
    sensor_list_channel_t channels;
    CHECK(sensor_channels(&channels) == DISSOLVE_OK && channels.len == 3);
    for (size_t i = 0; i < channels.len; i++) {
        sensor_channel_t channel;
        CHECK(sensor_list_channel_get(channels, i, &channel) == DISSOLVE_OK && channel.limits.f1 == 100 + (int)i);
        print_string(channel.name);
        print("\n");
    }
    sensor_channels_free();
    const sensor_channel_t oven = {{"oven", 4}, {20, 250}, SENSOR_ABILITY_HEAT};
    CHECK(sensor_describe(&oven, &text) == DISSOLVE_OK);
    print_string(text);
    print("\n");
    sensor_describe_free();
}

static void resources(void)
{
    sensor_filter_window_t window, other, larger;
    CHECK(sensor_filter_window_new(2, &window) == DISSOLVE_OK && sensor_filter_window_new(8, &other) == DISSOLVE_OK);
    sensor_result_u32_filter_problem_t pushed;
    for (float value = 1; value <= 4; value *= 2) {
        CHECK(sensor_filter_window_push(window, value, &pushed) == DISSOLVE_OK && !pushed.is_err);
        sensor_filter_window_push_free();
    }
    sensor_option_f32_t mean;
    CHECK(sensor_filter_window_mean(window, &mean) == DISSOLVE_OK && mean.is_some && mean.val == 3.0f);
    CHECK(sensor_filter_window_mean(other, &mean) == DISSOLVE_OK && !mean.is_some);
    sensor_list_f32_t list;
    CHECK(sensor_filter_window_values(window, &list) == DISSOLVE_OK && list.len == 2 && list.ptr[0] == 2.0f && list.ptr[1] == 4.0f);
    sensor_filter_window_values_free();
    CHECK(sensor_filter_window_larger(window, other, &larger) == DISSOLVE_OK);
    CHECK(sensor_filter_window_drop(larger) == DISSOLVE_OK);
    uint32_t left = 0;
    CHECK(sensor_wait(10, &left) == DISSOLVE_OK && left == 9 && alarms == 1 && ended == 1);
}

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

int main(void)
{
    uint64_t count;
    CHECK(sensor_count(&count) == DISSOLVE_NOT_INSTANTIATED);
    CHECK(sensor_instantiate() == DISSOLVE_OK);
    values();
    resources();
    traps();
    print_line("lines", lines);
    print_line("failures", (uint32_t)failures);
    return failures;
}
