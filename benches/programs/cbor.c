/* Encodes a report of nested maps, arrays, integers and strings as CBOR (RFC 8949), checks that it is well-formed in a
   walk without recursion, and reads values back by key. */
#include "program.h"

enum major { UNSIGNED, NEGATIVE, BYTES, TEXT, ARRAY, MAP, TAG, SIMPLE };

enum { FALSE = 20, TRUE = 21, NIL = 22, DEPTH = 8, ROOM = 2048, EPOCH_TAG = 1 };

struct writer {
    uint8_t *at, *end;
    uint32_t overflow;
};

struct reader {
    const uint8_t *at, *end;
};

/* The head of a data item: its type, the short form of its argument and the argument. */
struct item {
    uint8_t major, info;
    uint64_t value;
    const uint8_t *data; /* of a string: its bytes */
};

static uint8_t message[ROOM];

/* Writes the lowest bytes of a word, the highest of them first. */
static void write_bytes(struct writer *w, uint32_t word, uint32_t count) {
    while (count != 0) *w->at++ = (uint8_t)(word >> 8 * --count);
}

static void write_head(struct writer *w, enum major major, uint64_t value) {
    uint32_t low = (uint32_t)value, high = (uint32_t)(value >> 32);
    uint32_t extra = high != 0 ? 8 : low < 24 ? 0 : low <= 0xff ? 1 : low <= 0xffff ? 2 : 4;
    uint32_t info = extra == 0 ? low : extra == 1 ? 24 : extra == 2 ? 25 : extra == 4 ? 26 : 27;
    if ((size_t)(w->end - w->at) < extra + 1) {
        w->overflow = 1;
        return;
    }
    *w->at++ = (uint8_t)((uint32_t)major << 5 | info);
    if (extra == 8) {
        write_bytes(w, high, 4);
        extra = 4;
    }
    write_bytes(w, low, extra);
}

/* Begins or ends an item of indefinite length. */
static void write_endless(struct writer *w, enum major major) {
    write_head(w, major, 0);
    if (!w->overflow) w->at[-1] |= 31;
}

static void write_integer(struct writer *w, int64_t value) {
    if (value < 0) write_head(w, NEGATIVE, ~(uint64_t)value);
    else write_head(w, UNSIGNED, (uint64_t)value);
}

static void write_string(struct writer *w, enum major major, const void *data, uint32_t length) {
    write_head(w, major, length);
    if ((size_t)(w->end - w->at) < length) {
        w->overflow = 1;
        return;
    }
    memcpy(w->at, data, length);
    w->at += length;
}

static uint32_t text_length(const char *text) {
    uint32_t length = 0;
    while (text[length] != 0) length++;
    return length;
}

static void write_text(struct writer *w, const char *text) { write_string(w, TEXT, text, text_length(text)); }

/* Reads a head and, of a string of known length, passes over its bytes; gives 0 at malformed or cut-off input. */
static uint32_t read_item(struct reader *r, struct item *item) {
    if (r->at == r->end) return 0;
    uint8_t first = *r->at++;
    item->major = first >> 5;
    item->info = first & 31;
    item->value = item->info;
    item->data = r->at;
    if (item->info == 31) return item->major >= BYTES && item->major != TAG;
    if (item->info >= 28) return 0;
    if (item->info >= 24) {
        uint32_t extra = 1u << (item->info - 24);
        if ((size_t)(r->end - r->at) < extra) return 0;
        item->value = 0;
        for (; extra != 0; extra--) item->value = item->value << 8 | *r->at++;
        if (item->major == SIMPLE && item->info == 24 && item->value < 32) return 0;
    }
    if (item->major == BYTES || item->major == TEXT) {
        if ((size_t)(r->end - r->at) < item->value) return 0;
        item->data = r->at;
        r->at += item->value;
    }
    return 1;
}

static uint32_t is_break(const struct item *item) { return item->major == SIMPLE && item->info == 31; }

/* Passes over one whole data item, as deep as it is, and folds its parts into `*sum`; gives 0 if it is malformed. */
static uint32_t walk(struct reader *r, uint32_t *sum) {
    struct {
        uint64_t left;    /* items to come */
        uint8_t endless;  /* of indefinite length: until the break */
        uint8_t major;
    } level[DEPTH];
    uint32_t depth = 0;
    level[0].left = 1;
    level[0].endless = 0;
    level[0].major = ARRAY;
    for (;;) {
        struct item item;
        while (level[depth].left == 0 && !level[depth].endless) {
            if (depth-- == 0) return 1;
        }
        if (!read_item(r, &item)) return 0;
        if (is_break(&item)) {
            /* A map must not end between a key and its value. */
            if (!level[depth].endless || (level[depth].major == MAP && (level[depth].left & 1) != 0)) return 0;
            level[depth].endless = 0;
            level[depth].left = 0;
            continue;
        }
        /* The pieces of a string of indefinite length are strings of the same type and of known length. */
        if ((level[depth].major == BYTES || level[depth].major == TEXT) &&
            (item.major != level[depth].major || item.info == 31)) {
            return 0;
        }
        level[depth].left--;
        *sum = mix(*sum, (uint32_t)item.major << 16 | depth);
        if (item.info == 31 || item.major == ARRAY || item.major == MAP || item.major == TAG) {
            if (depth + 1 == DEPTH || (item.info != 31 && item.value > ROOM)) return 0;
            depth++;
            level[depth].endless = item.info == 31;
            level[depth].major = item.major == TAG ? ARRAY : item.major;
            level[depth].left = item.major == MAP ? item.value * 2 : item.value;
            if (item.info == 31) level[depth].left = 0;
            else if (item.major == TAG) level[depth].left = 1;
        } else if (item.major == BYTES || item.major == TEXT) {
            for (uint32_t i = 0; i < item.value; i++) *sum = mix(*sum, item.data[i]);
        } else {
            *sum = mix(mix(*sum, (uint32_t)item.value), (uint32_t)(item.value >> 32));
        }
    }
}

