/* A hash map with strings as keys: open addressing with linear probing, the hash FNV-1a, deletion by shifting back, and
   entries in a static pool; it keeps the settings of a device by their names. */
#include "program.h"

/* There are twice as many slots as entries, so that a search always comes to an empty one. */
enum { SLOTS = 128, ENTRIES = SLOTS / 2, KEY_ROOM = 20, EMPTY = 0xff };

struct entry {
    uint32_t hash;
    int32_t value;
    uint8_t length;  /* of the key; in a free entry: the next free one */
    char key[KEY_ROOM];
};

struct map {
    uint8_t slots[SLOTS]; /* which entry is there */
    struct entry entries[ENTRIES];
    uint8_t free, count;
    uint32_t probes; /* for the statistics */
};

static struct map map;

static void clear(struct map *m) {
    memset(m->slots, EMPTY, sizeof m->slots);
    for (uint32_t i = 0; i < ENTRIES; i++) m->entries[i].length = (uint8_t)(i + 1 == ENTRIES ? EMPTY : i + 1);
    m->free = 0;
    m->count = 0;
    m->probes = 0;
}

/* Fowler, Noll and Vo's hash, 32 bits, variant 1a. */
static uint32_t hash_of(const char *key, uint32_t length) {
    uint32_t hash = 0x811c9dc5u;
    for (uint32_t i = 0; i < length; i++) hash = (hash ^ (uint8_t)key[i]) * 0x01000193u;
    return hash;
}

/* The low bits of the product of the last step are weak alone. */
static uint32_t home_of(uint32_t hash) { return (hash ^ hash >> 15) % SLOTS; }

/* The slot of a key, or the empty slot where it would go. */
static uint32_t slot_of(struct map *m, const char *key, uint32_t length, uint32_t hash) {
    uint32_t slot = home_of(hash);
    for (;; slot = (slot + 1) % SLOTS) {
        m->probes++;
        if (m->slots[slot] == EMPTY) return slot;
        const struct entry *entry = &m->entries[m->slots[slot]];
        if (entry->hash == hash && entry->length == length && memcmp(entry->key, key, length) == 0) return slot;
    }
}

/* The value of a key, or NULL. */
static int32_t *find(struct map *m, const char *key, uint32_t length) {
    uint32_t slot = slot_of(m, key, length, hash_of(key, length));
    return m->slots[slot] == EMPTY ? NULL : &m->entries[m->slots[slot]].value;
}

/* The value of a key, which is added with the value 0 if it is new; NULL if the map is full or the key too long. */
static int32_t *insert(struct map *m, const char *key, uint32_t length) {
    uint32_t hash = hash_of(key, length), slot = slot_of(m, key, length, hash);
    if (m->slots[slot] != EMPTY) return &m->entries[m->slots[slot]].value;
    if (m->free == EMPTY || length > KEY_ROOM) return NULL;
    struct entry *entry = &m->entries[m->free];
    m->slots[slot] = m->free;
    m->free = entry->length;
    m->count++;
    entry->hash = hash;
    entry->value = 0;
    entry->length = (uint8_t)length;
    memcpy(entry->key, key, length);
    return &entry->value;
}

/* Removes a key; the entries behind it move back unless that would put them before their home. */
static uint32_t erase(struct map *m, const char *key, uint32_t length) {
    uint32_t hole = slot_of(m, key, length, hash_of(key, length)), slot = hole;
    uint8_t entry = m->slots[hole];
    if (entry == EMPTY) return 0;
    for (;;) {
        slot = (slot + 1) % SLOTS;
        if (m->slots[slot] == EMPTY) break;
        uint32_t home = home_of(m->entries[m->slots[slot]].hash);
        if ((slot - home) % SLOTS < (slot - hole) % SLOTS) continue;
        m->slots[hole] = m->slots[slot];
        hole = slot;
    }
    m->slots[hole] = EMPTY;
    m->entries[entry].length = m->free;
    m->free = entry;
    m->count--;
    return 1;
}

/* The longest way from home, which shows how well the hash spreads. */
static uint32_t longest_way(const struct map *m) {
    uint32_t longest = 0;
    for (uint32_t slot = 0; slot < SLOTS; slot++) {
        if (m->slots[slot] == EMPTY) continue;
        uint32_t way = (slot - home_of(m->entries[m->slots[slot]].hash)) % SLOTS;
        if (way > longest) longest = way;
    }
    return longest;
}

/* Writes one of the names that the program uses, such as "motor.3.gain"; gives the length. */
static uint32_t write_name(char *to, uint32_t number) {
    static const char *const groups[] = {"motor", "valve", "net", "temperature"};
    static const char *const fields[] = {"gain", "offset", "id", "max"};
    uint32_t length = 0;
    for (const char *from = groups[number & 3]; *from != 0; from++) to[length++] = *from;
    to[length++] = '.';
    to[length++] = (char)('0' + (number >> 4) % 10);
    to[length++] = '.';
    for (const char *from = fields[number >> 2 & 3]; *from != 0; from++) to[length++] = *from;
    return length;
}

uint32_t EXPORT(run)(uint32_t seed) {
    uint32_t state = seed != 0 ? seed : 1, sum = 0, refused = 0;
    char name[KEY_ROOM];
    clear(&map);
    for (uint32_t i = 0; i < 400; i++) {
        uint32_t random = next(&state), length = write_name(name, random >> 20 & 127);
        int32_t change = (int32_t)(random % 1000) - 500;
        /* First the map fills up, and later as much goes as comes. */
        if ((random >> 27 & 7) < (i < 120 ? 6u : 3u)) {
            int32_t *value = insert(&map, name, length);
            if (value == NULL) refused++;
            else *value += change;
        } else if ((random >> 27 & 7) == 7) {
            const int32_t *value = find(&map, name, length);
            sum = mix(sum, value == NULL ? 0x7fffffff : (uint32_t)*value);
        } else {
            sum = mix(sum, erase(&map, name, length));
        }
        if (i % 50 == 0) sum = mix(sum, map.count << 8 | longest_way(&map));
    }
    /* All that is left, whatever the order of the slots. */
    for (uint32_t i = 0; i < 128; i += 3) {
        const int32_t *value = find(&map, name, write_name(name, i));
        if (value != NULL) sum = mix(sum, (uint32_t)*value ^ i << 24);
    }
    for (uint32_t slot = 0; slot < SLOTS; slot++) {
        if (map.slots[slot] != EMPTY) sum = mix(sum, map.entries[map.slots[slot]].hash);
    }
    return mix(mix(sum, map.probes), refused << 16 | map.count);
}
