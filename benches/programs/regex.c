/* Compiles regular expressions to position automata (Glushkov 1961) whose sets of states are the bits of a word, and
   finds the leftmost longest matches of each pattern in a generated log. */
#include "program.h"

enum { POSITIONS = 32, ALPHABET = 128, TEXT = 512, NO_MATCH = 0x7fffffff };

/* A position is a place of the pattern that takes one character. */
struct regex {
    uint32_t accept[ALPHABET];  /* by character: the positions that take it */
    uint32_t follow[POSITIONS]; /* by position: those that may come next */
    uint32_t first, last;       /* where a match may begin and end */
    uint32_t count;
    uint8_t line_start, line_end; /* the pattern is anchored with ^ or $ */
};

/* What a part of a pattern contributes: where it begins and ends, and whether it may be left out. */
struct part {
    uint32_t first, last, optional;
};

struct parser {
    const char *at;
    struct regex *to;
    uint32_t failed;
};

static uint8_t text[TEXT];
static struct regex regex;

static uint32_t is_word(uint32_t c) {
    uint32_t lower = c | 0x20;
    return (c >= '0' && c <= '9') || (lower >= 'a' && lower <= 'z') || c == '_';
}

/* Marks the characters that `\c` stands for. */
static void accept_escape(struct parser *p, uint32_t bit, uint8_t c) {
    for (uint32_t i = 0; i < ALPHABET; i++) {
        uint32_t in = i == c;
        if (c == 'd') in = i >= '0' && i <= '9';
        else if (c == 'w') in = is_word(i);
        else if (c == 's') in = i == ' ' || i == '\n';
        if (in) p->to->accept[i] |= bit;
    }
}

/* Marks the characters of a class; `p->at` is behind its bracket. The complement leaves out the end of the line. */
static void accept_class(struct parser *p, uint32_t bit) {
    uint32_t complement = *p->at == '^';
    p->at += complement;
    do {
        if (*p->at == 0) {
            p->failed = 1;
            return;
        }
        uint32_t from = (uint8_t)*p->at++, to = from;
        if (from == '\\') {
            accept_escape(p, bit, (uint8_t)*p->at++);
            continue;
        }
        if (p->at[0] == '-' && p->at[1] != ']' && p->at[1] != 0) {
            to = (uint8_t)p->at[1];
            p->at += 2;
        }
        for (; from <= to && from < ALPHABET; from++) p->to->accept[from] |= bit;
    } while (*p->at != ']');
    p->at++;
    if (!complement) return;
    for (uint32_t i = 0; i < ALPHABET; i++) p->to->accept[i] ^= bit;
    p->to->accept['\n'] &= ~bit;
}

static void link_parts(struct regex *to, uint32_t from, uint32_t next_first) {
    for (uint32_t i = 0; from != 0; i++, from >>= 1) {
        if ((from & 1) != 0) to->follow[i] |= next_first;
    }
}

static void parse_choice(struct parser *p, struct part *part);

/* One character, class or group, with the repetition behind it. */
static void parse_item(struct parser *p, struct part *part) {
    uint8_t c = (uint8_t)*p->at++;
    if (c == '(') {
        parse_choice(p, part);
        if (*p->at != ')') p->failed = 1;
        else p->at++;
    } else {
        if (p->to->count == POSITIONS || c >= ALPHABET || c == '*' || c == '+' || c == '?') {
            p->failed = 1;
            return;
        }
        uint32_t bit = 1u << p->to->count++;
        part->first = part->last = bit;
        part->optional = 0;
        if (c == '[') {
            accept_class(p, bit);
        } else if (c == '.') {
            for (uint32_t i = 0; i < ALPHABET; i++) p->to->accept[i] |= bit;
            p->to->accept['\n'] &= ~bit;
        } else if (c == '\\') {
            accept_escape(p, bit, (uint8_t)*p->at++);
        } else {
            p->to->accept[c] |= bit;
        }
    }
    while (!p->failed && (*p->at == '*' || *p->at == '+' || *p->at == '?')) {
        if (*p->at != '?') link_parts(p->to, part->last, part->first);
        if (*p->at != '+') part->optional = 1;
        p->at++;
    }
}

static void parse_sequence(struct parser *p, struct part *part) {
    part->first = part->last = 0;
    part->optional = 1;
    while (!p->failed && *p->at != 0 && *p->at != '|' && *p->at != ')' && !(p->at[0] == '$' && p->at[1] == 0)) {
        struct part item = {0, 0, 0};
        parse_item(p, &item);
        link_parts(p->to, part->last, item.first);
        if (part->optional) part->first |= item.first;
        part->last = item.optional ? part->last | item.last : item.last;
        part->optional &= item.optional;
    }
}

static void parse_choice(struct parser *p, struct part *part) {
    parse_sequence(p, part);
    while (!p->failed && *p->at == '|') {
        struct part other;
        p->at++;
        parse_sequence(p, &other);
        part->first |= other.first;
        part->last |= other.last;
        part->optional |= other.optional;
    }
}

