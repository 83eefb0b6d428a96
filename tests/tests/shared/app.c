// An application that keeps a frame on its stack while it calls its drivers.

typedef unsigned int u32;

__attribute__((import_module("drivers"), import_name("a"))) u32 a(u32);
__attribute__((import_module("drivers"), import_name("b"))) u32 b(u32);
__attribute__((import_module("drivers"), import_name("c"))) u32 c(u32);

static u32 history[8] = {1, 2, 3, 5, 8, 13, 21, 34};
static u32 (*const drivers[])(u32) = {a, b, c};
static u32 calls;

__attribute__((export_name("run"))) u32 run(u32 value) {
    volatile u32 frame[16];
    for (u32 i = 0; i < 16; i++)
        frame[i] = history[i & 7] + value;
    for (u32 i = 0; i < 3; i++)
        frame[i + 4] ^= drivers[i](frame[i]);
    u32 sum = 0;
    for (u32 i = 0; i < 16; i++)
        sum = sum * 33 + frame[i];
    history[calls++ & 7] = sum;
    return sum;
}
