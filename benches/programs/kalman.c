/* A Kalman filter in single precision with four states (position and speed in a plane) and two measurements (the
   position), following a target that manoeuvres; measurements that do not fit are refused. */
#include "program.h"

enum { STATES = 4, MEASURES = 2, STEPS = 32 };

/* Rows by columns, with room for the largest: one set of functions serves all shapes. */
struct matrix {
    uint8_t rows, columns;
    float at[STATES * STATES];
};

struct kalman {
    struct matrix state, covariance;
    uint32_t refused;
};

static const float period = 0.5f;

/* How a state follows from the one before: x, y, speed along x, speed along y. */
static const struct matrix transition = {
    STATES, STATES, {1, 0, 0.5f, 0, 0, 1, 0, 0.5f, 0, 0, 1, 0, 0, 0, 0, 1}};

/* What is measured of a state. */
static const struct matrix observation = {MEASURES, STATES, {1, 0, 0, 0, 0, 1, 0, 0}};

/* How uncertain a step makes the state: an acceleration that is not known, over half a second. */
static const struct matrix process = {
    STATES, STATES, {0.0156f, 0, 0.0625f, 0, 0, 0.0156f, 0, 0.0625f, 0.0625f, 0, 0.25f, 0, 0, 0.0625f, 0, 0.25f}};

static const struct matrix measurement = {MEASURES, MEASURES, {1.5f, 0, 0, 1.5f}};

static struct kalman filter;
static struct matrix scratch, other, gain, innovation, weight;
static float target[STATES];

static void multiply(struct matrix *restrict to, const struct matrix *a, const struct matrix *b) {
    to->rows = a->rows;
    to->columns = b->columns;
    for (unsigned i = 0; i < a->rows; i++)
        for (unsigned j = 0; j < b->columns; j++) {
            float total = 0.0f;
            for (unsigned k = 0; k < a->columns; k++) total += a->at[i * a->columns + k] * b->at[k * b->columns + j];
            to->at[i * b->columns + j] = total;
        }
}

/* to = a * transpose(b). */
static void multiply_transposed(struct matrix *restrict to, const struct matrix *a, const struct matrix *b) {
    to->rows = a->rows;
    to->columns = b->rows;
    for (unsigned i = 0; i < a->rows; i++)
        for (unsigned j = 0; j < b->rows; j++) {
            float total = 0.0f;
            for (unsigned k = 0; k < a->columns; k++) total += a->at[i * a->columns + k] * b->at[j * b->columns + k];
            to->at[i * b->rows + j] = total;
        }
}

/* to += scale * from. */
static void add_scaled(struct matrix *to, const struct matrix *from, float scale) {
    for (unsigned i = 0; i < (unsigned)(to->rows * to->columns); i++) to->at[i] += scale * from->at[i];
}

static void invert2(struct matrix *restrict to, const struct matrix *from) {
    float inverse = 1.0f / (from->at[0] * from->at[3] - from->at[1] * from->at[2]);
    to->rows = to->columns = 2;
    to->at[0] = from->at[3] * inverse;
    to->at[1] = -from->at[1] * inverse;
    to->at[2] = -from->at[2] * inverse;
    to->at[3] = from->at[0] * inverse;
}

static void start(struct kalman *k) {
    memset(k, 0, sizeof *k);
    k->state.rows = k->covariance.rows = k->covariance.columns = STATES;
    k->state.columns = 1;
    for (unsigned i = 0; i < STATES; i++) k->covariance.at[i * STATES + i] = 100.0f;
}

static void predict(struct kalman *k) {
    multiply(&scratch, &transition, &k->state);
    k->state = scratch;
    multiply(&scratch, &transition, &k->covariance);
    multiply_transposed(&k->covariance, &scratch, &transition);
    add_scaled(&k->covariance, &process, 1.0f);
}

static void correct(struct kalman *k, const float *measured) {
    multiply(&innovation, &observation, &k->state);
    for (unsigned i = 0; i < MEASURES; i++) innovation.at[i] = measured[i] - innovation.at[i];

    multiply_transposed(&other, &k->covariance, &observation);
    multiply(&scratch, &observation, &other);
    add_scaled(&scratch, &measurement, 1.0f);
    invert2(&weight, &scratch);

    /* The square of how many standard deviations the measurement is off. */
    multiply(&scratch, &weight, &innovation);
    if (innovation.at[0] * scratch.at[0] + innovation.at[1] * scratch.at[1] > 16.0f) {
        k->refused++;
        return;
    }

    multiply(&gain, &other, &weight);
    multiply(&scratch, &gain, &innovation);
    add_scaled(&k->state, &scratch, 1.0f);
    multiply_transposed(&scratch, &gain, &other);
    add_scaled(&k->covariance, &scratch, -1.0f);
}

/* Between -most and most, more often near zero. */
static float noise(float most, uint32_t *random) {
    uint32_t word = next(random);
    int32_t both = (int32_t)(word & 0xffff) + (int32_t)(word >> 16) - 0xffff;
    return (float)both * (1.0f / 65536.0f) * most;
}

static uint32_t scaled(float x) { return (uint32_t)(int32_t)(x * 1024.0f); }

uint32_t EXPORT(run)(uint32_t seed) {
    uint32_t random = seed | 1, sum = seed;
    float push[2] = {0.0f, 0.0f};

    start(&filter);
    for (unsigned i = 0; i < STATES; i++) target[i] = noise(8.0f, &random);
    for (unsigned step = 0; step < STEPS; step++) {
        float measured[MEASURES];
        for (unsigned i = 0; i < MEASURES; i++) {
            if (step % 8 == 0) push[i] = noise(1.5f, &random);
            target[2 + i] += push[i] * period;
            target[i] += target[2 + i] * period;
            /* A stray echo now and then. */
            measured[i] = target[i] + noise(step % 11 == 10 ? 60.0f : 3.0f, &random);
        }
        predict(&filter);
        correct(&filter, measured);
        for (unsigned i = 0; i < STATES; i++) sum = mix(sum, scaled(filter.state.at[i]));
        sum = mix(sum, scaled(filter.covariance.at[0]));
    }
    for (unsigned i = 0; i < STATES; i++) {
        float off = filter.state.at[i] - target[i];
        sum = mix(sum, scaled(__builtin_fabsf(off)));
        sum = mix(sum, scaled(__builtin_sqrtf(filter.covariance.at[i * STATES + i])));
    }
    return mix(sum, filter.refused);
}
