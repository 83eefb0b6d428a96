/* The part of a mock library that is the same for all: a window, an allocator that never frees, the state of the instance and calls that
 * end in a trap. The file that includes it defines MOCK, the prefix of its symbols, as a macro that takes the rest of a name. */
#include <setjmp.h>
#include <stdint.h>
#include <string.h>

enum { LOW = 0x1000, SIZE = 0x10000 };

extern "C" {
struct {
    uintptr_t ready, reason, place, detail;
} MOCK(instance);
alignas(16) uint8_t MOCK(window)[SIZE];
}

static uint32_t next_free;
/* The next block, whatever is asked for; none if it is zero. */
static uint32_t next_block;
[[maybe_unused]] static unsigned post_returns;
static jmp_buf entry;

/* True while a result is in use. */
static bool is_held;

/* Calls of functions that only bindings call, by symbol, and those that found the instance in a state that the symbol is not for. */
static struct {
    unsigned idle, held, inside, wrong;
} helped;

/* Called before each function of the library but those inside an import, as by an interrupt, which is not interrupted itself. */
static void (*interrupt)(void);

static void interrupted(void)
{
    void (*const handler)(void) = interrupt;
    if (handler != nullptr) {
        interrupt = nullptr;
        handler();
        interrupt = handler;
    }
}

/* Ends the call in progress with a trap. */
[[noreturn]] static void trap(uint32_t kind, uintptr_t detail)
{
    MOCK(instance).detail = detail;
    MOCK(instance).place = 0x1234;
    MOCK(instance).reason = 0x100u + kind;
    is_held = false;
    longjmp(entry, 1);
}

extern "C" [[noreturn]] void __dissolve_raise(uint32_t kind, uintptr_t detail)
{
    trap(kind, detail);
}

/* A block of the window, as the guest's own allocator gives it. */
static uint32_t allocate(uint32_t alignment, uint32_t size)
{
    if (next_block != 0u) {
        const uint32_t block = next_block;
        next_block = 0u;
        return block;
    }
    const uint32_t address = (next_free + alignment - 1u) & ~(alignment - 1u);
    if (size > LOW + SIZE - address) {
        trap(10, size);
    }
    next_free = address + size;
    return address;
}

/* Runs the body of an export between the marks of a call. Returns false if the call is refused or traps. */
template <class Body> static bool enter(Body body)
{
    interrupted();
    if (MOCK(instance).ready == 0u) {
        return false;
    }
    MOCK(instance).ready = 0u;
    MOCK(instance).reason = 1u;
    if (setjmp(entry) != 0) {
        return false;
    }
    body();
    MOCK(instance).ready = 1u;
    return true;
}

/* An export with one word as result. */
template <class Body> static uint64_t enter_word(Body body)
{
    static uint32_t value;
    return enter([&] { value = body(); }) ? (uint64_t)1 << 32 | value : 0;
}

/* The same for a result in memory: the program takes no calls then. */
template <class Body> static uint64_t hold_word(Body body)
{
    const uint64_t returned = enter_word(body);
    if (returned != 0u) {
        MOCK(instance).ready = 0u;
        is_held = true;
    }
    return returned;
}

/* Runs the body of a post-return function: only while a result is in use. */
template <class Body> static bool release(Body body)
{
    interrupted();
    if (!is_held || MOCK(instance).ready != 0u || MOCK(instance).reason != 1u) {
        return false;
    }
    MOCK(instance).ready = 1u;
    is_held = false;
    return enter(body);
}

/* A function that only bindings call, without a result in use. */
[[maybe_unused]] static uint64_t help_word(uint32_t (*body)(uint32_t), uint32_t a)
{
    helped.idle += 1u;
    return enter_word([=] { return body(a); });
}

/* The same while a result is in use, which it stays. */
[[maybe_unused]] static bool help_held(void (*body)(void))
{
    interrupted();
    helped.held += 1u;
    helped.wrong += is_held && MOCK(instance).ready != 0u ? 1u : 0u;
    if (!is_held || MOCK(instance).ready != 0u || MOCK(instance).reason != 1u || setjmp(entry) != 0) {
        return false;
    }
    body();
    return true;
}

[[maybe_unused]] static uint64_t help_held_word(uint32_t (*body)(uint32_t), uint32_t a)
{
    static uint32_t (*word)(uint32_t);
    static uint32_t value;
    word = body;
    value = a;
    return help_held([] { value = word(value); }) ? (uint64_t)1 << 32 | value : 0;
}

/* The same in an import. */
static void help_inside(void)
{
    helped.inside += 1u;
    helped.wrong += is_held || MOCK(instance).ready != 0u || MOCK(instance).reason != 1u ? 1u : 0u;
}

/* The three symbols of a function that converts a handle. */
#define HELPER(name, body)                                                                   \
    extern "C" uint64_t MOCK(name)(uint32_t a) { return help_word(body, a); }                \
    extern "C" uint64_t MOCK(name##_held)(uint32_t a) { return help_held_word(body, a); }    \
    extern "C" uint32_t MOCK(name##_inside)(uint32_t a) { help_inside(); return body(a); }

extern "C" uint32_t MOCK(instantiate)(void)
{
    if (MOCK(instance).reason == 1u && MOCK(instance).ready == 0u && !is_held) {
        return 0;
    }
    is_held = false;
    memset(MOCK(window), 0xaa, sizeof MOCK(window));
    next_free = LOW + 16u;
    MOCK(instance).ready = 1u;
    MOCK(instance).reason = 1u;
    return 1;
}

extern "C" uint64_t MOCK(realloc)(uint32_t, uint32_t, uint32_t alignment, uint32_t size)
{
    helped.idle += 1u;
    return enter_word([=] { return allocate(alignment, size); });
}

extern "C" uint32_t MOCK(realloc_inside)(uint32_t, uint32_t, uint32_t alignment, uint32_t size)
{
    help_inside();
    return allocate(alignment, size);
}
