/* Arithmetic with integers of 384 bits: sum, difference, product, Montgomery multiplication (Montgomery 1985), powers
   modulo an odd number as in the check of an RSA signature; cross-checked by division by shifts on 192 bits. */
#include "program.h"

/* Numbers are arrays of 32-bit limbs, the lowest first. */
enum { LIMBS = 12, EXPONENT = 65537 };

struct modulus {
    uint32_t limbs;
    uint32_t n[LIMBS];
    uint32_t inverse;        /* -1 / n modulo 2^32 */
    uint32_t one[LIMBS];     /* R modulo n, where R is 2^(32 * limbs) */
    uint32_t squared[LIMBS]; /* R * R modulo n: brings a number into Montgomery's form */
};

/* to = a + b; gives the carry. */
static uint32_t add(uint32_t *to, const uint32_t *a, const uint32_t *b, uint32_t limbs) {
    uint64_t carry = 0;
    for (uint32_t i = 0; i < limbs; i++) {
        carry += (uint64_t)a[i] + b[i];
        to[i] = (uint32_t)carry;
        carry >>= 32;
    }
    return (uint32_t)carry;
}

/* to = a - b; gives the borrow. */
static uint32_t subtract(uint32_t *to, const uint32_t *a, const uint32_t *b, uint32_t limbs) {
    uint32_t borrow = 0;
    for (uint32_t i = 0; i < limbs; i++) {
        uint64_t difference = (uint64_t)a[i] - b[i] - borrow;
        to[i] = (uint32_t)difference;
        borrow = (uint32_t)(difference >> 63);
    }
    return borrow;
}

static int32_t compare(const uint32_t *a, const uint32_t *b, uint32_t limbs) {
    while (limbs-- != 0) {
        if (a[limbs] != b[limbs]) return a[limbs] < b[limbs] ? -1 : 1;
    }
    return 0;
}

/* to += a * factor; gives the limb that overflows. */
static uint32_t add_product(uint32_t *to, const uint32_t *a, uint32_t factor, uint32_t limbs) {
    uint64_t carry = 0;
    for (uint32_t i = 0; i < limbs; i++) {
        carry += (uint64_t)a[i] * factor + to[i];
        to[i] = (uint32_t)carry;
        carry >>= 32;
    }
    return (uint32_t)carry;
}

/* to = a * b, of twice as many limbs. */
static void multiply(uint32_t *to, const uint32_t *a, const uint32_t *b, uint32_t limbs) {
    memset(to, 0, 2 * limbs * sizeof *to);
    for (uint32_t i = 0; i < limbs; i++) to[i + limbs] = add_product(to + i, a, b[i], limbs);
}

/* to = 2 * to, with a bit moved in; gives the bit that is moved out. */
static uint32_t shift_in(uint32_t *to, uint32_t bit, uint32_t limbs) {
    for (uint32_t i = 0; i < limbs; i++) {
        uint32_t high = to[i] >> 31;
        to[i] = to[i] << 1 | bit;
        bit = high;
    }
    return bit;
}

/* rest = a modulo n, where a has twice as many limbs: slow and simple, to check the fast way by. */
static void divide(uint32_t *rest, const uint32_t *a, const uint32_t *n, uint32_t limbs) {
    memset(rest, 0, limbs * sizeof *rest);
    for (uint32_t i = limbs * 64; i-- != 0;) {
        uint32_t over = shift_in(rest, a[i / 32] >> (i % 32) & 1, limbs);
        if (over || compare(rest, n, limbs) >= 0) subtract(rest, rest, n, limbs);
    }
}

static void add_modulo(uint32_t *to, const uint32_t *a, const uint32_t *b, const struct modulus *m) {
    uint32_t over = add(to, a, b, m->limbs);
    if (over || compare(to, m->n, m->limbs) >= 0) subtract(to, to, m->n, m->limbs);
}

/* sum = (sum + n * factor) / 2^32, where the factor makes the lowest limb zero; gives the limb that overflows. */
static uint32_t reduce(uint32_t *sum, const struct modulus *m) {
    uint32_t factor = sum[0] * m->inverse;
    uint64_t carry = ((uint64_t)m->n[0] * factor + sum[0]) >> 32;
    for (uint32_t i = 1; i < m->limbs; i++) {
        carry += (uint64_t)m->n[i] * factor + sum[i];
        sum[i - 1] = (uint32_t)carry;
        carry >>= 32;
    }
    return (uint32_t)carry;
}

