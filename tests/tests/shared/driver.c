// A driver as a C programmer writes one: tables, strings, pointers in its data, a buffer on its stack, a function table.

typedef unsigned int u32;
typedef unsigned char u8;

struct channel {
    const char *name;
    u32 *counter;
    u32 (*filter)(u32);
};

static u32 counters[4];
static u8 ring[40];
static u32 head;

static u32 halve(u32 value) { return value / 2; }
static u32 negate(u32 value) { return ~value; }
static u32 square(u32 value) { return value * value; }

static const struct channel channels[] = {
    {"north", &counters[0], halve},
    {"east", &counters[1], negate},
    {"south", &counters[2], square},
    {"west", &counters[3], halve},
};

static const struct channel *favourite = &channels[2];
extern char absent __attribute__((weak));

static __attribute__((noinline)) u32 checksum(const volatile u8 *bytes, u32 length) {
    u32 sum = SEED;
    for (u32 i = 0; i < length; i++)
        sum = sum * 31 + bytes[i];
    return sum;
}

__attribute__((export_name("run"))) u32 run(u32 value) {
    volatile u8 frame[96];
    const struct channel *channel = value % 5 == 4 ? favourite : &channels[value & 3];
    for (u32 i = 0; i < sizeof frame; i++)
        frame[i] = (u8)(value >> (i & 15));
    *channel->counter += 1;
    ring[head++ % sizeof ring] = (u8)value;
    frame[7] = (u8)channel->name[value % 4];
    u32 sum = channel->filter(value) ^ checksum(frame, sizeof frame) ^ checksum(ring, sizeof ring);
    return sum + counters[value & 3] + (&absent != 0);
}
