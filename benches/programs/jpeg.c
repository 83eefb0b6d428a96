/* The core of a baseline JPEG decoder (ITU T.81): Huffman-coded 4:2:0 blocks with restart markers, dequantisation,
   zigzag, an integer inverse DCT and YCbCr to RGB. The scan is coded first, from generated coefficients. */
#include "program.h"

/* The picture, in minimum coded units (MCUs) of 16 x 16 pixels, and how many of them are between restart markers. */
enum { ACROSS = 2, DOWN = 1, MCU = 16, WIDTH = ACROSS * MCU, HEIGHT = DOWN * MCU, RESTART = 1 };
enum { ROOM = 1536, BAD = 0xffff };

/* Tables K.3 and K.5 of the standard: how many codes of each length there are, and their symbols in order. */
static const uint8_t dc_counts[16] = {0, 1, 5, 1, 1, 1, 1, 1, 1};
static const uint8_t dc_symbols[12] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};
static const uint8_t ac_counts[16] = {0, 2, 1, 3, 3, 2, 4, 3, 5, 5, 4, 4, 0, 0, 1, 125};
static const uint8_t ac_symbols[162] = {
    0x01, 0x02, 0x03, 0x00, 0x04, 0x11, 0x05, 0x12, 0x21, 0x31, 0x41, 0x06, 0x13, 0x51, 0x61, 0x07, 0x22, 0x71,
    0x14, 0x32, 0x81, 0x91, 0xa1, 0x08, 0x23, 0x42, 0xb1, 0xc1, 0x15, 0x52, 0xd1, 0xf0, 0x24, 0x33, 0x62, 0x72,
    0x82, 0x09, 0x0a, 0x16, 0x17, 0x18, 0x19, 0x1a, 0x25, 0x26, 0x27, 0x28, 0x29, 0x2a, 0x34, 0x35, 0x36, 0x37,
    0x38, 0x39, 0x3a, 0x43, 0x44, 0x45, 0x46, 0x47, 0x48, 0x49, 0x4a, 0x53, 0x54, 0x55, 0x56, 0x57, 0x58, 0x59,
    0x5a, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x69, 0x6a, 0x73, 0x74, 0x75, 0x76, 0x77, 0x78, 0x79, 0x7a, 0x83,
    0x84, 0x85, 0x86, 0x87, 0x88, 0x89, 0x8a, 0x92, 0x93, 0x94, 0x95, 0x96, 0x97, 0x98, 0x99, 0x9a, 0xa2, 0xa3,
    0xa4, 0xa5, 0xa6, 0xa7, 0xa8, 0xa9, 0xaa, 0xb2, 0xb3, 0xb4, 0xb5, 0xb6, 0xb7, 0xb8, 0xb9, 0xba, 0xc2, 0xc3,
    0xc4, 0xc5, 0xc6, 0xc7, 0xc8, 0xc9, 0xca, 0xd2, 0xd3, 0xd4, 0xd5, 0xd6, 0xd7, 0xd8, 0xd9, 0xda, 0xe1, 0xe2,
    0xe3, 0xe4, 0xe5, 0xe6, 0xe7, 0xe8, 0xe9, 0xea, 0xf1, 0xf2, 0xf3, 0xf4, 0xf5, 0xf6, 0xf7, 0xf8, 0xf9, 0xfa};

/* Tables K.1 and K.2, in the order of the zigzag. */
static const uint8_t quantisers[2][64] = {
    {16, 11, 12, 14, 12, 10, 16, 14, 13, 14, 18, 17, 16, 19, 24, 40,  26,  24,  22,  22,  24,  49,
     35, 37, 29, 40, 58, 51, 61, 60, 57, 51, 56, 55, 64, 72, 92, 78,  64,  68,  87,  69,  55,  56,
     80, 109, 81, 87, 95, 98, 103, 104, 103, 62, 77, 113, 121, 112, 100, 120, 92, 101, 103, 99},
    {17, 18, 18, 24, 21, 24, 47, 26, 26, 47, 99, 66, 56, 66, 99, 99, 99, 99, 99, 99, 99, 99,
     99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
     99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99}};
static const uint8_t zigzag[64] = {
    0,  1,  8,  16, 9,  2,  3,  10, 17, 24, 32, 25, 18, 11, 4,  5,  12, 19, 26, 33, 40, 48,
    41, 34, 27, 20, 13, 6,  7,  14, 21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23,
    30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63};

