/* The user of the component: checks what each call gives. C99 and C++17. */
#include "sensor.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifdef __cplusplus
extern "C" {
#endif
unsigned post_return_count(void);
unsigned handle_count(void);
unsigned log_count(void);
/* The calls of functions that only bindings call: before calls, while a result is in use, in imports. */
void count_helped(unsigned counts[3]);
/* Those among them that found the instance in another state. */
unsigned wrong_count(void);
bool is_ready(void);
void set_interrupt(void (*handler)(void));
#ifdef __cplusplus
}
#endif

#define CHECK(x)                                    \
    do {                                            \
        if (!(x)) {                                 \
            printf("line %d: %s\n", __LINE__, #x);  \
            exit(1);                                \
        }                                           \
    } while (0)
#define IS(expected, call) CHECK((call) == (expected))
#define OK(call) IS(DISSOLVE_OK, call)
/* A call that traps, and a fresh instance. */
#define TRAPS(expected, call)                       \
    do {                                            \
        IS(expected, call);                         \
        CHECK(sensor_last_trap(&trap));             \
        CHECK(trap.status == (expected));           \
        OK(sensor_instantiate());                   \
    } while (0)

/* The first address of the window, and the address after its last byte. */
enum { LOW = 0x1000, HIGH = 0x11000 };

static char logged[64];
static uint32_t picked;
static uint32_t dropped;
static uint8_t buffer[4];
static uint32_t letter = 'x';
static size_t read_length = 3;

/* What the component imports. */

void sensor_bus_log(sensor_string_t message)
{
    uint32_t sum;
    IS(DISSOLVE_REENTERED, sensor_add(1, 2, &sum));
    IS(DISSOLVE_REENTERED, sensor_instantiate());
    CHECK(message.len < sizeof logged);
    memcpy(logged, message.ptr, message.len);
    logged[message.len] = 0;
}

uint32_t sensor_bus_pick(const sensor_option_char_t *c)
{
    picked = c->is_some ? c->val : 0u;
    return picked + 1u;
}

void sensor_bus_read(uint32_t addr, sensor_list_u8_t *result)
{
    CHECK(result->ptr == NULL && result->len == 0);
    memset(buffer, (int)addr, sizeof buffer);
    *result = sensor_list_u8_of(buffer, read_length);
}

float sensor_bus_scale(float by, int32_t value, uint8_t narrow)
{
    CHECK(narrow == 0xff);
    return by * (float)value;
}

uint32_t sensor_bus_letter(void)
{
    return letter;
}

void sensor_bus_pair(sensor_tuple_u32_bool_t *result)
{
    result->f0 = 40;
    result->f1 = true;
}

void sensor_bus_name(sensor_string_t *result)
{
    *result = dissolve_string("bus 1");
}

static sensor_queue_queue_t swapped[2];
static bool is_passed_on;

void sensor_bus_swap(sensor_list_queue_queue_t queues, sensor_list_queue_queue_t *result)
{
    sensor_queue_queue_t queue;
    IS(DISSOLVE_TRAP_LIST_OUT_OF_BOUNDS, sensor_list_queue_queue_get(queues, 2, &queue));
    if (is_passed_on) {
        *result = queues;
        return;
    }
    OK(sensor_list_queue_queue_get(queues, 0, &swapped[1]));
    OK(sensor_list_queue_queue_get(queues, 1, &swapped[0]));
    *result = sensor_list_queue_queue_of(swapped, 2);
}

sensor_bus_device_t sensor_bus_device_new(uint32_t id)
{
    sensor_bus_device_t device;
    device.rep = id;
    return device;
}

uint32_t sensor_bus_device_id(sensor_bus_device_t self_)
{
    return self_.rep;
}

void sensor_bus_device_drop(sensor_bus_device_t resource)
{
    dropped = resource.rep;
}

static dissolve_trap_t trap;

static void states(void)
{
    uint32_t sum;
    IS(DISSOLVE_NOT_INSTANTIATED, sensor_add(1, 2, &sum));
    CHECK(!sensor_last_trap(&trap));
    OK(sensor_instantiate());
    OK(sensor_add(1, 2, &sum));
    CHECK(sum == 3 && !sensor_last_trap(&trap));
    IS(DISSOLVE_TRAP_DIVIDE_BY_ZERO, sensor_fail(3));
    CHECK(sensor_last_trap(&trap));
    CHECK(trap.kind == 3 && trap.place == 0x1234 && trap.detail == 0);
    CHECK(strcmp(dissolve_text(trap.status), "integer divide by zero") == 0);
    CHECK(dissolve_kind(trap.status) == 3 && dissolve_kind(DISSOLVE_DEAD) == 256);
    IS(DISSOLVE_DEAD, sensor_add(1, 2, &sum));
    IS(DISSOLVE_DEAD, sensor_fail(3));
    OK(sensor_instantiate());
    IS(DISSOLVE_TRAP_ARENA_EXHAUSTED, sensor_fail(10));
    CHECK(sensor_last_trap(&trap) && trap.detail == 77);
    OK(sensor_instantiate());
    OK(sensor_add(0xffffffffu, 2, &sum));
    CHECK(sum == 1);
}

static void values(void)
{
    uint64_t wide;
    uint8_t narrow;
    uint32_t sum;
    sensor_readings_reading_t reading;
    const uint8_t bytes[] = {1, 2, 3};
    const unsigned before = post_return_count();
    OK(sensor_wide(41, &wide));
    CHECK(wide == 42);
    OK(sensor_narrow(0xfe, &narrow));
    CHECK(narrow == 0xff);
    OK(sensor_readings_sample(5, &reading));
    CHECK(reading.value > 2.4f && reading.value < 2.6f && reading.ok && reading.at == UINT64_C(5) << 32);
    CHECK(reading.bits == (SENSOR_READINGS_BITS_F0 | SENSOR_READINGS_BITS_F1 | SENSOR_READINGS_BITS_F2));
    CHECK(post_return_count() == before + 1u);
    OK(sensor_count(sensor_list_u8_of(bytes, 3), &sum));
    CHECK(sum == 6);
    OK(sensor_count(sensor_list_u8_of(NULL, 0), &sum));
    CHECK(sum == 0);
    OK(sensor_many(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, dissolve_string("1234567"), &sum));
    CHECK(sum == 17 * 9 + 7);
}

static void views(void)
{
    sensor_string_t name;
    uint32_t sum;
    const unsigned before = post_return_count();
    OK(sensor_identify(&name));
    CHECK(name.len == 9 && memcmp(name.ptr, "sensor \xc3\xa9", 9) == 0);
    CHECK(post_return_count() == before);
    OK(sensor_identify_free());
    OK(sensor_identify_free());
    CHECK(post_return_count() == before + 1u);
    /* While a result is in use there are no other calls. */
    OK(sensor_identify(&name));
    IS(DISSOLVE_REENTERED, sensor_add(1, 2, &sum));
    IS(DISSOLVE_REENTERED, sensor_identify(&name));
    IS(DISSOLVE_REENTERED, sensor_count(sensor_list_u8_of(NULL, 0), &sum));
    CHECK(name.len == 9 && !sensor_last_trap(&trap));
    OK(sensor_bad_list_free()); /* That of another function. */
    IS(DISSOLVE_REENTERED, sensor_add(1, 2, &sum));
    OK(sensor_identify_free());
    OK(sensor_add(1, 2, &sum));
    CHECK(post_return_count() == before + 2u);
    OK(sensor_identify(&name));
    /* A fresh instance has nothing to release. */
    OK(sensor_instantiate());
    OK(sensor_identify_free());
    OK(sensor_add(1, 2, &sum));
    CHECK(post_return_count() == before + 2u);
}

/* Results that are not valid. */
static void results(void)
{
    sensor_string_t string;
    sensor_list_u32_t list;
    sensor_list_char_t chars;
    sensor_list_string_t strings;
    sensor_tuple_u32_bool_t pair;
    sensor_option_u32_t option;
    uint32_t c;
    sensor_level_t level;
    OK(sensor_bad_string(LOW, 0, &string));
    OK(sensor_bad_string_free());
    IS(DISSOLVE_TRAP_INVALID_UTF8, sensor_bad_string(LOW, HIGH - LOW, &string)); /* 0xaa fills the window. */
    OK(sensor_bad_string(1, 0, &string)); /* A dangling pointer is that of an empty string. */
    CHECK(string.len == 0);
    OK(sensor_bad_string_free());
    IS(DISSOLVE_TRAP_STRING_OUT_OF_BOUNDS, sensor_bad_string(HIGH + 1u, 0, &string));
    IS(DISSOLVE_TRAP_STRING_OUT_OF_BOUNDS, sensor_bad_string(LOW - 1u, 1, &string));
    IS(DISSOLVE_TRAP_STRING_OUT_OF_BOUNDS, sensor_bad_string(HIGH, 1, &string));
    IS(DISSOLVE_TRAP_STRING_OUT_OF_BOUNDS, sensor_bad_string(HIGH - 1u, 2, &string));
    IS(DISSOLVE_TRAP_STRING_OUT_OF_BOUNDS, sensor_bad_string(0xffffffffu, 2, &string));
    IS(DISSOLVE_TRAP_STRING_OUT_OF_BOUNDS, sensor_bad_string(LOW, 0xffffffffu, &string));

    OK(sensor_bad_list(LOW + 4u, 2, &list));
    CHECK(list.len == 2);
    OK(sensor_bad_list_free());
    OK(sensor_bad_list(4, 0, &list));
    OK(sensor_bad_list_free());
    IS(DISSOLVE_TRAP_UNALIGNED_POINTER, sensor_bad_list(LOW + 2u, 2, &list));
    IS(DISSOLVE_TRAP_UNALIGNED_POINTER, sensor_bad_list(1, 0, &list));
    IS(DISSOLVE_TRAP_LIST_OUT_OF_BOUNDS, sensor_bad_list(HIGH - 4u, 2, &list));
    IS(DISSOLVE_TRAP_LIST_OUT_OF_BOUNDS, sensor_bad_list(LOW, 0x40000000u, &list));
    IS(DISSOLVE_TRAP_LIST_OUT_OF_BOUNDS, sensor_bad_list(LOW, 0xffffffffu, &list));

    OK(sensor_bad_chars('a', 0x10ffffu, &chars));
    CHECK(chars.len == 2 && chars.ptr[0] == 'a' && chars.ptr[1] == 0x10ffffu);
    OK(sensor_bad_chars_free());
    IS(DISSOLVE_TRAP_INVALID_CHAR, sensor_bad_chars('a', 0xd800u, &chars));
    OK(sensor_bad_strings(LOW, 1, &strings));
    CHECK(strings.len == 1 && strings.ptr == NULL);
    IS(DISSOLVE_TRAP_INVALID_UTF8, sensor_list_string_get(strings, 0, &string));
    IS(DISSOLVE_TRAP_LIST_OUT_OF_BOUNDS, sensor_list_string_get(strings, 1, &string));
    OK(sensor_bad_strings_free());
    OK(sensor_bad_strings(HIGH, 1, &strings));
    IS(DISSOLVE_TRAP_STRING_OUT_OF_BOUNDS, sensor_list_string_get(strings, 0, &string));
    OK(sensor_bad_strings_free());

    OK(sensor_bad_char(0xe000u, &c));
    IS(DISSOLVE_TRAP_INVALID_CHAR, sensor_bad_char(0xdfffu, &c));
    IS(DISSOLVE_TRAP_INVALID_CHAR, sensor_bad_char(0x110000u, &c));
    OK(sensor_bad_enum(SENSOR_LEVEL_E2, &level));
    CHECK(level == SENSOR_LEVEL_E2);
    IS(DISSOLVE_TRAP_INVALID_DISCRIMINANT, sensor_bad_enum(3, &level));
    IS(DISSOLVE_TRAP_INVALID_DISCRIMINANT, sensor_bad_enum(0x100, &level));
    OK(sensor_bad_area(LOW + 64u, &pair));
    IS(DISSOLVE_TRAP_UNALIGNED_POINTER, sensor_bad_area(LOW + 65u, &pair));
    IS(DISSOLVE_TRAP_MEMORY_OUT_OF_BOUNDS, sensor_bad_area(HIGH - 4u, &pair));
    IS(DISSOLVE_TRAP_MEMORY_OUT_OF_BOUNDS, sensor_bad_area(0, &pair));
    OK(sensor_bad_option(1, &option));
    CHECK(option.is_some && option.val == 5);
    OK(sensor_bad_option(0, &option));
    CHECK(!option.is_some);
    IS(DISSOLVE_TRAP_INVALID_DISCRIMINANT, sensor_bad_option(2, &option));
}

/* Eight bytes as two words, and whether they are UTF-8. */
static void utf8(void)
{
    static const struct {
        const char *bytes;
        bool is_valid;
    } cases[] = {
        {"abcdefgh", true},         {"\xc3\xa9\xe2\x82\xac\x7f\x00z", true}, {"\xf0\x9f\xa6\x80\xf4\x8f\xbf\xbf", true},
        {"\xed\x9f\xbf\xee\x80\x80zz", true}, {"\xc2\x80\xdf\xbf\xe0\xa0\x80z", true}, {"\xf0\x90\x80\x80zzzz", true},
        {"abcdefg\x80", false},     {"abcdefg\xc3", false},       {"\xc0\x80zzzzzz", false},  {"\xc1\xbfzzzzzz", false},
        {"\xe0\x9f\xbfzzzzz", false}, {"\xed\xa0\x80zzzzz", false}, {"\xf0\x8f\xbf\xbfzzzz", false}, {"\xf4\x90\x80\x80zzzz", false},
        {"\xf5\x80\x80\x80zzzz", false}, {"zzzzzz\xe2\x82", false}, {"\xff\xfezzzzzz", false}, {"\xe2\x28\xa1zzzzz", false},
        {"zzzzz\xf0\x9f\xa6", false}, {"\xe2\x82\x28zzzzz", false},
    };
    size_t index;
    for (index = 0; index < sizeof cases / sizeof *cases; index += 1) {
        uint32_t words[2];
        uint32_t sum;
        sensor_string_t string;
        const dissolve_status_t expected = cases[index].is_valid ? DISSOLVE_OK : DISSOLVE_TRAP_INVALID_UTF8;
        memcpy(words, cases[index].bytes, 8);
        IS(expected, sensor_bad_text(words[0], words[1], &string));
        OK(sensor_bad_text_free());
        string.ptr = cases[index].bytes;
        string.len = 8;
        IS(expected, sensor_many(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, string, &sum));
        if (cases[index].is_valid) {
            OK(sensor_do_log_text(words[0], words[1]));
            CHECK(memcmp(logged, cases[index].bytes, 8) == 0);
        } else {
            TRAPS(DISSOLVE_TRAP_INVALID_UTF8, sensor_do_log_text(words[0], words[1]));
        }
    }
}

/* Arguments that are not valid: there is no call. */
static void arguments(void)
{
    uint32_t sum;
    const uint8_t bytes[] = {1, 2, 3};
    const unsigned before = log_count();
    OK(sensor_letter('a'));
    IS(DISSOLVE_TRAP_INVALID_CHAR, sensor_letter(0xd800u));
    OK(sensor_level(2));
    IS(DISSOLVE_TRAP_INVALID_DISCRIMINANT, sensor_level(3));
    CHECK(log_count() == before + 2u);
    /* An allocator that gives what it must not. */
    OK(sensor_set_realloc(HIGH - 2u));
    IS(DISSOLVE_TRAP_MEMORY_OUT_OF_BOUNDS, sensor_count(sensor_list_u8_of(bytes, 3), &sum));
    OK(sensor_set_realloc(LOW + 2u));
    IS(DISSOLVE_TRAP_UNALIGNED_POINTER, sensor_many(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, dissolve_string(""), &sum));
}

/* The arena is used up by an argument, and by the result of an import. */
static void exhaustion(void)
{
    static uint8_t large[HIGH];
    uint32_t sum;
    TRAPS(DISSOLVE_TRAP_ARENA_EXHAUSTED, sensor_count(sensor_list_u8_of(large, sizeof large), &sum));
    CHECK(trap.detail == sizeof large);
    read_length = HIGH;
    TRAPS(DISSOLVE_TRAP_ARENA_EXHAUSTED, sensor_do_read(7, 0, &sum));
    CHECK(trap.detail == HIGH);
    read_length = 3;
}

/* Imports. */
static void imports(void)
{
    uint32_t sum;
    OK(sensor_do_log_text(0x64636261u, 0x68676665u));
    CHECK(strcmp(logged, "abcdefgh") == 0);
    OK(sensor_do_log(1, 0));
    CHECK(logged[0] == 0);
    TRAPS(DISSOLVE_TRAP_STRING_OUT_OF_BOUNDS, sensor_do_log(HIGH, 1));
    TRAPS(DISSOLVE_TRAP_STRING_OUT_OF_BOUNDS, sensor_do_log(0, 1));
    OK(sensor_do_pick(1, 'c', &sum));
    CHECK(picked == 'c' && sum == 'c' + 1);
    OK(sensor_do_pick(0, 0xd800u, &sum));
    CHECK(picked == 0 && sum == 1);
    TRAPS(DISSOLVE_TRAP_INVALID_CHAR, sensor_do_pick(1, 0xd800u, &sum));
    TRAPS(DISSOLVE_TRAP_INVALID_DISCRIMINANT, sensor_do_pick(2, 'c', &sum));
    OK(sensor_do_read(7, 0, &sum));
    CHECK(sum == 21);
    read_length = 0;
    OK(sensor_do_read(7, 0, &sum));
    CHECK(sum == 0);
    read_length = 3;
    TRAPS(DISSOLVE_TRAP_UNALIGNED_POINTER, sensor_do_read(7, LOW + 2u, &sum));
    TRAPS(DISSOLVE_TRAP_MEMORY_OUT_OF_BOUNDS, sensor_do_read(7, HIGH - 4u, &sum));
    OK(sensor_do_scale(&sum));
    CHECK(sum == 24);
    OK(sensor_do_letter(&sum));
    CHECK(sum == 'x');
    letter = 0x110000u;
    TRAPS(DISSOLVE_TRAP_INVALID_CHAR, sensor_do_letter(&sum));
    letter = 'x';
    OK(sensor_do_pair(&sum));
    CHECK(sum == 41);
}

static void resources(void)
{
    sensor_queue_queue_t first, second, third;
    sensor_list_queue_queue_t all;
    sensor_tuple_queue_queue_queue_queue_t pair;
    sensor_bus_device_t device;
    uint32_t value;
    const unsigned before = handle_count();
    OK(sensor_queue_queue_new(5, &first));
    OK(sensor_queue_queue_new(6, &second));
    CHECK(handle_count() == before); /* Only the embedder holds them. */
    OK(sensor_queue_queue_value(first, &value));
    CHECK(value == 5);
    OK(sensor_queue_queue_merge(first, second, &third));
    OK(sensor_queue_queue_value(third, &value));
    CHECK(value == 11 && handle_count() == before);
    OK(sensor_queue_queue_drop(third));
    CHECK(handle_count() == before);
    OK(sensor_queue_all(&all));
    CHECK(all.len == 2 && handle_count() == before + 2u);
    IS(DISSOLVE_REENTERED, sensor_queue_queue_value(first, &value));
    IS(DISSOLVE_REENTERED, sensor_queue_queue_merge(first, second, &third));
    IS(DISSOLVE_REENTERED, sensor_queue_queue_drop(first));
    CHECK(handle_count() == before + 2u);
    OK(sensor_list_queue_queue_get(all, 1, &second));
    OK(sensor_list_queue_queue_get(all, 0, &first));
    CHECK(first.handle == 101 && second.handle == 102 && handle_count() == before);
    OK(sensor_queue_all_free());
    /* Handles in a result that are not valid. The program stays dead, whatever is done with the result. */
    OK(sensor_queue_stale(&all));
    IS(DISSOLVE_TRAP_UNKNOWN_HANDLE, sensor_list_queue_queue_get(all, 0, &first));
    IS(DISSOLVE_DEAD, sensor_list_queue_queue_get(all, 1, &first));
    IS(DISSOLVE_DEAD, sensor_queue_stale_free());
    OK(sensor_queue_stale_free());
    IS(DISSOLVE_DEAD, sensor_add(1, 2, &value));
    OK(sensor_instantiate());
    OK(sensor_queue_queue_new(5, &first));
    TRAPS(DISSOLVE_TRAP_UNKNOWN_HANDLE, sensor_queue_queue_split(first, &pair));

    OK(sensor_open(9, &device));
    CHECK(device.rep == 9 && handle_count() == before);
    OK(sensor_lend(device, false, &value));
    CHECK(value == 9 && handle_count() == before);
    OK(sensor_close(device));
    CHECK(dropped == 9);
    /* A handle that was lent and is kept. */
    TRAPS(DISSOLVE_TRAP_BORROW_NOT_DROPPED, sensor_lend(device, true, &value));
}

/* Which functions the bindings call in which state. */
static void helpers(void)
{
    sensor_list_queue_queue_t all;
    sensor_queue_queue_t queue;
    sensor_bus_device_t device;
    sensor_tuple_bus_device_u32_t taken;
    uint32_t value;
    unsigned before[3];
    unsigned after[3];
    const uint8_t bytes[] = {1, 2, 3};
#define COUNTS(idle, held, inside)                                                                                      \
    count_helped(after);                                                                                                \
    CHECK(after[0] == before[0] + (idle) && after[1] == before[1] + (held) && after[2] == before[2] + (inside));        \
    count_helped(before)
    OK(sensor_instantiate());
    count_helped(before);
    OK(sensor_count(sensor_list_u8_of(bytes, 3), &value));
    COUNTS(1u, 0u, 0u);
    /* An import whose result is a string allocates while the call is in progress. */
    OK(sensor_do_name(&value));
    CHECK(value == (5u << 8 | 'b'));
    COUNTS(0u, 0u, 1u);
    /* Two handles out of a list, a new list, two handles into it. */
    OK(sensor_do_swap(&value));
    CHECK(value == 2);
    COUNTS(0u, 0u, 5u);
    is_passed_on = true;
    OK(sensor_do_swap(&value));
    CHECK(value == (uint32_t)-2);
    COUNTS(0u, 0u, 5u);
    is_passed_on = false;
    /* Handles in a result: the program takes no calls before the release. */
    OK(sensor_queue_all(&all));
    CHECK(!is_ready());
    OK(sensor_list_queue_queue_get(all, 0, &queue));
    CHECK(!is_ready());
    OK(sensor_list_queue_queue_get(all, 1, &queue));
    CHECK(!is_ready());
    COUNTS(0u, 2u, 0u);
    OK(sensor_queue_all_free());
    CHECK(is_ready());
    IS(DISSOLVE_REENTERED, sensor_list_queue_queue_get(all, 0, &queue)); /* The list is no more. */
    COUNTS(0u, 1u, 0u);
    /* The lending of a handle ends while the result is in use, and then the use of the result. */
    device.rep = 4;
    OK(sensor_lend_all(device, &taken));
    CHECK(taken.f0.rep == 4 && taken.f1 == 4 && is_ready());
    COUNTS(1u, 2u, 0u);
    CHECK(wrong_count() == 0);
#undef COUNTS
}

/* An interrupt before each function of the library, which makes calls of all kinds. */

static unsigned interrupts_made;
static unsigned interrupts_refused;

static void interrupt_all(void)
{
    const uint8_t bytes[] = {5, 6};
    sensor_string_t name;
    sensor_queue_queue_t queue;
    sensor_bus_device_t device;
    uint32_t value = 0;
    const bool is_free = is_ready();
    const dissolve_status_t expected = is_free ? DISSOLVE_OK : DISSOLVE_REENTERED;
    interrupts_made += is_free ? 1u : 0u;
    interrupts_refused += is_free ? 0u : 1u;
    IS(expected, sensor_add(1, 2, &value));
    IS(expected, sensor_count(sensor_list_u8_of(bytes, 2), &value));
    CHECK(!is_free || value == 11);
    IS(expected, sensor_identify(&name));
    CHECK(!is_free || name.len == 9);
    if (is_free) {
        OK(sensor_identify_free());
    }
    IS(expected, sensor_queue_queue_new(8, &queue));
    if (is_free) {
        OK(sensor_queue_queue_drop(queue));
    }
    device.rep = 12;
    IS(expected, sensor_lend(device, false, &value));
    CHECK(!is_free || value == 12);
    CHECK(is_ready() == is_free);
}

static void interrupt_trap(void)
{
    IS(DISSOLVE_TRAP_DIVIDE_BY_ZERO, sensor_fail(3));
}

static void interrupt_keep(void)
{
    static bool keeps;
    sensor_string_t name;
    keeps = !keeps;
    if (keeps) {
        OK(sensor_identify(&name));
    }
}

static void interrupts(void)
{
    const uint8_t bytes[] = {1, 2, 3};
    sensor_readings_reading_t reading;
    sensor_string_t name;
    sensor_queue_queue_t first, second;
    sensor_list_queue_queue_t all;
    sensor_bus_device_t device;
    sensor_tuple_bus_device_u32_t taken;
    uint32_t value;
    unsigned round;
    OK(sensor_instantiate());
    set_interrupt(interrupt_all);
    for (round = 0; round < 2u; round += 1u) {
        OK(sensor_count(sensor_list_u8_of(bytes, 3), &value));
        CHECK(value == 6);
        OK(sensor_many(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, dissolve_string("1234567"), &value));
        CHECK(value == 17 * 9 + 7);
        OK(sensor_readings_sample(5, &reading));
        CHECK(reading.ok && reading.at == UINT64_C(5) << 32);
        OK(sensor_identify(&name));
        CHECK(name.len == 9 && memcmp(name.ptr, "sensor \xc3\xa9", 9) == 0);
        OK(sensor_identify_free());
        OK(sensor_queue_queue_new(5, &first));
        OK(sensor_queue_queue_new(6, &second));
        OK(sensor_queue_queue_merge(first, second, &first));
        OK(sensor_queue_queue_value(first, &value));
        CHECK(value == 11);
        OK(sensor_queue_all(&all));
        OK(sensor_list_queue_queue_get(all, 1, &second));
        CHECK(second.handle == 102);
        OK(sensor_list_queue_queue_get(all, 0, &second));
        OK(sensor_queue_all_free());
        device.rep = 4;
        OK(sensor_lend(device, false, &value));
        CHECK(value == 4);
        OK(sensor_lend_all(device, &taken));
        CHECK(taken.f0.rep == 4);
    }
    CHECK(interrupts_made > 20 && interrupts_refused > 10 && wrong_count() == 0);
    /* The instance dies under the interrupted call. */
    set_interrupt(interrupt_trap);
    IS(DISSOLVE_DEAD, sensor_count(sensor_list_u8_of(bytes, 3), &value));
    CHECK(sensor_last_trap(&trap) && trap.kind == 3);
    OK(sensor_instantiate());
    /* An interrupt that does not release its result: the interrupted call is refused, and all is well after the release. */
    set_interrupt(interrupt_keep);
    IS(DISSOLVE_REENTERED, sensor_count(sensor_list_u8_of(bytes, 3), &value));
    set_interrupt(NULL);
    IS(DISSOLVE_REENTERED, sensor_count(sensor_list_u8_of(bytes, 3), &value));
    OK(sensor_identify_free());
    OK(sensor_count(sensor_list_u8_of(bytes, 3), &value));
    CHECK(value == 6);
}

int main(void)
{
    states();
    values();
    views();
    results();
    utf8();
    arguments();
    exhaustion();
    imports();
    resources();
    helpers();
    interrupts();
    return 0;
}
