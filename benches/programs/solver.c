/* Solves systems of 10 linear equations in single precision: Gaussian elimination with partial pivoting, and iterative
   refinement (Wilkinson 1963) with residuals of twice the precision by error-free sums and products (Dekker 1971). */
#include "program.h"

enum { N = 10, SYSTEMS = 2, REFINEMENTS = 2 };

/* A sum of two floats: a value and what it lacks. */
struct pair {
    float high, low;
};

static float matrix[N][N], right[N], solution[N];
static float factors[N][N]; /* the lower triangle without its diagonal of ones, and the upper triangle */
static uint8_t order[N];    /* which row of the matrix each row of the factors comes from */

/* A number from -1 to 1 that float holds exactly. */
static float random_float(uint32_t *state) { return (float)((int32_t)(next(state) >> 8) - 0x800000) / 8388608.0f; }

/* An easy system with random coefficients, or one near the Hilbert matrix, which is hard to solve exactly. */
static void make_system(uint32_t *state, uint32_t hard) {
    for (uint32_t i = 0; i < N; i++) {
        for (uint32_t j = 0; j < N; j++) {
            float random = random_float(state);
            matrix[i][j] = hard ? 1.0f / (float)(i + j + 1) + 0.03125f * random : random;
        }
        right[i] = random_float(state) * 8.0f;
    }
}

static void swap_rows(uint32_t a, uint32_t b) {
    uint8_t row = order[a];
    order[a] = order[b];
    order[b] = row;
    for (uint32_t j = 0; j < N; j++) {
        float value = factors[a][j];
        factors[a][j] = factors[b][j];
        factors[b][j] = value;
    }
}

/* Factors the matrix; gives the number of row swaps, or N if the matrix is singular. */
static uint32_t factor(void) {
    uint32_t swaps = 0;
    memcpy(factors, matrix, sizeof factors);
    for (uint32_t i = 0; i < N; i++) order[i] = (uint8_t)i;
    for (uint32_t k = 0; k < N; k++) {
        uint32_t pivot = k;
        for (uint32_t i = k + 1; i < N; i++) {
            if (__builtin_fabsf(factors[i][k]) > __builtin_fabsf(factors[pivot][k])) pivot = i;
        }
        if (__builtin_fabsf(factors[pivot][k]) < 1e-6f) return N;
        if (pivot != k) {
            swap_rows(pivot, k);
            swaps++;
        }
        float inverse = 1.0f / factors[k][k];
        for (uint32_t i = k + 1; i < N; i++) {
            float multiple = factors[i][k] * inverse;
            factors[i][k] = multiple;
            for (uint32_t j = k + 1; j < N; j++) factors[i][j] -= multiple * factors[k][j];
        }
    }
    return swaps;
}

/* Solves for one right side with the factors: forward through the lower triangle, back through the upper one. */
static void substitute(const float *b, float *x) {
    for (uint32_t i = 0; i < N; i++) {
        float sum = b[order[i]];
        for (uint32_t j = 0; j < i; j++) sum -= factors[i][j] * x[j];
        x[i] = sum;
    }
    for (uint32_t i = N; i-- != 0;) {
        float sum = x[i];
        for (uint32_t j = i + 1; j < N; j++) sum -= factors[i][j] * x[j];
        x[i] = sum / factors[i][i];
    }
}

/* a + b as an exact pair (Knuth). */
static struct pair two_sum(float a, float b) {
    struct pair sum;
    sum.high = a + b;
    float b_part = sum.high - a, a_part = sum.high - b_part;
    sum.low = (a - a_part) + (b - b_part);
    return sum;
}

/* The upper half of the bits of a number, so that products of halves are exact (Veltkamp). */
static float upper_half(float a) {
    float scaled = a * 4097.0f;
    return scaled - (scaled - a);
}

/* a * b as an exact pair. */
static struct pair two_product(float a, float b) {
    float a_high = upper_half(a), a_low = a - a_high, b_high = upper_half(b), b_low = b - b_high;
    struct pair product;
    product.high = a * b;
    product.low = ((a_high * b_high - product.high) + a_high * b_low + a_low * b_high) + a_low * b_low;
    return product;
}

/* residual = right - matrix * x; gives its largest absolute value. */
static float find_residual(const float *x, float *residual) {
    float largest = 0.0f;
    for (uint32_t i = 0; i < N; i++) {
        float sum = right[i], error = 0.0f;
        for (uint32_t j = 0; j < N; j++) {
            struct pair product = two_product(-matrix[i][j], x[j]), total = two_sum(sum, product.high);
            sum = total.high;
            error += total.low + product.low;
        }
        residual[i] = sum + error;
        if (__builtin_fabsf(residual[i]) > largest) largest = __builtin_fabsf(residual[i]);
    }
    return largest;
}

/* A number in 2^-scale steps, kept inside the range. */
static uint32_t to_steps(float value, uint32_t scale) {
    value *= (float)((uint32_t)1 << scale);
    if (value > 2.0e9f) value = 2.0e9f;
    if (value < -2.0e9f) value = -2.0e9f;
    return (uint32_t)(int32_t)value;
}

/* The determinant, up to its sign and kept near 1: a power of two for each time it was out of the range. */
static uint32_t mix_determinant(uint32_t sum) {
    float product = 1.0f;
    uint32_t halvings = 128;
    for (uint32_t i = 0; i < N; i++) {
        product *= factors[i][i];
        for (; __builtin_fabsf(product) >= 2.0f; halvings++) product *= 0.5f;
        for (; __builtin_fabsf(product) < 1.0f; halvings--) product *= 2.0f;
    }
    return mix(mix(sum, halvings), to_steps(product, 20));
}

uint32_t EXPORT(run)(uint32_t seed) {
    static float residual[N], correction[N];
    uint32_t state = seed != 0 ? seed : 1, sum = 0;
    for (uint32_t i = 0; i < SYSTEMS; i++) {
        make_system(&state, i & 1);
        uint32_t swaps = factor();
        sum = mix(sum, swaps);
        if (swaps == N) continue;
        sum = mix_determinant(sum);
        substitute(right, solution);
        for (uint32_t j = 0; j < REFINEMENTS; j++) {
            sum = mix(sum, to_steps(find_residual(solution, residual), 28));
            substitute(residual, correction);
            for (uint32_t k = 0; k < N; k++) solution[k] += correction[k];
        }
        for (uint32_t k = 0; k < N; k++) sum = mix(sum, to_steps(solution[k], 16));
    }
    return sum;
}