static uint8_t scan[ROOM];
static uint8_t picture[HEIGHT][WIDTH][3];

/* Decoding */

struct huffman {
    const uint8_t *symbols;
    uint16_t limit[17];  /* one more than the last code of a length, moved up to 16 bits */
    uint16_t offset[17]; /* add it to a code of the length to get the place of its symbol */
    uint8_t short_size[256], short_symbol[256]; /* by the next 8 bits; size 0 for a longer code */
};

struct reader {
    const uint8_t *at, *end;
    uint32_t bits, count; /* the next bits, in the lowest places */
};

static struct huffman dc_table, ac_table;

static void build(struct huffman *h, const uint8_t *counts, const uint8_t *symbols) {
    uint32_t code = 0, at = 0;
    h->symbols = symbols;
    memset(h->short_size, 0, sizeof h->short_size);
    for (uint32_t size = 1; size <= 16; size++, code <<= 1) {
        h->offset[size] = (uint16_t)(at - code);
        for (uint32_t i = counts[size - 1]; i != 0; i--, code++, at++) {
            if (size > 8) continue;
            memset(h->short_size + (code << (8 - size)), (int)size, (size_t)1 << (8 - size));
            memset(h->short_symbol + (code << (8 - size)), symbols[at], (size_t)1 << (8 - size));
        }
        h->limit[size] = (uint16_t)(code << (16 - size));
    }
}

/* Has at least 16 bits ready; a marker or the end of the data reads as zeros, as often as needed. */
static void refill(struct reader *r) {
    while (r->count <= 16) {
        uint32_t byte = 0;
        if (r->at != r->end && r->at[0] != 0xff) {
            byte = *r->at++;
        } else if (r->end - r->at >= 2 && r->at[1] == 0) {
            byte = 0xff;
            r->at += 2;
        }
        r->bits = r->bits << 8 | byte;
        r->count += 8;
    }
}

static uint32_t decode(struct reader *r, const struct huffman *h) {
    refill(r);
    uint32_t code = r->bits >> (r->count - 16) & 0xffff, size = h->short_size[code >> 8];
    if (size != 0) {
        r->count -= size;
        return h->short_symbol[code >> 8];
    }
    for (size = 9; size <= 16; size++) {
        if (code >= h->limit[size]) continue;
        r->count -= size;
        return h->symbols[(uint16_t)((code >> (16 - size)) + h->offset[size])];
    }
    return BAD;
}

/* RECEIVE and EXTEND of the standard: a value of `size` bits, of which those with a leading 0 are negative. */
static int32_t receive(struct reader *r, uint32_t size) {
    if (size == 0) return 0;
    refill(r);
    r->count -= size;
    uint32_t value = r->bits >> r->count & ((1u << size) - 1);
    return (int32_t)value - (value >> (size - 1) != 0 ? 0 : (int32_t)((1u << size) - 1));
}

/* Keeps even the values of a damaged scan in the range that the transform has room for. */
static int16_t dequantise(int32_t value, uint32_t quantiser) {
    value *= (int32_t)quantiser;
    return (int16_t)(value < -2047 ? -2047 : value > 2047 ? 2047 : value);
}

/* Reads the coefficients of a block, dequantised and in their places; gives 0 if the scan is malformed. */
static uint32_t read_block(struct reader *r, const uint8_t *quantiser, int32_t *predicted, int16_t *block) {
    memset(block, 0, 64 * sizeof *block);
    uint32_t symbol = decode(r, &dc_table);
    if (symbol > 11) return 0;
    *predicted += receive(r, symbol);
    if (*predicted < -2047 || *predicted > 2047) return 0;
    block[0] = dequantise(*predicted, quantiser[0]);
    for (uint32_t at = 1; at < 64; at++) {
        symbol = decode(r, &ac_table);
        if (symbol == BAD) return 0;
        if (symbol == 0) break;
        at += symbol >> 4;
        if (at > 63) return 0;
        block[zigzag[at]] = dequantise(receive(r, symbol & 15), quantiser[at]);
    }
    return 1;
}

/* The inverse DCT of 8 values that are `step` apart, by its even and its odd half; cosines in 4096ths. From
   coefficients of up to 2047 no value comes to more than 22000, after the first pass neither. */
