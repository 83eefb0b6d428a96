/* Strings, with bindings of any option of `wit-bindgen c`: -DUNIT=uint16_t for UTF-16, -DNOT_FLAT without flattened
 * signatures, -DNO_HELPERS without helpers. */

#include "text.h"

#include <stdlib.h>
#include <string.h>

#ifdef NO_HELPERS
static void text_string_free(text_string_t *text) {
    if (text->len) free(text->ptr);
}
static void text_list_string_free(text_list_string_t *list) {
    for (size_t at = 0; at < list->len; at++) text_string_free(&list->ptr[at]);
    if (list->len) free(list->ptr);
}
#endif

static void copy(text_string_t *to, const UNIT *units, size_t length) {
#ifdef NO_HELPERS
    to->len = length;
    to->ptr = malloc(length * sizeof(UNIT));
    memcpy(to->ptr, units, length * sizeof(UNIT));
#else
    text_string_dup_n(to, (const void *)units, length);
#endif
}

/* `text` has a character's first unit at `at`: neither the rest of a UTF-8 sequence nor a low surrogate. */
static bool starts(const text_string_t *text, size_t at) {
    return sizeof(UNIT) == 1 ? (text->ptr[at] & 0xC0) != 0x80 : (text->ptr[at] & 0xFC00) != 0xDC00;
}

void exports_text_join(text_list_string_t *words, text_string_t *between, text_string_t *ret) {
    size_t length = 0;
    for (size_t at = 0; at < words->len; at++) length += words->ptr[at].len + (at ? between->len : 0);
    UNIT *units = malloc(length * sizeof(UNIT));
    size_t end = 0;
    for (size_t at = 0; at < words->len; at++) {
        if (at) {
            memcpy(units + end, between->ptr, between->len * sizeof(UNIT));
            end += between->len;
        }
        memcpy(units + end, words->ptr[at].ptr, words->ptr[at].len * sizeof(UNIT));
        end += words->ptr[at].len;
    }
    ret->ptr = units;
    ret->len = length;
    text_list_string_free(words);
    text_string_free(between);
}

/* True if there is one. */
static bool first(text_list_string_t *words, text_string_t *word) {
    bool found = words->len;
    if (found) copy(word, words->ptr[0].ptr, words->ptr[0].len);
    text_list_string_free(words);
    return found;
}

/* True if they are few enough; else `error` has the text's beginning. */
static bool characters(text_string_t *text, const uint32_t *most, uint32_t *count, text_string_t *error) {
    uint32_t found = 0;
    size_t end = 0;
    for (size_t at = 0; at < text->len; at++) {
        if (!starts(text, at)) continue;
        if (most && found == *most) end = end ? end : at;
        found++;
    }
    bool few = !most || found <= *most;
    if (few) {
        *count = found;
    } else {
        copy(error, text->ptr, end);
    }
    text_string_free(text);
    return few;
}

#ifdef NOT_FLAT

void exports_text_first(text_list_string_t *words, text_option_string_t *ret) {
    ret->is_some = first(words, &ret->val);
}

void exports_text_characters(text_string_t *text, text_option_u32_t *most, text_result_u32_string_t *ret) {
    ret->is_err = !characters(text, most->is_some ? &most->val : NULL, &ret->val.ok, &ret->val.err);
}

#else

bool exports_text_first(text_list_string_t *words, text_string_t *ret) { return first(words, ret); }

bool exports_text_characters(text_string_t *text, uint32_t *maybe_most, uint32_t *ret, text_string_t *err) {
    return characters(text, maybe_most, ret, err);
}

#endif

uint32_t exports_text_units(text_string_t *text) {
    uint32_t units = (uint32_t)text->len;
    text_string_free(text);
    return units;
}
