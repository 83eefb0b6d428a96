// A replacement of csmith's header for programs without a C library. The program exports `run`, which returns the checksum
// of its variables.
#include <float.h>
#include <limits.h>
#include <stdint.h>

#define fabs __builtin_fabs
#define fabsf __builtin_fabsf

#define STATIC static
#define UNDEFINED(value) (value)
#define LOG_INDEX
#define LOG_EXEC
#define FUNC_NAME(name) (safe_##name)
#include "safe_math.h"
#undef FUNC_NAME

#define _CSMITH_BITFIELD(bits) ((bits) > 32 ? (bits) % 32 : (bits))
#define printf(...) ((void)0)

static uint32_t crc32_context = 0xffffffff;

static void crc32_gentab(void) {}
static void platform_main_begin(void) {}
static void platform_main_end(uint32_t crc, int flag) {
    (void)crc;
    (void)flag;
}

static void transparent_crc(uint64_t value, const char *name, int flag) {
    (void)name;
    (void)flag;
    for (int byte = 0; byte < 8; byte++) {
        crc32_context ^= (uint8_t)(value >> 8 * byte);
        for (int bit = 0; bit < 8; bit++) {
            crc32_context = crc32_context >> 1 ^ (crc32_context & 1 ? 0xedb88320 : 0);
        }
    }
}

static void transparent_crc_bytes(const char *bytes, int count, const char *name, int flag) {
    for (int at = 0; at < count; at++) {
        transparent_crc((uint8_t)bytes[at], name, flag);
    }
}

int program(void);

__attribute__((export_name("run"))) uint32_t run(void) {
    crc32_context = 0xffffffff;
    program();
    return crc32_context;
}

#define main program
