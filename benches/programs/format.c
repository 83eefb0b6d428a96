/* A formatter like printf of ISO C, without floating point, but with %k for 16.16 fixed-point numbers as in
   ISO/IEC TR 18037; writes the lines of a generated report into a buffer. */
#include "program.h"
#include <stdarg.h>

enum { ROOM = 1024, DIGITS = 20, NAMES = 8 };

/* The buffer is cut off at its end, but `length` goes on, so that the caller can see how much there was. */
struct output {
    char *to;
    uint32_t room, length;
};

/* What is between the % and the letter. */
struct spec {
    uint8_t left, zero, plus, space, alternate, wide;
    uint32_t width;
    int32_t precision; /* -1: none given */
};

static void put(struct output *o, char c) {
    if (o->length < o->room) o->to[o->length] = c;
    o->length++;
}

static void put_repeated(struct output *o, char c, uint32_t count) {
    for (; count != 0; count--) put(o, c);
}

static void put_bytes(struct output *o, const char *from, uint32_t count) {
    for (; count != 0; count--) put(o, *from++);
}

static uint32_t text_length(const char *text, int32_t limit) {
    uint32_t length = 0;
    while ((limit < 0 || length < (uint32_t)limit) && text[length] != 0) length++;
    return length;
}

/* Writes a prefix (sign or 0x) and a body, padded to the width: zeros go between the two, blanks before or behind. */
static void put_padded(struct output *o, const struct spec *spec, const char *prefix, const char *body,
                       uint32_t length) {
    uint32_t prefix_length = text_length(prefix, -1), whole = prefix_length + length;
    uint32_t padding = spec->width > whole ? spec->width - whole : 0;
    if (!spec->left && !spec->zero) put_repeated(o, ' ', padding);
    put_bytes(o, prefix, prefix_length);
    if (!spec->left && spec->zero) put_repeated(o, '0', padding);
    put_bytes(o, body, length);
    if (spec->left) put_repeated(o, ' ', padding);
}

/* Divides a number of 64 bits by a base, 16 bits at a time, which needs no division of 64 bits; gives the remainder. */
static uint32_t divide(uint64_t *value, uint32_t base) {
    uint32_t high = (uint32_t)(*value >> 32), low = (uint32_t)*value;
    uint32_t part = (high % base) << 16 | low >> 16, last = (part % base) << 16 | (low & 0xffff);
    *value = (uint64_t)(high / base) << 32 | (part / base << 16) | last / base;
    return last % base;
}

/* Writes the digits of a number so that they end before `end`; gives where they begin. */
static char *digits_before(char *end, uint64_t value, uint32_t base, const char *letters) {
    while (value >> 32 != 0) *--end = letters[divide(&value, base)];
    for (uint32_t low = (uint32_t)value; low != 0; low /= base) *--end = letters[low % base];
    return end;
}

static const char *sign_of(const struct spec *spec, uint32_t negative) {
    return negative ? "-" : spec->plus ? "+" : spec->space ? " " : "";
}

static void put_integer(struct output *o, struct spec *spec, uint64_t value, uint32_t base, uint32_t upper,
                        const char *prefix) {
    char digits[DIGITS + 12], *end = digits + sizeof digits;
    char *start = digits_before(end, value, base, upper ? "0123456789ABCDEF" : "0123456789abcdef");
    int32_t least = spec->precision < 0 ? 1 : spec->precision > DIGITS ? DIGITS : spec->precision;
    while (end - start < least) *--start = '0';
    if (spec->precision >= 0) spec->zero = 0;
    put_padded(o, spec, prefix, start, (uint32_t)(end - start));
}

/* A number in 65536ths, rounded half away from zero to at most 9 decimals. */
static void put_fixed(struct output *o, const struct spec *spec, int32_t value) {
    char digits[DIGITS], *end = digits + sizeof digits;
    uint32_t magnitude = value < 0 ? 0u - (uint32_t)value : (uint32_t)value;
    uint32_t whole = magnitude >> 16, decimals = spec->precision < 0 ? 3 : (uint32_t)spec->precision, scale = 1;
    if (decimals > 9) decimals = 9;
    for (uint32_t i = 0; i < decimals; i++) scale *= 10;
    uint32_t fraction = (uint32_t)(((uint64_t)(magnitude & 0xffff) * scale + 0x8000) >> 16);
    if (fraction >= scale) {
        fraction -= scale;
        whole++;
    }
    char *start = digits_before(end, fraction, 10, "0123456789");
    if (decimals != 0) {
        while ((uint32_t)(end - start) < decimals) *--start = '0';
        *--start = '.';
    }
    end = digits_before(start, whole, 10, "0123456789");
    if (whole == 0) *--end = '0';
    put_padded(o, spec, sign_of(spec, value < 0), end, (uint32_t)(digits + sizeof digits - end));
}

static const char *read_flags(const char *from, struct spec *spec) {
    for (;; from++) {
        switch (*from) {
        case '-': spec->left = 1; break;
        case '0': spec->zero = 1; break;
        case '+': spec->plus = 1; break;
        case ' ': spec->space = 1; break;
        case '#': spec->alternate = 1; break;
        default: return from;
        }
    }
}

