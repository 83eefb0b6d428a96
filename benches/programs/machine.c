/* Two state machines on the bytes of a navigation receiver: sentences as NMEA 0183 has them, by a table of transitions
   and actions, and binary frames with two sync bytes and Fletcher's checksum, by a switch. */
#include "program.h"

enum { STREAM = 1200, FIELDS = 16, BINARY_MOST = 48, ROUNDS = 2 };

/* Kinds of characters. */
enum { DOLLAR, STAR, COMMA, DIGIT, LETTER, POINT, SIGN, RETURN, FEED, OTHER, CLASSES };

enum { IDLE, NAME, FIELD, WHOLE, FRACTION, TEXT, CHECK1, CHECK2, END, LAST, STATES };

struct sentence {
    uint8_t state;
    uint8_t sum, stated;
    uint8_t fields, negative, decimals;
    uint32_t name;
    int32_t value;
    int32_t values[FIELDS];
    uint32_t accepted, refused, mismatched, ignored;
    uint32_t digest;
};

typedef void (*action)(struct sentence *, uint8_t);

struct transition {
    uint8_t state;
    action act;
};

enum binary_state { SYNC1, SYNC2, KIND, LENGTH, PAYLOAD, SUM_A, SUM_B };

struct binary {
    enum binary_state state;
    uint8_t kind, length, filled, a, b;
    uint8_t payload[BINARY_MOST];
    uint32_t accepted, refused, overlong;
    uint32_t digest;
};

static struct sentence sentence;
static struct binary binary;
static uint8_t stream[STREAM];
static uint32_t stream_length;

static void nothing(struct sentence *s, uint8_t byte) {
    (void)s;
    (void)byte;
}

static void ignore(struct sentence *s, uint8_t byte) {
    (void)byte;
    s->ignored++;
}

static void refuse(struct sentence *s, uint8_t byte) {
    (void)byte;
    s->refused++;
}

static void begin(struct sentence *s, uint8_t byte) {
    (void)byte;
    s->sum = s->fields = 0;
    s->name = 0;
}

/* A sentence that starts inside another: the other is lost. */
static void restart(struct sentence *s, uint8_t byte) {
    refuse(s, byte);
    begin(s, byte);
}

static void name(struct sentence *s, uint8_t byte) {
    s->sum ^= byte;
    s->name = s->name << 6 ^ byte;
}

static void store(struct sentence *s) {
    if (s->fields < FIELDS) s->values[s->fields++] = s->negative ? -s->value : s->value;
}

static void open_field(struct sentence *s, uint8_t byte) {
    s->sum ^= byte;
    s->value = 0;
    s->negative = s->decimals = 0;
}

static void next_field(struct sentence *s, uint8_t byte) {
    store(s);
    open_field(s, byte);
}

static void sign(struct sentence *s, uint8_t byte) {
    s->sum ^= byte;
    s->negative = byte == '-';
}

static void pass(struct sentence *s, uint8_t byte) { s->sum ^= byte; }

/* More digits than fit are dropped. */
static void digit(struct sentence *s, uint8_t byte) {
    s->sum ^= byte;
    if (s->value < 100000000) s->value = s->value * 10 + (byte - '0');
}

/* All numbers are kept in thousandths at the most. */
static void decimal(struct sentence *s, uint8_t byte) {
    if (s->decimals < 3) {
        s->decimals++;
        digit(s, byte);
    } else {
        s->sum ^= byte;
    }
}

static void text(struct sentence *s, uint8_t byte) {
    s->sum ^= byte;
    s->value = (s->value << 4 & 0xffffff) ^ byte;
}

static void close_fields(struct sentence *s, uint8_t byte) {
    (void)byte;
    store(s);
}

static uint8_t hexadecimal(uint8_t byte) { return (uint8_t)(byte <= '9' ? byte - '0' : (byte - 'A' + 10) & 15); }