static void transform(int16_t *x, uint32_t step, uint32_t shift) {
    enum { C1 = 4017, C2 = 3784, C3 = 3406, C4 = 2896, C5 = 2276, C6 = 1567, C7 = 799 };
    int32_t x1 = x[step], x2 = x[2 * step], x3 = x[3 * step];
    int32_t x5 = x[5 * step], x6 = x[6 * step], x7 = x[7 * step];
    int32_t round = 1 << (shift - 1);
    int32_t sum = (x[0] + x[4 * step]) * C4 + round, difference = (x[0] - x[4 * step]) * C4 + round;
    int32_t outer = x2 * C2 + x6 * C6, inner = x2 * C6 - x6 * C2;
    int32_t even[4] = {sum + outer, difference + inner, difference - inner, sum - outer};
    int32_t odd[4] = {x1 * C1 + x3 * C3 + x5 * C5 + x7 * C7, x1 * C3 - x3 * C7 - x5 * C1 - x7 * C5,
                      x1 * C5 - x3 * C1 + x5 * C7 + x7 * C3, x1 * C7 - x3 * C5 + x5 * C3 - x7 * C1};
    for (uint32_t i = 0; i < 4; i++) {
        x[i * step] = (int16_t)((even[i] + odd[i]) >> shift);
        x[(7 - i) * step] = (int16_t)((even[i] - odd[i]) >> shift);
    }
}

static uint8_t clamp(int32_t value) { return value < 0 ? 0 : value > 255 ? 255 : (uint8_t)value; }

/* Transforms a block into samples; the columns keep two more bits than the rows give in the end. */
static void inverse_dct(int16_t *block, uint8_t *to, uint32_t stride) {
    for (uint32_t i = 0; i < 8; i++) transform(block + i, 8, 11);
    for (uint32_t i = 0; i < 8; i++, to += stride) {
        transform(block + 8 * i, 1, 15);
        for (uint32_t j = 0; j < 8; j++) to[j] = clamp(block[8 * i + j] + 128);
    }
}

/* Each colour sample holds for 2 x 2 pixels; the factors are 65536ths. */
static void convert(const uint8_t *luma, const uint8_t *blue, const uint8_t *red, uint32_t left, uint32_t top) {
    for (uint32_t y = 0; y < MCU; y++) {
        uint8_t *to = picture[top + y][left];
        for (uint32_t x = 0; x < MCU; x++, to += 3) {
            int32_t base = luma[y * MCU + x] * 65536 + 32768;
            int32_t cb = blue[y / 2 * 8 + x / 2] - 128, cr = red[y / 2 * 8 + x / 2] - 128;
            to[0] = clamp((base + 91881 * cr) >> 16);
            to[1] = clamp((base - 22554 * cb - 46802 * cr) >> 16);
            to[2] = clamp((base + 116130 * cb) >> 16);
        }
    }
}

/* Decodes the scan into `picture`; gives the number of MCUs that came out. */
static uint32_t decode_scan(uint32_t length) {
    static int16_t block[64];
    static uint8_t luma[MCU * MCU], colours[2][64];
    struct reader r = {scan, scan + length, 0, 0};
    int32_t predicted[3] = {0, 0, 0};
    build(&dc_table, dc_counts, dc_symbols);
    build(&ac_table, ac_counts, ac_symbols);
    for (uint32_t mcu = 0; mcu < ACROSS * DOWN; mcu++) {
        if (mcu != 0 && mcu % RESTART == 0) {
            /* The bits ahead never reach past a marker. */
            if (r.end - r.at < 2 || r.at[0] != 0xff || r.at[1] != 0xd0 + (mcu / RESTART - 1) % 8) return mcu;
            r.at += 2;
            r.count = 0;
            memset(predicted, 0, sizeof predicted);
        }
        for (uint32_t i = 0; i < 4; i++) {
            if (!read_block(&r, quantisers[0], &predicted[0], block)) return mcu;
            inverse_dct(block, luma + (i >> 1) * 8 * MCU + (i & 1) * 8, MCU);
        }
        for (uint32_t i = 0; i < 2; i++) {
            if (!read_block(&r, quantisers[1], &predicted[1 + i], block)) return mcu;
            inverse_dct(block, colours[i], 8);
        }
        convert(luma, colours[0], colours[1], mcu % ACROSS * MCU, mcu / ACROSS * MCU);
    }
    return ACROSS * DOWN;
}

/* Coding */

struct writer {
    uint8_t *at, *end;
    uint32_t bits, count;
};