static const char *read_number(const char *from, uint32_t *number) {
    *number = 0;
    for (; *from >= '0' && *from <= '9'; from++) *number = *number * 10 + (uint32_t)(*from - '0');
    return from;
}

/* Writes at most `room` bytes with the 0 at the end; gives the length that the whole text has. */
static uint32_t format(char *to, uint32_t room, const char *pattern, ...) {
    struct output o = {to, room - 1, 0};
    va_list arguments;
    va_start(arguments, pattern);
    while (*pattern != 0) {
        if (*pattern != '%') {
            put(&o, *pattern++);
            continue;
        }
        struct spec spec = {0, 0, 0, 0, 0, 0, 0, -1};
        uint32_t number;
        pattern = read_flags(pattern + 1, &spec);
        if (*pattern == '*') {
            int32_t width = va_arg(arguments, int32_t);
            if (width < 0) spec.left = 1;
            spec.width = width < 0 ? 0u - (uint32_t)width : (uint32_t)width;
            pattern++;
        } else {
            pattern = read_number(pattern, &spec.width);
        }
        if (*pattern == '.') {
            if (*++pattern == '*') {
                spec.precision = va_arg(arguments, int32_t);
                pattern++;
            } else {
                pattern = read_number(pattern, &number);
                spec.precision = (int32_t)number;
            }
        }
        for (; *pattern == 'l'; pattern++) spec.wide++;
        char letter = *pattern;
        if (letter != 0) pattern++;
        switch (letter) {
        case 'd': case 'i': {
            int64_t value = spec.wide == 2 ? va_arg(arguments, int64_t) : va_arg(arguments, int32_t);
            uint64_t magnitude = value < 0 ? 0u - (uint64_t)value : (uint64_t)value;
            put_integer(&o, &spec, magnitude, 10, 0, sign_of(&spec, value < 0));
            break;
        }
        case 'u': case 'x': case 'X': {
            uint64_t value = spec.wide == 2 ? va_arg(arguments, uint64_t) : va_arg(arguments, uint32_t);
            const char *prefix = !spec.alternate || letter == 'u' || value == 0 ? "" : letter == 'x' ? "0x" : "0X";
            put_integer(&o, &spec, value, letter == 'u' ? 10 : 16, letter == 'X', prefix);
            break;
        }
        case 'k':
            put_fixed(&o, &spec, va_arg(arguments, int32_t));
            break;
        case 'c': {
            char c = (char)va_arg(arguments, int);
            spec.zero = 0;
            put_padded(&o, &spec, "", &c, 1);
            break;
        }
        case 's': {
            const char *text = va_arg(arguments, const char *);
            if (text == NULL) text = "(null)";
            spec.zero = 0;
            put_padded(&o, &spec, "", text, text_length(text, spec.precision));
            break;
        }
        case '%':
            put(&o, '%');
            break;
        default: /* unknown: shown as it is, so that the mistake is seen */
            put(&o, '%');
            if (letter != 0) put(&o, letter);
            break;
        }
    }
    va_end(arguments);
    to[o.length < o.room ? o.length : o.room] = 0;
    return o.length;
}

static char report[ROOM];

/* Adds a line's text to the checksum, and its full length. */
static uint32_t mix_text(uint32_t sum, uint32_t length) {
    for (const char *from = report; *from != 0; from++) sum = mix(sum, (uint8_t)*from);
    return mix(sum, length);
}

uint32_t EXPORT(run)(uint32_t seed) {
    static const char *const names[NAMES] = {"pump", "valve 12", "x", "", "temperature", "level", "fan", "battery"};
    uint32_t state = seed != 0 ? seed : 1, sum = 0;
    for (uint32_t i = 0; i < 14; i++) {
        const char *name = names[next(&state) % NAMES];
        uint32_t bits = next(&state), shift = next(&state) % 32;
        int32_t small = (int32_t)(next(&state) % 2001) - 1000, fixed = (int32_t)(bits >> 1 >> shift % 16);
        if ((bits & 1) != 0) fixed = -fixed;
        uint64_t wide = (uint64_t)bits * ((1u << shift) - 7u) + shift;
        uint32_t length = format(report, ROOM, "%-12s|%10.4s|%c|%%|%q", name, name, (int)('a' + shift % 26));
        sum = mix_text(sum, length);
        length = format(report, ROOM, "%d %+6d % d %-7d| %07d %.5d", small, small, small, small, small, small);
        sum = mix_text(sum, length);
        length = format(report, ROOM, "%u %8x %#X %08x %.3u", bits, bits >> shift, bits, bits >> 8, shift);
        sum = mix_text(sum, length);
        length = format(report, ROOM, "%k %.1k %10.2k %+.0k %09.4k %-*k|", fixed, fixed, fixed, fixed, fixed,
                        small % 16, fixed);
        sum = mix_text(sum, length);
        length = format(report, ROOM, "%llu %#llx %lld %*d %.*s", wide, wide, -(int64_t)(wide >> 1), small % 9, small,
                        (int32_t)(shift % 5), name);
        sum = mix_text(sum, length);
        /* Into a buffer that is too short. */
        length = format(report, 10 + shift, "[%s] %s: %d of %u", name, "overflow", small, bits);
        sum = mix_text(sum, length);
    }
    return sum;
}