static void check_high(struct sentence *s, uint8_t byte) { s->stated = (uint8_t)(hexadecimal(byte) << 4); }

static void check_low(struct sentence *s, uint8_t byte) { s->stated |= hexadecimal(byte); }

static void accept(struct sentence *s, uint8_t byte) {
    (void)byte;
    if (s->stated != s->sum) {
        s->mismatched++;
        return;
    }
    s->accepted++;
    s->digest = mix(s->digest, s->name);
    for (uint32_t i = 0; i < s->fields; i++) s->digest = mix(s->digest, (uint32_t)s->values[i]);
}

/* What most entries are. */
#define BAD {IDLE, refuse}
#define NEW {NAME, restart}
#define LET {FIELD, next_field}
#define SUM {CHECK1, close_fields}

/* By state, then by kind: $ * , digit letter . sign CR LF other. */
static const struct transition transitions[STATES][CLASSES] = {
    [IDLE] = {{NAME, begin}, {IDLE, ignore}, {IDLE, ignore}, {IDLE, ignore}, {IDLE, ignore}, {IDLE, ignore},
              {IDLE, ignore}, {IDLE, nothing}, {IDLE, nothing}, {IDLE, ignore}},
    [NAME] = {NEW, BAD, {FIELD, open_field}, BAD, {NAME, name}, BAD, BAD, BAD, BAD, BAD},
    [FIELD] = {NEW, SUM, LET, {WHOLE, digit}, {TEXT, text}, {FRACTION, pass}, {WHOLE, sign}, BAD, BAD, BAD},
    [WHOLE] = {NEW, SUM, LET, {WHOLE, digit}, BAD, {FRACTION, pass}, BAD, BAD, BAD, BAD},
    [FRACTION] = {NEW, SUM, LET, {FRACTION, decimal}, BAD, BAD, BAD, BAD, BAD, BAD},
    [TEXT] = {NEW, SUM, LET, {TEXT, text}, {TEXT, text}, BAD, {TEXT, text}, BAD, BAD, BAD},
    [CHECK1] = {NEW, BAD, BAD, {CHECK2, check_high}, {CHECK2, check_high}, BAD, BAD, BAD, BAD, BAD},
    [CHECK2] = {NEW, BAD, BAD, {END, check_low}, {END, check_low}, BAD, BAD, BAD, BAD, BAD},
    [END] = {NEW, BAD, BAD, BAD, BAD, BAD, BAD, {LAST, nothing}, {IDLE, accept}, BAD},
    [LAST] = {NEW, BAD, BAD, BAD, BAD, BAD, BAD, BAD, {IDLE, accept}, BAD},
};

static uint32_t class_of(uint8_t byte) {
    if (byte >= '0' && byte <= '9') return DIGIT;
    if (byte >= 'A' && byte <= 'Z') return LETTER;
    switch (byte) {
    case '$': return DOLLAR;
    case '*': return STAR;
    case ',': return COMMA;
    case '.': return POINT;
    case '+':
    case '-': return SIGN;
    case '\r': return RETURN;
    case '\n': return FEED;
    default: return OTHER;
    }
}

static void sentence_take(struct sentence *s, uint8_t byte) {
    const struct transition *t = &transitions[s->state][class_of(byte)];
    s->state = t->state;
    t->act(s, byte);
}

