/* Arithmetic on matrices of 12 by 12, of whole numbers and in single precision: products, transposes, powers, and the
   largest eigenvalue of a symmetric matrix by iteration. */
#include "program.h"

enum { N = 12, ITERATIONS = 12 };

struct whole {
    int32_t at[N][N];
};

struct real {
    float at[N][N];
};

static struct whole whole_a, whole_b, whole_c;
static struct real real_a, real_b, real_c;
static float vector[N], image[N];

static void whole_fill(struct whole *m, int32_t most, uint32_t *random) {
    for (int i = 0; i < N; i++)
        for (int j = 0; j < N; j++) m->at[i][j] = (int32_t)(next(random) % (uint32_t)(2 * most + 1)) - most;
}

static void whole_multiply(struct whole *to, const struct whole *a, const struct whole *b) {
    for (int i = 0; i < N; i++)
        for (int j = 0; j < N; j++) {
            int32_t total = 0;
            for (int k = 0; k < N; k++) total += a->at[i][k] * b->at[k][j];
            to->at[i][j] = total;
        }
}

static void whole_transpose(struct whole *m) {
    for (int i = 0; i < N; i++)
        for (int j = 0; j < i; j++) {
            int32_t held = m->at[i][j];
            m->at[i][j] = m->at[j][i];
            m->at[j][i] = held;
        }
}

/* Keeps the elements small enough that a product of two matrices fits 32 bits. */
static void whole_reduce(struct whole *m) {
    for (int i = 0; i < N; i++)
        for (int j = 0; j < N; j++) m->at[i][j] %= 1009;
}

static int32_t whole_trace(const struct whole *m) {
    int32_t total = 0;
    for (int i = 0; i < N; i++) total += m->at[i][i];
    return total;
}

static uint32_t whole_digest(uint32_t sum, const struct whole *m) {
    for (int i = 0; i < N; i++)
        for (int j = 0; j < N; j++) sum = mix(sum, (uint32_t)m->at[i][j]);
    return sum;
}

/* Elements between -1 and 1. */
static void real_fill(struct real *m, uint32_t *random) {
    for (int i = 0; i < N; i++)
        for (int j = 0; j < N; j++) m->at[i][j] = (float)(int32_t)(next(random) >> 8) * (1.0f / 8388608.0f) - 1.0f;
}

static void real_multiply(struct real *restrict to, const struct real *a, const struct real *b) {
    for (int i = 0; i < N; i++)
        for (int j = 0; j < N; j++) {
            float total = 0.0f;
            for (int k = 0; k < N; k++) total += a->at[i][k] * b->at[k][j];
            to->at[i][j] = total;
        }
}

static void real_transpose(struct real *restrict to, const struct real *from) {
    for (int i = 0; i < N; i++)
        for (int j = 0; j < N; j++) to->at[j][i] = from->at[i][j];
}

/* to += scale * from. */
static void real_add_scaled(struct real *to, const struct real *from, float scale) {
    for (int i = 0; i < N; i++)
        for (int j = 0; j < N; j++) to->at[i][j] += scale * from->at[i][j];
}

static float norm(const float *v, int length) {
    float total = 0.0f;
    for (int i = 0; i < length; i++) total += v[i] * v[i];
    return __builtin_sqrtf(total);
}

/* The power method: `vector` turns towards the eigenvector of the largest eigenvalue. */
static float largest_eigenvalue(const struct real *m) {
    float value = 0.0f;
    for (int i = 0; i < N; i++) vector[i] = 1.0f;
    for (int round = 0; round < ITERATIONS; round++) {
        for (int i = 0; i < N; i++) {
            float total = 0.0f;
            for (int j = 0; j < N; j++) total += m->at[i][j] * vector[j];
            image[i] = total;
        }
        value = norm(image, N);
        float inverse = 1.0f / value;
        for (int i = 0; i < N; i++) vector[i] = image[i] * inverse;
    }
    return value;
}

static uint32_t scaled(float x) { return (uint32_t)(int32_t)(x * 65536.0f); }

uint32_t EXPORT(run)(uint32_t seed) {
    uint32_t random = seed | 1, sum = seed;

    whole_fill(&whole_a, 1000, &random);
    whole_fill(&whole_b, 1000, &random);
    for (int power = 0; power < 3; power++) {
        whole_multiply(&whole_c, &whole_a, &whole_b);
        sum = whole_digest(sum, &whole_c);
        sum = mix(sum, (uint32_t)whole_trace(&whole_c));
        whole_reduce(&whole_c);
        whole_transpose(&whole_c);
        whole_a = whole_c;
    }

    real_fill(&real_a, &random);
    real_transpose(&real_b, &real_a);
    real_multiply(&real_c, &real_a, &real_b);
    /* A product with its own transpose, and some of the diagonal, has no negative eigenvalue. */
    memset(&real_b, 0, sizeof real_b);
    for (int i = 0; i < N; i++) real_b.at[i][i] = 1.0f;
    real_add_scaled(&real_c, &real_b, 0.5f);
    sum = mix(sum, scaled(largest_eigenvalue(&real_c)));
    for (int i = 0; i < N; i++) sum = mix(sum, scaled(vector[i]));
    real_multiply(&real_b, &real_c, &real_a);
    for (int i = 0; i < N; i++) sum = mix(sum, scaled(norm(real_b.at[i], N)));
    return sum;
}