/* Puts the reader on the value of a text key of a map; gives 0 if it is no map or has no such key. */
static uint32_t find_key(struct reader *r, const char *key) {
    struct item map, item;
    uint32_t ignored = 0, length = text_length(key);
    if (!read_item(r, &map) || map.major != MAP) return 0;
    for (uint64_t i = 0; map.info == 31 || i < map.value; i++) {
        struct reader before = *r;
        if (!read_item(r, &item) || is_break(&item)) return 0;
        if (item.major == TEXT && item.info != 31 && item.value == length && memcmp(item.data, key, length) == 0) {
            return 1;
        }
        *r = before;
        if (!walk(r, &ignored) || !walk(r, &ignored)) return 0;
    }
    return 0;
}

/* Puts the reader on an element of an array of known length. */
static uint32_t find_element(struct reader *r, uint32_t index) {
    struct item array;
    uint32_t ignored = 0;
    if (!read_item(r, &array) || array.major != ARRAY || array.info == 31 || index >= array.value) return 0;
    while (index-- != 0) {
        if (!walk(r, &ignored)) return 0;
    }
    return 1;
}

/* An integer, behind its tags; gives 0 if there is none or it does not fit. */
static uint32_t read_integer(struct reader *r, int64_t *value) {
    struct item item;
    do {
        if (!read_item(r, &item)) return 0;
    } while (item.major == TAG);
    if (item.major > NEGATIVE || item.value > INT64_MAX) return 0;
    *value = item.major == NEGATIVE ? -1 - (int64_t)item.value : (int64_t)item.value;
    return 1;
}

static void write_sample(struct writer *w, uint32_t *state, uint32_t number) {
    static const char *const units[] = {"V", "mA", "degC", "kPa", "percent"};
    write_head(w, MAP, 4);
    write_text(w, "time");
    write_head(w, TAG, EPOCH_TAG);
    write_integer(w, (int64_t)1700000000 + number * 60 + next(state) % 60);
    write_text(w, "value");
    uint32_t size = next(state) % 30;
    int32_t value = (int32_t)(next(state) >> 1 >> size);
    write_integer(w, size % 3 == 0 ? -(int64_t)value : value);
    write_text(w, "unit");
    write_text(w, units[next(state) % 5]);
    write_text(w, "good");
    write_head(w, SIMPLE, next(state) % 3 == 0 ? FALSE : TRUE);
}

static uint32_t write_report(uint32_t *state, uint32_t samples) {
    struct writer w = {message, message + ROOM, 0};
    uint8_t identity[12];
    for (uint32_t i = 0; i < sizeof identity; i++) identity[i] = (uint8_t)(next(state) >> 24);
    write_head(&w, MAP, 5);
    write_text(&w, "id");
    write_string(&w, BYTES, identity, sizeof identity);
    write_text(&w, "counter");
    uint64_t high = next(state) >> 12;
    write_head(&w, UNSIGNED, high << 32 | next(state));
    write_text(&w, "position");
    write_head(&w, ARRAY, 3);
    for (uint32_t i = 0; i < 3; i++) write_integer(&w, (int64_t)(next(state) % 3600001) - 1800000);
    write_text(&w, "samples");
    write_head(&w, ARRAY, samples);
    for (uint32_t i = 0; i < samples; i++) write_sample(&w, state, i);
    write_text(&w, "status");
    write_endless(&w, MAP); /* as a writer does that does not know the number of members yet */
    write_text(&w, "error");
    write_head(&w, SIMPLE, NIL);
    write_text(&w, "uptime");
    write_integer(&w, next(state));
    write_endless(&w, SIMPLE);
    return w.overflow ? 0 : (uint32_t)(w.at - message);
}

uint32_t EXPORT(run)(uint32_t seed) {
    static const char *const keys[] = {"id", "counter", "status", "missing"};
    static const char *const fields[] = {"time", "value", "unit"};
    uint32_t state = seed != 0 ? seed : 1, samples = 10;
    uint32_t length = write_report(&state, samples), sum = length;
    const struct reader start = {message, message + length};
    struct reader reader = start;
    uint32_t good = walk(&reader, &sum);
    sum = mix(mix(sum, good), (uint32_t)(reader.end - reader.at));
    for (uint32_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        reader = start;
        sum = mix(sum, find_key(&reader, keys[i]) ? (uint32_t)(reader.at - message) : 0xffffffff);
    }
    for (uint32_t i = 0; i < 5; i++) {
        int64_t value = 0;
        reader = start;
        if (find_key(&reader, "samples") && find_element(&reader, next(&state) % (samples + 2)) &&
            find_key(&reader, fields[next(&state) % 3]) && read_integer(&reader, &value)) {
            sum = mix(sum, (uint32_t)value);
        } else {
            sum = mix(sum, 0x10000);
        }
    }
    reader = start;
    int64_t uptime = 0;
    if (find_key(&reader, "status") && find_key(&reader, "uptime") && read_integer(&reader, &uptime)) {
        sum = mix(sum, (uint32_t)uptime);
    }
    /* Cut-off and damaged messages must not be read past their end. */
    for (uint32_t i = 0; i < 5; i++) {
        uint32_t at = next(&state) % length;
        uint8_t kept = message[at];
        message[at] = (uint8_t)(next(&state) >> 16);
        reader = start;
        reader.end -= i * 7;
        good = walk(&reader, &sum);
        sum = mix(mix(sum, good), (uint32_t)(reader.at - message));
        message[at] = kept;
    }
    return sum;
}
