/* What the world `shop` asks for, in C: lists and strings from the bindings, and blocks of its own. */

#include "shop.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "dissolve_guest.h"

uint64_t exports_shop_total(shop_list_u32_t *prices) {
    uint64_t total = 0;
    for (size_t i = 0; i < prices->len; i++) total += prices->ptr[i];
    shop_list_u32_free(prices);
    return total;
}

/* Grows the list one number at a time, as a program does that does not know how long it gets. */
void exports_shop_multiples(uint32_t of, uint32_t count, shop_list_u32_t *ret) {
    ret->ptr = NULL;
    ret->len = 0;
    for (uint32_t i = 0; i < count; i++) {
        ret->ptr = realloc(ret->ptr, (ret->len + 1) * sizeof(uint32_t));
        ret->ptr[ret->len++] = of * i;
    }
}

static void append(shop_string_t *to, const void *bytes, size_t size) {
    if (!size) return;
    to->ptr = cabi_realloc(to->ptr, to->len, 1, to->len + size);
    memcpy(to->ptr + to->len, bytes, size);
    to->len += size;
}

void exports_shop_join(shop_list_string_t *words, shop_string_t *separator, shop_string_t *ret) {
    *ret = (shop_string_t){NULL, 0};
    for (size_t i = 0; i < words->len; i++) {
        if (i > 0) append(ret, separator->ptr, separator->len);
        append(ret, words->ptr[i].ptr, words->ptr[i].len);
    }
    shop_list_string_free(words);
    shop_string_free(separator);
}

void exports_shop_split(shop_string_t *text, uint32_t separator, shop_list_string_t *ret) {
    size_t words = 1;
    for (size_t i = 0; i < text->len; i++) words += text->ptr[i] == separator;
    ret->ptr = calloc(words, sizeof(shop_string_t));
    ret->len = words;
    shop_string_t *word = ret->ptr;
    for (size_t i = 0; i < text->len; i++) {
        if (text->ptr[i] == separator) word++;
        else append(word, text->ptr + i, 1);
    }
    shop_string_free(text);
}

void exports_shop_label(shop_item_t *item, shop_string_t *ret) {
    char digits[10];
    size_t at = sizeof digits;
    uint32_t price = item->price;
    do {
        digits[--at] = (char)('0' + price % 10);
        price /= 10;
    } while (price);
    shop_string_dup_n(ret, (const char *)item->name.ptr, item->name.len);
    append(ret, ": ", 2);
    append(ret, digits + at, sizeof digits - at);
    for (size_t i = 0; i < item->tags.len; i++) {
        append(ret, i ? ", " : " (", 2);
        append(ret, item->tags.ptr[i].ptr, item->tags.ptr[i].len);
    }
    if (item->tags.len) append(ret, ")", 1);
    shop_item_free(item);
}

/* Gives one of the items back as it came: its parts are blocks of the host, which post-return frees. */
bool exports_shop_cheapest(shop_list_item_t *items, shop_item_t *ret) {
    size_t cheapest = 0;
    for (size_t i = 1; i < items->len; i++) {
        if (items->ptr[i].price < items->ptr[cheapest].price) cheapest = i;
    }
    for (size_t i = 0; i < items->len; i++) {
        if (i == cheapest) *ret = items->ptr[i];
        else shop_item_free(&items->ptr[i]);
    }
    bool some = items->len > 0;
    if (some) free(items->ptr);
    return some;
}

bool exports_shop_parse(shop_string_t *text, uint32_t *ret, shop_string_t *err) {
    uint64_t number = 0;
    const char *problem = text->len ? NULL : "empty";
    for (size_t i = 0; i < text->len && !problem; i++) {
        if (text->ptr[i] < '0' || text->ptr[i] > '9') problem = "not a digit";
        else if ((number = number * 10 + (text->ptr[i] - '0')) > UINT32_MAX) problem = "too large";
    }
    shop_string_free(text);
    if (problem) {
        shop_string_dup(err, problem);
        return false;
    }
    *ret = (uint32_t)number;
    return true;
}

void exports_shop_reversed(shop_list_reading_t *readings, shop_list_reading_t *ret) {
    for (size_t i = 0; i < readings->len / 2; i++) {
        shop_reading_t kept = readings->ptr[i];
        readings->ptr[i] = readings->ptr[readings->len - 1 - i];
        readings->ptr[readings->len - 1 - i] = kept;
    }
    *ret = *readings;
}

uint64_t exports_shop_letters(shop_wide_t *wide) {
    uint64_t letters = wide->i + wide->a.len + wide->b.len + wide->c.len + wide->d.len + wide->e.len + wide->f.len +
                       wide->g.len + wide->h.len;
    shop_wide_free(wide);
    return letters;
}

static uint32_t next_random(uint32_t *state) {
    *state = *state * 1664525u + 1013904223u;
    return *state >> 8;
}

