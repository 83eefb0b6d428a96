/* Writes a JSON document (RFC 8259), parses it without recursion into a static array of tokens, and then looks values
   up by path, the way firmware reads its configuration. */
#include "program.h"

enum { TEXT_ROOM = 3072, TOKEN_ROOM = 320, NONE = 0xffff };

enum kind { OBJECT, ARRAY, STRING, NUMBER, TRUE, FALSE, NULL_VALUE };

/* A key of an object is a STRING token, and its value is the token that follows. */
struct token {
    uint16_t start, end; /* the part of the text; of a string, what is between the quotes */
    uint16_t children;   /* members of an object, elements of an array */
    uint16_t after;      /* the token after this one and all that is inside it; while open: the parent */
    uint8_t kind;
};

static uint8_t text[TEXT_ROOM];
static uint32_t text_length;
static struct token tokens[TOKEN_ROOM];
static uint32_t token_count;

static void put(uint8_t byte) {
    if (text_length < TEXT_ROOM) text[text_length++] = byte;
}

static void put_text(const char *from) {
    while (*from != 0) put((uint8_t)*from++);
}

/* Writes Latin-1 text in quotes, with all that needs it escaped. */
static void put_string(const char *from) {
    static const char hex[] = "0123456789abcdef";
    put('"');
    for (; *from != 0; from++) {
        uint8_t c = (uint8_t)*from;
        if (c == '"' || c == '\\') {
            put('\\');
            put(c);
        } else if (c == '\n') {
            put_text("\\n");
        } else if (c < ' ' || c > '~') {
            put_text("\\u00");
            put((uint8_t)hex[c >> 4]);
            put((uint8_t)hex[c & 15]);
        } else {
            put(c);
        }
    }
    put('"');
}

/* Writes value / 10^decimals. */
static void put_number(int32_t value, uint32_t decimals) {
    uint8_t digits[12];
    uint32_t count = 0, rest = value < 0 ? 0u - (uint32_t)value : (uint32_t)value;
    if (value < 0) put('-');
    for (; count <= decimals || rest != 0; rest /= 10) {
        if (count == decimals && decimals != 0) digits[count] = (uint8_t)('0' + rest % 10);
        digits[count++] = (uint8_t)('0' + rest % 10);
    }
    while (count != 0) {
        put(digits[--count]);
        if (count == decimals && count != 0) put('.');
    }
}

static void put_key(const char *key) {
    put_string(key);
    put(':');
}

static void write_document(uint32_t *state, uint32_t samples) {
    static const char *const notes[] = {"ok", "sensor \"B\" open", "path C:\\log\nretry", "caf\xe9", ""};
    text_length = 0;
    put_text("{\n  \"device\": {\"name\": ");
    put_string("pump \"north\"");
    put_text(", \"serial\": ");
    put_number((int32_t)(next(state) >> 4), 0);
    put_text(", \"online\": true, \"site\": null, \"gain\": 1.");
    put_number((int32_t)(next(state) % 1000), 0);
    put_text("e-1 },\n  \"limits\": [ ");
    for (uint32_t i = 0; i < 6; i++) {
        if (i != 0) put_text(", ");
        put_number((int32_t)(next(state) % 20001) - 10000, i % 3);
    }
    put_text(" ],\n  \"empty\": [[], {}],\n  \"samples\": [");
    for (uint32_t i = 0; i < samples; i++) {
        put_text(i != 0 ? ",\n    {" : "\n    {");
        put_key("time");
        put_number((int32_t)(i * 250 + next(state) % 250), 0);
        put(',');
        put_key("value");
        put_number((int32_t)(next(state) % 200000) - 100000, 3);
        put_text(",\"unit\":\"\\u00b0C\",\"ok\":");
        put_text(next(state) % 4 != 0 ? "true," : "false,");
        put_key("note");
        put_string(notes[next(state) % 5]);
        put('}');
    }
    put_text("\n  ],\n  \"face\": \"\\ud83d\\ude00\"\n}\n");
}

static uint32_t is_digit(uint32_t at) { return at < text_length && text[at] >= '0' && text[at] <= '9'; }

static uint32_t skip_digits(uint32_t at) {
    while (is_digit(at)) at++;
    return at;
}

/* The value of a hexadecimal digit, or 16 or more. */
static uint32_t hex_value(uint8_t c) {
    if (c >= '0' && c <= '9') return c - (uint32_t)'0';
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? c - (uint32_t)'a' + 10 : 16;
}

/* The scanners take where a token begins and give where it ends, or 0 if it is malformed. */
static uint32_t scan_number(uint32_t at) {
    if (text[at] == '-') at++;
    if (!is_digit(at)) return 0;
    at = text[at] == '0' ? at + 1 : skip_digits(at);
    if (at < text_length && text[at] == '.') {
        if (!is_digit(++at)) return 0;
        at = skip_digits(at);
    }
    if (at < text_length && (text[at] | 0x20) == 'e') {
        at++;
        if (at < text_length && (text[at] == '+' || text[at] == '-')) at++;
        if (!is_digit(at)) return 0;
        at = skip_digits(at);
    }
    return at;
}

