/* Four sorts (insertion sort, Shell's, Williams' heap sort, and Hoare's quicksort with a stack of its own) of numbers
   and of records. */
#include "program.h"

enum { NUMBERS = 160, RECORDS = 80, SMALL = 12, STACK = 16 };

struct record {
    uint16_t key;
    uint8_t channel, flags;
    int32_t value;
    uint32_t time;
};

typedef int (*comparison)(const struct record *, const struct record *);

struct range {
    int32_t low, high;
};

/* Ciura's gaps for Shell's sort. */
static const uint8_t gaps[] = {132, 57, 23, 10, 4, 1};

static int32_t source[NUMBERS], numbers[NUMBERS];
static struct record record_source[RECORDS], records[RECORDS];
static const struct record *order[RECORDS];

static void insertion_sort(int32_t *at, int32_t low, int32_t high) {
    for (int32_t i = low + 1; i <= high; i++) {
        int32_t held = at[i], j = i;
        for (; j > low && at[j - 1] > held; j--) at[j] = at[j - 1];
        at[j] = held;
    }
}

static void shell_sort(int32_t *at, int32_t length) {
    for (size_t g = 0; g < sizeof gaps; g++) {
        int32_t gap = gaps[g];
        for (int32_t i = gap; i < length; i++) {
            int32_t held = at[i], j = i;
            for (; j >= gap && at[j - gap] > held; j -= gap) at[j] = at[j - gap];
            at[j] = held;
        }
    }
}

static void sift(int32_t *at, int32_t root, int32_t length) {
    int32_t held = at[root];
    for (int32_t child; (child = 2 * root + 1) < length; root = child) {
        if (child + 1 < length && at[child + 1] > at[child]) child++;
        if (at[child] <= held) break;
        at[root] = at[child];
    }
    at[root] = held;
}

static void heap_sort(int32_t *at, int32_t length) {
    for (int32_t i = length / 2 - 1; i >= 0; i--) sift(at, i, length);
    for (int32_t last = length - 1; last > 0; last--) {
        int32_t held = at[0];
        at[0] = at[last];
        at[last] = held;
        sift(at, 0, last);
    }
}

static void swap(int32_t *a, int32_t *b) {
    int32_t held = *a;
    *a = *b;
    *b = held;
}

/* Leaves the middle one of the first, the middle and the last in the middle. */
static int32_t pivot(int32_t *at, int32_t low, int32_t high) {
    int32_t middle = low + (high - low) / 2;
    if (at[middle] < at[low]) swap(&at[middle], &at[low]);
    if (at[high] < at[middle]) {
        swap(&at[high], &at[middle]);
        if (at[middle] < at[low]) swap(&at[middle], &at[low]);
    }
    return at[middle];
}

/* The larger part waits on the stack, which then never holds more than the logarithm of the length. */
static void quick_sort(int32_t *at, int32_t length) {
    struct range stack[STACK];
    int32_t depth = 0, low = 0, high = length - 1;
    for (;;) {
        while (high - low >= SMALL) {
            int32_t middle = pivot(at, low, high), i = low, j = high;
            while (i <= j) {
                while (at[i] < middle) i++;
                while (at[j] > middle) j--;
                if (i <= j) swap(&at[i++], &at[j--]);
            }
            if (j - low > high - i) {
                stack[depth++] = (struct range){low, j};
                low = i;
            } else {
                stack[depth++] = (struct range){i, high};
                high = j;
            }
        }
        insertion_sort(at, low, high);
        if (depth == 0) return;
        low = stack[--depth].low;
        high = stack[depth].high;
    }
}

static int by_key(const struct record *a, const struct record *b) { return (a->key > b->key) - (a->key < b->key); }

static int by_channel_and_value(const struct record *a, const struct record *b) {
    if (a->channel != b->channel) return a->channel < b->channel ? -1 : 1;
    return (a->value > b->value) - (a->value < b->value);
}

static int latest_first(const struct record *a, const struct record *b) {
    return (a->time < b->time) - (a->time > b->time);
}

/* Moves the records themselves. Stable: equal ones stay in order. */
static void sort_records(struct record *at, int32_t length, comparison compare) {
    for (int32_t i = 1; i < length; i++) {
        struct record held = at[i];
        int32_t j = i;
        for (; j > 0 && compare(&at[j - 1], &held) > 0; j--) at[j] = at[j - 1];
        at[j] = held;
    }
}

/* Moves only pointers to them. */
static void sort_pointers(const struct record **at, int32_t length, comparison compare) {
    for (size_t g = 1; g < sizeof gaps; g++) {
        int32_t gap = gaps[g];
        for (int32_t i = gap; i < length; i++) {
            const struct record *held = at[i];
            int32_t j = i;
            for (; j >= gap && compare(at[j - gap], held) > 0; j -= gap) at[j] = at[j - gap];
            at[j] = held;
        }
    }
}

static void fill(uint32_t *random) {
    for (int32_t i = 0; i < NUMBERS; i++) {
        uint32_t word = next(random);
        /* Every fourth number is small, so that some come more than once. */
        source[i] = i % 4 ? (int32_t)(word >> 1) - 0x40000000 : (int32_t)(word % 16);
    }
    for (uint32_t i = 0; i < RECORDS; i++) {
        uint32_t word = next(random);
        record_source[i] = (struct record){
            .key = (uint16_t)(word % 50),
            .channel = word >> 8 & 7,
            .flags = (uint8_t)i,
            .value = (int32_t)(word >> 12 & 0xffff) - 0x8000,
            .time = next(random),
        };
    }
}

static uint32_t digest_numbers(uint32_t sum) {
    uint32_t wrong = 0;
    for (int32_t i = 0; i < NUMBERS; i++) {
        if (i > 0 && numbers[i - 1] > numbers[i]) wrong++;
        sum = mix(sum, (uint32_t)numbers[i]);
    }
    return mix(sum, wrong);
}

uint32_t EXPORT(run)(uint32_t seed) {
    static const comparison comparisons[] = {by_key, by_channel_and_value, latest_first};
    uint32_t random = seed | 1, sum = seed;

    fill(&random);
    memcpy(numbers, source, sizeof source);
    /* Insertion sort takes time in the square of the length: it gets parts of the numbers. */
    for (int32_t low = 0; low < NUMBERS; low += 40) insertion_sort(numbers, low, low + 39);
    sum = digest_numbers(sum);
    memcpy(numbers, source, sizeof source);
    shell_sort(numbers, NUMBERS);
    sum = digest_numbers(sum);
    memcpy(numbers, source, sizeof source);
    heap_sort(numbers, NUMBERS);
    sum = digest_numbers(sum);
    memcpy(numbers, source, sizeof source);
    quick_sort(numbers, NUMBERS);
    sum = digest_numbers(sum);

    for (size_t c = 0; c < sizeof comparisons / sizeof comparisons[0]; c++) {
        memcpy(records, record_source, sizeof records);
        sort_records(records, RECORDS / 2, comparisons[c]);
        for (uint32_t i = 0; i < RECORDS / 2; i++) sum = mix(sum, records[i].time ^ records[i].flags);
        for (uint32_t i = 0; i < RECORDS; i++) order[i] = &record_source[i];
        sort_pointers(order, RECORDS, comparisons[c]);
        for (uint32_t i = 0; i < RECORDS; i++) sum = mix(sum, order[i]->flags);
    }
    return sum;
}
