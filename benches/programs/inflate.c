/* Compresses generated log text as DEFLATE (RFC 1951), in a stored, a fixed and a dynamic block, and decompresses it
   with canonical Huffman codes that are decoded by a table for the short ones and bit by bit for the long ones. */
#include "program.h"

/* Of 288 literals and 32 distances that the fixed codes have room for, 286 and 30 are used. */
enum { PLAIN = 512, ROOM = 768, END = 256, LITERALS = 286, DISTANCES = 30, LENGTHS = 19, LONGEST = 15, FAST = 8 };

static const uint16_t length_base[29] = {3,  4,  5,  6,  7,  8,  9,  10, 11,  13,  15,  17,  19,  23, 27,
                                         31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258};
static const uint8_t length_extra[29] = {0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2,
                                         2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0};
static const uint16_t distance_base[30] = {1,   2,   3,   4,   5,    7,    9,    13,   17,   25,
                                           33,  49,  65,  97,  129,  193,  257,  385,  513,  769,
                                           1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577};
static const uint8_t distance_extra[30] = {0, 0, 0, 0, 1, 1, 2, 2,  3,  3,  4,  4,  5,  5,  6,
                                           6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13};
/* The order in which a dynamic block gives the lengths of the code for code lengths. */
static const uint8_t length_order[LENGTHS] = {16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};

static uint8_t plain[PLAIN], packed[ROOM], output[ROOM];

/* Huffman codes go into the stream from their highest bit on, all else from the lowest. */
static uint32_t reverse(uint32_t code, uint32_t length) {
    static const uint8_t nibbles[16] = {0, 8, 4, 12, 2, 10, 6, 14, 1, 9, 5, 13, 3, 11, 7, 15};
    uint32_t high = (uint32_t)nibbles[code & 15] << 4 | nibbles[code >> 4 & 15];
    uint32_t low = (uint32_t)nibbles[code >> 8 & 15] << 4 | nibbles[code >> 12];
    return (high << 8 | low) >> (16 - length);
}

/* The lengths of the fixed codes; gives how many literals there are, the distances follow. */
static uint32_t fixed_lengths(uint8_t *lengths) {
    memset(lengths, 8, 144);
    memset(lengths + 144, 9, 112);
    memset(lengths + 256, 7, 24);
    memset(lengths + 280, 8, 8);
    memset(lengths + 288, 5, 32);
    return 288;
}

/* Decompression */

struct reader {
    const uint8_t *at, *end;
    uint32_t bits, count; /* the bits that are read ahead */
    uint32_t past;        /* how many of them are zeros from past the end */
};

struct huffman {
    uint16_t count[LONGEST + 1]; /* codes by their length */
    uint16_t symbol[288];        /* in the order of the codes */
    uint16_t fast[1 << FAST];    /* by the next bits: symbol << 4 | length, or 0 if the code is longer */
};

static struct huffman literals, distances;

static void need(struct reader *r, uint32_t count) {
    while (r->count < count) {
        if (r->at != r->end) r->bits |= (uint32_t)*r->at++ << r->count;
        else r->past += 8;
        r->count += 8;
    }
}

static uint32_t take(struct reader *r, uint32_t count) {
    need(r, count);
    uint32_t value = r->bits & ((1u << count) - 1);
    r->bits >>= count;
    r->count -= count;
    return value;
}

/* Prepares the decoding of a canonical code; gives 0 if the lengths are no prefix code. */
static uint32_t build(struct huffman *h, const uint8_t *lengths, uint32_t symbols) {
    uint16_t offset[LONGEST + 2];
    uint32_t code = 0, at = 0;
    memset(h->count, 0, sizeof h->count);
    memset(h->fast, 0, sizeof h->fast);
    for (uint32_t i = 0; i < symbols; i++) h->count[lengths[i]]++;
    h->count[0] = 0;
    offset[1] = 0;
    for (uint32_t i = 1; i <= LONGEST; i++) {
        code = (code << 1) + h->count[i];
        if (code > 1u << i) return 0;
        offset[i + 1] = (uint16_t)(offset[i] + h->count[i]);
    }
    /* Only a code of one symbol or none may leave some bits without a meaning. */
    if (code != 1u << LONGEST && offset[LONGEST + 1] > 1) return 0;
    for (uint32_t i = 0; i < symbols; i++) {
        if (lengths[i] != 0) h->symbol[offset[lengths[i]]++] = (uint16_t)i;
    }
    code = 0;
    for (uint32_t length = 1; length <= FAST; length++, code <<= 1) {
        for (uint32_t i = 0; i < h->count[length]; i++, code++, at++) {
            uint16_t entry = (uint16_t)((uint32_t)h->symbol[at] << 4 | length);
            for (uint32_t bits = reverse(code, length); bits < 1 << FAST; bits += 1u << length) h->fast[bits] = entry;
        }
    }
    return 1;
}