/* Gives 0 for a pattern that is malformed, too long or matches nothing at all. */
static uint32_t compile(struct regex *to, const char *pattern) {
    struct parser p = {pattern, to, 0};
    struct part whole;
    memset(to, 0, sizeof *to);
    to->line_start = *p.at == '^';
    p.at += to->line_start;
    parse_choice(&p, &whole);
    to->line_end = *p.at == '$';
    p.at += to->line_end;
    to->first = whole.first;
    to->last = whole.last;
    return !p.failed && *p.at == 0 && !whole.optional;
}

/* The end of the longest match that begins at `at`, or NO_MATCH. */
static uint32_t match_at(const struct regex *with, uint32_t at, uint32_t length) {
    uint32_t reach = with->first, end = NO_MATCH;
    while (at < length) {
        uint32_t states = reach & with->accept[text[at++]];
        if (states == 0) break;
        if ((states & with->last) != 0 && (!with->line_end || at == length || text[at] == '\n')) end = at;
        reach = 0;
        for (uint32_t i = 0; states != 0; i++, states >>= 1) {
            if ((states & 1) != 0) reach |= with->follow[i];
        }
    }
    return end;
}

/* Finds all the matches that do not overlap, and adds their places and lengths to the checksum. */
static uint32_t find_all(const struct regex *with, uint32_t length, uint32_t sum) {
    uint32_t found = 0, at = 0;
    while (at < length) {
        uint32_t end = NO_MATCH;
        if ((with->accept[text[at]] & with->first) != 0 && (!with->line_start || at == 0 || text[at - 1] == '\n')) {
            end = match_at(with, at, length);
        }
        if (end == NO_MATCH) {
            at++;
            continue;
        }
        sum = mix(sum, at << 16 | (end - at));
        found++;
        at = end;
    }
    return mix(sum, found);
}

static uint32_t append(uint32_t at, const char *from) {
    while (*from != 0 && at < TEXT) text[at++] = (uint8_t)*from++;
    return at;
}

static uint32_t append_number(uint32_t at, uint32_t value, uint32_t base, uint32_t digits) {
    char buffer[12];
    uint32_t i = sizeof buffer - 1;
    buffer[i] = 0;
    for (; i != 0 && (digits != 0 || value != 0); value /= base) {
        buffer[--i] = "0123456789abcdef"[value % base];
        digits -= digits != 0;
    }
    return append(at, buffer + i);
}

static uint32_t write_log(uint32_t *state) {
    static const char *const methods[] = {"GET", "PUT", "POST", "DELETE", "HEAD", "get", "PATCH", "PUTS"};
    static const char *const names[] = {"/pumps", "/valves", "/api", "/v1", "/log_2", "/", "/x", "/a-b"};
    static const char *const users[] = {"ann.lee@plant", "bob@", "@c", "dora@ctl-7", "e.f.g@lab", "no one", "h@i", "-"};
    uint32_t at = 0, clock = next(state) % 80000;
    while (at < TEXT) {
        uint32_t random = next(state);
        clock += random % 300;
        at = append(append_number(at, clock / 3600, 10, 2), ":");
        at = append_number(at, clock / 60 % 60, 10, 2);
        if (random >> 31 != 0) at = append_number(append(at, ":"), clock % 60, 10, 2);
        at = append(append(at, " "), methods[random >> 28 & 7]);
        at = append(append(at, " "), names[random >> 25 & 7]);
        at = append(append(at, names[random >> 22 & 7]), " id=0x");
        at = append_number(at, random >> 8, 16, 1);
        at = append(at, (random & 0x200) != 0 ? " t=-" : " t=");
        at = append_number(at, random >> 5 & 127, 10, 1);
        if ((random & 0x400) != 0) at = append_number(append(at, "."), random % 100, 10, 2);
        at = append(append(at, " "), users[random >> 19 & 7]);
        at = append(at, (random & 0x800) != 0 ? ".example.org\n" : "\n");
    }
    return at;
}

uint32_t EXPORT(run)(uint32_t seed) {
    static const char *const patterns[] = {
        "\\d\\d:\\d\\d(:\\d\\d)?",
        "0x[0-9a-f]+",
        "-?\\d+(\\.\\d+)?([eE][-+]?\\d+)?",
        "\\w+(\\.\\w+)*@\\w+([-.]\\w+)+",
        "(GET|PUT|POST|DELETE) (/\\w+)+",
        "^[^ ]+ [A-Z]*.*(org|[^a-z])$",
        "=-?\\d*(1|3)(4|5|6)?\\.?\\d* ",
        "a(b|c))",
    };
    uint32_t state = seed != 0 ? seed : 1, sum = 0;
    uint32_t length = write_log(&state);
    for (uint32_t i = 0; i < sizeof patterns / sizeof *patterns; i++) {
        sum = mix(sum, compile(&regex, patterns[i]) ? regex.count : NO_MATCH);
        sum = find_all(&regex, length, sum);
    }
    return sum;
}