static uint32_t scan_string(uint32_t at) {
    for (; at < text_length && text[at] >= ' '; at++) {
        if (text[at] == '"') return at;
        if (text[at] != '\\') continue;
        if (++at >= text_length) return 0;
        switch (text[at]) {
        case '"': case '\\': case '/': case 'b': case 'f': case 'n': case 'r': case 't':
            break;
        case 'u':
            for (uint32_t i = 0; i < 4; i++) {
                if (++at >= text_length || hex_value(text[at]) > 15) return 0;
            }
            break;
        default:
            return 0;
        }
    }
    return 0;
}

static uint32_t scan_word(uint32_t at, const char *word) {
    for (; *word != 0; word++, at++) {
        if (at >= text_length || text[at] != (uint8_t)*word) return 0;
    }
    return at;
}

/* Adds the number, the string or the word that begins at `at`; gives where it ends, quotes included, or 0. */
static uint32_t scan_scalar(uint32_t at) {
    struct token *token = &tokens[token_count];
    uint32_t end, quote = text[at] == '"';
    at += quote;
    if (quote) {
        token->kind = STRING;
        end = scan_string(at);
    } else if (text[at] == 't') {
        token->kind = TRUE;
        end = scan_word(at, "true");
    } else if (text[at] == 'f') {
        token->kind = FALSE;
        end = scan_word(at, "false");
    } else if (text[at] == 'n') {
        token->kind = NULL_VALUE;
        end = scan_word(at, "null");
    } else {
        token->kind = NUMBER;
        end = scan_number(at);
    }
    if (end == 0) return 0;
    token->start = (uint16_t)at;
    token->end = (uint16_t)end;
    token->children = 0;
    token->after = (uint16_t)++token_count;
    return end + quote;
}

/* Fills `tokens`; gives 0, or 1 + the place of the first error. */
static uint32_t parse(void) {
    enum { VALUE, FIRST_VALUE, KEY, FIRST_KEY, COLON, SEPARATOR, END } expect = VALUE;
    uint32_t open = NONE, at = 0;
    token_count = 0;
    for (;; at++) {
        while (at < text_length && (text[at] == ' ' || text[at] == '\n' || text[at] == '\r' || text[at] == '\t')) at++;
        if (at == text_length) return expect == END ? 0 : at + 1;
        uint8_t c = text[at];
        uint32_t closes = c == '}' || c == ']';
        if (closes && (expect == SEPARATOR || expect == (c == '}' ? FIRST_KEY : FIRST_VALUE))) {
            struct token *token = &tokens[open];
            if (token->kind != (c == '}' ? OBJECT : ARRAY)) return at + 1;
            open = token->after;
            token->end = (uint16_t)(at + 1);
            token->after = (uint16_t)token_count;
            expect = open == NONE ? END : SEPARATOR;
        } else if (expect == SEPARATOR) {
            if (c != ',') return at + 1;
            expect = tokens[open].kind == OBJECT ? KEY : VALUE;
        } else if (expect == COLON) {
            if (c != ':') return at + 1;
            expect = VALUE;
        } else if (expect == END || token_count == TOKEN_ROOM) {
            return at + 1;
        } else if (expect == KEY || expect == FIRST_KEY) {
            uint32_t end = c == '"' ? scan_scalar(at) : 0;
            if (end == 0) return at + 1;
            at = end - 1;
            expect = COLON;
        } else {
            if (open != NONE) tokens[open].children++;
            if (c == '{' || c == '[') {
                struct token *token = &tokens[token_count];
                token->kind = c == '{' ? OBJECT : ARRAY;
                token->start = (uint16_t)at;
                token->children = 0;
                token->after = (uint16_t)open;
                open = token_count++;
                expect = c == '{' ? FIRST_KEY : FIRST_VALUE;
            } else {
                uint32_t end = scan_scalar(at);
                if (end == 0) return at + 1;
                at = end - 1;
                expect = open == NONE ? END : SEPARATOR;
            }
        }
    }
}

/* The token at a path such as "samples/3/value" from the root, or NONE. */
static uint32_t find(const char *path) {
    uint32_t at = 0;
    while (*path != 0) {
        uint32_t length = 0, number = 0;
        for (; path[length] != 0 && path[length] != '/'; length++) {
            number = number * 10 + (uint32_t)(path[length] - '0');
        }
        const struct token *token = &tokens[at];
        uint32_t left = token->children;
        if (token->kind == ARRAY) {
            if (number >= left) return NONE;
            for (at++; number != 0; number--) at = tokens[at].after;
        } else if (token->kind == OBJECT) {
            for (at++; left != 0; left--, at = tokens[at + 1].after) {
                const struct token *key = &tokens[at];
                if (key->end - key->start == (int32_t)length && memcmp(&text[key->start], path, length) == 0) break;
            }
            if (left == 0) return NONE;
            at++;
        } else {
            return NONE;
        }
        path += length;
        if (*path == '/') path++;
    }
    return at;
}