/* to = a * b / R modulo n, one limb of b at a time. */
static void montgomery(uint32_t *to, const uint32_t *a, const uint32_t *b, const struct modulus *m) {
    uint32_t sum[LIMBS] = {0}, top = 0, last = m->limbs - 1;
    for (uint32_t i = 0; i < m->limbs; i++) {
        uint64_t high = (uint64_t)top + add_product(sum, a, b[i], m->limbs);
        high += reduce(sum, m);
        sum[last] = (uint32_t)high;
        top = (uint32_t)(high >> 32);
    }
    if (top != 0 || compare(sum, m->n, m->limbs) >= 0) subtract(to, sum, m->n, m->limbs);
    else memcpy(to, sum, m->limbs * sizeof *to);
}

/* Makes an odd number with the highest bit set the modulus. */
static void set_modulus(struct modulus *m, const uint32_t *n, uint32_t limbs) {
    uint32_t inverse = n[0];
    m->limbs = limbs;
    memcpy(m->n, n, limbs * sizeof *n);
    /* Newton: an odd number is its own inverse modulo 8, and each step doubles the number of right bits. */
    for (uint32_t i = 0; i < 4; i++) inverse *= 2 - n[0] * inverse;
    m->inverse = 0 - inverse;
    memset(m->one, 0, sizeof m->one);
    subtract(m->one, m->one, n, limbs);
    /* First 2^(2 * limbs) * R by doubling; then each Montgomery square doubles the exponent, 4 times up to R * R. */
    memcpy(m->squared, m->one, sizeof m->one);
    for (uint32_t i = 0; i < 2 * limbs; i++) add_modulo(m->squared, m->squared, m->squared, m);
    for (uint32_t i = 0; i < 4; i++) montgomery(m->squared, m->squared, m->squared, m);
}

/* to = base^exponent modulo n; `base` is below n. */
static void power(uint32_t *to, const uint32_t *base, uint32_t exponent, const struct modulus *m) {
    uint32_t factor[LIMBS], one[LIMBS] = {1}, bit = 1;
    montgomery(factor, base, m->squared, m);
    memcpy(to, m->one, m->limbs * sizeof *to);
    while (bit <= exponent >> 1) bit <<= 1;
    for (; bit != 0; bit >>= 1) {
        montgomery(to, to, to, m);
        if ((exponent & bit) != 0) montgomery(to, to, factor, m);
    }
    montgomery(to, to, one, m);
}

static void fill(uint32_t *to, uint32_t *state, uint32_t limbs) {
    for (uint32_t i = 0; i < limbs; i++) to[i] = next(state);
}

static uint32_t mix_number(uint32_t sum, const uint32_t *number, uint32_t limbs) {
    for (uint32_t i = 0; i < limbs; i++) sum = mix(sum, number[i]);
    return sum;
}

/* (a + b) * (a - b) + b * b == a * a, where a is not below b and the sum has no carry. */
static uint32_t check_squares(const uint32_t *a, const uint32_t *b) {
    static uint32_t plus[LIMBS], minus[LIMBS], left[2 * LIMBS], right[2 * LIMBS];
    uint32_t carry = add(plus, a, b, LIMBS);
    carry += subtract(minus, a, b, LIMBS);
    multiply(left, plus, minus, LIMBS);
    multiply(right, b, b, LIMBS);
    carry += add(left, left, right, 2 * LIMBS);
    multiply(right, a, a, LIMBS);
    return carry == 0 && compare(left, right, 2 * LIMBS) == 0;
}

uint32_t EXPORT(run)(uint32_t seed) {
    static struct modulus modulus;
    static uint32_t n[LIMBS], a[LIMBS], b[LIMBS], result[LIMBS], product[2 * LIMBS];
    uint32_t state = seed != 0 ? seed : 1, sum = 0, half = LIMBS / 2;
    fill(n, &state, LIMBS);
    fill(a, &state, LIMBS);
    fill(b, &state, LIMBS);
    n[0] |= 1;
    n[LIMBS - 1] |= 0x80000000u;
    a[LIMBS - 1] = 0x7fffffffu; /* not below b, and below n */
    b[LIMBS - 1] >>= 1;
    sum = mix(sum, check_squares(a, b));
    set_modulus(&modulus, n, LIMBS);
    sum = mix_number(mix(sum, modulus.inverse), modulus.squared, LIMBS);
    power(result, a, EXPONENT, &modulus);
    sum = mix_number(sum, result, LIMBS);
    /* The upper half of a, squared modulo the upper half of n in two ways. */
    n[half] |= 1;
    set_modulus(&modulus, n + half, half);
    power(result, a + half, 2, &modulus);
    sum = mix_number(sum, result, half);
    multiply(product, a + half, a + half, half);
    divide(b, product, n + half, half);
    return mix(sum, compare(result, b, half) == 0);
}