/* The next symbol, or 0xffff if the bits are no code. */
static uint32_t decode(struct reader *r, const struct huffman *h) {
    need(r, LONGEST);
    uint32_t entry = h->fast[r->bits & ((1 << FAST) - 1)];
    if (entry != 0) {
        r->bits >>= entry & 15;
        r->count -= entry & 15;
        return entry >> 4;
    }
    uint32_t code = 0, first = 0, at = 0;
    for (uint32_t length = 1; length <= LONGEST; length++) {
        code = code << 1 | take(r, 1);
        if (code - first < h->count[length]) return h->symbol[at + code - first];
        at += h->count[length];
        first = (first + h->count[length]) << 1;
    }
    return 0xffff;
}

/* Reads the codes of a dynamic block; gives 0 if they are malformed. */
static uint32_t read_codes(struct reader *r) {
    static uint8_t lengths[LITERALS + 32];
    uint8_t small[LENGTHS] = {0};
    uint32_t literal_count = take(r, 5) + 257, distance_count = take(r, 5) + 1, small_count = take(r, 4) + 4, at = 0;
    for (uint32_t i = 0; i < small_count; i++) small[length_order[i]] = (uint8_t)take(r, 3);
    if (literal_count > LITERALS || !build(&literals, small, LENGTHS)) return 0;
    while (at < literal_count + distance_count) {
        uint32_t symbol = decode(r, &literals), repeat = 1, length = symbol;
        if (symbol == 0xffff || r->count < r->past) return 0;
        if (symbol > 15) {
            if (symbol == 16 && at == 0) return 0;
            length = symbol == 16 ? lengths[at - 1] : 0;
            repeat = symbol == 16 ? 3 + take(r, 2) : symbol == 17 ? 3 + take(r, 3) : 11 + take(r, 7);
            if (at + repeat > literal_count + distance_count) return 0;
        }
        memset(lengths + at, (int)length, repeat);
        at += repeat;
    }
    return lengths[END] != 0 && build(&literals, lengths, literal_count) &&
           build(&distances, lengths + literal_count, distance_count);
}

/* Decompresses the symbols of one block after `at` bytes; gives the new number of bytes, or 0 for bad data. */
static uint32_t read_symbols(struct reader *r, uint8_t *to, uint32_t at, uint32_t room) {
    for (;;) {
        uint32_t symbol = decode(r, &literals);
        if (r->count < r->past) return 0;
        if (symbol == END) return at;
        if (symbol < END) {
            if (at == room) return 0;
            to[at++] = (uint8_t)symbol;
            continue;
        }
        symbol -= END + 1;
        if (symbol >= 29) return 0;
        uint32_t length = length_base[symbol] + take(r, length_extra[symbol]);
        symbol = decode(r, &distances);
        if (symbol >= DISTANCES) return 0;
        uint32_t distance = distance_base[symbol] + take(r, distance_extra[symbol]);
        if (distance > at || length > room - at) return 0;
        for (; length != 0; length--, at++) to[at] = to[at - distance];
    }
}

/* Decompresses a whole stream; gives the number of bytes, or 0 for bad data. */
static uint32_t inflate(const uint8_t *from, uint32_t size, uint8_t *to, uint32_t room) {
    static uint8_t lengths[288 + 32];
    struct reader r = {from, from + size, 0, 0, 0};
    uint32_t at = 0, last, type;
    do {
        last = take(&r, 1);
        type = take(&r, 2);
        if (type == 0) {
            take(&r, r.count & 7);
            uint32_t length = take(&r, 16);
            if ((take(&r, 16) ^ length) != 0xffff || length > room - at) return 0;
            for (; length != 0; length--) to[at++] = (uint8_t)take(&r, 8);
        } else {
            if (type == 1) {
                uint32_t count = fixed_lengths(lengths);
                build(&literals, lengths, count);
                build(&distances, lengths + count, 32);
            } else if (type == 3 || !read_codes(&r)) {
                return 0;
            }
            at = read_symbols(&r, to, at, room);
        }
        if (at == 0 || r.count < r.past) return 0;
    } while (!last);
    return at;
}

/* Compression */

struct writer {
    uint8_t *at, *end;
    uint32_t bits, count;
};

struct symbol {
    uint16_t value;    /* a literal byte or a length */
    uint16_t distance; /* 0 for a literal */
};

