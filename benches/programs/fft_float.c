/* A radix-2 FFT (decimation in frequency) of 64 points in single precision: a signal is filtered by cutting lines out
   of its spectrum and transforming it back. */
#include "program.h"

enum { POINTS = 64, HALF = POINTS / 2, FRAMES = 4 };

struct complex {
    float re, im;
};

/* exp(-2 pi i k / 64) for half a turn. */
static const struct complex twiddles[HALF] = {
    {1.0f, 0.0f}, {0.9951847f, -0.09801714f}, {0.98078525f, -0.19509032f},
    {0.95694035f, -0.29028466f}, {0.9238795f, -0.38268343f}, {0.8819213f, -0.47139674f},
    {0.8314696f, -0.55557024f}, {0.77301043f, -0.6343933f}, {0.70710677f, -0.70710677f},
    {0.6343933f, -0.77301043f}, {0.55557024f, -0.8314696f}, {0.47139674f, -0.8819213f},
    {0.38268343f, -0.9238795f}, {0.29028466f, -0.95694035f}, {0.19509032f, -0.98078525f},
    {0.09801714f, -0.9951847f}, {0.0f, -1.0f}, {-0.09801714f, -0.9951847f},
    {-0.19509032f, -0.98078525f}, {-0.29028466f, -0.95694035f}, {-0.38268343f, -0.9238795f},
    {-0.47139674f, -0.8819213f}, {-0.55557024f, -0.8314696f}, {-0.6343933f, -0.77301043f},
    {-0.70710677f, -0.70710677f}, {-0.77301043f, -0.6343933f}, {-0.8314696f, -0.55557024f},
    {-0.8819213f, -0.47139674f}, {-0.9238795f, -0.38268343f}, {-0.95694035f, -0.29028466f},
    {-0.98078525f, -0.19509032f}, {-0.9951847f, -0.09801714f},
};

/* Where each point lands: its number with its six bits reversed. */
static const uint8_t reversed[POINTS] = {
    0, 32, 16, 48, 8, 40, 24, 56, 4, 36, 20, 52, 12, 44, 28, 60,
    2, 34, 18, 50, 10, 42, 26, 58, 6, 38, 22, 54, 14, 46, 30, 62,
    1, 33, 17, 49, 9, 41, 25, 57, 5, 37, 21, 53, 13, 45, 29, 61,
    3, 35, 19, 51, 11, 43, 27, 59, 7, 39, 23, 55, 15, 47, 31, 63,
};

static struct complex points[POINTS];
static float signal[POINTS];
static float spectrum[HALF];

/* `direction` is 1 for the transform and -1 for its inverse, which is still to be divided by the number of points. */
static void transform(struct complex *x, float direction) {
    for (uint32_t span = HALF, step = 1; span; span >>= 1, step <<= 1)
        for (uint32_t start = 0; start < POINTS; start += 2 * span)
            for (uint32_t k = 0; k < span; k++) {
                struct complex *a = &x[start + k], *b = a + span;
                float wr = twiddles[k * step].re, wi = twiddles[k * step].im * direction;
                float re = a->re - b->re, im = a->im - b->im;
                a->re += b->re;
                a->im += b->im;
                b->re = re * wr - im * wi;
                b->im = re * wi + im * wr;
            }
    for (uint32_t i = 0; i < POINTS; i++) {
        uint32_t j = reversed[i];
        if (i < j) {
            struct complex held = x[i];
            x[i] = x[j];
            x[j] = held;
        }
    }
}

/* A square wave with noise: values between -2 and 2. */
static void sample(float *to, uint32_t *random) {
    uint32_t shape = next(random);
    uint32_t period = 6 + shape % 20, high = 2 + (shape >> 8) % (period - 3);
    for (uint32_t i = 0; i < POINTS; i++) {
        float noise = (float)(int32_t)(next(random) >> 16) * (1.0f / 65536.0f) - 0.5f;
        to[i] = (i % period < high ? 1.0f : -1.0f) + noise;
    }
}

/* Lets the lines below `edge` pass, and half of what is at it, on both sides of the spectrum. */
static void low_pass(struct complex *x, uint32_t edge) {
    for (uint32_t i = edge; i <= POINTS - edge; i++) {
        float gain = i == edge || i == POINTS - edge ? 0.5f : 0.0f;
        x[i].re *= gain;
        x[i].im *= gain;
    }
}

static uint32_t scaled(float x, float scale) { return (uint32_t)(int32_t)(x * scale); }

uint32_t EXPORT(run)(uint32_t seed) {
    uint32_t random = seed | 1, sum = seed;
    for (int frame = 0; frame < FRAMES; frame++) {
        sample(signal, &random);
        for (uint32_t i = 0; i < POINTS; i++) {
            points[i].re = signal[i];
            points[i].im = 0.0f;
        }
        transform(points, 1.0f);
        for (uint32_t i = 0; i < HALF; i++) {
            spectrum[i] = __builtin_sqrtf(points[i].re * points[i].re + points[i].im * points[i].im);
            sum = mix(sum, scaled(spectrum[i], 65536.0f));
        }

        low_pass(points, 4 + next(&random) % 12);
        transform(points, -1.0f);
        float removed = 0.0f, stray = 0.0f;
        for (uint32_t i = 0; i < POINTS; i++) {
            float filtered = points[i].re * (1.0f / (float)POINTS), difference = signal[i] - filtered;
            removed += difference * difference;
            stray += __builtin_fabsf(points[i].im);
            sum = mix(sum, scaled(filtered, 65536.0f));
        }
        /* What the filter took out, and what should be zero but for rounding. */
        sum = mix(sum, scaled(__builtin_sqrtf(removed), 4096.0f));
        sum = mix(sum, scaled(stray, 1048576.0f));
    }
    return sum;
}
