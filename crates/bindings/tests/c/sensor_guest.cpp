/* A mock library that plays a component: handles in a table, results in its window, values that are not valid on demand. */
#define MOCK(name) mock_sensor_##name
#include "guest.h"

/* Handles are indices into a table of representations; 0 is free. */
static uint32_t table[16];
/* The handles that the innermost call of an export was lent, and those of the calls around it. */
static int lent[16];
static unsigned lending;
static unsigned log_calls;

extern "C" {
uint32_t mock_sensor_import_acme_sensor_bus__constructor_device(uint32_t id);
uint32_t mock_sensor_import_acme_sensor_bus__method_device_id(uint32_t self);
void mock_sensor_import_acme_sensor_bus_device_dtor(uint32_t rep);
void mock_sensor_import_acme_sensor_bus_read(uint32_t addr, uint32_t area);
void mock_sensor_import_acme_sensor_bus_log(uint32_t ptr, uint32_t len);
uint32_t mock_sensor_import_acme_sensor_bus_pick(uint32_t tag, uint32_t c);
float mock_sensor_import_acme_sensor_bus_scale(float by, uint32_t value, uint32_t narrow);
uint32_t mock_sensor_import_acme_sensor_bus_letter(void);
void mock_sensor_import_acme_sensor_bus_pair(uint32_t area);
void mock_sensor_import_acme_sensor_bus_name(uint32_t area);
void mock_sensor_import_acme_sensor_bus_swap(uint32_t ptr, uint32_t len, uint32_t area);

unsigned post_return_count(void);
unsigned handle_count(void);
unsigned log_count(void);
void count_helped(unsigned counts[3]);
unsigned wrong_count(void);
bool is_ready(void);
void set_interrupt(void (*handler)(void));
}

unsigned post_return_count(void) { return post_returns; }
unsigned log_count(void) { return log_calls; }
void count_helped(unsigned counts[3])
{
    counts[0] = helped.idle;
    counts[1] = helped.held;
    counts[2] = helped.inside;
}
unsigned wrong_count(void) { return helped.wrong; }
bool is_ready(void) { return MOCK(instance).ready != 0u; }
void set_interrupt(void (*handler)(void)) { interrupt = handler; }
unsigned handle_count(void)
{
    unsigned count = 0;
    for (uint32_t rep : table) {
        count += rep != 0u ? 1u : 0u;
    }
    return count;
}

static uint32_t new_handle(uint32_t rep)
{
    for (uint32_t index = 1; index < 16; index += 1) {
        if (table[index] == 0u) {
            table[index] = rep;
            return index;
        }
    }
    trap(28, 0);
}

static uint32_t rep_of(uint32_t handle)
{
    if (handle >= 16u || table[handle] == 0u) {
        trap(25, 0);
    }
    return table[handle];
}

static uint32_t take(uint32_t handle)
{
    const uint32_t rep = rep_of(handle);
    table[handle] = 0u;
    return rep;
}

static uint32_t lend(uint32_t rep)
{
    lent[lending] += 1;
    return new_handle(rep);
}

static void begin_lending(void)
{
    lending += 1u;
    lent[lending] = 0;
}

static void end_lending(void)
{
    lending -= 1u;
    if (lent[lending + 1u] != 0) {
        trap(27, 0);
    }
}