static struct symbol symbols[PLAIN];
static uint16_t codes[288 + 32];
static uint8_t code_lengths[288 + 32];

static void put(struct writer *w, uint32_t value, uint32_t count) {
    w->bits |= value << w->count;
    for (w->count += count; w->count >= 8; w->count -= 8, w->bits >>= 8) {
        if (w->at != w->end) *w->at++ = (uint8_t)w->bits;
    }
}

static void put_stored(struct writer *w, uint32_t from, uint32_t to) {
    put(w, 0, 2);
    put(w, 0, (8 - w->count) & 7);
    put(w, to - from, 16);
    put(w, ~(to - from) & 0xffff, 16);
    while (from < to) put(w, plain[from++], 8);
}

/* Splits a part of the text into literals and matches (LZ77) with one candidate for each hash. */
static uint32_t find_matches(uint32_t from, uint32_t to) {
    static uint16_t latest[256];
    uint32_t count = 0, inserted = 0;
    memset(latest, 0xff, sizeof latest);
    while (from < to) {
        uint32_t length = 0, candidate = 0xffff;
        for (; inserted <= from && inserted + 3 <= to; inserted++) {
            uint32_t three = plain[inserted] | (uint32_t)plain[inserted + 1] << 8 | (uint32_t)plain[inserted + 2] << 16;
            uint32_t hash = (three * 0x9e3779b1u) >> 24;
            candidate = latest[hash];
            latest[hash] = (uint16_t)inserted;
        }
        if (candidate < from) {
            while (length < 258 && from + length < to && plain[candidate + length] == plain[from + length]) length++;
        }
        if (length >= 3) {
            symbols[count].value = (uint16_t)length;
            symbols[count++].distance = (uint16_t)(from - candidate);
            from += length;
        } else {
            symbols[count].value = plain[from++];
            symbols[count++].distance = 0;
        }
    }
    return count;
}

static uint32_t class_of(const uint16_t *base, uint32_t count, uint32_t value) {
    uint32_t class = 0;
    while (class + 1 < count && base[class + 1] <= value) class++;
    return class;
}

/* Code lengths near the entropy (Shannon 1948), then shortened where there is still room until the code is complete. */
static void choose_lengths(const uint16_t *uses, uint32_t count, uint8_t *lengths) {
    uint32_t total = 0, left = 1u << LONGEST, changed;
    for (uint32_t i = 0; i < count; i++) total += uses[i];
    for (uint32_t i = 0; i < count; i++) {
        uint32_t length = 0;
        if (uses[i] != 0) {
            for (length = 1; (uint32_t)uses[i] << length < total; length++) {}
            left -= 1u << (LONGEST - length);
        }
        lengths[i] = (uint8_t)length;
    }
    do {
        changed = 0;
        for (uint32_t length = 2; length <= LONGEST && left != 0; length++) {
            uint32_t cost = 1u << (LONGEST - length);
            for (uint32_t i = 0; i < count && cost <= left; i++) {
                if (lengths[i] != length) continue;
                lengths[i]--;
                left -= cost;
                changed = 1;
            }
        }
    } while (left != 0 && changed);
}

static void assign_codes(const uint8_t *lengths, uint32_t count, uint16_t *to) {
    uint16_t following[LONGEST + 2] = {0};
    for (uint32_t i = 0; i < count; i++) following[lengths[i] + 1]++;
    following[1] = 0;
    for (uint32_t i = 1; i <= LONGEST; i++) following[i + 1] = (uint16_t)((following[i] + following[i + 1]) << 1);
    for (uint32_t i = 0; i < count; i++) to[i] = (uint16_t)reverse(following[lengths[i]]++, lengths[i]);
}

