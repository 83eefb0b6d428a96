/* SHA-256 (FIPS 180-4) of messages of several lengths, given in pieces as they would arrive from a flash or a line. */
#include "program.h"

enum { BLOCK = 64, DIGEST = 32, MESSAGE_MOST = 400 };

struct sha256 {
    uint32_t state[8];
    uint32_t length;
    uint8_t block[BLOCK];
};

static const uint32_t initial[8] = {
    0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
};

static const uint32_t constants[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

/* The lengths around 55 and 64 decide how the padding falls. */
static const uint16_t lengths[] = {0, 3, 55, 56, 63, 64, 65, 119, 120, 200, 321, MESSAGE_MOST};

static struct sha256 context;
static uint8_t message[MESSAGE_MOST];
static uint8_t digest[DIGEST];

static uint32_t rotate(uint32_t x, unsigned by) { return x >> by | x << (32 - by); }

static uint32_t get32(const uint8_t *from) {
    return (uint32_t)from[0] << 24 | (uint32_t)from[1] << 16 | (uint32_t)from[2] << 8 | from[3];
}

static void put32(uint8_t *to, uint32_t value) {
    to[0] = (uint8_t)(value >> 24);
    to[1] = (uint8_t)(value >> 16);
    to[2] = (uint8_t)(value >> 8);
    to[3] = (uint8_t)value;
}

/* One word of the message schedule, made in place: 16 words are all that a round looks back at (6.2.2, 1). */
static uint32_t schedule(uint32_t *w, unsigned t) {
    uint32_t before = w[(t + 1) % 16], recent = w[(t + 14) % 16];
    uint32_t small0 = rotate(before, 7) ^ rotate(before, 18) ^ before >> 3;
    uint32_t small1 = rotate(recent, 17) ^ rotate(recent, 19) ^ recent >> 10;
    return w[t % 16] += small0 + w[(t + 9) % 16] + small1;
}

static void compress(uint32_t *state, const uint8_t *block) {
    uint32_t w[16];
    uint32_t a = state[0], b = state[1], c = state[2], d = state[3];
    uint32_t e = state[4], f = state[5], g = state[6], h = state[7];
    for (unsigned t = 0; t < 16; t++) w[t] = get32(block + 4 * t);
    for (unsigned t = 0; t < 64; t++) {
        uint32_t word = t < 16 ? w[t] : schedule(w, t);
        uint32_t big1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
        uint32_t big0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);
        uint32_t t1 = h + big1 + (g ^ (e & (f ^ g))) + constants[t] + word;
        uint32_t t2 = big0 + ((a & b) | (c & (a | b)));
        h = g;
        g = f;
        f = e;
        e = d + t1;
        d = c;
        c = b;
        b = a;
        a = t1 + t2;
    }
    state[0] += a;
    state[1] += b;
    state[2] += c;
    state[3] += d;
    state[4] += e;
    state[5] += f;
    state[6] += g;
    state[7] += h;
}

static void start(struct sha256 *sha) {
    memcpy(sha->state, initial, sizeof initial);
    sha->length = 0;
}

static void add(struct sha256 *sha, const uint8_t *bytes, size_t length) {
    size_t filled = sha->length % BLOCK;
    sha->length += (uint32_t)length;
    while (length) {
        size_t taken = BLOCK - filled < length ? BLOCK - filled : length;
        if (taken == BLOCK) {
            /* A whole block needs no copy. */
            compress(sha->state, bytes);
        } else {
            memcpy(sha->block + filled, bytes, taken);
            filled += taken;
            if (filled == BLOCK) {
                compress(sha->state, sha->block);
                filled = 0;
            }
        }
        bytes += taken;
        length -= taken;
    }
}

/* Pads with a one bit, zeros, and the length in bits (5.1.1). */
static void finish(struct sha256 *sha, uint8_t *to) {
    size_t filled = sha->length % BLOCK;
    sha->block[filled++] = 0x80;
    if (filled > BLOCK - 8) {
        memset(sha->block + filled, 0, BLOCK - filled);
        compress(sha->state, sha->block);
        filled = 0;
    }
    memset(sha->block + filled, 0, BLOCK - 8 - filled);
    put32(sha->block + BLOCK - 8, sha->length >> 29);
    put32(sha->block + BLOCK - 4, sha->length << 3);
    compress(sha->state, sha->block);
    for (size_t i = 0; i < 8; i++) put32(to + 4 * i, sha->state[i]);
}

uint32_t EXPORT(run)(uint32_t seed) {
    uint32_t random = seed | 1, sum = seed;
    for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
        size_t length = lengths[i], given = 0;
        for (size_t k = 0; k < length; k++) message[k] = (uint8_t)(next(&random) >> 11);
        start(&context);
        while (given < length) {
            size_t piece = 1 + next(&random) % 100;
            if (piece > length - given) piece = length - given;
            add(&context, message + given, piece);
            given += piece;
        }
        finish(&context, digest);
        for (size_t k = 0; k < DIGEST; k += 4) sum = mix(sum, get32(digest + k));
    }
    return sum;
}