uint32_t exports_shop_churn(uint32_t rounds, uint32_t seed) {
    enum { BLOCKS = 12, LARGEST = 90 };
    unsigned char *blocks[BLOCKS] = {0};
    size_t sizes[BLOCKS] = {0};
    uint32_t wrong = 0;
    for (uint32_t round = 0; round < rounds; round++) {
        uint32_t which = next_random(&seed) % BLOCKS;
        size_t size = next_random(&seed) % LARGEST;
        if (next_random(&seed) % 3 == 0) {
            free(blocks[which]);
            blocks[which] = NULL;
            size = 0;
        } else {
            blocks[which] = realloc(blocks[which], size);
            wrong += (uintptr_t)blocks[which] % (size < 16 ? 8 : 16) != 0;
            size_t kept = sizes[which] < size ? sizes[which] : size;
            for (size_t i = 0; i < kept; i++) wrong += blocks[which][i] != which;
            memset(blocks[which], (int)which, size);
        }
        sizes[which] = size;
    }
    for (uint32_t i = 0; i < BLOCKS; i++) {
        for (size_t at = 0; at < sizes[i]; at++) wrong += blocks[i][at] != i;
        free(blocks[i]);
    }
    return wrong;
}

uint32_t exports_shop_misalignment(void) {
    uint32_t sum = 0;
    unsigned char *held = malloc(1);
    for (size_t size = 0; size < 40; size++) {
        size_t align = size < 16 ? 8 : 16;
        void *block = malloc(size);
        sum += (uintptr_t)block % align;
        free(block);
        unsigned char *zeros = calloc(size, 2);
        sum += (uintptr_t)zeros % (size < 8 ? 8 : 16);
        for (size_t i = 0; i < 2 * size; i++) sum += zeros[i];
        memset(zeros, 0xff, 2 * size);
        free(zeros);
        block = realloc(malloc(3), size);
        sum += (uintptr_t)block % align;
        free(block);
    }
    for (size_t align = 1; align <= 512; align *= 2) {
        void *one = aligned_alloc(align, 3);
        void *other = aligned_alloc(align, 3 * align);
        sum += (uintptr_t)one % align + (uintptr_t)other % align;
        free(one);
        cabi_realloc(other, 3 * align, align, 0);
    }
    free(held);
    free(NULL);
    return sum;
}

uint32_t exports_shop_wrong_bytes(void) {
    /* Volatile, so that none of this is computed by the compiler. */
    volatile size_t five = 5;
    char text[16] = "abcdefgh";
    uint32_t wrong = 0;
    memmove(text + 2, text, five);
    wrong |= memcmp(text, "ababcdeh", five + 4) != 0;
    memmove(text, text + 2, five);
    wrong |= (uint32_t)(memcmp(text, "abcdedeh", five + 4) != 0) << 1;
    memset(text + 1, 'x' + 256, five);
    wrong |= (uint32_t)(memcmp(text, "axxxxxeh", five + 4) != 0) << 2;
    wrong |= (uint32_t)(strlen(text) != five + 3) << 3;
    wrong |= (uint32_t)(memcmp("\x7f", "\x80", five - 4) >= 0) << 4;
    wrong |= (uint32_t)(memcmp("b", "a", five - 4) <= 0) << 5;
    wrong |= (uint32_t)(memcmp("b", "a", five - 5) != 0) << 6;
    return wrong;
}

uint32_t exports_shop_misuse(uint32_t how) {
    /* Volatile, so that the compiler cannot see which blocks these are. */
    unsigned char *volatile block = malloc(20);
    unsigned char *volatile other = malloc(20);
    void *volatile nothing = (void *)8;
    volatile size_t huge = SIZE_MAX;
    volatile size_t odd = 24;
    memset(block, 0, 20);
    switch (how) {
        case 0: break;
        case 1:
            free(block);
            break;
        case 2: free(block + 8); break;
        case 3: free(block + 1); break;
        case 4: free(nothing); break;
        case 5: return (uint32_t)(uintptr_t)malloc(huge);
        case 6: return (uint32_t)(uintptr_t)calloc(huge / 2, 3);
        case 7: return (uint32_t)(uintptr_t)realloc(block, huge - 16);
        case 8: return (uint32_t)(uintptr_t)aligned_alloc(odd, 24);
        case 9: return (uint32_t)(uintptr_t)cabi_realloc(NULL, 0, 0, 0);
        case 10: return (uint32_t)(uintptr_t)cabi_realloc(block, 200, 8, 8);
        case 11: return (uint32_t)(uintptr_t)cabi_realloc(NULL, 0, 3, 1);
        case 12: abort();
        case 13: return (uint32_t)(uintptr_t)aligned_alloc((size_t)1 << 31, huge);
        default: return (uint32_t)(uintptr_t)cabi_realloc((void *)3, 0, (size_t)1 << how % 32, 0);
    }
    free(block);
    free(other);
    return 0;
}

uint32_t exports_shop_arena_used(void) {
#ifdef DISSOLVE_STATIC_ARENA
    return dissolve_arena_used();
#else
    return 0;
#endif
}

uint32_t exports_shop_arena_high_water(void) {
#ifdef DISSOLVE_STATIC_ARENA
    return dissolve_arena_high_water() <= dissolve_arena_size() ? dissolve_arena_high_water() : UINT32_MAX;
#else
    return 0;
#endif
}