#define HANDLES(table_index)                        \
    HELPER(_handle_new_##table_index, new_handle)   \
    HELPER(_handle_take_##table_index, take)        \
    HELPER(_handle_rep_##table_index, rep_of)

static uint8_t *native(uint32_t address) { return MOCK(window) + (address - LOW); }

static void store32(uint32_t address, uint32_t value) { memcpy(native(address), &value, 4); }

static uint32_t load32(uint32_t address)
{
    uint32_t value;
    memcpy(&value, native(address), 4);
    return value;
}

/* An area of two words. */
static uint32_t pair(uint32_t first, uint32_t second)
{
    const uint32_t area = allocate(4, 8);
    store32(area, first);
    store32(area + 4u, second);
    return area;
}

static uint32_t text(const char *text)
{
    const uint32_t length = (uint32_t)strlen(text);
    const uint32_t address = allocate(1, length);
    memcpy(native(address), text, length);
    return address;
}

HANDLES(0)
HANDLES(1)
HELPER(_handle_borrow_1, lend)

extern "C" {
#pragma GCC diagnostic ignored "-Wmissing-declarations"
uint32_t mock_sensor__handle_drop_0(uint32_t a) { return enter([=] { take(a); }); }
uint32_t mock_sensor__call_enter_(void) { return enter(begin_lending); }
uint32_t mock_sensor__call_exit_(void) { return enter(end_lending); }
uint32_t mock_sensor__call_exit__held(void) { return help_held(end_lending); }

uint64_t mock_sensor_add(uint32_t a, uint32_t b) { return enter_word([=] { return a + b; }); }
uint32_t mock_sensor_wide(uint64_t *value, uint64_t a) { return enter([=] { *value = a + 1u; }); }
uint64_t mock_sensor_narrow(uint32_t a) { return enter_word([=] { return 0x12345600u | (a + 1u); }); }
uint32_t mock_sensor_fail(uint32_t kind) { return enter([=] { trap(kind, kind == 10u ? 77u : 0u); }); }
uint32_t mock_sensor_set_realloc(uint32_t address) { return enter([=] { next_block = address; }); }

uint64_t mock_sensor_acme_sensor_readings_sample(uint32_t channel)
{
    return hold_word([=] {
        const uint32_t area = allocate(8, 24);
        const float value = (float)channel / 2.0f;
        const uint64_t at = (uint64_t)channel << 32;
        memcpy(native(area), &value, 4);
        *native(area + 4u) = 2; /* Any bit makes it true. */
        memcpy(native(area + 8u), &at, 8);
        *native(area + 16u) = 0xff; /* Three flags, and bits that are none. */
        return area;
    });
}
uint32_t mock_sensor_cabi_post_sample(uint32_t) { return release([] { post_returns += 1u; }); }

uint64_t mock_sensor_identify(void) { return hold_word([] { const uint32_t at = text("sensor \xc3\xa9"); return pair(at, 9); }); }
uint32_t mock_sensor_cabi_post_identify(uint32_t area) { return release([=] { load32(area); post_returns += 1u; }); }

/* Results as the caller of the test asks for them. */
uint64_t mock_sensor_bad_string(uint32_t ptr, uint32_t len) { return hold_word([=] { return pair(ptr, len); }); }
uint64_t mock_sensor_bad_text(uint32_t a, uint32_t b)
{
    return hold_word([=] { const uint32_t at = pair(a, b); return pair(at, 8); });
}
uint64_t mock_sensor_bad_list(uint32_t ptr, uint32_t len) { return hold_word([=] { return pair(ptr, len); }); }
uint64_t mock_sensor_bad_chars(uint32_t a, uint32_t b)
{
    return hold_word([=] { const uint32_t at = pair(a, b); return pair(at, 2); });
}
uint64_t mock_sensor_bad_strings(uint32_t ptr, uint32_t len)
{
    return hold_word([=] { const uint32_t at = pair(ptr, len); return pair(at, 1); });
}
uint64_t mock_sensor_bad_char(uint32_t bits) { return enter_word([=] { return bits; }); }
uint64_t mock_sensor_bad_enum(uint32_t bits) { return enter_word([=] { return bits; }); }
uint64_t mock_sensor_bad_area(uint32_t area) { return hold_word([=] { return area; }); }
uint64_t mock_sensor_bad_option(uint32_t tag) { return hold_word([=] { return pair(tag, 5); }); }
#define POST(name) uint32_t mock_sensor_cabi_post_##name(uint32_t) { return release([] { post_returns += 1u; }); }
POST(bad_string)
POST(bad_text)
POST(bad_list)
POST(bad_chars)
POST(bad_strings)

uint64_t mock_sensor_count(uint32_t ptr, uint32_t len)
{
    return enter_word([=] {
        uint32_t sum = 0;
        for (uint32_t index = 0; index < len; index += 1u) {
            sum += *native(ptr + index);
        }
        return sum;
    });
}
uint32_t mock_sensor_letter(uint32_t) { return enter([] { log_calls += 1u; }); }
uint32_t mock_sensor_level(uint32_t) { return enter([] { log_calls += 1u; }); }
/* More core values than can be passed: all parameters are in memory. */
uint64_t mock_sensor_many(uint32_t area)
{
    return enter_word([=] {
        uint32_t sum = 0;
        for (uint32_t index = 0; index < 17u; index += 1u) {
            sum += load32(area + 4u * index);
        }
        return sum + load32(area + 72u); /* The length of the string behind them. */
    });
}

/* Calls of imports, as the caller of the test asks for them. */
uint32_t mock_sensor_do_log(uint32_t ptr, uint32_t len)
{
    return enter([=] { mock_sensor_import_acme_sensor_bus_log(ptr, len); });
}
uint32_t mock_sensor_do_log_text(uint32_t a, uint32_t b)
{
    return enter([=] { const uint32_t at = pair(a, b); mock_sensor_import_acme_sensor_bus_log(at, 8); });
}
uint64_t mock_sensor_do_pick(uint32_t tag, uint32_t c)
{
    return enter_word([=] { return mock_sensor_import_acme_sensor_bus_pick(tag, c); });
}
uint64_t mock_sensor_do_read(uint32_t addr, uint32_t area)
{
    return enter_word([=] {
        const uint32_t place = area == 0u ? pair(0, 0) : area;
        mock_sensor_import_acme_sensor_bus_read(addr, place);
        uint32_t sum = 0;
        for (uint32_t index = 0; index < load32(place + 4u); index += 1u) {
            sum += *native(load32(place) + index);
        }
        return sum;
    });
}
uint64_t mock_sensor_do_scale(void)
{
    return enter_word([] {
        const float by = mock_sensor_import_acme_sensor_bus_scale(1.5f, 4u, 0x1ffu);
        return (uint32_t)(by * 4.0f);
    });
}
uint64_t mock_sensor_do_letter(void) { return enter_word([] { return mock_sensor_import_acme_sensor_bus_letter(); }); }
uint64_t mock_sensor_do_pair(void)
{
    return enter_word([] {
        const uint32_t area = pair(0, 0);
        mock_sensor_import_acme_sensor_bus_pair(area);
        return load32(area) + *native(area + 4u);
    });
}

uint64_t mock_sensor_do_name(void)
{
    return enter_word([] {
        const uint32_t area = pair(0, 0);
        mock_sensor_import_acme_sensor_bus_name(area);
        return load32(area + 4u) << 8 | *native(load32(area));
    });
}
/* Queues 7 and 9 go to an import: the first of those that come back less the second. */
uint64_t mock_sensor_do_swap(void)
{
    return enter_word([] {
        const uint32_t queues = pair(new_handle(7), new_handle(9));
        const uint32_t area = pair(0, 0);
        mock_sensor_import_acme_sensor_bus_swap(queues, 2, area);
        const uint32_t back = load32(area);
        return load32(area + 4u) == 2u ? take(load32(back)) - take(load32(back + 4u)) : 0u;
    });
}

/* The component's own resource: its representation is the value. */
uint64_t mock_sensor_acme_sensor_queue__constructor_queue(uint32_t value) { return enter_word([=] { return new_handle(value); }); }
uint64_t mock_sensor_acme_sensor_queue__method_queue_value(uint32_t rep) { return enter_word([=] { return rep; }); }
uint64_t mock_sensor_acme_sensor_queue__static_queue_merge(uint32_t a, uint32_t b)
{
    return enter_word([=] { return new_handle(take(a) + take(b)); });
}
uint64_t mock_sensor_acme_sensor_queue_all(void)
{
    return hold_word([] {
        const uint32_t at = allocate(4, 8);
        store32(at, new_handle(101));
        store32(at + 4u, new_handle(102));
        return pair(at, 2);
    });
}
POST(acme_sensor_queue_all)
/* Two handles that there are not. */
uint64_t mock_sensor_acme_sensor_queue_stale(void)
{
    return hold_word([] { const uint32_t at = pair(14, 15); return pair(at, 2); });
}
POST(acme_sensor_queue_stale)
/* The same beside a borrowed handle, in a result that is lifted at once. */
uint64_t mock_sensor_acme_sensor_queue__method_queue_split(uint32_t)
{
    return hold_word([] { return pair(14, 15); });
}

/* The embedder's resource. */
uint64_t mock_sensor_open(uint32_t id)
{
    return enter_word([=] { return mock_sensor_import_acme_sensor_bus__constructor_device(id); });
}
uint64_t mock_sensor_lend(uint32_t handle, uint32_t keep)
{
    return enter_word([=] {
        const uint32_t id = mock_sensor_import_acme_sensor_bus__method_device_id(handle);
        if (keep == 0u) {
            take(handle);
            lent[lending] -= 1;
        }
        return id;
    });
}
/* A result in memory with a handle, which is there until the end of lending. */
uint64_t mock_sensor_lend_all(uint32_t handle)
{
    return hold_word([=] {
        const uint32_t id = take(handle);
        lent[lending] -= 1;
        return pair(new_handle(id), id);
    });
}
uint32_t mock_sensor_close(uint32_t handle)
{
    return enter([=] { mock_sensor_import_acme_sensor_bus_device_dtor(take(handle)); });
}
}
