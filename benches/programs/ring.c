/* Two ends of a serial line with ring buffers of bytes: packets framed by consistent overhead byte stuffing (COBS,
   Cheshire and Baker 1999) and checked by Fletcher's checksum, acknowledged, and sent again where bytes got lost. */
#include "program.h"

enum { RING = 256, PAYLOAD_MOST = 60, PACKET_MOST = 2 + PAYLOAD_MOST + 2, FRAME_MOST = PACKET_MOST + 1, QUANTUM = 24 };
enum { PACKETS = 18, PATIENCE = 12, TURNS_MOST = 600 };
enum kind { DATA, ACKNOWLEDGE };

/* `head` and `tail` run freely: their difference is what is in it, so full and empty differ. */
struct ring {
    uint8_t bytes[RING];
    uint32_t head, tail;
    uint32_t dropped;
};

struct end {
    struct ring in, out;
    uint8_t frame[FRAME_MOST];
    uint32_t filled;
    uint8_t overlong;
    uint8_t sequence, expected;
    uint8_t waiting;
    uint8_t pending[PAYLOAD_MOST];
    uint32_t pending_length, since;
    uint32_t received, broken, repeated, digest;
};

static struct end ends[2];
static uint8_t packet[PACKET_MOST];
static uint8_t stuffed[FRAME_MOST + 1];

static uint32_t ring_used(const struct ring *r) { return r->head - r->tail; }

static void ring_put(struct ring *r, uint8_t byte) {
    if (ring_used(r) == RING) {
        r->dropped++;
        return;
    }
    r->bytes[r->head++ % RING] = byte;
}

static int ring_get(struct ring *r, uint8_t *byte) {
    if (ring_used(r) == 0) return 0;
    *byte = r->bytes[r->tail++ % RING];
    return 1;
}

/* All of it or nothing: half a frame would be noise to the other end. */
static int ring_write(struct ring *r, const uint8_t *bytes, uint32_t length) {
    if (RING - ring_used(r) < length) return 0;
    for (uint32_t i = 0; i < length; i++) ring_put(r, bytes[i]);
    return 1;
}

/* Each run of bytes that are not zero follows its length and one; no zero is left. A packet is shorter than 254 bytes,
   so no run needs to be split. */
static uint32_t cobs_encode(uint8_t *to, const uint8_t *from, uint32_t length) {
    uint32_t code = 0, at = 1;
    for (uint32_t i = 0; i < length; i++) {
        if (from[i]) {
            to[at++] = from[i];
        } else {
            to[code] = (uint8_t)(at - code);
            code = at++;
        }
    }
    to[code] = (uint8_t)(at - code);
    return at;
}

/* In place; zero if it is not well-formed. */
static uint32_t cobs_decode(uint8_t *bytes, uint32_t length) {
    uint32_t from = 0, to = 0;
    while (from < length) {
        uint32_t run = bytes[from++];
        if (run == 0 || from + run - 1 > length) return 0;
        for (uint32_t i = 1; i < run; i++) bytes[to++] = bytes[from++];
        if (from < length) bytes[to++] = 0;
    }
    return to;
}

static uint32_t fletcher16(const uint8_t *bytes, uint32_t length) {
    uint32_t a = 0, b = 0;
    for (uint32_t i = 0; i < length; i++) {
        a += bytes[i];
        if (a >= 255) a -= 255;
        b += a;
        if (b >= 255) b -= 255;
    }
    return b << 8 | a;
}

static int send(struct end *e, enum kind kind, uint8_t sequence, const uint8_t *payload, uint32_t length) {
    packet[0] = (uint8_t)kind;
    packet[1] = sequence;
    if (length) memcpy(packet + 2, payload, length);
    uint32_t check = fletcher16(packet, length + 2);
    packet[length + 2] = (uint8_t)check;
    packet[length + 3] = (uint8_t)(check >> 8);
    uint32_t framed = cobs_encode(stuffed, packet, length + 4);
    stuffed[framed++] = 0;
    return ring_write(&e->out, stuffed, framed);
}

static void take_packet(struct end *e, const uint8_t *bytes, uint32_t length) {
    if (length < 4 || fletcher16(bytes, length - 2) != (bytes[length - 2] | (uint32_t)bytes[length - 1] << 8)) {
        e->broken++;
        return;
    }
    if (bytes[0] == ACKNOWLEDGE) {
        if (e->waiting && bytes[1] == e->sequence) {
            e->waiting = 0;
            e->sequence++;
        }
        return;
    }
    if (bytes[1] == e->expected) {
        e->expected++;
        e->received++;
        for (uint32_t i = 2; i < length - 2; i++) e->digest = mix(e->digest, bytes[i]);
    }
    /* One that came before is acknowledged again: its acknowledgement was lost. */
    send(e, ACKNOWLEDGE, bytes[1], NULL, 0);
}

static void take_byte(struct end *e, uint8_t byte) {
    if (byte) {
        if (e->filled < FRAME_MOST)
            e->frame[e->filled++] = byte;
        else
            e->overlong = 1;
        return;
    }
    if (e->overlong)
        e->broken++;
    else if (e->filled)
        take_packet(e, e->frame, cobs_decode(e->frame, e->filled));
    e->filled = e->overlong = 0;
}

/* What an end does in a turn: reads what came, then starts a packet or repeats the one that is not acknowledged. */
static void turn(struct end *e, uint32_t *random) {
    uint8_t byte;
    while (ring_get(&e->in, &byte)) take_byte(e, byte);
    if (e->waiting) {
        if (++e->since < PATIENCE) return;
        e->repeated++;
    } else {
        if (e->sequence >= PACKETS / 2) return;
        e->pending_length = 1 + next(random) % PAYLOAD_MOST;
        for (uint32_t i = 0; i < e->pending_length; i++) {
            /* Many zeros, as records in memory have. */
            uint32_t word = next(random);
            e->pending[i] = word & 3 ? (uint8_t)(word >> 8) : 0;
        }
        e->waiting = 1;
    }
    e->since = 0;
    send(e, DATA, e->sequence, e->pending, e->pending_length);
}

/* Carries some bytes to the other end. About one in 256 gets lost and one in 256 changed. */
static void carry(struct ring *from, struct ring *to, uint32_t *random) {
    uint8_t byte;
    for (int i = 0; i < QUANTUM && ring_get(from, &byte); i++) {
        uint32_t fate = next(random) >> 12;
        if ((fate & 0xff) == 0) continue;
        if ((fate & 0xff) == 1) byte = (uint8_t)(byte ^ 1u << (fate >> 8 & 7));
        ring_put(to, byte);
    }
}

uint32_t EXPORT(run)(uint32_t seed) {
    uint32_t random = seed | 1, sum = seed, turns = 0;
    memset(ends, 0, sizeof ends);
    while (turns < TURNS_MOST && (ends[0].sequence < PACKETS / 2 || ends[1].sequence < PACKETS / 2)) {
        turn(&ends[0], &random);
        turn(&ends[1], &random);
        carry(&ends[0].out, &ends[1].in, &random);
        carry(&ends[1].out, &ends[0].in, &random);
        turns++;
    }
    for (int i = 0; i < 2; i++) {
        const struct end *e = &ends[i];
        sum = mix(sum, e->digest);
        sum = mix(sum, e->received << 16 | e->broken << 8 | e->repeated);
        sum = mix(sum, e->in.head);
        sum = mix(sum, e->in.dropped + e->out.dropped);
    }
    return mix(sum, turns);
}