static uint16_t codes[2][256];
static uint8_t sizes[2][256];

static void list_codes(uint32_t table, const uint8_t *counts, const uint8_t *symbols) {
    uint32_t code = 0;
    for (uint32_t size = 1; size <= 16; size++, code <<= 1) {
        for (uint32_t i = counts[size - 1]; i != 0; i--, symbols++) {
            codes[table][*symbols] = (uint16_t)code++;
            sizes[table][*symbols] = (uint8_t)size;
        }
    }
}

static void put_byte(struct writer *w, uint32_t byte) {
    if (w->at != w->end) *w->at++ = (uint8_t)byte;
}

static void put(struct writer *w, uint32_t value, uint32_t count) {
    w->bits = w->bits << count | value;
    for (w->count += count; w->count >= 8;) {
        w->count -= 8;
        uint32_t byte = w->bits >> w->count & 0xff;
        put_byte(w, byte);
        if (byte == 0xff) put_byte(w, 0); /* so that it is no marker */
    }
}

static void put_padding(struct writer *w) {
    uint32_t count = (8 - w->count) & 7;
    put(w, (1u << count) - 1, count);
}

/* Writes the code of a run of zeros and of the size of a value, and then the value. */
static void put_value(struct writer *w, uint32_t table, uint32_t run, int32_t value) {
    uint32_t magnitude = (uint32_t)(value < 0 ? -value : value), size = 0;
    while (magnitude >> size != 0) size++;
    put(w, codes[table][run << 4 | size], sizes[table][run << 4 | size]);
    put(w, (uint32_t)(value < 0 ? value - 1 : value) & ((1u << size) - 1), size);
}

/* A block as of a photograph: most of the values near the start and small. */
static void put_block(struct writer *w, uint32_t *state, int32_t *previous) {
    uint32_t random = next(state), run = 0, last = random >> 27;
    int32_t level = *previous / 2 + (int32_t)(random % 33) - 16;
    put_value(w, 0, 0, level - *previous);
    *previous = level;
    if (random % 8 == 0) last += 32;
    for (uint32_t at = 1; at <= last; at++) {
        random = next(state);
        int32_t value = (int32_t)(random >> 24) - 128, range = at < 4 ? 8 : at < 12 ? 24 : 64;
        value /= range;
        if (value == 0) {
            run++;
            continue;
        }
        for (; run > 15; run -= 16) put(w, codes[1][0xf0], sizes[1][0xf0]);
        put_value(w, 1, run, value);
        run = 0;
    }
    if (run != 0 || last < 63) put(w, codes[1][0], sizes[1][0]);
}

static uint32_t code_scan(uint32_t *state) {
    struct writer w = {scan, scan + ROOM, 0, 0};
    int32_t previous[3] = {0, 0, 0};
    list_codes(0, dc_counts, dc_symbols);
    list_codes(1, ac_counts, ac_symbols);
    for (uint32_t mcu = 0; mcu < ACROSS * DOWN; mcu++) {
        if (mcu != 0 && mcu % RESTART == 0) {
            put_padding(&w);
            put_byte(&w, 0xff);
            put_byte(&w, 0xd0 + (mcu / RESTART - 1) % 8);
            memset(previous, 0, sizeof previous);
        }
        for (uint32_t i = 0; i < 6; i++) put_block(&w, state, &previous[i < 4 ? 0 : i - 3]);
    }
    put_padding(&w);
    return (uint32_t)(w.at - scan);
}

static uint32_t mix_picture(uint32_t sum) {
    const uint8_t *from = picture[0][0];
    for (uint32_t i = 0; i < sizeof picture; i += 4) {
        uint32_t high = (uint32_t)from[i + 2] << 16 | (uint32_t)from[i + 3] << 24;
        sum = mix(sum, from[i] | (uint32_t)from[i + 1] << 8 | high);
    }
    return sum;
}

uint32_t EXPORT(run)(uint32_t seed) {
    uint32_t state = seed != 0 ? seed : 1;
    memset(picture, 0, sizeof picture);
    uint32_t length = code_scan(&state), sum = length;
    sum = mix(sum, decode_scan(length));
    sum = mix_picture(sum);
    /* A damaged scan must come to an end too. */
    uint32_t bit = next(&state) % (length * 8);
    scan[bit / 8] ^= (uint8_t)(1u << (bit & 7));
    sum = mix(sum, decode_scan(length / 2));
    return mix_picture(sum);
}