/* Chooses the codes of a dynamic block by the uses of the symbols and writes them at the head of the block. */
static void put_codes(struct writer *w, uint32_t count) {
    static const uint8_t small[LENGTHS] = {4, 5, 5, 4, 4, 4, 4, 4, 4, 4, 4, 4, 5, 5, 5, 5, 4, 4, 4};
    static uint16_t uses[288 + DISTANCES];
    uint16_t small_codes[LENGTHS];
    uint32_t total = 288 + DISTANCES;
    memset(uses, 0, sizeof uses);
    for (uint32_t i = 0; i < count; i++) {
        if (symbols[i].distance == 0) {
            uses[symbols[i].value]++;
        } else {
            uses[END + 1 + class_of(length_base, 29, symbols[i].value)]++;
            uses[288 + class_of(distance_base, DISTANCES, symbols[i].distance)]++;
        }
    }
    uses[END] = 1;
    choose_lengths(uses, LITERALS, code_lengths);
    choose_lengths(uses + 288, DISTANCES, code_lengths + 288);
    assign_codes(small, LENGTHS, small_codes);
    put(w, LITERALS - 257, 5);
    put(w, DISTANCES - 1, 5);
    put(w, LENGTHS - 4, 4);
    for (uint32_t i = 0; i < LENGTHS; i++) put(w, small[length_order[i]], 3);
    for (uint32_t i = 0; i < total;) {
        uint32_t length = code_lengths[i], run = 1, limit = i < LITERALS ? LITERALS : total;
        while (i + run < limit && code_lengths[i + run] == length) run++;
        if (length == 0 && run >= 11) {
            run = run > 138 ? 138 : run;
            put(w, small_codes[18], 4);
            put(w, run - 11, 7);
        } else if (length == 0 && run >= 3) {
            put(w, small_codes[17], 4);
            put(w, run - 3, 3);
        } else {
            put(w, small_codes[length], small[length]);
            if (run >= 4) {
                run = run > 7 ? 7 : run;
                put(w, small_codes[16], 4);
                put(w, run - 4, 2);
            } else {
                run = 1;
            }
        }
        i += run;
        if (i == LITERALS) i = 288; /* the two literals that no code has */
    }
}

static void put_symbol(struct writer *w, uint32_t symbol) { put(w, codes[symbol], code_lengths[symbol]); }

static void put_compressed(struct writer *w, uint32_t from, uint32_t to, uint32_t dynamic) {
    uint32_t count = find_matches(from, to);
    put(w, dynamic ? 2 : 1, 2);
    if (dynamic) put_codes(w, count);
    else fixed_lengths(code_lengths);
    assign_codes(code_lengths, 288, codes);
    assign_codes(code_lengths + 288, DISTANCES, codes + 288);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t value = symbols[i].value, distance = symbols[i].distance;
        if (distance == 0) {
            put_symbol(w, value);
            continue;
        }
        uint32_t class = class_of(length_base, 29, value);
        put_symbol(w, END + 1 + class);
        put(w, value - length_base[class], length_extra[class]);
        class = class_of(distance_base, DISTANCES, distance);
        put_symbol(w, 288 + class);
        put(w, distance - distance_base[class], distance_extra[class]);
    }
    put_symbol(w, END);
}

static uint32_t compress(uint32_t first, uint32_t second) {
    struct writer w = {packed, packed + ROOM, 0, 0};
    put(&w, 0, 1);
    put_stored(&w, 0, first);
    put(&w, 0, 1);
    put_compressed(&w, first, second, 0);
    put(&w, 1, 1);
    put_compressed(&w, second, PLAIN, 1);
    put(&w, 0, 7);
    return (uint32_t)(w.at - packed);
}

static void write_text(uint32_t *state) {
    static const char *const words[] = {"motor ",       "voltage ", "low\n", "temperature ", "overcurrent ", "reset\n",
                                        "calibration ", "channel ", "ok\n",  "timeout ",     "sensor ",      "done\n",
                                        "at ",          "=",        "-",     ": "};
    for (uint32_t at = 0; at < PLAIN;) {
        uint32_t random = next(state);
        const char *word = words[random >> 28];
        while (*word != 0 && at < PLAIN) plain[at++] = (uint8_t)*word++;
        if ((random >> 24 & 3) == 0 && at < PLAIN) plain[at++] = (uint8_t)('0' + random % 10);
    }
}

/* The checksum of zlib streams (RFC 1950). */
static uint32_t adler32(const uint8_t *from, uint32_t length) {
    uint32_t a = 1, b = 0;
    for (uint32_t i = 0; i < length; i++) {
        a += from[i];
        b += a;
    }
    return (b % 65521) << 16 | a % 65521;
}

uint32_t EXPORT(run)(uint32_t seed) {
    uint32_t state = seed != 0 ? seed : 1, sum = 0;
    write_text(&state);
    uint32_t size = compress(80 + next(&state) % 64, PLAIN / 2);
    uint32_t length = inflate(packed, size, output, ROOM);
    sum = mix(mix(sum, size), length);
    sum = mix(sum, length == PLAIN && memcmp(output, plain, PLAIN) == 0);
    sum = mix(sum, adler32(output, length));
    /* A damaged stream must end in an error or in other bytes, never outside the buffers. */
    uint32_t bit = next(&state) % (size * 4);
    packed[size / 2 + bit / 8] ^= (uint8_t)(1u << (bit & 7));
    length = inflate(packed, size, output, ROOM);
    return mix(mix(sum, length), adler32(output, length));
}