/* Gives whether the byte belongs to a binary frame. */
static int binary_take(struct binary *b, uint8_t byte) {
    switch (b->state) {
    case SYNC1:
        if (byte != 0xb5) return 0;
        b->state = SYNC2;
        return 1;
    case SYNC2:
        b->a = b->b = b->filled = 0;
        b->state = byte == 0x62 ? KIND : SYNC1;
        return byte == 0x62;
    case SUM_A:
        b->state = byte == b->a ? SUM_B : SYNC1;
        b->refused += byte != b->a;
        return 1;
    case SUM_B:
        b->state = SYNC1;
        if (byte != b->b) {
            b->refused++;
            return 1;
        }
        b->accepted++;
        b->digest = mix(b->digest, b->kind);
        for (uint32_t i = 0; i < b->length; i++) b->digest = mix(b->digest, b->payload[i]);
        return 1;
    case KIND:
        b->kind = byte;
        b->state = LENGTH;
        break;
    case LENGTH:
        b->length = byte;
        b->state = byte ? PAYLOAD : SUM_A;
        if (byte > BINARY_MOST) {
            b->overlong++;
            b->state = SYNC1;
        }
        break;
    case PAYLOAD:
        b->payload[b->filled++] = byte;
        if (b->filled == b->length) b->state = SUM_A;
        break;
    }
    b->a = (uint8_t)(b->a + byte);
    b->b = (uint8_t)(b->b + b->a);
    return 1;
}

static void put(uint32_t byte) {
    if (stream_length < STREAM) stream[stream_length++] = (uint8_t)byte;
}

static void put_number(uint32_t value) {
    uint8_t digits[10];
    int count = 0;
    do digits[count++] = (uint8_t)('0' + value % 10);
    while (value /= 10);
    while (count) put(digits[--count]);
}

static void put_hexadecimal(uint32_t nibble) { put("0123456789ABCDEF"[nibble & 15]); }

static void put_sentence(uint32_t *random) {
    static const char names[4][6] = {"GPGGA", "GPRMC", "GNGSA", "GPVTG"};
    uint32_t word = next(random), start = stream_length + 1, check = 0;
    put('$');
    for (const char *letter = names[word & 3]; *letter; letter++) put((uint8_t)*letter);
    for (uint32_t fields = 3 + (word >> 4) % 8; fields; fields--) {
        uint32_t value = next(random);
        put(',');
        switch (value & 3) {
        case 0: put('A' + (value >> 2) % 26); break;
        case 1: put_number(value >> 2 & 0xffff); break;
        case 2:
            if (value & 4) put('-');
            put_number(value >> 3 & 0xfff);
            put('.');
            put_number(value >> 16);
            break;
        case 3: break;
        }
    }
    for (uint32_t i = start; i < stream_length; i++) check ^= stream[i];
    put('*');
    put_hexadecimal(check >> 4);
    put_hexadecimal(check);
    put('\r');
    put('\n');
}

static void put_binary(uint32_t *random) {
    uint32_t word = next(random), length = word % (BINARY_MOST + 1), a = 0, b = 0;
    put(0xb5);
    put(0x62);
    uint32_t start = stream_length;
    put(word >> 8);
    put(length);
    for (uint32_t i = 0; i < length; i++) put(next(random) >> 13);
    for (uint32_t i = start; i < stream_length; i++) {
        a += stream[i];
        b += a;
    }
    put(a);
    put(b);
}

uint32_t EXPORT(run)(uint32_t seed) {
    uint32_t random = seed | 1, sum = seed;
    memset(&sentence, 0, sizeof sentence);
    memset(&binary, 0, sizeof binary);
    for (int round = 0; round < ROUNDS; round++) {
        stream_length = 0;
        while (stream_length < STREAM) {
            if (next(&random) >> 30)
                put_sentence(&random);
            else
                put_binary(&random);
        }
        /* A byte in about 200 arrives changed. */
        for (uint32_t i = next(&random) % 200; i < STREAM; i += 1 + next(&random) % 400)
            stream[i] = (uint8_t)(stream[i] ^ (1 + next(&random) % 255));
        for (uint32_t i = 0; i < STREAM; i++)
            if (!binary_take(&binary, stream[i])) sentence_take(&sentence, stream[i]);
        sum = mix(sum, sentence.digest);
        sum = mix(sum, binary.digest);
    }
    sum = mix(sum, sentence.accepted << 16 | sentence.refused << 8 | sentence.mismatched);
    sum = mix(sum, sentence.ignored);
    return mix(sum, binary.accepted << 16 | binary.refused << 8 | binary.overlong);
}
