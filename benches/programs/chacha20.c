/* ChaCha20 (RFC 8439): packets of several lengths encrypted with a nonce each, and decrypted again. */
#include "program.h"

enum { KEY = 32, NONCE = 12, BLOCK = 64, PACKETS = 6, PACKET_MOST = 260 };

struct chacha {
    /* Four constants, eight words of key, the block's number, three words of nonce (2.3). */
    uint32_t input[16];
    uint8_t pad[BLOCK];
    uint32_t used;
};

static struct chacha sender, receiver;
static uint8_t packet[PACKET_MOST];
static uint8_t original[PACKET_MOST];

static uint32_t rotate(uint32_t x, unsigned by) { return x << by | x >> (32 - by); }

static uint32_t get32(const uint8_t *from) {
    return from[0] | (uint32_t)from[1] << 8 | (uint32_t)from[2] << 16 | (uint32_t)from[3] << 24;
}

static void put32(uint8_t *to, uint32_t value) {
    to[0] = (uint8_t)value;
    to[1] = (uint8_t)(value >> 8);
    to[2] = (uint8_t)(value >> 16);
    to[3] = (uint8_t)(value >> 24);
}

/* 2.1. */
static void quarter(uint32_t *x, unsigned a, unsigned b, unsigned c, unsigned d) {
    x[a] += x[b];
    x[d] = rotate(x[d] ^ x[a], 16);
    x[c] += x[d];
    x[b] = rotate(x[b] ^ x[c], 12);
    x[a] += x[b];
    x[d] = rotate(x[d] ^ x[a], 8);
    x[c] += x[d];
    x[b] = rotate(x[b] ^ x[c], 7);
}

/* Makes the next 64 bytes of the key stream. */
static void refill(struct chacha *c) {
    uint32_t x[16];
    memcpy(x, c->input, sizeof x);
    for (int round = 0; round < 20; round += 2) {
        for (unsigned i = 0; i < 4; i++) quarter(x, i, 4 + i, 8 + i, 12 + i);
        for (unsigned i = 0; i < 4; i++) quarter(x, i, 4 + (i + 1) % 4, 8 + (i + 2) % 4, 12 + (i + 3) % 4);
    }
    for (size_t i = 0; i < 16; i++) put32(c->pad + 4 * i, x[i] + c->input[i]);
    c->input[12]++;
    c->used = 0;
}

static void set_key(struct chacha *c, const uint8_t *key) {
    static const uint8_t constants[] = "expand 32-byte k";
    for (size_t i = 0; i < 4; i++) c->input[i] = get32(constants + 4 * i);
    for (size_t i = 0; i < 8; i++) c->input[4 + i] = get32(key + 4 * i);
}

static void set_nonce(struct chacha *c, const uint8_t *nonce, uint32_t counter) {
    c->input[12] = counter;
    for (size_t i = 0; i < 3; i++) c->input[13 + i] = get32(nonce + 4 * i);
    c->used = BLOCK;
}

static void apply(struct chacha *c, uint8_t *bytes, size_t length) {
    while (length--) {
        if (c->used == BLOCK) refill(c);
        *bytes++ ^= c->pad[c->used++];
    }
}

uint32_t EXPORT(run)(uint32_t seed) {
    uint32_t random = seed | 1, sum = seed;
    uint8_t key[KEY], nonce[NONCE];

    for (size_t i = 0; i < KEY; i += 4) put32(key + i, next(&random));
    set_key(&sender, key);
    set_key(&receiver, key);
    for (uint32_t n = 0; n < PACKETS; n++) {
        size_t length = 20 + next(&random) % (PACKET_MOST - 19);
        for (size_t i = 0; i < length; i++) original[i] = (uint8_t)(next(&random) >> 7);
        memcpy(packet, original, length);

        put32(nonce, n);
        put32(nonce + 4, next(&random));
        put32(nonce + 8, next(&random));
        set_nonce(&sender, nonce, 1);
        apply(&sender, packet, length);
        for (size_t i = 0; i + 4 <= length; i += 4) sum = mix(sum, get32(packet + i));

        /* The receiver takes the head of a packet first and the rest after it. */
        set_nonce(&receiver, nonce, 1);
        apply(&receiver, packet, 13);
        apply(&receiver, packet + 13, length - 13);
        sum = mix(sum, (uint32_t)(memcmp(packet, original, length) == 0));
    }
    return sum;
}