/* A number in thousandths, cut off toward zero and kept inside the range; its first 9 digits count. */
static int32_t thousandths(const struct token *token) {
    uint32_t value = 0, at = token->start, negative = text[at] == '-', point = 0, down = 0;
    int32_t shift = 3, exponent = 0;
    for (at += negative; at < token->end && (text[at] | 0x20) != 'e'; at++) {
        if (text[at] == '.') {
            point = 1;
        } else if (value < 100000000u) {
            value = value * 10 + (uint32_t)(text[at] - '0');
            shift -= (int32_t)point;
        } else {
            shift += !point;
        }
    }
    for (at++; at < token->end; at++) {
        if (text[at] == '-') down = 1;
        else if (text[at] != '+' && exponent < 100) exponent = exponent * 10 + (text[at] - '0');
    }
    shift += down ? -exponent : exponent;
    for (; shift < 0 && value != 0; shift++) value /= 10;
    for (; shift > 0 && value != 0 && value <= INT32_MAX / 10; shift--) value *= 10;
    if (shift > 0 && value != 0) value = INT32_MAX;
    return negative ? -(int32_t)value : (int32_t)value;
}

static uint32_t hex4(uint32_t at) {
    uint32_t value = 0;
    for (uint32_t i = 0; i < 4; i++) value = value << 4 | hex_value(text[at + i]);
    return value;
}

static uint32_t put_utf8(uint8_t *to, uint32_t code) {
    static const uint8_t lead[] = {0, 0, 0xc0, 0xe0, 0xf0};
    uint32_t length = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    for (uint32_t i = length - 1; i != 0; i--, code >>= 6) to[i] = (uint8_t)(0x80 | (code & 0x3f));
    to[0] = (uint8_t)(lead[length] | code);
    return length;
}

/* Copies a string as UTF-8 without its escapes; `to` has room for all that fits in `room`. */
static uint32_t unescape(const struct token *token, uint8_t *to, uint32_t room) {
    static const char escapes[] = "b\bf\fn\nr\rt\t";
    uint32_t length = 0;
    for (uint32_t at = token->start; at < token->end && length + 4 <= room; at++) {
        uint32_t code = text[at];
        if (code == '\\') {
            code = text[++at];
            if (code == 'u') {
                code = hex4(at + 1);
                at += 4;
                if (code >> 10 == 0x36 && at + 6 < token->end && text[at + 1] == '\\' && text[at + 2] == 'u') {
                    code = 0x10000 + ((code & 0x3ff) << 10) + (hex4(at + 3) & 0x3ff);
                    at += 6;
                }
                length += put_utf8(to + length, code);
                continue;
            }
            for (uint32_t i = 0; escapes[i] != 0; i += 2) {
                if (code == (uint8_t)escapes[i]) {
                    code = (uint8_t)escapes[i + 1];
                    break;
                }
            }
        }
        to[length++] = (uint8_t)code;
    }
    return length;
}

static uint32_t mix_token(uint32_t sum, uint32_t at) {
    uint8_t buffer[64];
    if (at == NONE) return mix(sum, NONE);
    const struct token *token = &tokens[at];
    sum = mix(sum, token->kind);
    if (token->kind == NUMBER) return mix(sum, (uint32_t)thousandths(token));
    if (token->kind != STRING) return mix(sum, token->children);
    uint32_t length = unescape(token, buffer, sizeof buffer);
    for (uint32_t i = 0; i < length; i++) sum = mix(sum, buffer[i]);
    return mix(sum, length);
}

uint32_t EXPORT(run)(uint32_t seed) {
    static const char *const paths[] = {"device/name", "device/serial", "device/gain", "device/site", "limits/4",
                                        "empty/1", "samples/9/value", "samples/99/value", "device/name/x", "face"};
    static const char *const fields[] = {"time", "value", "unit", "ok", "note"};
    uint32_t state = seed != 0 ? seed : 1, sum = 0;
    write_document(&state, 12);
    sum = mix(sum, parse());
    sum = mix(sum, token_count);
    for (uint32_t i = 0; i < sizeof paths / sizeof *paths; i++) sum = mix_token(sum, find(paths[i]));
    for (uint32_t i = 0; i < 12; i++) {
        char path[20] = "samples/00/";
        path[8] = (char)('0' + i / 10);
        path[9] = (char)('0' + i % 10);
        uint32_t field = next(&state) % 5, at = 11;
        for (const char *name = fields[field]; *name != 0; name++) path[at++] = *name;
        sum = mix_token(sum, find(path));
    }
    /* Damaged documents: the parser has to notice, or to see another document. */
    for (uint32_t i = 0; i < 3; i++) {
        uint32_t at = next(&state) % text_length;
        uint8_t kept = text[at];
        text[at] = (uint8_t)"{}[]\",:0"[next(&state) % 8];
        sum = mix(sum, parse());
        sum = mix(sum, token_count);
        text[at] = kept;
    }
    return sum;
}
